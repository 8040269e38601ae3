"""What a day's hours come to: series, exceptions in order, place, closings and absence.

    series       . ■ ■ ■ ■ ■ ■ .    nine until five
    exceptions   . ■ ■ . . ■ ■ .    cancelled from eleven until one
    place        ■ ■ ■ ■ ■ ■ . .    the building shuts at four
    closings     . . . . . . . .
    absence      . x . . . . . .    away until ten
    open         . . ■ . . ■ . .

All spans are whole minutes of UTC, so a clock change needs no thought here (`clock`). An opening
offers only the cells of five minutes that lie wholly inside it, a closing takes every cell it
touches. Not for rows or queries: see `openstand`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from afspraken.engine.bitmap import CELL_SECONDS, mask_of
from afspraken.models import Uitzondering, Wijziging
from afspraken.roosters.clock import Span, span

MINUTES_PER_CELL = CELL_SECONDS // 60


class Window(NamedTuple):
    """Hours of one weekly series on one day, by the clock on the wall."""

    van: time
    tot: time
    alleen_personeel: bool
    reeks: int


class Block(NamedTuple):
    """An open span of one day, and which series or exception gave it (one of the two)."""

    start: int
    end: int
    alleen_personeel: bool
    reeks: int | None = None
    uitzondering: int | None = None


def day_blocks(
    dag: date, windows: Iterable[Window] | None, exceptions: Iterable[Uitzondering] = ()
) -> list[Block]:
    """The open spans of one day; they never overlap. Windows None: the whole day.

    What comes later wins: time for staff is carved out of the time for everyone, and exceptions
    apply in the order given. Place, closings and absence are not in it yet.
    """
    blocks: list[Block] = []
    if windows is None:
        blocks.append(Block(*span(dag, None, None), alleen_personeel=False))
    for window in sorted(windows or (), key=lambda window: window.alleen_personeel):
        start, end = span(dag, window.van, window.tot)
        blocks = put(blocks, Block(start, end, window.alleen_personeel, reeks=window.reeks))
    for exception in exceptions:
        blocks = apply(blocks, exception)
    return blocks


def apply(blocks: list[Block], exception: Uitzondering) -> list[Block]:
    """The blocks of a day after one exception: first what it takes, then what it gives."""
    dag = exception.dag
    if exception.soort != Wijziging.EXTRA:
        blocks = cut(blocks, span(dag, exception.oud_van, exception.oud_tot))
    if exception.soort != Wijziging.DICHT:
        start, end = span(dag, exception.van, exception.tot)
        new = Block(start, end, exception.alleen_personeel, uitzondering=exception.pk)
        blocks = put(blocks, new)
    return blocks


def put(blocks: list[Block], new: Block) -> list[Block]:
    """The blocks with a new one laid over them."""
    if new.start >= new.end:
        return blocks
    return [*cut(blocks, (new.start, new.end)), new]


def cut(blocks: Iterable[Block], taken: Span) -> list[Block]:
    """What is left of the blocks outside `taken`."""
    first, last = taken
    left = []
    for block in blocks:
        if block.end <= first or last <= block.start or last <= first:
            left.append(block)
            continue
        if block.start < first:
            left.append(block._replace(end=first))
        if last < block.end:
            left.append(block._replace(start=last))
    return left


def open_cells(spans: Iterable[Span], origin: int, length: int) -> int:
    """Mask of the cells that lie wholly in the spans together.

    `origin` is the minute at which bit 0 begins, `length` the number of cells.
    """
    inside = (
        (-((origin - start) // MINUTES_PER_CELL), (end - origin) // MINUTES_PER_CELL)
        for start, end in _joined(spans)
    )
    return mask_of(inside, length)


def closed_cells(spans: Iterable[Span], origin: int, length: int) -> int:
    """Mask of the cells that any of the spans touches; `origin` and `length` as above."""
    touched = (
        ((start - origin) // MINUTES_PER_CELL, -((origin - end) // MINUTES_PER_CELL))
        for start, end in spans
        if start < end
    )
    return mask_of(touched, length)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same minutes in as few spans as possible, so that no cell on a seam is lost."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
