"""Workload W1: ten counters, forty working days, seven in ten slots booked.

Plain data and its true answers, found without any of our own code, minute by minute. The peers
get the same data as JSON.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

SEED = 42


@dataclass(frozen=True)
class Workload:
    """Counters open on weekdays [opens, closes) in minutes after local midnight.

    `slot` is the length of each booked appointment in minutes; `fill` the share that is booked.
    """

    start: date
    counters: int = 10
    days: int = 56
    slot: int = 20
    opens: int = 9 * 60
    closes: int = 17 * 60
    fill: float = 0.70

    @property
    def end(self) -> date:
        """The day after the last."""
        return self.start + timedelta(days=self.days)

    @cached_property
    def workdays(self) -> list[date]:
        """Monday to Friday, earliest first."""
        days = (self.start + timedelta(days=n) for n in range(self.days))
        return [day for day in days if day.weekday() < 5]

    @cached_property
    def booked(self) -> list[tuple[int, date, int]]:
        """(counter, day, minute) of each appointment; the same for every start on a Monday."""
        chance = random.Random(SEED)
        return [
            (counter, day, minute)
            for counter in range(self.counters)
            for day in self.workdays
            for minute in range(self.opens, self.closes, self.slot)
            if chance.random() < self.fill
        ]

    def free(self, length: int, step: int) -> Iterator[tuple[int, date, int]]:
        """(counter, day, minute) at which `length` minutes are free, by looking at each minute.

        Starts lie `step` minutes apart from midnight; all must end before closing.
        """
        taken = {
            (counter, day, minute + n)
            for counter, day, minute in self.booked
            for n in range(self.slot)
        }
        first = -(-self.opens // step) * step
        for counter in range(self.counters):
            for day in self.workdays:
                for minute in range(first, self.closes - length + 1, step):
                    if all((counter, day, minute + n) not in taken for n in range(length)):
                        yield counter, day, minute

    def expected(self, length: int, step: int) -> tuple[int, int]:
        """Number of free (counter, start) pairs, and of distinct starts."""
        starts = Counter((day, minute) for _counter, day, minute in self.free(length, step))
        return starts.total(), len(starts)


def next_monday(today: date) -> date:
    """The first Monday after a day."""
    return today + timedelta(days=7 - today.weekday())
