"""PURE: visits of several officials of whom one is ill, where nobody can take the place at that
moment: all who go, and when, are chosen anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mobiel import routing
from mobiel.reading import Net, Planned, Sheet


def with_another_partner(
    plan: routing.Plan, away: Sheet, others: Sequence[Sheet], net: Net
) -> routing.Plan:
    """The plan with each visit of several officials that lost one at another moment, if there is
    one within its promise; `away` is the day of who is ill. Of what finds none nothing changes.
    """
    lost = {one.bezoek: one for one in away.todo if one.is_samen}
    for missing in plan.unplaced:
        part = lost.get(missing.stop.key)  # type: ignore[call-overload]
        routes = _anew(plan.routes, part, others, net) if part else None
        if routes is not None:
            left = tuple(one for one in plan.unplaced if one is not missing)
            plan = routing.Plan(tuple(routes), left)
    return plan


def _anew(
    routes: Sequence[routing.Route], lost: Planned, others: Sequence[Sheet], net: Net
) -> list[routing.Route] | None:
    """The routes with all parts of a visit on the cheapest crew; None if there is none."""
    parts = [lost, *(one for day in others for one in day.todo if one.bezoek == lost.bezoek)]
    if len(parts) < lost.mensen or _is_on_the_way(routes, lost.bezoek):
        return None
    rest = [_without(route, lost.bezoek) for route in routes]
    stops = [replace(net.stop(replace(one, samen=0)), pinned=True) for one in parts]
    able = [
        [n for n, route in enumerate(rest) if stop.skills <= route.dienst.skills] for stop in stops
    ]
    ways = []
    for route in rest:
        new = replace(routing.Candidate.of(stops[0], route.dienst.travel), skills=frozenset())
        ways.append(routing.insertions(route, new))
    [meeting] = routing.meet_in(routing.meetings(ways, able), [(lost.earliest, lost.latest)])
    if meeting is None:
        return None
    for stop, number, way in zip(stops, meeting.crew, meeting.ways, strict=True):
        pinned = replace(stop, earliest=meeting.earliest, latest=meeting.earliest)
        rest[number] = routing.insert(rest[number], pinned, way.position)
    return rest


def _without(route: routing.Route, bezoek: int) -> routing.Route:
    has_it = any(stop.key == bezoek for stop in route.stops)
    return routing.remove(route, bezoek) if has_it else route


def _is_on_the_way(routes: Sequence[routing.Route], bezoek: int) -> bool:
    """True if somebody is on the way to it: that stays."""
    return any(stop.key == bezoek for route in routes for stop in route.stops[: route.frozen])
