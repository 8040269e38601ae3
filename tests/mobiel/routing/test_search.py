"""A better order, told by days that one can follow by hand: places lie ten minutes apart."""

from dataclasses import replace

import pytest

from mobiel.routing import (
    Dienst,
    Plan,
    Reason,
    Route,
    Stop,
    Unplaced,
    feasible,
    improve,
    iterations,
    rows,
    schedule,
    seconds,
)
from tests.mobiel.routing.days import HOUR, MINUTE

TEN = 10 * MINUTE
LINE = rows(lambda i, j: TEN * abs(i - j), 5)
ANNA = Dienst("anna", 0, 0, 8 * HOUR, 17 * HOUR, LINE, frozenset({1}))
BRAM = Dienst("bram", 4, 4, 8 * HOUR, 17 * HOUR, LINE)


def visit(key, place, earliest=8, latest=16, **more):
    """Half an hour at a place, to begin between two hours of the day."""
    return Stop(key, place, 30 * MINUTE, earliest * HOUR, latest * HOUR, **more)


def orders(plan):
    """The keys of each route, in order."""
    return [[stop.key for stop in route.stops] for route in plan.routes]


def search(*routes, loose=(), steps=200):
    return improve(routes, budget=iterations(steps), seed=1, loose=loose)


def test_a_walk_to_and_fro_becomes_a_round():
    there_and_back = (visit(1, 1), visit(4, 4), visit(2, 2), visit(3, 3))
    assert search(Route(ANNA, there_and_back)).travel == 8 * TEN


def test_a_visit_goes_to_the_official_who_lives_there():
    plan = search(Route(ANNA, (visit("a", 1), visit("b", 4))), Route(BRAM))
    assert orders(plan) == [["a"], ["b"]]


def test_a_visit_stays_with_the_official_who_can_do_it():
    asks = visit("b", 4, skills=frozenset({1}))
    assert orders(search(Route(ANNA, (asks,)), Route(BRAM))) == [["b"], []]


def test_a_bicycle_and_a_car_have_roads_of_their_own():
    """By bicycle everything takes twice as long."""
    slow = rows(lambda i, j: 2 * TEN * abs(i - j), 5)
    bicycle = replace(BRAM, start=0, finish=0, travel=slow)
    plan = search(Route(bicycle, (visit("a", 3), visit("b", 4))), Route(ANNA))
    assert orders(plan)[0] == []
    assert plan.travel == 8 * TEN


def test_pinned_stops_stay_on_their_route_at_their_time():
    """Two officials at one door at ten o'clock: one pinned stop on each route."""
    one, other = (
        Stop(key, 2, 30 * MINUTE, 10 * HOUR, 10 * HOUR, pinned=True) for key in ("one", "other")
    )
    plan = search(Route(ANNA, (one, visit("a", 4))), Route(BRAM, (other, visit("b", 1))))
    assert [sorted(keys) for keys in orders(plan)] == [["b", "one"], ["a", "other"]]
    for route in plan.routes:
        assert [v.begin for v in schedule(route).visits if v.stop.pinned] == [10 * HOUR]


def test_frozen_stops_stay_in_front_in_their_order():
    held = Route(ANNA, (visit(3, 3), visit(1, 1), visit(4, 4), visit(2, 2)), frozen=2)
    plan = search(held, loose=[visit("new", 2)])
    assert orders(plan)[0][:2] == [3, 1]
    assert plan.routes[0].frozen == 2
    assert "new" in orders(plan)[0]


LATE = Route(replace(ANNA, begin=10 * HOUR), (visit("a", 1), visit("nine", 2, 8, 9)))


def test_a_promise_that_cannot_be_kept_is_given_up_and_told():
    """After a late start the visit of nine o'clock is lost; the other is not."""
    plan = search(LATE)
    assert orders(plan) == [["a"]]
    assert plan.unplaced == (Unplaced(visit("nine", 2, 8, 9), Reason.ALONE),)


def test_a_lost_promise_is_kept_by_a_colleague():
    assert "nine" in orders(search(LATE, Route(BRAM)))[1]


def test_a_route_that_cannot_be_saved_is_left_as_it_is():
    nine = Stop("nine", 2, 60, 9 * HOUR, 9 * HOUR, pinned=True)
    lost = Route(replace(ANNA, begin=10 * HOUR), (nine, visit("a", 1)))
    plan = search(lost, Route(BRAM, (visit("b", 1), visit("c", 3), visit("d", 2))))
    assert plan.routes[0] == lost
    assert feasible(plan.routes[0]) != []
    assert len(plan.routes[1].stops) == 3


@pytest.mark.parametrize(
    ("stop", "why"),
    [
        (visit("x", 1, skills=frozenset({7})), Reason.SKILL),
        (replace(visit("x", 1), service=10 * HOUR), Reason.ALONE),
        (visit("x", 1, 5, 6), Reason.ALONE),
        (visit("x", 1, 9, 9), Reason.FULL),
    ],
)
def test_a_stop_without_a_place_is_told_with_the_reason(stop, why):
    busy = Route(ANNA, (replace(visit("a", 2, 9, 9), pinned=True),))
    plan = search(busy, loose=[stop], steps=20)
    assert plan.unplaced == (Unplaced(stop, why),)
    assert plan.routes == (busy,)


def test_as_many_loose_stops_as_there_is_room_for():
    """One long visit is left out for two short ones."""
    short = replace(ANNA, end=10 * HOUR)
    long = replace(visit("long", 1), service=90 * MINUTE)
    plan = search(Route(short), loose=[long, visit("a", 1), visit("b", 1)])
    assert sorted(orders(plan)[0]) == ["a", "b"]


def test_nothing_to_do_is_done_at_once():
    alone = visit("x", 1)
    assert search() == Plan(())
    assert search(Route(ANNA)) == Plan((Route(ANNA),))
    assert search(loose=[alone]) == Plan((), (Unplaced(alone, Reason.SKILL),))


def test_a_budget_of_seconds_asks_the_clock_it_is_given():
    ticks = iter([100.0, 100.5, 101.0])
    spent = seconds(2, lambda: next(ticks))
    assert [spent(), spent()] == [0.25, 0.5]
    assert seconds(0, lambda: 5.0)() == 1


def test_no_budget_still_places_what_is_loose():
    assert orders(search(Route(ANNA), loose=[visit("x", 1)], steps=0)) == [["x"]]
