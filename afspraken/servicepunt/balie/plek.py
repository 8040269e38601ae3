"""Where an employee of the desk works: the place, and the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from afspraken import wachtrij
from afspraken.models import Locatie, Middel
from afspraken.rechten import Recht, met_recht

_PLEK = "balieplek"
"""In the session: the slug of the place where this employee worked last."""


def place(slug: str) -> Locatie:
    """A place of ours that is in use. Raises: Http404."""
    return get_object_or_404(Locatie, slug=slug, is_actief=True, bij_klant=False)


def remember(request: HttpRequest, locatie: Locatie) -> None:
    """Begin here the next time."""
    if request.session.get(_PLEK) != locatie.slug:
        request.session[_PLEK] = locatie.slug


@require_safe
@met_recht(Recht.BALIE_BEDIENEN)
def begin(request: HttpRequest) -> HttpResponse:
    """The day of the place where one works; who never chose one, chooses."""
    places = list(Locatie.objects.filter(is_actief=True, bij_klant=False))
    known = request.session.get(_PLEK) if "kies" not in request.GET else None
    for one in places:
        if one.slug == known or len(places) == 1:
            return redirect("servicepunt:balie_dag", one.slug)
    return render(request, "servicepunt/balie/plaatsen.html", {"locaties": places})


@dataclass(frozen=True)
class Stoel:
    """One counter to sit down at: whether it is open now, and the number that it serves, if any."""

    middel: Middel
    is_open: bool
    nummer: str


@require_safe
@met_recht(Recht.BALIE_BEDIENEN)
def loketten(request: HttpRequest, slug: str) -> HttpResponse:
    """The counters of a place, those that are open now first."""
    now, locatie = timezone.now(), place(slug)
    context = {"locatie": locatie, "stoelen": seats(locatie, now=now)}
    return render(request, "servicepunt/balie/loketten.html", context)


def seats(locatie: Locatie, *, now: datetime) -> list[Stoel]:
    """Counters, rooms and officials that are open at a place today; open ones first."""
    row = wachtrij.queue(locatie, now=now)
    busy = {one.middel_id: one.volgnummer for one in (*row.opgeroepen, *row.in_behandeling)}
    stoelen = [
        Stoel(
            balie.middel,
            any(begin <= now < einde for begin, einde in balie.open),
            busy.get(balie.middel.pk, ""),
        )
        for balie in wachtrij.counters(locatie, now=now)
    ]
    return sorted(stoelen, key=lambda stoel: not stoel.is_open)


def counter(locatie: Locatie, pk: int) -> Middel:
    """A counter, room or official that opens at this place. Raises: Http404."""
    rows = Middel.objects.filter(pk=pk, is_actief=True, openstanden__locatie=locatie)
    found = rows.prefetch_related("bevoegdheden").distinct().first()
    if found is None:
        raise Http404
    return found
