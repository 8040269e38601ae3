"""VROOM is asked in a process of its own, and believed only where it is right."""

import json
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from mobiel.routing import Route, Stop, feasible, iterations, vroom
from tests.mobiel.routing.days import busy_day

NOTHING = iterations(0)


def saying(text):
    """A child that says this, whatever it is asked."""
    return [sys.executable, "-c", f"print({text!r})"]


@pytest.fixture
def routes():
    return busy_day(3)[0]


def orders(routes):
    """The answer that leaves everything as it is: numbers of stops per route."""
    numbers = iter(range(100))
    return [[next(numbers) for _stop in route.stops] for route in routes]


def test_a_good_answer_is_taken(routes):
    plan = vroom.solve(routes, seconds=1, child=saying(json.dumps(orders(routes))))
    assert list(plan.routes) == routes
    assert plan.unplaced == ()


def test_a_stop_that_was_not_placed_yet_may_be_left_out(routes):
    new = Stop("new", 0, 60, 9 * 3600, 9 * 3600, frozenset({99}))
    child = saying(json.dumps(orders(routes)))
    plan = vroom.solve(routes, seconds=1, loose=[new], child=child)
    assert [(gone.stop, gone.reason) for gone in plan.unplaced] == [(new, "skill")]


def test_an_answer_that_breaks_a_promise_is_not_taken(routes):
    backwards = [order[::-1] for order in orders(routes)]
    assert vroom.solve(routes, seconds=1, child=saying(json.dumps(backwards))) is None


def test_an_answer_without_one_of_the_stops_is_not_taken(routes):
    fewer = [order[1:] for order in orders(routes)]
    assert vroom.solve(routes, seconds=1, child=saying(json.dumps(fewer))) is None


def test_an_answer_with_a_stop_on_two_routes_is_not_taken(routes):
    twice = orders(routes)
    twice[0] = [*twice[0], twice[1][0]]
    assert vroom.solve(routes, seconds=1, child=saying(json.dumps(twice))) is None


@pytest.mark.parametrize(
    "text", ["", "no json", "[]", "7", "[[99], [], []]", "[[-1], [], []]", '{"a": 1}', "[1, 2, 3]"]
)
def test_nonsense_is_not_taken(routes, text):
    assert vroom.solve(routes, seconds=1, child=saying(text)) is None


def test_without_vroom_our_own_search_does_the_work(routes):
    child = [sys.executable, "-c", "import vroom_is_not_here"]
    plan = vroom.improve(routes, seconds=1, budget=iterations(50), child=child)
    assert [feasible(route) for route in plan.routes] == [[], [], []]


def test_a_program_that_is_not_there_is_no_answer(routes):
    assert vroom.solve(routes, seconds=1, child=["/nowhere/python"]) is None


def test_a_child_that_hangs_is_killed(routes, monkeypatch):
    asked = []
    real = subprocess.run

    def run(child, **options):
        asked.append(options["timeout"])
        return real(child, **{**options, "timeout": 0.2})

    monkeypatch.setattr(vroom.subprocess, "run", run)
    begin = time.monotonic()
    hanging = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert vroom.solve(routes, seconds=1, child=hanging) is None
    assert time.monotonic() - begin < 30
    assert asked == [1 + vroom.PATIENCE]


def test_frozen_stops_are_not_asked_about(routes):
    held = [replace(route, frozen=min(1, len(route.stops))) for route in routes]
    stops = [stop for route in held for stop in route.stops[route.frozen :]]
    asked = vroom.question(held, stops, 1)
    assert len(asked["jobs"]) == sum(len(route.stops) for route in routes) - 3
    for route, vehicle in zip(held, asked["vehicles"], strict=True):
        assert vehicle["start"] == route.stops[0].place


def test_a_pinned_stop_asks_for_its_own_official(routes):
    pinned = [
        replace(route, stops=tuple(replace(stop, pinned=True) for stop in route.stops))
        for route in routes
    ]
    stops = [stop for route in pinned for stop in route.stops]
    asked = vroom.question(pinned, stops, 1)
    jobs = iter(asked["jobs"])
    for at, route in enumerate(pinned):
        for _stop in route.stops:
            needs = set(next(jobs)["skills"])
            able = [n for n, v in enumerate(asked["vehicles"]) if needs <= set(v["skills"])]
            assert able == [at]


def test_times_before_midnight_are_asked_as_times_after_it():
    """VROOM knows no negative times."""
    route = busy_day(3)[0][0]
    dienst = replace(route.dienst, begin=-3600)
    asked = vroom.question([Route(dienst)], [Stop("new", 0, 60, 0, 60)], 1)
    assert asked["vehicles"][0]["shift"][0] == 0
    assert asked["jobs"][0]["windows"] == [[3600, 3660]]
