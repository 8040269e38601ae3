"""Plain routing with time windows, of the kind that Solomon made: one second, beside PyVRP.

Instances of our own in the manner of his six classes: a hundred customers scattered (R), in
clusters (C) or both (RC), with a short day and narrow windows (1) or a long day and wide ones
(2). No lunch, no skills, no loads; least distance. This is the game that PyVRP is made for and
won; it shows what plain Python gives away.

Source: Solomon 1987, doi 10.1287/opre.35.2.254; distances in tenths, rounded up.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from math import ceil, hypot
from random import Random

from benchmarks.measuring import Figure, answer
from benchmarks.routepeers import SECONDS, by_pyvrp, require
from mobiel.routing import Dienst, Plan, Route, Stop, feasible, improve, rows, seconds

CUSTOMERS, VEHICLES, SEEDS = 100, 25, 2
DAY = {1: 2400, 2: 10_000}
"""Tenths; how long the depot is open in classes 1 and 2."""


def figures() -> Iterator[Figure]:
    """The distance of each class beside PyVRP; nothing is asked of it."""
    require()
    pairs = []
    broken = left = 0
    for name in ("R1", "R2", "C1", "C2", "RC1", "RC2"):
        of_class = []
        for seed in range(SEEDS):
            routes, stops = instance(name, seed)
            plan = improve(routes, budget=seconds(SECONDS, time.monotonic), seed=seed, loose=stops)
            broken += sum(bool(feasible(route)) for route in plan.routes)
            left += len(plan.unplaced)
            of_class.append((plan, by_pyvrp(plan.routes)))
        pairs += of_class
        yield _gap(f"{name}, distance beside PyVRP", of_class)
    yield _gap("all, distance beside PyVRP", pairs)
    yield answer("windows broken, customers without a place", (broken, left), (0, 0))


def instance(name: str, seed: int) -> tuple[list[Route], list[Stop]]:
    """Empty routes from one depot, and a hundred customers without a place."""
    dice = Random(f"{name}{seed}")
    kind, end = name[:-1], DAY[int(name[-1])]
    points = [(500.0, 500.0), *_points(kind, dice)]
    travel = rows(
        lambda i, j: ceil(hypot(points[i][0] - points[j][0], points[i][1] - points[j][1])),
        len(points),
    )
    service = 900 if kind == "C" and end > 2400 else 100
    width = end // 12 if end <= 2400 else end // 8
    stops = []
    for place in range(1, CUSTOMERS + 1):
        first, last = travel[0][place], end - service - travel[place][0]
        middle = dice.randint(first, last)
        half = round(dice.uniform(0.5, 1.5) * width / 2) if dice.random() < 0.75 else end
        stops.append(
            Stop(place, place, service, max(first, middle - half), min(last, middle + half))
        )
    empty = [Route(Dienst(number, 0, 0, 0, end, travel)) for number in range(VEHICLES)]
    return empty, stops


def _points(kind: str, dice: Random) -> Iterator[tuple[float, float]]:
    centres = [(dice.uniform(100, 900), dice.uniform(100, 900)) for _centre in range(10)]
    for number in range(CUSTOMERS):
        if kind == "R" or (kind == "RC" and number % 2):
            yield dice.uniform(0, 1000), dice.uniform(0, 1000)
        else:
            x, y = centres[number % 10]
            yield x + dice.gauss(0, 40), y + dice.gauss(0, 40)


def _gap(name: str, pairs: list[tuple[Plan, Plan]]) -> Figure:
    ratio = statistics.fmean(mine.travel / other.travel for mine, other in pairs)
    ours, theirs = (
        statistics.fmean(plan.travel for plan in plans) for plans in zip(*pairs, strict=True)
    )
    return Figure(name, f"{ours:.0f}", f"{theirs:.0f}", f"{ratio:.3f}")
