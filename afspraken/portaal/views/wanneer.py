"""Step 2: when and where. The chosen time is held at once, and may be held longer."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from afspraken import booking, kiezer
from afspraken.exceptions import BookingError, HoldExpired, InvalidOffer
from afspraken.htmx import is_part
from afspraken.models import Afspraak
from afspraken.offers import from_token
from afspraken.portaal import concept, limieten, vasthouden
from afspraken.portaal.sessie import Boeking
from afspraken.portaal.views import vervolg
from afspraken.portaal.views.stappen import beside, step, too_late
from afspraken.wens import Wens


@require_http_methods(["GET", "HEAD", "POST"])
@step()
def wanneer(request: HttpRequest, boeking: Boeking, wens: Wens, now: datetime) -> HttpResponse:
    """Show the free times; hold the one that is posted."""
    if request.method != "POST":
        return _show(request, boeking, wens, now, params=request.GET)
    token = request.POST.get("aanbod", "")
    if not token:
        fout = _("Kies eerst een tijd.")
        return _show(request, boeking, wens, now, params=request.POST, fout=fout)
    try:
        offer = from_token(token, wens)
        vervolg.refuse_too_soon(boeking, offer)
    except (InvalidOffer, vervolg.TooSoon) as error:
        return _show(request, boeking, wens, now, params=request.POST, fout=str(error))
    try:
        vasthouden.take(request, boeking, wens, offer, now=now)
    except BookingError as error:
        return too_late(request, error, gevraagd=offer)
    return redirect("portaal:gegevens")


def _show(
    request: HttpRequest,
    boeking: Boeking,
    wens: Wens,
    now: datetime,
    *,
    params: MultiValueDict[str, str],
    fout: str = "",
) -> HttpResponse:
    try:
        limieten.count_look(request, now=now)
    except limieten.TooManyLooks as error:
        return too_late(request, error)
    url = reverse("portaal:wanneer")
    hold = vasthouden.current(boeking)
    is_live = hold is not None and vasthouden.is_live(hold, now=now)
    part = kiezer.build(
        wens,
        kiezer.Zicht.parse(params, now=now, horizon=wens.horizon),
        url=url,
        now=now,
        behalve=hold if is_live else None,
    )
    fouten = [fout] if fout else part.context["fouten"]
    context = {
        **part.context,
        **beside(wens, hold, stap="wanneer", now=now, terug=url),
        "fouten": fouten,
        "heeft_fouten": bool(fouten),
    }
    return render(request, "portaal/wanneer.html", context, status=400 if fout else part.status)


@require_http_methods(["GET", "HEAD", "POST"])
@step()
def verlengen(request: HttpRequest, boeking: Boeking, wens: Wens, now: datetime) -> HttpResponse:
    """Hold the time longer; what was typed beside the button is kept for the form."""
    hold = vasthouden.current(boeking)
    terug = _way_back(request.POST.get("terug", ""))
    if request.method != "POST":
        return redirect(terug)
    if hold is None:
        concept.say_choose_again(request, boeking)
        return redirect("portaal:wanneer")
    concept.keep(request, boeking)
    try:
        hold = _longer(request, boeking, wens, hold, now)
    except BookingError as error:
        if is_part(request):
            return render(request, "portaal/_vastgehouden.html", {"vastgehouden": {"weg": True}})
        return too_late(request, error, gevraagd=hold)
    if is_part(request):
        shown = {**(vasthouden.shown(hold, now=now, terug=terug) or {}), "verlengd": True}
        return render(request, "portaal/_vastgehouden.html", {"vastgehouden": shown})
    return redirect(terug)


def _longer(
    request: HttpRequest, boeking: Boeking, wens: Wens, hold: Afspraak, now: datetime
) -> Afspraak:
    """The hold for its full length again; one that has ended is taken anew if still free."""
    try:
        return booking.extend(hold, now=now)
    except HoldExpired:
        return vasthouden.keep(request, boeking, wens, hold, now=now)


def _way_back(path: str) -> str:
    """The step to return to: one of ours, whatever was posted."""
    steps = [reverse(f"portaal:{name}") for name in ("gegevens", "controle", "wanneer")]
    return path if path in steps else steps[0]
