"""The search: take some stops away, put them back elsewhere, keep what is better.

It sometimes accepts a worse plan, less and less so as the budget is spent, to leave a valley that
no single step leaves. Source: Shaw 1998, doi 10.1007/3-540-49481-2_30 (large neighbourhoods);
Christiaens & Vanden Berghe 2020, doi 10.1287/trsc.2019.0914 (the steps, the acceptance).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log
from random import Random

from mobiel.routing.budget import Budget
from mobiel.routing.nodes import Nodes
from mobiel.routing.recreate import greedy, regret
from mobiel.routing.ruin import strings
from mobiel.routing.terms import Route, Stop
from mobiel.routing.tours import Tour, Tours

ORDERS = ("chance", "chance", "narrow", "early", "late", "few", "long")
HOT, COLD = 1.0, 0.003
"""Parts of a mean leg by which a step may be worse: at first, and at last."""


class Search:
    """A plan that becomes better; give it routes that keep their promises."""

    def __init__(self, routes: Sequence[Route], loose: Iterable[Stop], dice: Random) -> None:
        placed = [stop for route in routes for stop in route.stops]
        stops = [*placed, *loose]
        self.nodes = Nodes(routes, stops)
        self.tours = Tours(self.nodes)
        self.dice = dice
        self.must = len(placed)
        self.fixed = [stop.pinned for stop in stops]
        numbers = iter(range(len(stops)))
        self.best: list[Tour] = []
        for number, route in enumerate(routes):
            order = tuple(next(numbers) for _stop in route.stops)
            self.best.append(self.tours.make(number, order))
            for u in order[: route.frozen]:
                self.fixed[u] = True
        self.absent = list(range(self.must, len(stops)))

    def routes(self) -> list[Route]:
        """The best plan so far, as routes."""
        stops = self.nodes.stops
        return [
            replace(route, stops=tuple(stops[u] for u in tour.order))
            for route, tour in zip(self.nodes.routes, self.best, strict=True)
        ]

    def left(self) -> list[Stop]:
        """The stops without a place in the best plan."""
        return [self.nodes.stops[u] for u in self.absent]

    def run(self, budget: Budget) -> None:
        """Steps until the budget is spent; the first puts loose stops in their place."""
        if not self.best or not self.nodes.stops:
            return
        self.absent = regret(self.tours, self.best, self.absent)
        now, out = list(self.best), list(self.absent)
        cost = best = sum(tour.travel for tour in now)
        leg = cost / (len(self.nodes.stops) + len(now)) or 1.0
        random = self.dice.random
        spent = budget()
        while spent < 1:
            heat = leg * HOT * (COLD / HOT) ** spent
            spent = budget()
            then = self._step(now, out)
            if then is None:
                continue
            tours, left = then
            after = sum(tour.travel for tour in tours)
            if len(left) > len(out) or (
                len(left) == len(out) and after >= cost - heat * log(random() or 1e-9)
            ):
                continue
            now, out, cost = tours, left, after
            if len(left) < len(self.absent) or (len(left) == len(self.absent) and cost < best):
                self.best, self.absent, best = list(now), list(left), cost

    def _step(self, now: list[Tour], out: list[int]) -> tuple[list[Tour], list[int]] | None:
        """Another plan, or None where a stop that must stay lost its place."""
        where = [-1] * len(self.nodes.stops)
        for tour in now:
            for u in tour.order:
                where[u] = tour.route
        tours = list(now)
        absent = list(out)
        for route, order in strings(self.nodes, now, where, self.fixed, self.dice).items():
            absent += [u for u in now[route].order if u not in order]
            tours[route] = self.tours.make(route, order)
            if not tours[route].keeps_promises(self.nodes):
                return None  # rows of travel without the triangle inequality
        left = greedy(self.tours, tours, absent, self.dice, self.dice.choice(ORDERS))
        if any(u < self.must for u in left):
            return None
        return tours, left
