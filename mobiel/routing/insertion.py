"""Where one more visit fits on a route, between which moments, at what cost in travel.

Between places i and j of one leg, with `slack` in hand, visit u of s seconds may begin in

    a = leave_i + t_iu          b = come_j - t_uj - s          if a ≤ b

and a window [e, l] can be promised there exactly if max(a, e) ≤ min(b, l). Once with lunch after
u and once with lunch before it; lunch on the leg to or from u is one of these. O(1) a leg, no
loop over times, and all moments at once.

Source: Solomon 1987, doi 10.1287/opre.35.2.254 (I1); Campbell & Savelsbergh 2006,
doi 10.1287/trsc.1050.0136.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from mobiel.routing.slack import NEVER, NO_LUNCH, Slack, slack
from mobiel.routing.terms import Route, Rows, Stop, Window


@dataclass(frozen=True, slots=True)
class Candidate:
    """A visit without a promise yet; its place need not be among those of a shift.

    `there[i]` seconds from place i to the visit, `back[i]` from the visit to place i.
    """

    service: int
    there: Sequence[int]
    back: Sequence[int]
    skills: frozenset[int] = frozenset()

    @classmethod
    def of(cls, stop: Stop, travel: Rows) -> Candidate:
        """A stop whose place is among those of `travel`; its window is left out."""
        there = [row[stop.place] for row in travel]
        return cls(stop.service, there, travel[stop.place], stop.skills)


class Insertion(NamedTuple):
    """Before stop number `position`, beginning in [earliest, latest], for `extra` seconds of road.

    A position can be listed twice: with lunch after the visit, and with lunch before it.
    """

    position: int
    earliest: int
    latest: int
    extra: int


def insertions(route: Route, new: Candidate, room: Slack | None = None) -> list[Insertion]:
    """Every way to put a visit on a route that keeps all its promises; positions in order.

    `room` spares the pass where the slack of this route is known. Nothing is put among the
    frozen stops. A skill that is missing, or a route that breaks a promise: an empty list.
    """
    dienst = route.dienst
    if not new.skills <= dienst.skills:
        return []
    if room is None:
        room = slack(route)
    lunch = dienst.lunch or NO_LUNCH
    first, last, rest = lunch.earliest, lunch.latest, lunch.duration
    travel, places = dienst.travel, room.places
    there, back, service = new.there, new.back, new.service
    leave_hungry, leave_fed, come_fed = room.leave_hungry, room.leave_fed, room.come_fed
    found: list[Insertion] = []
    for position in range(route.frozen, len(leave_fed)):
        departure, fed, come = leave_hungry[position], leave_fed[position], come_fed[position]
        if come - service < departure and come - service < fed:
            continue  # no room for the service alone: so are most legs of a full day
        here, after = places[position], places[position + 1]
        to, on = there[here], back[after]
        hungry = departure + to
        fed += to
        if departure <= last:
            lunched = (hungry if hungry > first else first) + rest
            if lunched < fed:
                fed = lunched
        leave = come - on
        still = room.come_hungry[position] - on
        if come >= first + rest:
            lunched = leave - rest
            if lunched > last:
                lunched = last
            if lunched > still:
                still = lunched
        if hungry <= still - service:
            extra = to + on - travel[here][after]
            found.append(Insertion(position, hungry, still - service, extra))
        if fed <= leave - service:
            extra = to + on - travel[here][after]
            found.append(Insertion(position, fed, leave - service, extra))
    return found


def offerable(
    route: Route, new: Candidate, windows: Sequence[Window], room: Slack | None = None
) -> list[Insertion | None]:
    """For each window [e, l], both ends included, the cheapest way to promise it; None if none.

    The moments of the answer are those inside the window: of these the visit may choose.
    """
    ways = insertions(route, new, room)
    if not ways:
        return [None] * len(windows)
    return [_cheapest_in(ways, earliest, latest) for earliest, latest in windows]


def cheapest(route: Route, stop: Stop, room: Slack | None = None) -> Insertion | None:
    """The cheapest way to put a stop, with its window, on a route; None if there is no room."""
    new = Candidate.of(stop, route.dienst.travel)
    return offerable(route, new, [(stop.earliest, stop.latest)], room)[0]


def insert(route: Route, stop: Stop, position: int) -> Route:
    """The route with a stop before stop number `position`. Checks nothing: ask `feasible`."""
    return replace(route, stops=(*route.stops[:position], stop, *route.stops[position:]))


def remove(route: Route, key: Hashable) -> Route:
    """The route without a stop; it keeps every promise that it kept. Raises: KeyError."""
    keys = [stop.key for stop in route.stops]
    if key not in keys:
        raise KeyError(key)
    at = keys.index(key)
    return replace(
        route,
        stops=(*route.stops[:at], *route.stops[at + 1 :]),
        frozen=route.frozen - (at < route.frozen),
    )


def _cheapest_in(ways: Iterable[Insertion], earliest: int, latest: int) -> Insertion | None:
    best, least = None, NEVER
    for way in ways:
        position, begin, end, extra = way
        if extra < least and begin <= latest and end >= earliest:
            best, least = way, extra
    if best is None or earliest > latest:
        return None
    position, begin, end, extra = best
    return Insertion(position, max(begin, earliest), min(end, latest), extra)
