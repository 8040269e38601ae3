"""Random tiny days: what the arithmetic offers is what exists, lunch included."""

from hypothesis import given, settings

from mobiel.routing import (
    Candidate,
    feasible,
    insert,
    insertions,
    offerable,
    remove,
    schedule,
    slack,
)
from tests.mobiel.routing.brute_force import every_moment, possible
from tests.mobiel.routing.days import tiny_routes

MOMENTS = range(0, 81)
MANY = settings(max_examples=2500, deadline=None)


@MANY
@given(tiny_routes())
def test_a_visit_is_offered_exactly_the_moments_that_exist(case):
    route, new = case
    offered = {position: set() for position in range(route.frozen, len(route.stops) + 1)}
    for way in insertions(route, Candidate.of(new, route.dienst.travel)):
        offered[way.position] |= set(range(way.earliest, way.latest + 1))
        assert way.extra == extra(route, new, way.position)
    assert {at: moments & set(MOMENTS) for at, moments in offered.items()} == every_moment(
        route, new, MOMENTS
    )


@MANY
@given(tiny_routes())
def test_the_checker_the_schedule_and_the_slack_agree(case):
    route, _new = case
    good = possible(route)
    assert (feasible(route) == []) is good
    assert slack(route).feasible is good
    if good:
        assert schedule(route).finish == slack(route).finish


@MANY
@given(tiny_routes())
def test_a_route_stays_good_without_any_of_its_stops(case):
    route, _new = case
    for stop in route.stops if possible(route) else ():
        assert feasible(remove(route, stop.key)) == []


@settings(max_examples=500, deadline=None)
@given(tiny_routes())
def test_a_window_is_promised_at_the_cheapest_place_where_it_can_be_kept(case):
    route, new = case
    windows = [(0, 19), (20, 39), (25, 25), (40, 80)]
    there = every_moment(route, new, MOMENTS)
    room = offerable(route, Candidate.of(new, route.dienst.travel), windows)
    for (earliest, latest), way in zip(windows, room, strict=True):
        costs = [
            extra(route, new, position)
            for position, moments in there.items()
            if any(earliest <= moment <= latest for moment in moments)
        ]
        assert (way.extra if way else None) == min(costs, default=None)
        if way:
            assert {way.earliest, way.latest} <= there[way.position]


def extra(route, new, position):
    """Seconds of road that a visit adds."""
    return schedule(insert(route, new, position)).travel - schedule(route).travel
