"""Which promises a route breaks: the audit of a timetable, rule by rule.

It knows nothing of how a timetable came about: not of `slack`, not of the search. What it passes
keeps every rule, whoever made it; so a plan is stored only after it passed here, and stored times
can be given to it as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mobiel.routing.schedule import Times, schedule
from mobiel.routing.terms import Route, Stop


class Rule(StrEnum):
    """What a route owes. A test owes one route for each."""

    UNKNOWN = "unknown"  # a place without travel times
    TWICE = "twice"  # the same stop more than once
    SKILL = "skill"  # the official lacks a competence, kit or vehicle
    PROMISE = "promise"  # a visit begins before or after its window
    SERVICE = "service"  # a visit gets less time than it takes
    TRAVEL = "travel"  # less time than the road takes, the lunch on it included
    LUNCH = "lunch"  # owed, and not taken in its window
    SHIFT = "shift"  # at work after the shift ends
    OTHER = "other"  # times of other stops than those of the route


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken rule: of which stop (None: of the shift), by how many seconds (0: not in time).

    `missing` is what the official lacks of what the stop asks, for a broken SKILL.
    """

    rule: Rule
    stop: Stop | None = None
    seconds: int = 0
    missing: frozenset[int] = frozenset()


def feasible(route: Route, times: Times | None = None) -> list[Broken]:
    """The broken rules of a route, in the order of the day; an empty list is a good route.

    `times` None asks about the earliest times that the route can have. Other times, such as
    stored ones, are checked as they are.
    """
    unknown = list(_unknown(route))
    if unknown:
        return unknown
    broken = [*_twice(route), *_skills(route)]
    planned = schedule(route) if times is None else times
    if [visit.stop for visit in planned.visits] != list(route.stops):
        return [*broken, Broken(Rule.OTHER)]
    return [*broken, *_day(route, planned), *_lunch(route, planned)]


def _unknown(route: Route) -> Iterator[Broken]:
    known = range(len(route.dienst.travel))
    for stop in route.stops:
        if stop.place not in known:
            yield Broken(Rule.UNKNOWN, stop)
    if route.dienst.start not in known or route.dienst.finish not in known:
        yield Broken(Rule.UNKNOWN)


def _twice(route: Route) -> Iterator[Broken]:
    seen = set()
    for stop in route.stops:
        if stop.key in seen:
            yield Broken(Rule.TWICE, stop)
        seen.add(stop.key)


def _skills(route: Route) -> Iterator[Broken]:
    for stop in route.stops:
        if not stop.skills <= route.dienst.skills:
            yield Broken(Rule.SKILL, stop, missing=stop.skills - route.dienst.skills)


def _day(route: Route, times: Times) -> Iterator[Broken]:
    """Every promise, every service, every leg, and the end of the shift."""
    moment, place = route.dienst.begin, route.dienst.start
    for leg, visit in enumerate(times.visits):
        stop = visit.stop
        short = moment + _owed(route, times, leg, place, stop.place) - visit.begin
        if short > 0:
            yield Broken(Rule.TRAVEL, stop, short)
        outside = max(visit.begin - stop.latest, stop.earliest - visit.begin)
        if outside > 0:
            yield Broken(Rule.PROMISE, stop, outside)
        if visit.leave - visit.begin < stop.service:
            yield Broken(Rule.SERVICE, stop, stop.service - visit.leave + visit.begin)
        moment, place = visit.leave, stop.place
    last = moment + _owed(route, times, len(times.visits), place, route.dienst.finish)
    if last > times.finish:
        yield Broken(Rule.TRAVEL, None, last - times.finish)
    if times.finish > route.dienst.end:
        yield Broken(Rule.SHIFT, None, times.finish - route.dienst.end)


def _owed(route: Route, times: Times, leg: int, place: int, there: int) -> int:
    """Seconds that a leg takes at least: the road, and the lunch if it is on this leg."""
    lunch = times.lunch
    rest = lunch.end - lunch.begin if lunch is not None and lunch.leg == leg else 0
    return route.dienst.travel[place][there] + rest


def _lunch(route: Route, times: Times) -> Iterator[Broken]:
    """The lunch that is owed: long enough, in its window, between two visits."""
    owed, taken = route.dienst.lunch, times.lunch
    if owed is None:
        return
    left = [route.dienst.begin, *(visit.leave for visit in times.visits)]
    if taken is None or not 0 <= taken.leg < len(left):
        yield Broken(Rule.LUNCH, None, max(0, left[0] - owed.latest))
        return
    reached = [*(visit.begin for visit in times.visits), times.finish][taken.leg]
    wrong = max(
        left[taken.leg] - owed.latest,
        owed.earliest - taken.begin,
        owed.duration - (taken.end - taken.begin),
        left[taken.leg] - taken.begin,
        taken.end - reached,
    )
    if wrong > 0:
        yield Broken(Rule.LUNCH, None, wrong)
