"""The same question to VROOM, where it is installed: in a process of its own, with a time to die.

VROOM is a program in C++ (extra `vroom`: the library pyvroom). It may hang, crash or be absent
without harm to who asks, and what it says is believed only after `feasible`. Without an answer of
use, our own search does the work.

Source: VROOM, docs/API.md of version 1.15. Its break may be anywhere on a leg and begins in its
window; so every day that VROOM finds, a lunch on arrival (`terms.Lunch`) can keep too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mobiel.routing.budget import Budget
from mobiel.routing.feasible import feasible
from mobiel.routing.improve import improve as search
from mobiel.routing.plan import Plan, Unplaced, reason
from mobiel.routing.schedule import schedule
from mobiel.routing.terms import Route, Rows, Stop

ROOT = Path(__file__).resolve().parents[2]
CHILD = (sys.executable, "-m", "mobiel.routing.vroomchild")
PATIENCE = 5.0
"""Seconds beside its own limit in which the child starts, reads and writes."""


def improve(
    routes: Sequence[Route],
    *,
    seconds: float,
    budget: Budget,
    seed: int = 0,
    loose: Iterable[Stop] = (),
    child: Sequence[str] = CHILD,
) -> Plan:
    """As `improve.improve`, by VROOM in `seconds`; by our own search in `budget` if it fails."""
    more = list(loose)
    plan = solve(routes, seconds=seconds, loose=more, child=child)
    return plan or search(routes, budget=budget, seed=seed, loose=more)


def solve(
    routes: Sequence[Route],
    *,
    seconds: float,
    loose: Iterable[Stop] = (),
    child: Sequence[str] = CHILD,
) -> Plan | None:
    """The plan of VROOM; None if there is none that keeps every stop and every promise."""
    more = list(loose)
    stops = [*(stop for route in routes for stop in route.stops[route.frozen :]), *more]
    answer = _ask(question(routes, stops, seconds), seconds + PATIENCE, child)
    if not _is_orders(answer, len(routes), len(stops)):
        return None
    found = [
        replace(route, stops=(*route.stops[: route.frozen], *(stops[at] for at in order)))
        for route, order in zip(routes, answer, strict=True)
    ]
    used = [at for order in answer for at in order]
    without = [at for at in range(len(stops)) if at not in set(used)]
    must = len(stops) - len(more)
    if len(used) != len(set(used)) or any(at < must for at in without):
        return None
    if any(feasible(route) for route in found):
        return None
    left = [stops[at] for at in without]
    return Plan(tuple(found), tuple(Unplaced(stop, reason(stop, found)) for stop in left))


def question(routes: Sequence[Route], stops: Sequence[Stop], seconds: float) -> dict[str, Any]:
    """What the child is asked, in plain lists; `stops` are numbered, times begin at 0.

    Frozen stops are left out: a route begins where and when the last of them is left. A pinned
    stop asks a skill that only its own route has.
    """
    tables: list[Rows] = []
    for route in routes:
        if not any(route.dienst.travel is table for table in tables):
            tables.append(route.dienst.travel)
    tails = [_tail(route) for route in routes]
    begin = min([tail.dienst.begin for tail in tails] + [stop.earliest for stop in stops])
    numbers = sorted({skill for stop in stops for skill in stop.skills})
    own = len(numbers)
    pinned = {
        id(stop): at for at, route in enumerate(routes) for stop in route.stops if stop.pinned
    }
    return {
        "seconds": seconds,
        "tables": [[list(row) for row in table] for table in tables],
        "vehicles": [
            {
                "table": next(n for n, t in enumerate(tables) if t is tail.dienst.travel),
                "start": tail.dienst.start,
                "finish": tail.dienst.finish,
                "shift": [tail.dienst.begin - begin, tail.dienst.end - begin],
                "skills": [own + at]
                + [n for n, skill in enumerate(numbers) if skill in tail.dienst.skills],
                "lunch": _lunch(tail, begin),
            }
            for at, tail in enumerate(tails)
        ],
        "jobs": [
            {
                "place": stop.place,
                "service": stop.service,
                "windows": [[stop.earliest - begin, stop.latest - begin]],
                "skills": [numbers.index(skill) for skill in stop.skills]
                + ([own + pinned[id(stop)]] if id(stop) in pinned else []),
            }
            for stop in stops
        ],
    }


def _tail(route: Route) -> Route:
    """What is left of a route after its frozen stops."""
    if not route.frozen:
        return route
    head = schedule(replace(route, stops=route.stops[: route.frozen]))
    last = head.visits[-1]
    had = head.lunch is not None and head.lunch.leg < route.frozen
    dienst = replace(
        route.dienst,
        start=last.stop.place,
        begin=last.leave,
        end=max(last.leave, route.dienst.end),
        lunch=None if had else route.dienst.lunch,
    )
    return Route(dienst, route.stops[route.frozen :])


def _lunch(route: Route, begin: int) -> list[int] | None:
    lunch = route.dienst.lunch
    if lunch is None:
        return None
    return [lunch.earliest - begin, lunch.latest - begin, lunch.duration]


def _ask(asked: dict[str, Any], patience: float, child: Sequence[str]) -> Any:
    """What the child answers: the numbers of stops per route. None if it fails in any way."""
    try:
        done = subprocess.run(
            child,
            cwd=ROOT,
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=patience,
        )
        return json.loads(done.stdout) if done.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None


def _is_orders(answer: Any, routes: int, stops: int) -> bool:
    """Is this a list of numbers of stops for each route?"""
    return (
        isinstance(answer, list)
        and len(answer) == routes
        and all(isinstance(order, list) for order in answer)
        and all(type(at) is int and 0 <= at < stops for order in answer for at in order)
    )
