"""READS: the counters of a place, what they may do, and when they are open today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.db.models import Exists, OuterRef, Prefetch, Q

from afspraken.engine.bitmap import bits, cell_of, from_bytes, moment_of, span
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import Locatie, Middel, Openstand, Soort
from afspraken.wachtrij.volgorde import Loket

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Loketdag:
    """A counter (or a room, or an official) with the hours that it is open today, half-open."""

    middel: Middel
    loket: Loket
    open: tuple[Span, ...] = ()


def as_loket(middel: Middel) -> Loket:
    """A resource as the rules see it."""
    competences = frozenset(one.pk for one in middel.bevoegdheden.all())
    return Loket(middel.pk, competences, is_loket=middel.soort == Soort.LOKET)


def counters(locatie: Locatie, *, now: datetime) -> list[Loketdag]:
    """What belongs to a place or is open there today, counters first; three queries."""
    dag = local_day(now)
    begin, end = cell_of(day_begin(dag)), cell_of(day_begin(day_after(dag)))
    days = (moment_of(begin).date(), moment_of(end - 1).date())
    today = Openstand.objects.filter(locatie=locatie, dag__range=days).order_by("dag")
    middelen = (
        Middel.objects.filter(Q(locatie=locatie) | Exists(today.filter(middel=OuterRef("pk"))))
        .filter(is_actief=True)
        .prefetch_related("bevoegdheden", Prefetch("openstanden", today, to_attr="vandaag"))
    )
    found = [Loketdag(one, as_loket(one), _hours(one.vandaag, begin, end)) for one in middelen]
    return sorted(found, key=lambda one: (not one.loket.is_loket, one.middel.naam))


def _hours(rows: Iterable[Openstand], begin: int, end: int) -> tuple[Span, ...]:
    """The hours of a local day, the cells [begin, end), out of the rows of its UTC days."""
    opened = 0
    for row in rows:
        shift = cell_of(datetime.combine(row.dag, time(), tzinfo=UTC)) - begin
        mask = from_bytes(bytes(row.open))
        opened |= mask << shift if shift >= 0 else mask >> -shift
    return _spans(begin + bit for bit in bits(opened & span(0, end - begin)))


def _spans(cells: Iterable[int]) -> tuple[Span, ...]:
    """Rising cells as the spans that they make together."""
    spans: list[list[int]] = []
    for cel in cells:
        if spans and spans[-1][1] == cel:
            spans[-1][1] = cel + 1
        else:
            spans.append([cel, cel + 1])
    return tuple((moment_of(first), moment_of(last)) for first, last in spans)
