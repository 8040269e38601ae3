"""Two officials who begin one visit at the same moment: what is offered is what exists."""

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from mobiel.routing import (
    Candidate,
    Dienst,
    Insertion,
    Lunch,
    Route,
    Stop,
    feasible,
    insert,
    insertions,
    meet_in,
    meetings,
    moments_for,
    rows,
)
from tests.effort import examples
from tests.mobiel.routing.brute_force import every_moment
from tests.mobiel.routing.days import hilly
from tests.mobiel.routing.test_brute_force import extra

MOMENTS = range(0, 81)
WINDOWS = [(0, 80), (0, 19), (20, 39), (25, 25), (40, 80)]
MANY = examples(60, in_proof=600)
small = st.integers(0, 6)
widths = st.integers(4, 40)


@st.composite
def tiny_towns(draw, officials=3):
    """Two or three routes of up to three stops in one landscape, and a visit in two parts:
    (routes, stop, routes that can do each part)."""
    points = draw(st.lists(st.tuples(small, small, st.integers(0, 3)), min_size=3, max_size=6))
    travel, place = hilly(points), st.integers(0, len(points) - 1)
    number = draw(st.integers(2, officials))
    routes = []
    for name in "ABC"[:number]:
        early = sorted(draw(st.lists(st.integers(0, 40), max_size=3)))
        stops = tuple(
            Stop(f"{name}{at}", draw(place), draw(small), begin, begin + draw(widths))
            for at, begin in enumerate(early)
        )
        first = draw(st.integers(5, 40))
        lunch = Lunch(first, first + draw(widths), draw(st.integers(1, 8)))
        dienst = Dienst(
            name,
            draw(place),
            draw(place),
            draw(st.integers(0, 10)),
            draw(st.integers(35, 75)),
            travel,
            lunch=draw(st.sampled_from([lunch, lunch, None])),
        )
        routes.append(Route(dienst, stops, frozen=draw(st.integers(0, min(1, len(stops))))))
    new = Stop("new", draw(place), draw(st.integers(1, 8)), 0, 80, pinned=True)
    some = st.sets(st.integers(0, number - 1), min_size=1)
    return routes, new, [draw(some), draw(some)]


@MANY
@given(tiny_towns(), st.booleans())
def test_what_is_offered_to_two_is_what_exists_and_the_cheapest(case, are_apart):
    routes, new, able = case

    def goes(crew):
        return not (are_apart and set(crew) == {0, 1})  # they share one car

    found = meetings(ways_of(routes, new), able, goes)
    slow = slowly(routes, new, able, goes)
    offered = {moment: one.extra for one in found for moment in range(one.earliest, one.latest + 1)}
    assert {at: cost for at, cost in offered.items() if at in MOMENTS} == slow
    for (earliest, latest), one in zip(WINDOWS, meet_in(found, WINDOWS), strict=True):
        costs = [cost for moment, cost in slow.items() if earliest <= moment <= latest]
        assert (one.extra if one else None) == min(costs, default=None)
        if one:
            assert earliest <= one.earliest <= one.latest <= latest


@MANY
@given(tiny_towns())
def test_whatever_moment_of_an_offer_is_taken_both_routes_keep_their_promises(case):
    routes, new, able = case
    for one in meetings(ways_of(routes, new), able):
        assert len(set(one.crew)) == len(one.crew) == 2
        for moment in {one.earliest, one.latest}:
            pinned = replace(new, earliest=moment, latest=moment)
            for part, (number, way) in enumerate(zip(one.crew, one.ways, strict=True)):
                assert number in able[part]
                assert feasible(insert(routes[number], pinned, way.position)) == []


@MANY
@given(tiny_towns(officials=2))
def test_a_meeting_that_stands_can_be_at_exactly_the_moments_that_both_orders_have(case):
    routes, new, _able = case
    at = [route.frozen for route in routes]
    longer = [insert(route, new, place) for route, place in zip(routes, at, strict=True)]
    there = [
        every_moment(route, new, MOMENTS)[place] for route, place in zip(routes, at, strict=True)
    ]
    found = moments_for(longer, "new", (10, 60))
    moments = {moment for first, last in found for moment in range(first, last + 1)}
    assert moments == {moment for moment in set.intersection(*there) if 10 <= moment <= 60}


def test_two_who_are_free_at_different_hours_never_meet():
    early, late = Insertion(0, 0, 10, 5), Insertion(0, 11, 20, 5)
    assert meetings([[early], [late]], [{0, 1}, {0, 1}]) == []


def test_one_official_does_not_do_both_parts():
    assert meetings([[Insertion(0, 0, 10, 5)]], [{0}, {0}]) == []


def test_where_the_cheapest_changes_so_does_the_crew():
    ways = [[Insertion(0, 0, 30, 5)], [Insertion(0, 0, 10, 1)], [Insertion(0, 5, 30, 3)]]
    found = meetings(ways, [{0}, {1, 2}])
    assert [one[:4] for one in found] == [(0, 10, 6, (0, 1)), (11, 30, 8, (0, 2))]


def test_three_officials_can_meet_too():
    ways = [[Insertion(0, 0, 30, 1)], [Insertion(1, 10, 40, 2)], [Insertion(0, 20, 50, 4)]]
    [one] = meetings(ways, [{0, 1, 2}] * 3)
    assert (one.earliest, one.latest, one.extra, sorted(one.crew)) == (20, 30, 7, [0, 1, 2])


def test_a_meeting_keeps_its_place_in_an_order_of_more():
    travel = rows(lambda _i, _j: 10, 3)
    dienst = Dienst("A", 0, 0, 0, 400, travel)
    stops = (Stop(1, 1, 20, 0, 400), Stop("new", 2, 20, 0, 400), Stop(2, 1, 20, 0, 100))
    other = Route(replace(dienst, begin=45), (stops[1],))
    assert moments_for([Route(dienst, stops), other], "new", (0, 400)) == [(55, 70)]


def ways_of(routes, new):
    """Where the visit fits on each route."""
    return [insertions(route, Candidate.of(new, route.dienst.travel)) for route in routes]


def slowly(routes, new, able, goes):
    """{moment: least extra travel}, by trying every moment on every pair of routes."""
    costs = [
        {
            moment: min(
                extra(route, new, place) for place, moments in there.items() if moment in moments
            )
            for moment in set().union(*there.values())
        }
        for route in routes
        for there in [every_moment(route, new, MOMENTS)]
    ]
    found = {}
    for crew in permutations(range(len(routes)), 2):
        if goes(crew) and all(number in able[part] for part, number in enumerate(crew)):
            for moment in costs[crew[0]].keys() & costs[crew[1]].keys():
                cost = costs[crew[0]][moment] + costs[crew[1]][moment]
                found[moment] = min(cost, found.get(moment, cost))
    return found
