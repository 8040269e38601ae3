"""The free times for a caller: the first ones over all places, and one whole day beside them.

Laid out for someone who reads them aloud: few words, every time one click. Times come from
`agenda`, as those of the website do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count, groupby

from django.utils.translation import gettext as _

from afspraken import agenda
from afspraken.agenda import Beschikbaar
from afspraken.engine.bitmap import CELL
from afspraken.lokaal import day_after, local_day
from afspraken.models import Afspraak, Locatie
from afspraken.offers import Offer, visits
from afspraken.templatetags.datums import duur
from afspraken.templatetags.wanneer import is_huidig
from afspraken.wens import Wens

EERSTE = 6
"""How many first free times are shown on top."""


@dataclass(frozen=True)
class Plaats:
    """The times of one day at one place; or, of visits, the windows of one length."""

    locatie: Locatie
    tijden: list[Offer]

    @property
    def naam(self) -> str:
        """What stands before them: the place, or how long the windows are."""
        first = self.tijden[0]
        if not first.is_venster:
            return self.locatie.naam
        length = first.einde - first.begin
        if length <= CELL:
            return _("vaste tijd")
        return _("venster van %(duur)s") % {"duur": duur(length)}


@dataclass(frozen=True)
class Tijden:
    """What the panel shows. `dag` is the day asked for, else the first with a free time."""

    locaties: list[Locatie]
    locatie: Locatie | None
    dag: date | None
    eerste: list[Offer] = field(default_factory=list)
    plaatsen: list[Plaats] = field(default_factory=list)
    vorige: date | None = None
    volgende: date | None = None

    @property
    def is_leeg(self) -> bool:
        """True where nothing is free: on the day asked for, or at all."""
        return not self.plaatsen


@dataclass(frozen=True)
class Eerste:
    """One of the first times. `toets` is the number of its key; None for the current time."""

    aanbod: Offer
    toets: int | None


def keyed(offers: Sequence[Offer], huidig: Afspraak | None) -> list[Eerste]:
    """The first times with their keys; the time that an appointment has already gets none."""
    number = count(1)
    return [Eerste(one, None if is_huidig(one, huidig) else next(number)) for one in offers]


def look(
    wens: Wens,
    *,
    locatie: str,
    dag: date | None,
    now: datetime,
    behalve: Afspraak | None = None,
) -> Tijden:
    """The times at a place (slug; empty means all) and on a day, in at most nine queries.

    Of visits those come first for which we travel least further.

    The own time of `behalve`, a hold or an appointment that moves, counts as free.
    """
    places = agenda.places(wens, now=now)
    chosen = next((place for place in places if place.slug == locatie), None)
    here = [chosen] if chosen else places
    found = _search(wens, here, dag, now=now, behalve=behalve)
    days = sorted(found.per_day())
    shown = dag or (days[0] if days else None)
    return Tijden(
        locaties=places,
        locatie=chosen,
        dag=shown,
        eerste=found.cheapest(EERSTE) if visits(wens) else found.spread(EERSTE),
        plaatsen=_by_place(found.times(shown), places) if shown else [],
        vorige=max((day for day in days if shown and day < shown), default=None),
        volgende=min((day for day in days if shown and day > shown), default=None),
    )


def _search(
    wens: Wens,
    places: Sequence[Locatie],
    dag: date | None,
    *,
    now: datetime,
    behalve: Afspraak | None,
) -> Beschikbaar:
    """The coming fortnight, or the week of the day asked for; the whole horizon if that is poor."""
    soon = local_day(now) + agenda.FIRST_WINDOW
    week = day_after(dag or soon) + timedelta(days=7)
    return agenda.search_until(
        wens,
        tot=max(soon, week) if dag else soon,
        enough=lambda found: len(found.first(EERSTE)) == EERSTE,
        now=now,
        locaties=places,
        behalve=behalve,
    )


def _by_place(times: Sequence[Offer], places: Sequence[Locatie]) -> list[Plaats]:
    order = {place.pk: number for number, place in enumerate(places)}

    def row(offer: Offer) -> tuple[int, timedelta]:
        """Which row a time stands in: of its place, and of windows those of a length."""
        length = offer.einde - offer.begin if offer.is_venster else timedelta(0)
        return order.get(offer.locatie.pk, 0), -length

    ranked = sorted(times, key=lambda offer: (row(offer), offer.begin))
    rows = (list(offers) for _row, offers in groupby(ranked, key=row))
    return [Plaats(offers[0].locatie, offers) for offers in rows]
