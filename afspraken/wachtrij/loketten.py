"""READS: the counters of a place, what they may do, and when they are open today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from afspraken.engine.bitmap import CELLS_PER_DAY, bits, cell_of, from_bytes, moment_of
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import Locatie, Middel, Openstand, Soort
from afspraken.wachtrij.volgorde import Loket

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Balie:
    """A counter (or a room, or an official) with the hours that it is open today, half-open."""

    middel: Middel
    loket: Loket
    open: tuple[Span, ...] = ()


def as_loket(middel: Middel) -> Loket:
    """A resource as the rules see it."""
    competences = frozenset(one.pk for one in middel.bevoegdheden.all())
    return Loket(middel.pk, competences, is_loket=middel.soort == Soort.LOKET)


def open_today(locatie: Locatie, *, now: datetime) -> list[Balie]:
    """What is open at a place at some time today, counters first; two queries."""
    dag = local_day(now)
    begin, end = cell_of(day_begin(dag)), cell_of(day_begin(day_after(dag)))
    rows = (
        Openstand.objects.filter(
            locatie=locatie, middel__is_actief=True, dag__in=_utc_days(begin, end)
        )
        .select_related("middel")
        .prefetch_related("middel__bevoegdheden")
        .order_by("middel__soort", "middel__naam", "dag")
    )
    cells: dict[Middel, list[int]] = {}
    for row in rows:
        origin = cell_of(datetime.combine(row.dag, datetime.min.time(), tzinfo=UTC))
        mine = (origin + bit for bit in bits(from_bytes(bytes(row.open))))
        cells.setdefault(row.middel, []).extend(cel for cel in mine if begin <= cel < end)
    balies = [Balie(one, as_loket(one), _spans(mine)) for one, mine in cells.items() if mine]
    return sorted(balies, key=lambda balie: not balie.loket.is_loket)


def _utc_days(begin: int, end: int) -> list[date]:
    first = moment_of(begin // CELLS_PER_DAY * CELLS_PER_DAY).date()
    return [
        first + timedelta(days=n)
        for n in range((end - 1) // CELLS_PER_DAY - begin // CELLS_PER_DAY + 1)
    ]


def _spans(cells: list[int]) -> tuple[Span, ...]:
    """Rising cells as the spans that they make together."""
    spans: list[list[int]] = []
    for cel in cells:
        if spans and spans[-1][1] == cel:
            spans[-1][1] = cel + 1
        else:
            spans.append([cel, cel + 1])
    return tuple((moment_of(first), moment_of(last)) for first, last in spans)
