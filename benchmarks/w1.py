"""W1: the whole answer of eight weeks at ten counters, beside fetching the same rows raw."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from afspraken import agenda
from afspraken.balie.reading import picture
from afspraken.engine.availability import lane_starts
from afspraken.engine.bitmap import every, span
from afspraken.lokaal import midnight
from benchmarks import town
from benchmarks.measuring import Figure, answer, at_most, count, in_turn, queries
from benchmarks.rows import RawRows
from benchmarks.workload import Workload, next_monday

STEP = 20
"""Minutes between two starts, also for the product of 45 minutes."""


def figures() -> Iterator[Figure]:
    """Answers first, then statements, then time."""
    work = Workload(next_monday(timezone.localdate()))
    town.build(work)
    now = town.now_before(work.start)
    for slug, length in (("paspoort", 20), ("huwelijk", 45)):
        pairs, starts = work.expected(length, STEP)
        yield answer(f"free starts, {length} min", len(free_starts(work, slug, now)), starts)
        yield answer(f"free pairs, {length} min", free_pairs(work, slug, now), pairs)
    wens = town.wish()

    def ours() -> dict[date, int]:
        return agenda.search(wens, now=now, van=work.start, tot=work.end).per_day()

    yield count("queries", queries(ours), 4)
    raw = RawRows(work.start, work.end)
    openings, spans = raw()
    mine, theirs = in_turn(ours, raw, rounds=41)
    name = f"all days, {len(openings)} + {len(spans)} rows"
    yield at_most(name, mine, theirs, 4)
    mine, theirs = in_turn(lambda: free_starts(work, "paspoort", now), raw, rounds=21)
    yield at_most("every start as an offer", mine, theirs, 4)


def free_starts(work: Workload, slug: str, now: datetime) -> list[datetime]:
    """Every start of the eight weeks, as offers give it."""
    found = agenda.search(town.wish(slug), now=now, van=work.start, tot=work.end)
    return [offer.begin for day in found.per_day() for offer in found.times(day)]


def free_pairs(work: Workload, slug: str, now: datetime) -> int:
    """(counter, start) pairs. Offers name no counter, so the lanes behind them are asked."""
    seen = picture(town.wish(slug), van=midnight(work.start), tot=midnight(work.end), now=now)
    window = span(seen.van - seen.origin, seen.tot - seen.origin)
    grid = every(seen.rules.grid, seen.tot - seen.origin) & window
    return sum(
        (lane_starts(lane, seen.rules.length, seen.rules.buffer) & grid).bit_count()
        for place in seen.places
        for need in place.needs
        for lane in need.lanes
    )
