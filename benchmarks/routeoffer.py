"""Which windows of the coming four weeks can be promised: 8 officials × 20 days × 1,400 visits.

Ours is the whole question without the database: travel between the new address and every place
of every day, the slack of all 160 routes, every leg, and the cheapest promise of each half-day
and of each two hours. The reference is only the first of these: the row of travel times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from benchmarks.measuring import Figure, answer, at_most, in_turn
from benchmarks.routedays import HOUR, Point, point, road, town_day
from mobiel.routing import Candidate, Insertion, Route, feasible, insert, offerable
from mobiel.routing.terms import Stop, Window

DAYS, VISITS = 20, 70
WINDOWS: list[Window] = [(8 * HOUR, 12 * HOUR), (12 * HOUR, 17 * HOUR)] + [
    (hour * HOUR, (hour + 2) * HOUR) for hour in (8, 10, 13, 15)
]
SERVICE = 30 * 60
OFTEN = 10
"""Times that each is done in a round, so that a busy moment hits both alike."""

Day = tuple[list[Point], list[Route]]


def figures() -> Iterator[Figure]:
    """First that what is offered can be kept and what is not cannot, then time."""
    days = [town_day(seed, visits=VISITS) for seed in range(DAYS)]
    here = point(Random(2026))
    booked = sum(len(route.stops) for _points, routes in days for route in routes)
    yield answer("visits that are booked", booked, DAYS * VISITS)
    yield answer("offers that break a promise", sum(_broken(day, here) for day in days), 0)
    ours, row = in_turn(lambda: _often(offers, days, here), lambda: _often(rows, days, here))
    name = "offers of 160 routes, beside their row of travel"
    yield at_most(name, ours / OFTEN, row / OFTEN, 5)


def offers(days: Sequence[Day], here: Point) -> list[list[Insertion | None]]:
    """For each route, the cheapest way to promise each window."""
    found = []
    for points, routes in days:
        row = [road(here, place) for place in points]
        new = Candidate(SERVICE, row, row)
        found += [offerable(route, new, WINDOWS) for route in routes]
    return found


def rows(days: Sequence[Day], here: Point) -> list[list[int]]:
    """Only the travel between the new address and the places of each day."""
    return [[road(here, place) for place in points] for points, _routes in days]


def _often(act: Callable[[Sequence[Day], Point], Any], days: Sequence[Day], here: Point) -> None:
    for _time in range(OFTEN):
        act(days, here)


def _broken(day: Day, here: Point) -> int:
    """How many offered windows are not kept by the checker, at the first and last moment."""
    points, routes = day
    row = [road(here, place) for place in points]
    wrong = 0
    for number, ways in enumerate(offers([day], here)):
        route = routes[number]
        wider = _with_place(route, row)
        for way in ways:
            for moment in (way.earliest, way.latest) if way else ():
                assert way is not None
                stop = Stop("new", len(points), SERVICE, moment, moment)
                wrong += bool(feasible(insert(wider, stop, way.position)))
    return wrong


def _with_place(route: Route, row: Sequence[int]) -> Route:
    """The route with one place more in its rows of travel."""
    travel = [[*old, more] for old, more in zip(route.dienst.travel, row, strict=True)]
    return replace(route, dienst=replace(route.dienst, travel=[*travel, [*row, 0]]))
