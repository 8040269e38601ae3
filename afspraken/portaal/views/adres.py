"""The step between what and when, where we come to the customer: at which address."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from afspraken import booking
from afspraken.invoer.adres import AdresForm, initial_of
from afspraken.offers import visits
from afspraken.portaal import limieten, sessie, vasthouden
from afspraken.portaal.sessie import Boeking
from afspraken.portaal.views.stappen import beside, step, too_late
from afspraken.wens import Wens


@require_http_methods(["GET", "HEAD", "POST"])
@step(needs_address=False)
def adres(request: HttpRequest, boeking: Boeking, wens: Wens, now: datetime) -> HttpResponse:
    """Ask for the address; a window held for another address is let go."""
    if not visits(wens):
        return redirect("portaal:wanneer")
    if request.method != "POST":
        return _show(request, boeking, wens, AdresForm(initial=initial_of(boeking.adres), now=now))
    try:
        limieten.count_look(request, now=now)
    except limieten.TooManyLooks as error:
        return too_late(request, error)
    form = AdresForm(request.POST, now=now)
    if not form.is_valid():
        return _show(request, boeking, wens, form, status=400)
    hold = vasthouden.current(boeking)
    if hold is not None and hold.klantadres != form.adres:
        booking.release(hold, now=now)
        boeking.code = ""
    boeking.adres = form.answers()
    sessie.save(request, boeking)
    return redirect("portaal:wanneer")


def _show(
    request: HttpRequest, boeking: Boeking, wens: Wens, form: AdresForm, *, status: int = 200
) -> HttpResponse:
    hold = vasthouden.current(boeking)
    context = {
        **beside(wens, hold, stap="adres", now=form.now, terug=reverse("portaal:adres")),
        "heeft_fouten": bool(form.errors),
        "form": form,
    }
    return render(request, "portaal/adres.html", context, status=status)
