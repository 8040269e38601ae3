"""From intentions to `Openstand`: what is open, per resource, place and UTC day.

`compute` reads all intentions of a scope and works out its days; `rebuild` writes what differs.
The rows are derived: they can be rebuilt at any time, and `compare` tells whether they are right.
The number of queries does not depend on the number of resources, places or days.
Read next: `openings`, the arithmetic of one day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from afspraken.engine.bitmap import (
    CELLS_PER_DAY,
    cell_at_or_after,
    cell_of,
    from_bytes,
    mask_of,
    moment_of,
    split_days,
    to_bytes,
)
from afspraken.models import (
    Afwezigheid,
    Locatie,
    Middel,
    Openstand,
    Rooster,
    Sluiting,
    Uitzondering,
)
from afspraken.roosters import series
from afspraken.roosters.clock import DAY, MINUTES_PER_DAY, Span, days, span
from afspraken.roosters.openings import Block, Window, closed_cells, day_blocks, open_cells
from afspraken.roosters.series import Pair

Key = tuple[int, int, date]
"""Resource, place, UTC day."""

Masks = tuple[int, int]
"""What is open for staff, and what for the web before staff time is released."""

AT_ONCE = 10_000
"""Rows deleted per statement; databases limit the number of parameters."""

_EPOCH = date(1970, 1, 1)
_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True)
class Scope:
    """Some resources (None: all) at one place (None: all) on the local days [van, tot).

    A local day begins on the UTC day before it, so the rows are those of [van - 1, tot), and the
    local days that have a part in them are [van - 1, tot].
    """

    van: date
    tot: date
    middelen: frozenset[int] | None = None
    locatie: int | None = None

    @cached_property
    def dagen(self) -> list[date]:
        """The local days that have a part in the rows."""
        return days(self.van - DAY, self.tot + DAY)

    @cached_property
    def origin(self) -> int:
        """The cell, counted from 1970, at which the first row begins."""
        return (self.van - DAY - _EPOCH).days * CELLS_PER_DAY

    @cached_property
    def length(self) -> int:
        """The number of cells in the rows."""
        return (self.tot - self.van + DAY).days * CELLS_PER_DAY

    @property
    def minute(self) -> int:
        """The minute, counted from 1970, at which the first row begins."""
        return (self.van - DAY - _EPOCH).days * MINUTES_PER_DAY

    def rows(self) -> QuerySet[Openstand]:
        """The stored rows."""
        rows = Openstand.objects.filter(dag__gte=self.van - DAY, dag__lt=self.tot)
        return self.of_resources(self.at_places(rows))

    def at_places(self, rows: QuerySet[_Row]) -> QuerySet[_Row]:
        """Only the rows of the place."""
        return rows if self.locatie is None else rows.filter(locatie=self.locatie)

    def of_resources(self, rows: QuerySet[_Row]) -> QuerySet[_Row]:
        """Only the rows of the resources."""
        return rows if self.middelen is None else rows.filter(middel__in=self.middelen)

    def with_places(self, rows: QuerySet[_Row]) -> QuerySet[_Row]:
        """The rows of the resources, and those of places themselves, which bound them."""
        rows = self.at_places(rows)
        if self.middelen is None:
            return rows
        return rows.filter(Q(middel__in=self.middelen) | Q(middel=None))


# --- working it out -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layers:
    """What makes the opening of one resource at one place; bit 0 begins the first row of a scope.

    `staff` and `web` are the hours within those of the place, before anything shuts them.
    """

    staff: int
    web: int
    closed: int
    away: int


def compute(scope: Scope) -> dict[Key, Masks]:
    """What should be open on the UTC days of a scope, closed days left out. Six queries."""
    found: dict[Key, Masks] = {}
    for (middel, locatie), layers in layers_of(scope).items():
        possible = ~layers.closed & ~layers.away
        staff, web = split_days(layers.staff & possible), split_days(layers.web & possible)
        for number, mask in staff.items():
            found[middel, locatie, scope.dagen[0] + number * DAY] = mask, web.get(number, 0)
    return found


def layers_of(scope: Scope) -> dict[tuple[int, int], Layers]:
    """Hours, closings and absence apart, by resource and place. Six queries."""
    roosters = list(scope.with_places(Rooster.objects.all()))
    windows = series.expand(roosters, scope.dagen[0], scope.dagen[-1] + DAY)
    first_days = series.first_days(row for row in roosters if row.middel_id is None)
    exceptions = _exceptions(scope)
    closed, away = _closed(scope), _away(scope)
    pairs = windows.keys() | exceptions.keys()
    bounds = {}
    for locatie in {locatie for _middel, locatie in pairs}:
        house = None, locatie
        hours = windows.get(house, {}), exceptions.get(house, {})
        bounds[locatie] = _mask(scope, _house_blocks(scope, *hours, first_days.get(locatie)))
    found: dict[tuple[int, int], Layers] = {}
    for middel, locatie in pairs:
        if middel is None:
            continue
        pair = middel, locatie
        blocks = list(_blocks(windows.get(pair, {}), exceptions.get(pair, {})))
        found[middel, locatie] = Layers(
            staff=_mask(scope, blocks) & bounds[locatie],
            web=_mask(scope, (b for b in blocks if not b.alleen_personeel)) & bounds[locatie],
            closed=closed[locatie] | closed[None],
            away=away[middel],
        )
    return found


def _blocks(
    windows: Mapping[date, Sequence[Window]], exceptions: Mapping[date, Sequence[Uitzondering]]
) -> Iterator[Block]:
    """The open spans of all days of one resource at one place."""
    for dag in windows.keys() | exceptions.keys():
        yield from day_blocks(dag, windows.get(dag, ()), exceptions.get(dag, ()))


def _house_blocks(
    scope: Scope,
    windows: Mapping[date, Sequence[Window]],
    exceptions: Mapping[date, Sequence[Uitzondering]],
    first_day: date | None,
) -> Iterator[Block]:
    """The open spans of all days of a place: without bounds until its roster begins (None: never).

    Whoever enters the hours from January on does not mean to shut the building until then.
    """
    for dag in scope.dagen:
        bounded = first_day is not None and first_day <= dag
        yield from day_blocks(
            dag, windows.get(dag, ()) if bounded else None, exceptions.get(dag, ())
        )


def _mask(scope: Scope, blocks: Iterable[Block]) -> int:
    return open_cells(((b.start, b.end) for b in blocks), scope.minute, scope.length)


def _exceptions(scope: Scope) -> dict[Pair, dict[date, list[Uitzondering]]]:
    """The exceptions by pair and day, in the order in which they were made."""
    rows = scope.with_places(Uitzondering.objects.all())
    found: dict[Pair, dict[date, list[Uitzondering]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.filter(dag__gte=scope.dagen[0], dag__lte=scope.dagen[-1]).order_by("pk"):
        found[row.middel_id, row.locatie_id][row.dag].append(row)
    return dict(found)


def _closed(scope: Scope) -> dict[int | None, int]:
    """Masks of the closings per place; None holds those of every place."""
    first, last = scope.dagen[0], scope.dagen[-1]
    rows = Sluiting.objects.filter(is_actief=True, eerste_dag__lte=last, laatste_dag__gte=first)
    spans: dict[int | None, list[Span]] = defaultdict(list)
    for row in rows:
        for dag in days(max(row.eerste_dag, first), min(row.laatste_dag, last) + DAY):
            spans[row.locatie_id].append(span(dag, row.van, row.tot))
    return defaultdict(
        int,
        {
            locatie: closed_cells(found, scope.minute, scope.length)
            for locatie, found in spans.items()
        },
    )


def _away(scope: Scope) -> dict[int, int]:
    """Masks of the absence per resource."""
    first, last = moment_of(scope.origin), moment_of(scope.origin + scope.length)
    rows = scope.of_resources(Afwezigheid.objects.filter(begin__lt=last, einde__gt=first))
    spans: dict[int, list[Span]] = defaultdict(list)
    for middel, begin, einde in rows.values_list("middel_id", "begin", "einde"):
        touched = cell_of(begin) - scope.origin, cell_at_or_after(einde) - scope.origin
        spans[middel].append(touched)
    return defaultdict(
        int, {middel: mask_of(found, scope.length) for middel, found in spans.items()}
    )


# --- keeping the rows right -----------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """How the stored rows of a scope differ from what they should be."""

    missing: Mapping[Key, Masks]
    wrong: Mapping[int, Key]
    compared: int

    @property
    def keys(self) -> set[Key]:
        """The days that are not right."""
        return self.missing.keys() | set(self.wrong.values())


def compare(scope: Scope) -> Difference:
    """Work out a scope anew and lay it beside the stored rows."""
    missing = compute(scope)
    compared = len(missing)
    wrong = {}
    rows = scope.rows().values_list("pk", "middel_id", "locatie_id", "dag", "open", "open_web")
    for pk, middel, locatie, dag, open_, web in rows:
        key = middel, locatie, dag
        if missing.get(key) == (from_bytes(bytes(open_)), from_bytes(bytes(web))):
            del missing[key]
        else:
            wrong[pk] = key
            compared += key not in missing
    return Difference(missing, wrong, compared)


@transaction.atomic
def rebuild(
    *,
    middelen: Iterable[Middel] | None = None,
    locatie: Locatie | None = None,
    van: date,
    tot: date,
) -> int:
    """Make the rows right for the local days [van, tot); returns the number that were not.

    None means all. One transaction: a reader sees the old rows or the new ones. Roster writes
    wait for each other, bookings are not held up.
    """
    if van >= tot:
        return 0
    wait_for_others()
    chosen = None if middelen is None else frozenset(middel.pk for middel in middelen)
    difference = compare(Scope(van, tot, chosen, locatie.pk if locatie else None))
    wrong = list(difference.wrong)
    for first in range(0, len(wrong), AT_ONCE):
        Openstand.objects.filter(pk__in=wrong[first : first + AT_ONCE]).delete()
    Openstand.objects.bulk_create(
        Openstand(
            middel_id=middel, locatie_id=place, dag=dag, open=to_bytes(all_), open_web=to_bytes(web)
        )
        for (middel, place, dag), (all_, web) in sorted(difference.missing.items())
    )
    return len(difference.keys)


def wait_for_others() -> None:
    """Take the lock of roster writes until the transaction ends.

    Two writes at once would each rebuild without seeing the other. The places are the lock: all of
    them in one order, so nobody waits in a circle, and not against a booking that refers to one.
    SQLite needs no lock: its write transactions exclude each other.
    """
    rows = Locatie.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.values_list("pk", flat=True))
