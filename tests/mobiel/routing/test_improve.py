"""A search that only ever returns days that are kept."""

from dataclasses import replace
from random import Random

import pytest

from mobiel.routing import Plan, feasible, improve, iterations, redistribute
from tests.mobiel.routing.days import busy_day


@pytest.mark.parametrize("seed", range(12))
def test_no_promise_is_broken_and_no_visit_is_lost(seed):
    routes, left = busy_day(seed)
    plan = improve(routes, budget=iterations(150), seed=seed, loose=left)
    assert_all_is_there(plan, 18)
    assert plan.travel <= Plan(tuple(routes)).travel or len(plan.unplaced) < len(left)
    assert keys(routes) <= keys(plan.routes)


@pytest.mark.parametrize("seed", range(8))
def test_roads_on_which_a_detour_is_shorter_break_no_promise(seed):
    """Travel times of a stranger may lack the triangle inequality."""
    dice = Random(seed)
    routes, left = busy_day(seed)
    slow = [
        [seconds * dice.choice([1, 1, 3]) for seconds in row] for row in routes[0].dienst.travel
    ]
    routes = [replace(route, dienst=replace(route.dienst, travel=slow)) for route in routes]
    assert_all_is_there(improve(routes, budget=iterations(100), seed=seed, loose=left), 18)


@pytest.mark.parametrize("seed", range(6))
def test_the_visits_of_an_official_who_is_ill_go_to_the_others(seed):
    (ill, *others), left = busy_day(seed, officials=4, visits=16)
    plan = redistribute(others, ill.stops, budget=iterations(150), seed=seed)
    assert_all_is_there(plan, 16 - len(left))
    assert keys(others) <= keys(plan.routes)


def test_the_same_seed_gives_the_same_plan():
    routes, left = busy_day(1)
    one = improve(routes, budget=iterations(100), seed=4, loose=left)
    assert one == improve(routes, budget=iterations(100), seed=4, loose=left)


def assert_all_is_there(plan, number):
    """Every promise is kept, and every visit is on one route or told as left out."""
    assert [feasible(route) for route in plan.routes] == [[]] * len(plan.routes)
    placed = [stop.key for route in plan.routes for stop in route.stops]
    without = [gone.stop.key for gone in plan.unplaced]
    assert len(placed) + len(without) == len({*placed, *without}) == number


def keys(routes):
    return {stop.key for route in routes for stop in route.stops}
