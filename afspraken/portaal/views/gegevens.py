"""Step 3: who comes and how we reach them."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from afspraken.exceptions import BookingError
from afspraken.invoer.gegevens import GegevensForm, form_for
from afspraken.models import Afspraak
from afspraken.portaal import concept, sessie, vasthouden
from afspraken.portaal.sessie import Boeking
from afspraken.portaal.views.stappen import beside, step, too_late
from afspraken.wens import Wens

FORMULIER = "gegevens-formulier"


@require_http_methods(["GET", "HEAD", "POST"])
@step()
def gegevens(request: HttpRequest, boeking: Boeking, wens: Wens, now: datetime) -> HttpResponse:
    """Ask for the customer's data; keep them in the session and go on to the check."""
    hold = vasthouden.current(boeking)
    if hold is None:
        concept.say_choose_again(request, boeking)
        return redirect("portaal:wanneer")
    if request.method != "POST":
        known = boeking.concept or boeking.gegevens
        form = form_for(wens, answers=known, until=hold.begin, now=now)
        return _show(request, form, wens, hold, now, status=200)
    form = form_for(wens, request.POST, until=hold.begin, now=now)
    if not form.is_valid():
        return _show(request, form, wens, hold, now, status=400)
    boeking.gegevens, boeking.concept = form.answers(), {}
    sessie.save(request, boeking)
    try:
        vasthouden.keep(request, boeking, wens, hold, now=now)
    except BookingError as error:
        return too_late(request, error, gevraagd=hold)
    return redirect("portaal:controle")


def _show(
    request: HttpRequest,
    form: GegevensForm,
    wens: Wens,
    hold: Afspraak,
    now: datetime,
    *,
    status: int,
) -> HttpResponse:
    url = reverse("portaal:gegevens")
    context = {
        **beside(wens, hold, stap="gegevens", now=now, terug=url, formulier=FORMULIER),
        "heeft_fouten": bool(form.errors),
        "form": form,
        "formulier": FORMULIER,
    }
    return render(request, "portaal/gegevens.html", context, status=status)
