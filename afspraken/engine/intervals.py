"""Half-open spans of time: what is open, what is closed, what is left.

UTC only: two moments in one local zone are compared by the clock on the wall, and on the night
the clock goes back that is wrong. Not for counting cells: see `bitmap`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from afspraken.engine.bitmap import cell_at_or_after, cell_of


@dataclass(frozen=True, order=True, slots=True)
class Interval:
    """The time from `start` (included) to `end` (excluded), both aware and in UTC.

    Raises: ValueError for a moment that is naive or not in UTC, and for an end not after its start.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        for moment in (self.start, self.end):
            if moment.utcoffset() != timedelta(0):
                raise ValueError(f"{moment} is not in UTC")
        if self.end <= self.start:
            raise ValueError(f"{self.end} does not come after {self.start}")

    def overlaps(self, other: "Interval") -> bool:
        """True if they share any time; to touch is not to overlap."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Interval") -> bool:
        """True if the other lies within this one; equal counts."""
        return self.start <= other.start and other.end <= self.end

    def cells_inside(self) -> tuple[int, int]:
        """Half-open span of the cells that lie wholly inside: how open time is rounded.

        May be empty (first ≥ last) for less than a cell.
        """
        return cell_at_or_after(self.start), cell_of(self.end)

    def cells_touched(self) -> tuple[int, int]:
        """Half-open span of the cells touched at all: how busy time is rounded."""
        return cell_of(self.start), cell_at_or_after(self.end)


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time in as few intervals as possible, earliest first; touching ones are joined.

    given    ■ ■ ■ . . . ■ ■ . .        given    . . ■ ■ ■ . . . . ■
    merged   ■ ■ ■ ■ ■ . ■ ■ . ■
    """
    merged: list[Interval] = []
    for interval in sorted(intervals):
        if merged and interval.start <= merged[-1].end:
            last = merged.pop()
            interval = Interval(last.start, max(last.end, interval.end))
        merged.append(interval)
    return merged


def subtract(openings: Iterable[Interval], closings: Iterable[Interval]) -> list[Interval]:
    """What is left of the openings after the closings, merged, earliest first.

    openings   ■ ■ ■ ■ ■ . ■ ■ ■ .
    closings   . . ■ . . . . . ■ ■
    left       ■ ■ . ■ ■ . ■ ■ . .
    """
    left = []
    shut = merge(closings)
    for opening in merge(openings):
        start = opening.start
        for closing in shut:
            if closing.overlaps(opening):
                if start < closing.start:
                    left.append(Interval(start, closing.start))
                start = closing.end
        if start < opening.end:
            left.append(Interval(start, opening.end))
    return left
