"""How many requests for a visit can be taken: 3 officials × 5 days, 200 requests, 10 streams.

Requests come one by one; each names the half-days on which somebody is at home, and what is
promised stays promised. Ours offers the cheapest half-day, puts the day in a better order after
each booking, and looks once more before it says no. Beside it: first fit, and VROOM that sees all
requests at once and may choose which to take.
"""

from __future__ import annotations

import json
import statistics
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.measuring import Figure, answer
from benchmarks.routedays import HOUR, MINUTE, point, road
from benchmarks.routepeers import PYTHON, ROOT, require
from mobiel.routing import (
    Candidate,
    Dienst,
    Lunch,
    Plan,
    Route,
    Stop,
    feasible,
    improve,
    insert,
    iterations,
    offerable,
    rows,
    vroom,
)
from mobiel.routing.terms import Window

STREAMS, REQUESTS, OFFICIALS, DAYS = 10, 200, 3, 5
DAY = 24 * HOUR
HALVES = ((8 * HOUR, 12 * HOUR), (12 * HOUR, 16 * HOUR))
AT_HOME = 0.4
STEPS, ONCE_MORE = 60, 150
"""Steps of the search after a booking, and before a refusal (per half-day)."""
LIMIT = 8.0
"""Seconds in which VROOM finds what could have been taken."""


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody who wants a visit and is at home in these windows."""

    stop: Stop
    windows: tuple[Window, ...]


Take = Callable[[list[Route], Request], bool]


def figures() -> Iterator[Figure]:
    """Visits taken by each, then minutes of road for a visit."""
    require()
    made = [stream(seed) for seed in range(STREAMS)]
    ours = [play(empty, requests, cheapest) for empty, requests in made]
    first = [play(empty, requests, first_fit) for empty, requests in made]
    offline = [sees_all(empty, requests) for empty, requests in made]
    everything = [route for routes in (*ours, *first, *offline) for route in routes]
    yield answer("promises broken", sum(bool(feasible(route)) for route in everything), 0)
    yield taken("visits taken, beside first fit", ours, first, None)
    yield taken("visits taken, beside one that sees all", ours, offline, 0.9)
    yield minutes("minutes of road a visit, beside first fit", ours, first)
    yield minutes("minutes of road a visit, beside one that sees all", ours, offline)


def stream(seed: int) -> tuple[list[Route], list[Request]]:
    """An empty week, and who asks for a visit in it."""
    dice = Random(seed)
    points = [point(dice) for _place in range(REQUESTS + OFFICIALS)]
    travel = rows(lambda i, j: road(points[i], points[j]), len(points))
    skills = [frozenset({1, 2}), frozenset({2, 3}), frozenset({1, 3})]
    week = [
        Route(
            Dienst(
                key=(day, official),
                start=REQUESTS + official,
                finish=REQUESTS + official,
                begin=day * DAY + 8 * HOUR,
                end=day * DAY + 17 * HOUR,
                travel=travel,
                skills=skills[official % 3],
                lunch=Lunch(day * DAY + 12 * HOUR, day * DAY + 13 * HOUR, 30 * MINUTE),
            )
        )
        for day in range(DAYS)
        for official in range(OFFICIALS)
    ]
    return week, [_request(number, dice) for number in range(REQUESTS)]


def play(empty: Sequence[Route], requests: Sequence[Request], take: Take) -> list[Route]:
    """The week after all requests were taken or refused, in turn."""
    week = list(empty)
    for request in requests:
        take(week, request)
    return week


def first_fit(week: list[Route], request: Request) -> bool:
    """The first half-day and the first official who can."""
    for window in request.windows:
        for at, route in enumerate(week):
            new = Candidate.of(request.stop, route.dienst.travel)
            way = offerable(route, new, [window])[0]
            if way:
                week[at] = insert(route, _promised(request, window), way.position)
                return True
    return False


def cheapest(week: list[Route], request: Request) -> bool:
    """The half-day that costs least road, and then a better order for that day."""
    new = Candidate.of(request.stop, week[0].dienst.travel)
    ways = [
        (way.extra, at, window, way.position)
        for at, route in enumerate(week)
        for window, way in zip(request.windows, offerable(route, new, request.windows), strict=True)
        if way
    ]
    if not ways:
        return any(_makes_room(week, request, window) for window in request.windows)
    _extra, at, window, position = min(ways)
    week[at] = insert(week[at], _promised(request, window), position)
    day = _day_of(window)
    week[day] = improve(week[day], budget=iterations(STEPS), seed=request.stop.place).routes
    return True


def sees_all(empty: Sequence[Route], requests: Sequence[Request]) -> list[Route]:
    """VROOM with every request at once, each with all its windows; it takes as many as it can."""
    stops = [request.stop for request in requests]
    asked = vroom.question(empty, stops, LIMIT)
    for job, request in zip(asked["jobs"], requests, strict=True):
        job["windows"] = joined(request.windows)
    done = subprocess.run(
        [PYTHON, "-m", "mobiel.routing.vroomchild"],
        cwd=ROOT,
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [
        replace(route, stops=tuple(_on(requests[number], route) for number in order))
        for route, order in zip(empty, json.loads(done.stdout), strict=True)
    ]


def taken(
    name: str, ours: Sequence[list[Route]], theirs: Sequence[list[Route]], least: float | None
) -> Figure:
    """Mean number of visits that were taken, and how many that is of theirs."""
    mine, other = (statistics.fmean(map(_visits, weeks)) for weeks in (ours, theirs))
    ratio = mine / other
    return Figure(
        name,
        f"{mine:.1f}",
        f"{other:.1f}",
        f"{ratio:.3f}",
        f"≥ {least:g}" if least else "-",
        ratio >= least if least else None,
    )


def minutes(name: str, ours: Sequence[list[Route]], theirs: Sequence[list[Route]]) -> Figure:
    """Mean minutes of road for a visit; nothing is asked of it."""
    mine, other = (
        sum(Plan(tuple(week)).travel for week in weeks) / sum(map(_visits, weeks)) / 60
        for weeks in (ours, theirs)
    )
    return Figure(name, f"{mine:.1f}", f"{other:.1f}", f"{mine / other:.3f}")


def _request(number: int, dice: Random) -> Request:
    halves = [(day * DAY + begin, day * DAY + end) for day in range(DAYS) for begin, end in HALVES]
    at_home = [half for half in halves if dice.random() < AT_HOME] or [dice.choice(halves)]
    skills = frozenset({dice.choice([1, 2, 3])} if dice.random() < 0.5 else ())
    service = dice.choice([20, 30, 30, 40, 45]) * MINUTE
    return Request(Stop(number, number, service, 0, DAYS * DAY, skills), tuple(at_home))


def _makes_room(week: list[Route], request: Request, window: Window) -> bool:
    """Look for another order of that day in which the visit has a place."""
    day = _day_of(window)
    new = _promised(request, window)
    plan = improve(week[day], budget=iterations(ONCE_MORE), seed=new.place, loose=[new])
    if not plan.unplaced:
        week[day] = plan.routes
    return not plan.unplaced


def _promised(request: Request, window: Window) -> Stop:
    return replace(request.stop, earliest=window[0], latest=window[1])


def joined(windows: Sequence[Window]) -> list[Window]:
    """Windows in order, two that touch as one."""
    whole: list[Window] = []
    for earliest, latest in windows:
        if whole and whole[-1][1] == earliest:
            earliest = whole.pop()[0]
        whole.append((earliest, latest))
    return whole


def _on(request: Request, route: Route) -> Stop:
    """The request with the windows of this day as one, for the checker."""
    day = route.dienst.begin // DAY
    windows = [window for window in request.windows if window[0] // DAY == day]
    return _promised(request, (windows[0][0], windows[-1][1]))


def _day_of(window: Window) -> slice:
    """Which routes of a week are of this day."""
    day = window[0] // DAY
    return slice(day * OFFICIALS, (day + 1) * OFFICIALS)


def _visits(week: Sequence[Route]) -> int:
    return sum(len(route.stops) for route in week)
