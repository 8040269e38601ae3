"""When a visit can be put on a route, found the slow way: every position, moment and lunch.

Written without a look at the code that it judges: a day is walked leg by leg, with the lunch on
one leg that was chosen beforehand, and either everything is in time or not.
"""

from mobiel.routing import insert


def every_moment(route, new, moments):
    """{position: moments at which the new visit can begin there}."""
    found = {}
    for position in range(route.frozen, len(route.stops) + 1):
        longer = insert(route, new, position)
        found[position] = {
            moment
            for moment in moments
            if any(walks(longer, lunch, {position: moment}) for lunch in lunches(longer))
        }
    return found


def possible(route):
    """Is there a lunch with which the day goes well?"""
    return any(walks(route, lunch, {}) for lunch in lunches(route))


def lunches(route):
    """The legs that may have lunch; no leg if none is owed."""
    return range(len(route.stops) + 1) if route.dienst.lunch else [None]


def walks(route, lunch_leg, told):
    """Walk the day; a stop at a position in `told` begins at exactly that moment."""
    dienst = route.dienst
    clock, here = dienst.begin, dienst.start
    for leg, stop in enumerate([*route.stops, None]):
        there = dienst.finish if stop is None else stop.place
        leaving = clock
        clock += dienst.travel[here][there]
        if leg == lunch_leg:
            if leaving > dienst.lunch.latest:
                return False
            clock = max(clock, dienst.lunch.earliest) + dienst.lunch.duration
        here = there
        if stop is not None:
            earliest, latest = stop.earliest, stop.latest
            if leg in told:
                earliest = latest = told[leg]
            clock = max(clock, earliest)
            if clock > latest:
                return False
            clock += stop.service
    return clock <= dienst.end
