"""A better order of visits on several routes, and places for visits that have none.

Fewest stops without a place first, then least time on the road. What was placed stays placed,
frozen and pinned stops stay on their route, and nothing is returned that `feasible` does not
pass. How it looks for them: `search`.
"""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Protocol

from mobiel.routing.budget import Budget
from mobiel.routing.feasible import feasible
from mobiel.routing.insertion import remove
from mobiel.routing.plan import Plan, Unplaced, reason
from mobiel.routing.search import Search
from mobiel.routing.terms import Route, Stop


class Searching(Protocol):
    """Whoever looks for a better order: `improve`, or VROOM (`vroom.improve`)."""

    def __call__(self, routes: Sequence[Route], *, budget: Budget, seed: int) -> Plan: ...


def improve(
    routes: Sequence[Route], *, budget: Budget, seed: int = 0, loose: Iterable[Stop] = ()
) -> Plan:
    """The routes with less travel, and with as many of the `loose` stops as there is room for.

    A route that breaks a promise gives up stops until it keeps the others; these are loose then.
    If even its frozen and pinned stops cannot be kept it is returned as it is, untouched:
    `feasible` tells why. The same seed and the same number of steps give the same plan.
    """
    result = list(routes)
    free = list(loose)
    searched = []
    for at, route in enumerate(routes):
        sound, given_up = _sound(route)
        if sound is not None:
            result[at] = sound
            free += given_up
            searched.append(at)
    search = Search([result[at] for at in searched], free, Random(seed))
    search.run(budget)
    for at, route in zip(searched, search.routes(), strict=True):
        if not feasible(route):
            result[at] = route
    able = [result[at] for at in searched]
    return Plan(tuple(result), tuple(Unplaced(stop, reason(stop, able)) for stop in search.left()))


def redistribute(
    routes: Sequence[Route], stops: Iterable[Stop], *, budget: Budget, seed: int = 0
) -> Plan:
    """Spread the stops of an official who is ill over the routes of others, all solved together."""
    return improve(routes, budget=budget, seed=seed, loose=stops)


def _sound(route: Route) -> tuple[Route | None, list[Stop]]:
    """The route without what breaks promises, and what it gave up; None if that is not enough.

    Each time the stop goes without which the day is least late.
    """
    given_up: list[Stop] = []
    while feasible(route):
        able = [stop for stop in route.stops[route.frozen :] if not stop.pinned]
        if not able:
            return None, []
        out = min(able, key=lambda stop: _late(remove(route, stop.key)))
        given_up.append(out)
        route = remove(route, out.key)
    return route, given_up


def _late(route: Route) -> tuple[int, int]:
    """How far a route is from good: broken rules of which no second is known, then seconds."""
    broken = feasible(route)
    return sum(not rule.seconds for rule in broken), sum(rule.seconds for rule in broken)
