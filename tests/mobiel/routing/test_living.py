"""A town lives: visits are booked, cancelled and lengthened, officials fall ill, days are put in
order again. Whatever happens in whatever order, no promise that was given is broken."""

from dataclasses import replace
from random import Random

import pytest

from mobiel.routing import (
    Candidate,
    Dienst,
    Lunch,
    Route,
    Stop,
    feasible,
    improve,
    insert,
    iterations,
    offerable,
    redistribute,
    remove,
)
from tests.mobiel.routing.days import HOUR, MINUTE, hilly

PLACES = 40
HALVES = [(8 * HOUR, 12 * HOUR), (12 * HOUR, 16 * HOUR)]
TWO_HOURS = [(hour * HOUR, (hour + 2) * HOUR) for hour in (8, 10, 12, 14)]


class Town:
    """Four officials on one day, and what was promised to whom."""

    def __init__(self, seed):
        self.dice = Random(seed)
        points = [(self.dice.randrange(900), self.dice.randrange(900), 0) for _ in range(PLACES)]
        lunch = Lunch(12 * HOUR, 13 * HOUR, 30 * MINUTE)
        travel = hilly(points)
        self.routes = [
            Route(Dienst(n, n, n, 8 * HOUR, 17 * HOUR, travel, frozenset({n % 2, 2}), lunch))
            for n in range(4)
        ]
        self.promised = {}

    def book(self):
        """Someone takes one of the windows that are offered."""
        place, service = self.dice.randrange(PLACES), self.dice.choice([15, 30, 60]) * MINUTE
        skills = frozenset(self.dice.choice([(), (0,), (1,), (2,)]))
        windows = self.dice.choice([HALVES, TWO_HOURS])
        offers = []
        for at, route in enumerate(self.routes):
            travel = route.dienst.travel
            new = Candidate(service, [row[place] for row in travel], travel[place], skills)
            ways = zip(windows, offerable(route, new, windows), strict=True)
            offers += [(at, window, way.position) for window, way in ways if way]
        if offers:
            at, (earliest, latest), position = self.dice.choice(offers)
            stop = Stop(len(self.promised), place, service, earliest, latest, skills)
            self.routes[at] = insert(self.routes[at], stop, position)
            self.promised[stop.key] = (earliest, latest)

    def cancel(self):
        at, stop = self.anybody()
        if stop:
            self.routes[at] = remove(self.routes[at], stop.key)
            self.promised[stop.key] = None

    def lengthen(self):
        """A visit takes longer; what then cannot be kept is told, and not kept in silence."""
        at, stop = self.anybody()
        if stop:
            longer = replace(stop, service=stop.service + 30 * MINUTE)
            stops = tuple(longer if old is stop else old for old in self.routes[at].stops)
            self.routes[at] = replace(self.routes[at], stops=stops)
            self.settle(improve(self.routes, budget=iterations(15), seed=1))

    def fall_ill(self):
        at = self.dice.randrange(len(self.routes))
        ill = self.routes[at]
        others = [route for route in self.routes if route is not ill]
        plan = redistribute(others, ill.stops, budget=iterations(15), seed=1)
        well = [replace(ill, stops=())]
        self.settle(replace(plan, routes=(*plan.routes[:at], *well, *plan.routes[at:])))

    def put_in_order(self):
        before = sum(len(route.stops) for route in self.routes)
        self.settle(improve(self.routes, budget=iterations(15), seed=2))
        assert sum(len(route.stops) for route in self.routes) == before

    def settle(self, plan):
        for gone in plan.unplaced:
            self.promised[gone.stop.key] = None
        self.routes = list(plan.routes)

    def anybody(self):
        booked = [(at, stop) for at, route in enumerate(self.routes) for stop in route.stops]
        return self.dice.choice(booked) if booked else (None, None)

    def check(self):
        assert [feasible(route) for route in self.routes] == [[]] * 4
        kept = [stop for route in self.routes for stop in route.stops]
        windows = {stop.key: (stop.earliest, stop.latest) for stop in kept}
        assert len(windows) == len(kept)
        assert windows == {key: window for key, window in self.promised.items() if window}


@pytest.mark.parametrize("seed", range(10))
def test_no_promise_is_broken_whatever_happens(seed):
    town = Town(seed)
    acts = [town.book] * 8 + [town.cancel, town.lengthen, town.fall_ill, town.put_in_order]
    for _step in range(60):
        town.dice.choice(acts)()
        town.check()
    assert len(town.promised) > 20
