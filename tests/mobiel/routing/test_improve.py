"""A search that only ever returns days that are kept."""

import pytest

from mobiel.routing import Plan, feasible, improve, iterations, redistribute
from tests.mobiel.routing.days import busy_day


@pytest.mark.parametrize("seed", range(12))
def test_no_promise_is_broken_and_no_visit_is_lost(seed):
    routes, left = busy_day(seed)
    plan = improve(routes, budget=iterations(150), seed=seed, loose=left)
    assert [feasible(route) for route in plan.routes] == [[]] * len(routes)
    assert plan.travel <= Plan(tuple(routes)).travel or len(plan.unplaced) < len(left)
    assert keys(routes) <= keys(plan.routes)
    without = {gone.stop.key for gone in plan.unplaced}
    assert sorted(keys(plan.routes) | without) == list(range(18))


def test_the_same_seed_gives_the_same_plan():
    routes, left = busy_day(1)
    one = improve(routes, budget=iterations(100), seed=4, loose=left)
    assert one == improve(routes, budget=iterations(100), seed=4, loose=left)


@pytest.mark.parametrize("seed", range(6))
def test_the_visits_of_an_official_who_is_ill_go_to_the_others(seed):
    (ill, *others), _left = busy_day(seed, officials=4, visits=16)
    plan = redistribute(others, ill.stops, budget=iterations(150), seed=seed)
    assert [feasible(route) for route in plan.routes] == [[]] * 3
    assert keys(others) <= keys(plan.routes)
    without = {gone.stop.key for gone in plan.unplaced}
    assert keys(plan.routes) | without == keys([ill, *others])


def keys(routes):
    return {stop.key for route in routes for stop in route.stops}
