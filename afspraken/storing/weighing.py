"""PURE: how much another time or place asks of a customer, as one number. Standard library only.

The unit is five minutes of waiting. In order, the least first:

    same time, same place      0: a colleague or another counter does it, nothing to be told
    same day                   as many as it is later; twice as many as it is earlier
    another day                200, and 48 for each day between; 24 more if it was the morning and
                               becomes the afternoon, or the other way round; a little for the
                               difference on the clock
    another place              250 more: as much as one day

So one comes the next day to the same place rather than the same day to another one, and the same
day to another one rather than in two days to the same. Why so: docs/storing.md.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from afspraken.engine.bitmap import bits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EARLIER = 2
OTHER_DAY, EACH_DAY, OTHER_HALF = 200, 48, 24
CLOCK = 4
"""On another day so many minutes on the clock count as one."""
OTHER_PLACE = 250
NOON = 12 * 12
"""Cells from midnight to noon."""


@dataclass(frozen=True)
class Days:
    """Local days as cells after an origin: day i is [begins[i], begins[i + 1])."""

    begins: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.begins) - 1

    def of(self, cell: int) -> int:
        """The number of the day of a cell; below 0 or too high if it lies beyond them."""
        return bisect_right(self.begins, cell) - 1

    def clock(self, cell: int) -> int:
        """Cells from midnight to this one; beyond the days as if each had 288."""
        day = min(max(self.of(cell), 0), len(self) - 1)
        return (cell - self.begins[day]) % 288


class Option(NamedTuple):
    """A start at a place, and what it asks; they sort by what they ask, then the earliest."""

    cost: int
    start: int
    place: int


def cost(days: Days, old: tuple[int, int], new: tuple[int, int]) -> int:
    """What it asks to go from one (place, start) to another.

    >>> days = Days((0, 288, 576))
    >>> cost(days, (1, 120), (1, 120)), cost(days, (1, 120), (1, 123))
    (0, 3)
    """
    (old_place, before), (place, after) = old, new
    moved = OTHER_PLACE * (old_place != place)
    apart = abs(days.of(after) - days.of(before))
    if not apart:
        return moved + (after - before if after >= before else EARLIER * (before - after))
    was, becomes = days.clock(before), days.clock(after)
    half = OTHER_HALF * ((was < NOON) != (becomes < NOON)) + (becomes < was)
    return moved + _least(apart) + half + -(-abs(becomes - was) // CLOCK)


def options(days: Days, old: tuple[int, int], starts: Mapping[int, int]) -> Iterator[Option]:
    """All starts (a mask per place), what asks least first; works out only as many as are taken.

    Days are looked at from the old one outwards, and an option is given once no day further away
    can have a better one.
    """
    home = days.of(old[1])
    found: list[Option] = []
    for apart in range(max(home, len(days) - home) + 1):
        while found and found[0].cost < _least(apart):
            yield heappop(found)
        for day in {home - apart, home + apart}:
            if 0 <= day < len(days):
                begin, end = days.begins[day], days.begins[day + 1]
                for place, mask in starts.items():
                    for bit in bits(mask >> begin & (1 << end - begin) - 1):
                        new = place, begin + bit
                        heappush(found, Option(cost(days, old, new), begin + bit, place))
    while found:
        yield heappop(found)


def _least(apart: int) -> int:
    """What a day so far away asks at least."""
    return OTHER_DAY + EACH_DAY * apart if apart else 0
