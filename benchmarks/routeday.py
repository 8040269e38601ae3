"""Putting a day in order: 20 days of 8 officials and 60 visits, one second each.

Days with competences, lunch and promises of half a day, two hours or a time. Ours beside the
order of first come, first served; beside VROOM, which gets two threads; and beside PyVRP, which
knows no lunch and so has an easier question: a bound.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.measuring import Figure, answer
from benchmarks.routedays import day
from benchmarks.routepeers import SECONDS, by_pyvrp, by_vroom, require
from mobiel.routing import Plan, feasible, improve, seconds

DAYS = 20
Pick = Callable[[list[float]], float]


def figures() -> Iterator[Figure]:
    """Every plan is checked first; then minutes of road in the middle day and the worst."""
    require()
    ours, came, vroom, pyvrp = [], [], [], []
    for seed in range(DAYS):
        routes = day(seed)
        came.append(Plan(tuple(routes)))
        vroom.append(by_vroom(routes))
        pyvrp.append(by_pyvrp(routes))
        ours.append(improve(routes, budget=seconds(SECONDS, time.monotonic), seed=seed))
    broken = sum(bool(feasible(route)) for plan in ours for route in plan.routes)
    yield answer("promises broken", broken, 0)
    yield answer("visits without a place", sum(len(plan.unplaced) for plan in ours), 0)
    yield travel("road beside first come, median", ours, came, statistics.median, None)
    yield travel("road beside VROOM, median", ours, vroom, statistics.median, 1.05)
    yield travel("road beside VROOM, worst day", ours, vroom, max, 1.12)
    yield travel("road beside PyVRP without lunch, median", ours, pyvrp, statistics.median, None)
    yield travel("road beside PyVRP without lunch, worst", ours, pyvrp, max, None)


def travel(
    name: str, ours: Sequence[Plan], theirs: Sequence[Plan], of: Pick, limit: float | None
) -> Figure:
    """Minutes of road a day beside theirs; `of` picks the day that is compared."""
    pairs = [(mine.travel, other.travel) for mine, other in zip(ours, theirs, strict=True)]
    ratio = of([mine / other for mine, other in pairs])
    mean, reference = (statistics.fmean(series) / 60 for series in zip(*pairs, strict=True))
    return Figure(
        name,
        f"{mean:.0f} min",
        f"{reference:.0f} min",
        f"{ratio:.3f}",
        f"≤ {limit:g}" if limit else "-",
        ratio <= limit if limit else None,
    )
