"""What the booking steps share: who may be on a step, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from afspraken import keuzes
from afspraken.exceptions import BookingError, HoldExpired, SlotTaken
from afspraken.htmx import is_part
from afspraken.lokaal import local_day
from afspraken.models import Afspraak
from afspraken.offers import Offer, lacks_address, visits
from afspraken.portaal import concept, sessie, vasthouden
from afspraken.portaal.sessie import Boeking
from afspraken.wens import Wens

View = Callable[[HttpRequest], HttpResponse]

STAPPEN = ("wat", "adres", "wanneer", "gegevens", "controle", "klaar")
"""The steps in their order; `adres` only for a visit."""


class StepView(Protocol):
    """A view of a step after the first: there is a choice, and one moment is now."""

    def __call__(
        self, request: HttpRequest, boeking: Boeking, wens: Wens, now: datetime
    ) -> HttpResponse: ...


def step(*, needs_address: bool = True) -> Callable[[StepView], View]:
    """Give a view the booking of this session and its wish; send away who chose nothing yet.

    Who comes back after confirming sees the appointment that was made. Who wants a visit and did
    not say where is asked first, where the step `needs_address`. Never cached.
    """

    def decorate(view: StepView) -> View:
        @wraps(view)
        @never_cache
        def with_booking(request: HttpRequest) -> HttpResponse:
            boeking = sessie.load(request)
            if not boeking.aantallen:
                if sessie.finished_code(request):
                    return redirect("portaal:klaar")
                messages.info(request, _("U hebt nog geen onderwerp gekozen."))
                return redirect("portaal:start")
            try:
                wens = boeking.wens()
            except BookingError:  # the catalogue changed since: step 1 says what is wrong
                concept.say_choose_again(request, boeking)
                return redirect("portaal:wat")
            if needs_address and lacks_address(wens):
                concept.say_choose_again(request, boeking)
                return redirect("portaal:adres")
            return view(request, boeking, wens, timezone.now())

        return with_booking

    return decorate


def place_of(stap: str, *, is_bezoek: bool) -> dict[str, int]:
    """Which step of how many: a visit has one more, for the address.

    >>> place_of("wanneer", is_bezoek=True)
    {'stap': 3, 'van_stappen': 6}
    """
    names = [name for name in STAPPEN if is_bezoek or name != "adres"]
    return {"stap": names.index(stap) + 1, "van_stappen": len(names)}


def beside(
    wens: Wens,
    hold: Afspraak | None,
    *,
    stap: str,
    now: datetime,
    terug: str,
    formulier: str = "",
) -> dict[str, Any]:
    """Where one is, and `_samenvatting.html`: what was chosen so far and until when it is held."""
    dag = local_day(hold.begin if hold else now)
    return {
        **place_of(stap, is_bezoek=visits(wens)),
        "samenvatting": {
            "keuzes": keuzes.of_wens(wens, dag=dag),
            "duur": wens.minuten,
            "extra": wens.extra_tijd,
            "afspraak": hold,
            "adres": wens.adres.regel if wens.adres else "",
            "wijzig": True,
        },
        "vastgehouden": vasthouden.shown(hold, now=now, terug=terug, formulier=formulier),
    }


def too_late(
    request: HttpRequest,
    error: BookingError,
    *,
    gevraagd: Afspraak | Offer | None = None,
    kiezer_url: str = "",
    overzicht_url: str = "",
    **rest: Any,
) -> HttpResponse:
    """The friendly page with the nearest times, or the page that asks to wait a little."""
    if error.status == 429:
        return _wait(request, error)
    context = {
        "zin": str(error),
        "is_bezet": isinstance(error, SlotTaken | HoldExpired),
        "gevraagd": gevraagd,
        "alternatieven": getattr(error, "alternatives", ()),
        "kiezer_url": kiezer_url or reverse("portaal:wanneer"),
        "overzicht_url": overzicht_url or reverse("portaal:wanneer"),
        **rest,
    }
    return render(request, "portaal/bezet.html", context, status=error.status)


def _wait(request: HttpRequest, error: BookingError) -> HttpResponse:
    """The page that asks to wait a minute. htmx would show nothing, so it comes for it itself."""
    context = {"zin": str(error), "opnieuw": request.path}
    response = render(request, "429.html", context, status=429)
    response["Retry-After"] = "60"
    if is_part(request):
        response["HX-Redirect"] = request.get_full_path()
    return response
