"""Which windows of a shift can be promised: half days always, shorter ones where they cost little.

        08:30             12:30             16:30
        |---- half day ----|---- half day ----|       whatever the extra travel
        |- 2 h -|- 2 h -|                              at most 10 minutes of it
        .   .   .   .   .                              a fixed time: at most 4 minutes of it

A promise is one window, for the begin of a visit; it is clipped to the shift.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings

from afspraken.engine.bitmap import CELLS_PER_HOUR, cell_of
from afspraken.lokaal import LOCAL

SHORT = 2 * CELLS_PER_HOUR
SHORT_COSTS = 10 * 60
FIXED = 1
FIXED_COSTS = 4 * 60
FIXED_EVERY = CELLS_PER_HOUR // 2
SHORT_EVERY = CELLS_PER_HOUR
"""Lengths and steps in cells; what a window may cost in seconds of extra travel."""

ANY = 1 << 30


@dataclass(frozen=True, slots=True)
class Window:
    """The cells [first, last) from the epoch; offered up to so many seconds of extra travel."""

    first: int
    last: int
    costs: int


def windows(dag: date, first: int, last: int) -> Iterator[Window]:
    """The windows of a local day that begin and end within the cells [first, last)."""
    for begin, end in day_parts(dag):
        begin, end = max(begin, first), min(end, last)
        if begin >= end:
            continue
        yield Window(begin, end, ANY)
        yield from _steps(begin, end, SHORT, SHORT_EVERY, SHORT_COSTS)
        yield from _steps(begin, end, FIXED, FIXED_EVERY, FIXED_COSTS)


def day_parts(dag: date) -> list[tuple[int, int]]:
    """The half days of a local day as cells from the epoch (setting BEZOEK_DAGDELEN)."""
    return [(_cell(dag, van), _cell(dag, tot)) for van, tot in settings.BEZOEK_DAGDELEN]


def _steps(first: int, last: int, length: int, every: int, costs: int) -> Iterator[Window]:
    """Windows of one length on the clock, every so many cells, not as long as the whole."""
    if last - first <= length:
        return
    at = -(-first // every) * every
    while at + length <= last:
        yield Window(at, at + length, costs)
        at += every


def _cell(dag: date, clock: time) -> int:
    return cell_of(datetime.combine(dag, clock, tzinfo=LOCAL))
