"""One order of stops on one route, with its slack: what the search asks thousands of times.

The same arithmetic as `slack` and `insertion`, on the lists of `nodes` and with the window of the
stop at hand; the tests hold the three together. A tour is never changed: it can be kept, with
the places that it found for stops, for when the search comes by the same order again.
"""

from mobiel.routing.nodes import Nodes
from mobiel.routing.slack import NEVER

Place = tuple[int, int]
"""(extra seconds of road, position); NOWHERE if there is none."""

NOWHERE: Place = (NEVER, -1)
KEPT = 60_000
"""Tours that a search keeps before it begins to forget."""


class Tour:
    """The order of stops on a route, and the room on each leg (see `slack.Slack`)."""

    __slots__ = (
        "come_fed",
        "come_hungry",
        "leave_fed",
        "leave_hungry",
        "legs",
        "nodes",
        "order",
        "places",
        "route",
        "travel",
    )

    def __init__(self, nodes: Nodes, route: int, order: tuple[int, ...]) -> None:
        self.route = route
        self.order = order
        start, finish = nodes.ends(route)
        self.nodes = [start, *order, finish]
        self.places: dict[int, Place] = {}
        self._forward(nodes)
        self._backward(nodes)

    def _forward(self, nodes: Nodes) -> None:
        first, last, rest = nodes.lunch[self.route]
        earliest, latest, service = nodes.earliest, nodes.latest, nodes.service
        begin = nodes.begin[self.route]
        hungry, fed = (begin, NEVER) if nodes.has_lunch[self.route] else (NEVER, begin)
        leave_hungry, leave_fed, legs = [hungry], [fed], []
        row = nodes.on[self.route][self.nodes[0]]
        for u in self.order:
            road = row[u]
            legs.append(road)
            row = nodes.on[self.route][u]
            fed += road
            if hungry <= last:
                lunched = hungry + road
                lunched = (lunched if lunched > first else first) + rest
                if lunched < fed:
                    fed = lunched
            hungry += road
            e, z = earliest[u], latest[u]
            if hungry < e:
                hungry = e
            hungry = hungry + service[u] if hungry <= z else NEVER
            if fed < e:
                fed = e
            fed = fed + service[u] if fed <= z else NEVER
            leave_hungry.append(hungry)
            leave_fed.append(fed)
        legs.append(row[self.nodes[-1]])
        self.leave_hungry, self.leave_fed, self.legs = leave_hungry, leave_fed, legs
        self.travel = sum(legs)

    def _backward(self, nodes: Nodes) -> None:
        first, last, rest = nodes.lunch[self.route]
        earliest, latest, service = nodes.earliest, nodes.latest, nodes.service
        hungry, fed = -NEVER, nodes.end[self.route]
        come_hungry, come_fed = [hungry], [fed]
        legs = self.legs
        for position in range(len(self.order) - 1, -1, -1):
            u = self.order[position]
            road = legs[position + 1]
            e, z, s = earliest[u], latest[u], service[u]
            hungry -= road
            if fed >= first + rest:
                lunched = fed - rest - road
                if lunched > last:
                    lunched = last
                if lunched > hungry:
                    hungry = lunched
            hungry -= s
            if hungry > z:
                hungry = z
            if hungry < e:
                hungry = -NEVER
            fed -= road + s
            if fed > z:
                fed = z
            if fed < e:
                fed = -NEVER
            come_hungry.append(hungry)
            come_fed.append(fed)
        come_hungry.reverse()
        come_fed.reverse()
        self.come_hungry, self.come_fed = come_hungry, come_fed

    def keeps_promises(self, nodes: Nodes) -> bool:
        """The first leg can be left in time for all that comes after it."""
        first, last, rest = nodes.lunch[self.route]
        begin, road = nodes.begin[self.route], self.legs[0]
        if not nodes.has_lunch[self.route]:
            return begin + road <= self.come_fed[0]
        lunched = max(begin + road, first) + rest
        return begin + road <= self.come_hungry[0] or (
            begin <= last and lunched <= self.come_fed[0]
        )

    def place_for(self, nodes: Nodes, u: int) -> Place:
        """The cheapest place for a stop that keeps every promise, its own included."""
        known = self.places.get(u)
        if known is None:
            known = self.places[u] = self._search(nodes, u)
        return known

    def _search(self, nodes: Nodes, u: int) -> Place:
        route = self.route
        first, last, rest = nodes.lunch[route]
        to, on = nodes.to[route][u], nodes.on[route][u]
        e, z, s = nodes.earliest[u], nodes.latest[u], nodes.service[u]
        order, legs = self.nodes, self.legs
        leave_hungry, leave_fed = self.leave_hungry, self.leave_fed
        best, at = NEVER, -1
        for position in range(nodes.frozen[route], len(legs)):
            road, after = to[order[position]], on[order[position + 1]]
            extra = road + after - legs[position]
            if extra >= best:
                continue
            departure, fed = leave_hungry[position], leave_fed[position]
            if departure > z and fed > z:
                break  # and later at every position after this one
            hungry = departure + road
            fed += road
            if departure <= last:
                lunched = (hungry if hungry > first else first) + rest
                if lunched < fed:
                    fed = lunched
            come = self.come_fed[position]
            leave = come - after
            if (fed if fed > e else e) <= z and (fed if fed > e else e) + s <= leave:
                best, at = extra, position
                continue
            if hungry < e:
                hungry = e
            if hungry > z:
                continue
            still = self.come_hungry[position] - after
            if come >= first + rest:
                leave -= rest
                if leave > last:
                    leave = last
                if leave > still:
                    still = leave
            if hungry + s <= still:
                best, at = extra, position
        return (best, at) if at >= 0 else NOWHERE


class Tours:
    """Makes tours, and keeps those it made."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self._kept: dict[tuple[int, tuple[int, ...]], Tour] = {}

    def make(self, route: int, order: tuple[int, ...]) -> Tour:
        """The tour of a route in this order, new or kept."""
        tour = self._kept.get((route, order))
        if tour is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            tour = self._kept[route, order] = Tour(self.nodes, route, order)
        return tour
