"""The question of a search in flat lists, numbered so that the inner loops only look up.

Node u < `stops` is stop number u; then come a start and a finish for each route. All lists are
by node, rows of travel by route and node.
"""

from collections.abc import Sequence

from mobiel.routing.slack import NO_LUNCH
from mobiel.routing.terms import Route, Stop


class Nodes:
    """Stops and shifts as numbers; made once for a search, then only read."""

    def __init__(self, routes: Sequence[Route], stops: Sequence[Stop]) -> None:
        self.stops = list(stops)
        self.routes = list(routes)
        self.earliest = [stop.earliest for stop in stops]
        self.latest = [stop.latest for stop in stops]
        self.service = [stop.service for stop in stops]
        shifts = [route.dienst for route in routes]
        self.begin = [dienst.begin for dienst in shifts]
        self.end = [dienst.end for dienst in shifts]
        self.has_lunch = [dienst.lunch is not None for dienst in shifts]
        lunches = [dienst.lunch or NO_LUNCH for dienst in shifts]
        self.lunch = [(lunch.earliest, lunch.latest, lunch.duration) for lunch in lunches]
        self.frozen = [route.frozen for route in routes]
        places = [stop.place for stop in stops]
        for dienst in shifts:
            places += [dienst.start, dienst.finish]
        self.on: list[list[list[int]]] = []
        self.to: list[list[list[int]]] = []
        made: dict[int, tuple[list[list[int]], list[list[int]]]] = {}
        for dienst in shifts:
            travel = dienst.travel
            if id(travel) not in made:  # officials by car share one table
                on = [[travel[here][there] for there in places] for here in places]
                made[id(travel)] = on, [list(column) for column in zip(*on, strict=True)]
            on, to = made[id(travel)]
            self.on.append(on)  # on[route][u][j]: from u to j
            self.to.append(to)  # to[route][u][i]: to u from i
        self.able = [
            [route for route, dienst in enumerate(shifts) if stop.skills <= dienst.skills]
            for stop in stops
        ]
        self.near = [self._near(u) for u in range(len(stops))]

    def ends(self, route: int) -> tuple[int, int]:
        """The nodes where a route starts and finishes."""
        start = len(self.stops) + 2 * route
        return start, start + 1

    def _near(self, u: int) -> list[int]:
        """All stops by how near they are to u, itself first."""
        if not self.on:
            return []
        away, back = self.on[0][u], self.to[0][u]
        return sorted(range(len(self.stops)), key=lambda v: (v != u, away[v] + back[v]))
