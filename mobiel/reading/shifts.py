"""When the roster lets officials out: the shift of each local day.

An official is out on visits where the roster opens them at a place that is `bij_klant`. A day has
one shift, the longest stretch without a gap: a route is driven in one go, its lunch is on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from afspraken.engine.bitmap import CELLS_PER_DAY, cell_at_or_after, from_bytes, moment_of, span
from afspraken.lokaal import midnight
from afspraken.models import Locatie, Openstand

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Shift:
    """One official at work on the road in the cells [first, last), counted from the epoch.

    `web` masks what of it the website may promise; bit 0 is `first`.
    """

    middel: int
    locatie: Locatie
    dag: date
    first: int
    last: int
    web: int

    @property
    def begin(self) -> datetime:
        return moment_of(self.first)

    @property
    def einde(self) -> datetime:
        return moment_of(self.last)

    def is_public(self, first: int, last: int) -> bool:
        """True if the website may promise the whole of the cells [first, last)."""
        asked = span(first - self.first, last - self.first)
        return self.web & asked == asked


def shifts(
    middelen: Collection[int],
    *,
    van: date,
    tot: date,
    now: datetime,
    locaties: Collection[Locatie] | None = None,
) -> dict[tuple[int, date], Shift]:
    """The shifts of these officials on the local days [van, tot), in one query."""
    if not middelen or van >= tot:
        return {}
    first, last = midnight(van), midnight(tot)
    origin = first // CELLS_PER_DAY
    rows = Openstand.objects.filter(
        middel__in=list(middelen),
        locatie__bij_klant=True,
        locatie__is_actief=True,
        dag__gte=_EPOCH + timedelta(days=origin),
        dag__lte=_EPOCH + timedelta(days=last // CELLS_PER_DAY),
    ).select_related("locatie")
    if locaties is not None:
        rows = rows.filter(locatie__in=list(locaties))
    places: dict[int, Locatie] = {}
    staff: dict[tuple[int, int], int] = defaultdict(int)
    web: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        key = row.middel_id, row.locatie_id
        places.setdefault(row.locatie_id, row.locatie)
        shift = ((row.dag - _EPOCH).days - origin) * CELLS_PER_DAY
        staff[key] |= from_bytes(bytes(row.open)) << shift
        web[key] |= from_bytes(bytes(row.open_web)) << shift
    found: dict[tuple[int, date], Shift] = {}
    cells = origin * CELLS_PER_DAY
    for (middel, locatie), mask in staff.items():
        public = web[middel, locatie] | mask & _released(places[locatie], now, cells)
        for one in _per_day(middel, places[locatie], mask, public, _days(van, tot), cells):
            known = found.get((middel, one.dag))
            if known is None or known.last - known.first < one.last - one.first:
                found[middel, one.dag] = one
    return found


def longest_run(mask: int) -> tuple[int, int]:
    """The first and longest stretch of set bits, half-open; (0, 0) if there is none.

    >>> longest_run(0b0111001101)
    (6, 9)
    """
    best, at = (0, 0), 0
    while mask:
        skip = (mask & -mask).bit_length() - 1
        mask >>= skip
        run = (~mask & mask + 1).bit_length() - 1
        at += skip
        if run > best[1] - best[0]:
            best = (at, at + run)
        mask >>= run
        at += run
    return best


def _per_day(
    middel: int, locatie: Locatie, mask: int, public: int, days: Iterable[date], origin: int
) -> Iterable[Shift]:
    for dag in days:
        begin, end = midnight(dag) - origin, midnight(dag + timedelta(days=1)) - origin
        first, last = longest_run(mask >> begin & span(0, end - begin))
        if first < last:
            at = begin + first
            web = public >> at & span(0, last - first)
            yield Shift(middel, locatie, dag, origin + at, origin + begin + last, web)


def _released(locatie: Locatie, now: datetime, origin: int) -> int:
    """The cells of which the website may see staff time at a place; bit 0 is `origin`."""
    if locatie.vrijgave is None:
        return 0
    return span(0, cell_at_or_after(now + timedelta(hours=locatie.vrijgave)) - origin)


def _days(van: date, tot: date) -> list[date]:
    return [van + timedelta(days=n) for n in range((tot - van).days)]
