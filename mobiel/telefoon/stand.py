"""READS where every official of today is in the day, and which promises their lateness breaks.

Where somebody is, is the last stop that they reported. When the rest begins is reckoned as routes
are, from there on and from now (`routing.schedule`), with the roads that were stored. Six queries,
whatever the number of officials and visits; no travel service is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from afspraken.models import Afspraak, Middel, Status
from mobiel import routing
from mobiel.models import Bezoek, Route, Veldactie
from mobiel.reading import Sheet, sheets_of
from mobiel.reading.sheets import moment_at
from mobiel.telefoon import taken

OVER = (Status.AFGEROND, Status.NIET_VERSCHENEN)
SILENT_AFTER = timedelta(minutes=15)
"""So long after the first visit should have begun it is said that nothing was reported."""

WORTH_TELLING = 5
"""Minutes: who is less late keeps to the plan."""


@dataclass(frozen=True)
class Verwacht:
    """One visit to come: when it is expected to begin, and when it was planned to."""

    bezoek: Bezoek
    om: datetime
    gepland: datetime

    @property
    def afspraak(self) -> Afspraak:
        found: Afspraak = self.bezoek.afspraak
        return found

    @property
    def later(self) -> int:
        """Whole minutes after the plan."""
        return max(0, int((self.om - self.gepland).total_seconds() // 60))

    @property
    def te_laat(self) -> int:
        """Minutes after the end of what was promised, rounded up; 0: the promise is kept."""
        if self.om < self.afspraak.einde:
            return 0
        return max(1, -(-int((self.om - self.afspraak.einde).total_seconds()) // 60))


@dataclass(frozen=True)
class Onderwegstand:
    """One official's day. `laatst` is what they reported last, None if nothing yet."""

    middel: Middel
    route: Route
    laatst: Veldactie | None
    gedaan: int
    alles: int
    komend: tuple[Verwacht, ...]
    is_stil: bool

    @property
    def volgende(self) -> Verwacht | None:
        return self.komend[0] if self.komend else None

    @property
    def later(self) -> int:
        """Minutes behind the plan, by the next visit; 0 where that is too little to tell."""
        found = self.volgende.later if self.volgende else 0
        return found if found >= WORTH_TELLING else 0

    @cached_property
    def risicos(self) -> list[Verwacht]:
        """The promises that break if the rest of the day goes as it is."""
        return [one for one in self.komend if one.te_laat]

    @property
    def is_klaar(self) -> bool:
        return self.gedaan == self.alles


def officials_of(dag: date, *, now: datetime) -> list[Onderwegstand]:
    """Everyone with visits on this local day: whose promises break first, then who is latest."""
    routes = Route.objects.filter(dag=dag, blokkade__isnull=False)
    rows = routes.select_related("middel", "locatie", "vertrekt_van", "eindigt_bij")
    sheets = [one for one in sheets_of(rows, {}, now=now) if one.done or one.todo]
    visits = _visits(sheets)
    last = taken.last_stops(now)
    found = [_standing(sheet, visits, last, now) for sheet in sheets]
    return sorted(found, key=lambda one: (-len(one.risicos), -one.later, one.middel.naam))


def _visits(sheets: Sequence[Sheet]) -> dict[int, Bezoek]:
    pks = [one.bezoek for sheet in sheets for one in (*sheet.done, *sheet.todo)]
    rows = Bezoek.objects.filter(pk__in=pks).select_related("afspraak__klant", "afspraak__locatie")
    return {row.pk: row for row in rows}


def _standing(
    sheet: Sheet, visits: Mapping[int, Bezoek], last: Mapping[int, Veldactie], now: datetime
) -> Onderwegstand:
    told = last.get(sheet.route.middel_id)
    mine = [visits[one.bezoek] for one in (*sheet.done, *sheet.todo)]
    if told is not None and told.bezoek_id not in {one.pk for one in mine}:
        told = None
    times = routing.schedule(sheet.as_stored()).visits
    komend = tuple(
        Verwacht(visits[one.bezoek], moment_at(time.begin), moment_at(one.begin))
        for one, time in zip(sheet.todo, times, strict=True)
    )
    first = min(one.begin for one in (*sheet.done, *sheet.todo))
    return Onderwegstand(
        sheet.route.middel,
        sheet.route,
        told,
        sum(one.afspraak.status in OVER for one in mine),
        len(mine),
        komend,
        is_stil=told is None and now > moment_at(first) + SILENT_AFTER,
    )
