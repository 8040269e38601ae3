"""How early one may leave and how late one may come, everywhere on a route: one pass each way.

                 leave[i]            come[i+1]
        stop i ----|======= room =======|---- stop i+1

Forward, the earliest departure D after stop i; backward, the latest start z at stop j that keeps
every later promise (service s, travel t, window [e, l]):

    D_i = max(D_{i-1} + t, e_i) + s_i          z_j = min(l_j, z_{j+1} - t - s_j)

The lunch [LB, LE] of LD seconds is on one leg, so there are two of each: *hungry*, while lunch is
still to come, and *fed*, after it. A leg with lunch leads from hungry to fed:

    D_i ≤ LE;  start = max(D_i + t, LB) + LD    z_i = min(l_i, min(LE, z_j - LD - t) - s_i)

Both only ever grow worse along the route, so the earliest D and the latest z answer for all
others. A state that breaks a promise is NEVER (forward) or -NEVER (backward).

Source: Savelsbergh 1992, doi 10.1287/ijoc.4.2.146 (forward time slack); Campbell & Savelsbergh
2006, doi 10.1287/trsc.1050.0136.
"""

from typing import NamedTuple

from mobiel.routing.terms import Lunch, Route

NEVER = 1 << 40
"""A moment after every shift; sums with it stay far away from real moments."""

NO_LUNCH = Lunch(-NEVER, -NEVER, 1)
"""Stands for a lunch that is not owed: no leg is begun in its window."""


class Slack(NamedTuple):
    """The room on each leg of a route; leg p goes from place p to place p+1 of `places`.

    `leave_*[p]` the earliest departure at the head of leg p, `come_*[p]` the latest start at its
    end. Seconds; ±NEVER where the state keeps no promise. `finish` is the earliest end of the
    day, with lunch; after `end` or NEVER if the route as it is breaks a promise.
    """

    places: list[int]
    leave_hungry: list[int]
    leave_fed: list[int]
    come_hungry: list[int]
    come_fed: list[int]
    finish: int
    end: int

    @property
    def feasible(self) -> bool:
        """Every promise is kept: the finish is reached in time, and lunch was taken."""
        return self.finish <= self.end


def slack(route: Route) -> Slack:
    """One pass forward, one back, in O(stops)."""
    dienst = route.dienst
    travel, stops = dienst.travel, route.stops
    lunch = dienst.lunch or NO_LUNCH
    first, last, rest = lunch.earliest, lunch.latest, lunch.duration

    here = dienst.start
    hungry, fed = (dienst.begin, NEVER) if dienst.lunch else (NEVER, dienst.begin)
    places, legs, leave_hungry, leave_fed = [here], [], [hungry], [fed]
    for stop in stops:
        there = stop.place
        road = travel[here][there]
        here = there
        earliest, latest, service = stop.earliest, stop.latest, stop.service
        fed += road
        if hungry <= last:
            lunched = hungry + road
            lunched = (lunched if lunched > first else first) + rest
            if lunched < fed:
                fed = lunched
        hungry += road
        if hungry < earliest:
            hungry = earliest
        hungry = hungry + service if hungry <= latest else NEVER
        if fed < earliest:
            fed = earliest
        fed = fed + service if fed <= latest else NEVER
        places.append(here)
        legs.append(road)
        leave_hungry.append(hungry)
        leave_fed.append(fed)
    places.append(dienst.finish)
    road = travel[here][dienst.finish]
    finish = fed + road
    if hungry <= last:
        finish = min(finish, max(hungry + road, first) + rest)

    full = first + rest
    hungry, fed = -NEVER, dienst.end
    come_hungry, come_fed = [hungry], [fed]
    for stop, before in zip(reversed(stops), reversed(legs), strict=True):
        earliest, latest, service = stop.earliest, stop.latest, stop.service
        hungry -= road
        if fed >= full:
            lunched = fed - rest - road
            if lunched > last:
                lunched = last
            if lunched > hungry:
                hungry = lunched
        hungry -= service
        if hungry > latest:
            hungry = latest
        if hungry < earliest:
            hungry = -NEVER
        fed -= road + service
        if fed > latest:
            fed = latest
        if fed < earliest:
            fed = -NEVER
        come_hungry.append(hungry)
        come_fed.append(fed)
        road = before
    come_hungry.reverse()
    come_fed.reverse()
    return Slack(places, leave_hungry, leave_fed, come_hungry, come_fed, finish, dienst.end)
