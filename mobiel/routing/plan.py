"""Routes together, and the stops that found no place on any of them, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mobiel.routing.insertion import cheapest
from mobiel.routing.schedule import along
from mobiel.routing.terms import Route, Stop


class Reason(StrEnum):
    """Why a stop has no place, the most lasting reason first."""

    SKILL = "skill"  # no official has all that it asks
    ALONE = "alone"  # not even on a shift without other visits: too long, too far, another hour
    FULL = "full"  # it would fit, if other visits were not there


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A stop without a route."""

    stop: Stop
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """Routes in the order in which they were given, and what found no place."""

    routes: tuple[Route, ...]
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def travel(self) -> int:
        """Seconds on the road of all routes together."""
        return sum(along(route, route.dienst.travel) for route in self.routes)


def reason(stop: Stop, routes: Sequence[Route]) -> Reason:
    """Why this stop has no place on these routes."""
    able = [route for route in routes if stop.skills <= route.dienst.skills]
    if not able:
        return Reason.SKILL
    empty = [replace(route, stops=(), frozen=0) for route in able]
    if not any(cheapest(route, stop) for route in empty):
        return Reason.ALONE
    return Reason.FULL
