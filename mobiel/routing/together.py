"""When several officials can begin one visit at the same moment, who, and at what cost in travel.

    Anna    |==== 12 ====|      |== 4 ==|      moments at which she could begin, extra seconds
    Bram         |====== 7 ======|
    both         |= 19 ==|      |11|

Each official has the ways of `insertions`: a moment is possible for all exactly if it lies in a
way of each. Between two moments at which some way begins or ends nothing changes, so of each such
span the cheapest officials are found once; no loop over times.

Not for: one official (`offerable`), or for moving a meeting that stands (`moments_for`, below).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from mobiel.routing.insertion import Candidate, Insertion, insertions, remove
from mobiel.routing.slack import NEVER
from mobiel.routing.terms import Route, Window

Crew = tuple[int, ...]
"""By part of the visit the number of the route on which it is done; no number twice."""


class Meeting(NamedTuple):
    """All can begin together at any moment in [earliest, latest], for `extra` seconds of road.

    `crew[p]` is the route that does part p, `ways[p]` the way to put it there.
    """

    earliest: int
    latest: int
    extra: int
    crew: Crew
    ways: tuple[Insertion, ...]


def _anyone(_crew: Crew) -> bool:
    return True


def meetings(
    ways: Sequence[Sequence[Insertion]],
    able: Sequence[Collection[int]],
    goes: Callable[[Crew], bool] = _anyone,
) -> list[Meeting]:
    """The cheapest crew for every moment at which there is one, in the order of time.

    `ways[r]` is where the visit fits on route r, `able[p]` the routes that can do part p; `goes`
    says of a whole crew whether they can go together.
    """
    changes = sorted(
        change
        for number, found in enumerate(ways)
        for way in found
        for change in ((way.earliest, number, way, True), (way.latest + 1, number, way, False))
    )
    active: list[list[Insertion]] = [[] for _route in ways]
    cheapest: list[Insertion | None] = [None] * len(ways)
    result: list[Meeting] = []
    best, since = None, 0
    for moment, group in groupby(changes, key=itemgetter(0)):
        for _moment, number, way, begins in group:
            (active[number].append if begins else active[number].remove)(way)
            cheapest[number] = min(active[number], key=itemgetter(3), default=None)
        crew = _cheapest_crew(cheapest, able, goes)
        chosen = crew and (crew, tuple(cheapest[number] for number in crew))
        if chosen != best:
            if best is not None:
                result.append(_meeting(since, moment - 1, *best))
            best, since = chosen, moment
    return result


def meet_in(found: Iterable[Meeting], windows: Sequence[Window]) -> list[Meeting | None]:
    """For each window [e, l], both ends included, the cheapest meeting that begins in it.

    Of equally cheap ones the first. The moments of the answer are those inside the window.
    """
    known = list(found)
    return [_within(known, earliest, latest) for earliest, latest in windows]


def moments_for(routes: Sequence[Route], key: Hashable, window: Window) -> list[Window]:
    """When the stop `key`, which each of these routes has, can begin on all of them in a window.

    Everyone's order stays as it is. Empty if there is no such moment. Raises: KeyError.
    """
    ways = []
    for route in routes:
        at = next((n for n, stop in enumerate(route.stops) if stop.key == key), -1)
        rest = remove(route, key)
        new = Candidate.of(route.stops[at], route.dienst.travel)
        ways.append([way for way in insertions(rest, new) if way.position == at])
    found = meetings(ways, [{number} for number in range(len(routes))])
    earliest, latest = window
    return [
        (max(one.earliest, earliest), min(one.latest, latest))
        for one in found
        if one.earliest <= latest and one.latest >= earliest
    ]


def _within(found: Iterable[Meeting], earliest: int, latest: int) -> Meeting | None:
    inside = (one for one in found if one.earliest <= latest and one.latest >= earliest)
    best = min(inside, key=lambda one: one.extra, default=None)
    if best is None or earliest > latest:
        return None
    return best._replace(earliest=max(best.earliest, earliest), latest=min(best.latest, latest))


def _cheapest_crew(
    cheapest: Sequence[Insertion | None],
    able: Sequence[Collection[int]],
    goes: Callable[[Crew], bool],
) -> Crew | None:
    """One route for each part, none twice; of equally cheap ones the first by number."""
    costs = [
        sorted((way.extra, number) for number in part if (way := cheapest[number]) is not None)
        for part in able
    ]
    if not all(costs):
        return None
    least_of_rest = [0]
    for part in reversed(costs):
        least_of_rest.append(least_of_rest[-1] + part[0][0])
    least_of_rest.reverse()
    best: Crew | None = None
    least = NEVER

    def fill(crew: Crew, cost: int) -> None:
        nonlocal best, least
        if len(crew) == len(costs):
            if cost < least and goes(crew):
                best, least = crew, cost
            return
        for extra, number in costs[len(crew)]:
            if cost + extra + least_of_rest[len(crew) + 1] >= least:
                return
            if number not in crew:
                fill((*crew, number), cost + extra)

    fill((), 0)
    return best


def _meeting(earliest: int, latest: int, crew: Crew, ways: tuple[Insertion, ...]) -> Meeting:
    return Meeting(earliest, latest, sum(way.extra for way in ways), crew, ways)
