"""When everything happens, if each thing happens as early as it can.

A plain walk along the route, once for each leg that may have the lunch. Slow beside `slack`, and
on purpose without it: what it tells is compared with `slack` in tests and by `feasible`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mobiel.routing.terms import Route, Rows, Stop


@dataclass(frozen=True, slots=True)
class Visit:
    """A stop with its planned times: at the door, in service, away again."""

    stop: Stop
    arrive: int
    begin: int
    leave: int


@dataclass(frozen=True, slots=True)
class Break:
    """The lunch as planned: on the leg to stop number `leg` (the last leg goes to the finish)."""

    leg: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Times:
    """A whole day: visits in order, when the finish is reached, seconds on the road.

    `lunch` None: none is owed, or there is no leg on which it may be taken.
    """

    visits: tuple[Visit, ...]
    lunch: Break | None
    finish: int
    travel: int

    def late(self, end: int) -> int:
        """Seconds that promises, and the end of the shift, are exceeded by; 0 is a good day."""
        late = sum(max(0, visit.begin - visit.stop.latest) for visit in self.visits)
        return late + max(0, self.finish - end)


def schedule(route: Route) -> Times:
    """The day of this route. A visit begins on arrival, or waits until its promise begins.

    Nothing is refused: a promise that is missed shows as a begin after `latest`. The lunch is on
    the leg that makes the day least late, then earliest done, then on the earliest of those legs.
    """
    if route.dienst.lunch is None:
        return _walk(route, None)
    possible = list(_with_lunch(route))
    if not possible:
        return _walk(route, None)
    return min(possible, key=lambda times: (times.late(route.dienst.end), times.finish))


def along(route: Route, table: Rows) -> int:
    """What a table of places (metres, seconds) adds up to along the legs of the route."""
    return sum(table[here][there] for here, there in pairwise(route.places()))


def _with_lunch(route: Route) -> Iterator[Times]:
    """The day with lunch on each leg that may have it; later legs are begun later."""
    assert route.dienst.lunch is not None
    left = [route.dienst.begin, *(visit.leave for visit in _walk(route, None).visits)]
    for leg, moment in enumerate(left):
        if moment <= route.dienst.lunch.latest:
            yield _walk(route, leg)


def _walk(route: Route, lunch_leg: int | None) -> Times:
    dienst, travel = route.dienst, route.dienst.travel
    moment, place, seconds = dienst.begin, dienst.start, 0
    visits: list[Visit] = []
    lunch: Break | None = None
    for leg, there in enumerate(route.places()[1:]):
        seconds += travel[place][there]
        moment += travel[place][there]
        place = there
        if leg == lunch_leg and dienst.lunch is not None:
            begin = max(moment, dienst.lunch.earliest)
            moment = begin + dienst.lunch.duration
            lunch = Break(leg, begin, moment)
        if leg < len(route.stops):
            stop = route.stops[leg]
            begin = max(moment, stop.earliest)
            visits.append(Visit(stop, moment, begin, begin + stop.service))
            moment = begin + stop.service
    return Times(tuple(visits), lunch, moment, seconds)
