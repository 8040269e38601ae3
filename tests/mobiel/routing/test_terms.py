"""What a route is made of, and what is left of it in the middle of a day."""

from dataclasses import replace

import pytest

from mobiel.routing import (
    Break,
    Dienst,
    Lunch,
    Route,
    Stop,
    along,
    feasible,
    insert,
    remove,
    resume,
    rows,
    schedule,
)
from tests.mobiel.routing.days import HOUR, MINUTE

TEN = 10 * MINUTE
LINE = rows(lambda i, j: TEN * abs(i - j), 4)
ANNA = Dienst("anna", 0, 0, 8 * HOUR, 17 * HOUR, LINE, lunch=Lunch(43200, 46800, 1800))
ONE, TWO, THREE = (
    Stop(name, place, 30 * MINUTE, 8 * HOUR, 16 * HOUR)
    for name, place in (("one", 1), ("two", 2), ("three", 3))
)


def test_a_day_is_told_with_its_times():
    late = replace(TWO, earliest=9 * HOUR)
    times = schedule(Route(replace(ANNA, lunch=None), (ONE, late)))
    assert [(visit.arrive, visit.begin, visit.leave) for visit in times.visits] == [
        (8 * HOUR + 600, 8 * HOUR + 600, 8 * HOUR + 2400),
        (8 * HOUR + 3000, 9 * HOUR, 9 * HOUR + 1800),
    ]
    assert (times.travel, times.finish) == (4 * TEN, 9 * HOUR + 3000)


def test_lunch_is_told_with_its_leg_and_moment():
    morning, afternoon = replace(ONE, latest=9 * HOUR), replace(TWO, earliest=13 * HOUR)
    times = schedule(Route(ANNA, (morning, afternoon)))
    assert times.lunch == Break(1, 43200, 45000)
    assert times.visits[1].begin == 13 * HOUR


def test_kilometres_are_counted_along_the_route():
    metres = rows(lambda i, j: 1000 * abs(i - j), 4)
    assert along(Route(ANNA, (ONE, THREE)), metres) == 6000


def test_two_visits_at_one_address_have_no_road_between_them():
    neighbour = replace(ONE, key="upstairs")
    assert schedule(Route(ANNA, (ONE, neighbour))).travel == 2 * TEN


def test_the_rest_of_a_running_day_begins_here_and_now():
    route = Route(ANNA, (ONE, TWO, THREE), frozen=2)
    rest = resume(route, done=1, place=1, moment=14 * HOUR, lunched=True)
    assert rest.stops == (TWO, THREE)
    assert (rest.frozen, rest.dienst.start, rest.dienst.begin) == (1, 1, 14 * HOUR)
    assert rest.dienst.lunch is None
    assert feasible(rest) == []


def test_a_day_that_runs_late_tells_which_promise_is_lost():
    route = Route(ANNA, (replace(ONE, latest=9 * HOUR), TWO))
    rest = resume(route, done=0, place=0, moment=9 * HOUR, lunched=True)
    assert [(broken.stop.key, broken.seconds) for broken in feasible(rest)] == [("one", TEN)]


def test_a_day_that_runs_past_its_end():
    rest = resume(Route(ANNA, (ONE,)), done=1, place=1, moment=18 * HOUR, lunched=True)
    assert [(broken.rule, broken.seconds) for broken in feasible(rest)] == [("shift", TEN)]


@pytest.mark.parametrize("done", [-1, 2])
def test_no_more_can_be_done_than_there_was(done):
    with pytest.raises(ValueError, match="more stops"):
        resume(Route(ANNA, (ONE,)), done=done, place=0, moment=0, lunched=False)


def test_putting_in_and_taking_out_a_stop():
    route = Route(ANNA, (ONE, THREE), frozen=1)
    assert insert(route, TWO, 1).stops == (ONE, TWO, THREE)
    assert remove(route, "three") == Route(ANNA, (ONE,), frozen=1)
    assert remove(route, "one") == Route(ANNA, (THREE,), frozen=0)
    with pytest.raises(KeyError):
        remove(route, "two")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Stop("x", 0, 60, 10, 9),
        lambda: Stop("x", 0, -1, 0, 9),
        lambda: Lunch(10, 9, 60),
        lambda: Lunch(9, 10, 0),
        lambda: replace(ANNA, end=ANNA.begin - 1),
        lambda: Route(ANNA, (ONE,), frozen=2),
        lambda: Route(ANNA, (ONE,), frozen=-1),
    ],
)
def test_what_cannot_be_is_refused_at_once(make):
    with pytest.raises(ValueError, match=r"\w"):
        make()
