"""W2: a large town. 64 places × 28 weekly windows × 27 weeks, half booked, beside raw rows.

Each place has four counters, each open two hours a day, seven days a week. Of the questions that
a page asks, none may take more queries in the large town than in a quarter of it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.management import call_command
from django.utils import timezone

from afspraken import agenda
from benchmarks import town
from benchmarks.measuring import Figure, answer, at_most, count, in_turn, queries
from benchmarks.rows import RawRows
from benchmarks.workload import SEED, next_monday

COUNTERS, OPENS, CLOSES, SLOT = 4, 10 * 60, 12 * 60, 20
NOTICE = timedelta(weeks=3)
"""Of the second product, so that its first free time is beyond where `first_free` looks first."""


@dataclass(frozen=True)
class Size:
    """How large a town is; its days are local."""

    places: int
    weeks: int


LARGE, SMALL = Size(64, 27), Size(16, 7)


def figures() -> Iterator[Figure]:
    """The small town first, for its numbers of queries only."""
    start = next_monday(timezone.localdate())
    now = town.now_before(start)
    _build(SMALL, start, now)
    small = _questions(SMALL, start, now)
    asked_in_small = {name: queries(question) for name, (question, _days) in small.items()}
    call_command("flush", interactive=False, verbosity=0)
    free = _build(LARGE, start, now)
    found = agenda.search(town.wish(), now=now, van=start, tot=start + timedelta(weeks=27))
    yield answer("free starts", sum(one.starts.bit_count() for one in found.found), free)
    large = _questions(LARGE, start, now)
    for name, (question, _days) in large.items():
        number = queries(question)
        yield count(f"queries, {name}", number, 9 if "first" in name else 4)
        yield answer(f"queries in a quarter of it, {name}", asked_in_small[name], number)
    for name, (question, days) in large.items():
        raw = RawRows(start, start + timedelta(days=days))
        mine, theirs = in_turn(question, raw, rounds=9 if days < 90 else 5)
        openings, spans = raw()
        yield at_most(f"{name}, {len(openings)} + {len(spans)} rows", mine, theirs, 4)


def _questions(
    size: Size, start: date, now: datetime
) -> dict[str, tuple[Callable[[], object], int]]:
    """What is asked, and how many days must be read for it."""
    wens, later = town.wish(), town.wish("rijbewijs")

    def days(number: int) -> object:
        end = start + timedelta(days=number)
        return agenda.search(wens, now=now, van=start, tot=end).per_day()

    return {
        "first free": (lambda: agenda.first_free(wens, now=now), 11),
        "first free, three weeks ahead": (
            lambda: agenda.first_free(later, now=now),
            7 * size.weeks,
        ),
        "a month": (lambda: days(31), 31),
        "all weeks": (lambda: days(7 * size.weeks), 7 * size.weeks),
    }


def _build(size: Size, start: date, now: datetime) -> int:
    """The town as rows; the number of (place, start) pairs at which a counter is free."""
    town.product("paspoort", duur=SLOT, raster=SLOT, horizon=200)
    later = town.product("rijbewijs", duur=SLOT, raster=SLOT, horizon=200)
    later.aanlooptijd = NOTICE // timedelta(minutes=1)
    later.save()
    days = [start + timedelta(days=n) for n in range(7 * size.weeks)]
    moments = [town.at(day, minute) for day in days for minute in range(OPENS, CLOSES, SLOT)]
    chance = random.Random(SEED)
    free = 0
    for number in range(size.places):
        locatie = town.place(f"Wijk {number}")
        middelen = town.counters(locatie, COUNTERS)
        town.open_hours(locatie, middelen, days, OPENS, CLOSES)
        taken = [
            (middel, begin) for begin in moments for middel in middelen if chance.random() < 0.5
        ]
        town.occupy(locatie, taken, length=timedelta(minutes=SLOT), now=now, first=number * 10_000)
        full = Counter(begin for _middel, begin in taken)
        free += sum(full[begin] < COUNTERS for begin in moments)
    town.tidy()
    return free
