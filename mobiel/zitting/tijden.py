"""From an order to times, around quiet hours; and what time is left for who was not announced.

Plain numbers: moments are cells of five minutes, spans are half-open. No tables, no clock.

    set-up   1     2     quiet    3     4
    |----|-----|-----|..........|-----|-----|

Who would be seen in a quiet hour, is seen after it. Setting up may be done in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]


def after_quiet(first: int, cells: int, quiet: Iterable[Span]) -> int:
    """The first moment from `first` on at which so many cells lie outside every quiet hour."""
    for van, tot in sorted(quiet):
        if first < tot and van < first + cells:
            first = tot
    return first


def in_order(first: int, count: int, cells: int, quiet: Sequence[Span]) -> list[Span]:
    """When each of `count` residents is seen, one after another, from `first` on."""
    spans = []
    for _number in range(count):
        first = after_quiet(first, cells, quiet)
        spans.append((first, first + cells))
        first += cells
    return spans


def length(begin: int, setup: int, count: int, cells: int, quiet: Sequence[Span]) -> int:
    """Cells from the begin, with setting up, until the last resident was seen."""
    spans = in_order(begin + setup, count, cells, quiet)
    return (spans[-1][1] if spans else begin + setup) - begin


def longest(
    begins: Iterable[int], setup: int, count: int, cells: int, quiet: Sequence[Span]
) -> int:
    """Cells that suffice whichever of these begins it becomes."""
    return max(length(begin, setup, count, cells, quiet) for begin in begins)


@dataclass(frozen=True)
class Verwacht:
    """A resident who is still to come: promised from `first` on, for so many cells."""

    first: int
    cells: int


def expected(now: int, to_come: Iterable[Verwacht], quiet: Sequence[Span]) -> list[Span]:
    """When each of these is seen as it looks now, in the order of what they were promised.

    Not before their own time, and when we are late one after another. Whose time it is now, is
    being seen.
    """
    spans: list[Span] = []
    for one in sorted(to_come, key=lambda one: one.first):
        first = one.first
        if spans or not first <= now < first + one.cells:
            first = after_quiet(max(now, first), one.cells, quiet)
        spans.append((first, first + one.cells))
        now = first + one.cells
    return spans


def gap(
    now: int, end: int, cells: int, to_come: Sequence[Verwacht], quiet: Sequence[Span]
) -> int | None:
    """From when on another resident of so many cells can be seen; None: not any more today.

    Nobody who is still to come is seen later because of it or loses the time that was promised, and
    all is done at `end`.
    """
    taken = [*quiet, *((one.first, one.first + one.cells) for one in to_come)]
    residents = sorted(to_come, key=lambda one: one.first)
    for one, (begin, last) in zip(residents, expected(now, residents, quiet), strict=True):
        first = after_quiet(now, cells, taken)
        if begin == one.first and first + cells <= min(begin, end):  # who waits goes first
            return first
        now = last
    first = after_quiet(now, cells, taken)
    return first if first + cells <= end else None


def room(now: int, end: int, cells: int, to_come: Sequence[Verwacht], quiet: Sequence[Span]) -> int:
    """How many more residents of so many cells can still be seen."""
    residents, found = list(to_come), 0
    while (first := gap(now, end, cells, residents, quiet)) is not None:
        residents.append(Verwacht(first, cells))
        found += 1
    return found
