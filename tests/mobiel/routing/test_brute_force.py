"""Random tiny days: what the arithmetic offers is what exists, lunch included."""

from hypothesis import given

from mobiel.routing import (
    Candidate,
    cheapest,
    feasible,
    insert,
    insertions,
    offerable,
    remove,
    schedule,
    slack,
)
from mobiel.routing.nodes import Nodes
from mobiel.routing.slack import NEVER
from mobiel.routing.tours import Tour
from tests.effort import examples
from tests.mobiel.routing.brute_force import every_moment, possible
from tests.mobiel.routing.days import tiny_routes

MOMENTS = range(0, 81)
MANY = examples(250, in_proof=2500)
SOME = examples(60, in_proof=600)


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


@SOME
@given(tiny_routes())
def test_the_checker_the_schedule_and_the_slack_agree(case):
    route, _new = case
    good = possible(route)
    assert (feasible(route) == []) is good
    assert slack(route).feasible is good
    if good:
        assert schedule(route).finish == slack(route).finish


@SOME
@given(tiny_routes())
def test_a_route_stays_good_without_any_of_its_stops(case):
    route, _new = case
    for stop in route.stops if possible(route) else ():
        assert feasible(remove(route, stop.key)) == []


@SOME
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


@SOME
@given(tiny_routes())
def test_the_tours_of_the_search_know_what_the_routes_know(case):
    """The search has the same arithmetic once more, on flat lists."""
    route, new = case
    nodes = Nodes([route], [*route.stops, new])
    tour = Tour(nodes, 0, tuple(range(len(route.stops))))
    assert tour.keeps_promises(nodes) is (feasible(route) == [])
    assert tour.travel == schedule(route).travel
    way = cheapest(route, new)
    assert tour.place_for(nodes, len(route.stops))[0] == (way.extra if way else NEVER)


def extra(route, new, position):
    """Seconds of road that a visit adds."""
    return schedule(insert(route, new, position)).travel - schedule(route).travel
