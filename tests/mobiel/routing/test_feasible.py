"""Every rule that a route can break, and by how many seconds.

Three places on a line, ten minutes apart: 0 is the town hall, 1 and 2 are homes.
"""

from dataclasses import replace

import pytest

from mobiel.routing import Break, Broken, Dienst, Lunch, Route, Rule, Stop, feasible, rows, schedule
from tests.mobiel.routing.days import HOUR, MINUTE

TEN = 10 * MINUTE
LINE = rows(lambda i, j: TEN * abs(i - j), 3)
ANNA = Dienst("anna", 0, 0, 8 * HOUR, 12 * HOUR, LINE, frozenset({1}))
NOON = Lunch(10 * HOUR, 11 * HOUR, 30 * MINUTE)
NEAR = Stop("near", 1, 20 * MINUTE, 8 * HOUR, 9 * HOUR)
FAR = Stop("far", 2, 20 * MINUTE, 8 * HOUR, 10 * HOUR)


def test_a_day_in_which_all_is_kept():
    assert feasible(Route(ANNA, (NEAR, FAR))) == []


def test_a_promise_that_is_missed_by_a_second():
    tight = replace(NEAR, latest=8 * HOUR + TEN - 1)
    assert feasible(Route(ANNA, (tight,))) == [Broken(Rule.PROMISE, tight, 1)]


def test_a_promise_begins_and_ends_with_its_seconds_included():
    exactly = replace(NEAR, earliest=8 * HOUR + TEN, latest=8 * HOUR + TEN)
    assert feasible(Route(ANNA, (exactly,))) == []


def test_a_shift_that_ends_too_late():
    short = replace(ANNA, end=8 * HOUR + 35 * MINUTE)
    assert feasible(Route(short, (NEAR,))) == [Broken(Rule.SHIFT, None, 5 * MINUTE)]


def test_a_shift_that_ends_at_its_last_second():
    exactly = replace(ANNA, end=8 * HOUR + 40 * MINUTE)
    assert feasible(Route(exactly, (NEAR,))) == []


def test_a_lunch_that_is_left_for_at_the_last_moment():
    """The only leg that may have it is left at exactly eleven."""
    late = replace(ANNA, begin=11 * HOUR, lunch=NOON)
    assert schedule(Route(late)).lunch == Break(0, 11 * HOUR, 11 * HOUR + 30 * MINUTE)
    assert feasible(Route(late)) == []


def test_a_bad_day_has_its_lunch_where_it_is_least_late():
    """Before the second visit, lunch would make it an hour and a half late."""
    second = replace(FAR, latest=9 * HOUR)
    times = schedule(Route(replace(ANNA, lunch=NOON, end=9 * HOUR), (NEAR, second)))
    assert times.lunch.leg == 2
    assert times.late(9 * HOUR) == 90 * MINUTE


def test_a_skill_that_the_official_lacks():
    asks = replace(NEAR, skills=frozenset({1, 2}))
    assert feasible(Route(ANNA, (asks,))) == [
        Broken(Rule.SKILL, asks, missing=asks.skills - ANNA.skills)
    ]
    assert feasible(Route(ANNA, (replace(NEAR, skills=frozenset({1})),))) == []


def test_the_same_stop_twice():
    assert feasible(Route(ANNA, (NEAR, NEAR))) == [Broken(Rule.TWICE, NEAR)]


@pytest.mark.parametrize("place", [-1, 3, 99])
def test_a_place_without_travel_times(place):
    lost = replace(NEAR, place=place)
    assert feasible(Route(ANNA, (lost,))) == [Broken(Rule.UNKNOWN, lost)]
    assert feasible(Route(replace(ANNA, finish=place))) == [Broken(Rule.UNKNOWN)]


def test_a_lunch_for_which_it_is_too_late():
    late = replace(ANNA, begin=11 * HOUR + 60, lunch=NOON)
    assert feasible(Route(late)) == [Broken(Rule.LUNCH, None, 60)]


def test_a_lunch_that_makes_the_day_too_long():
    full = replace(ANNA, end=10 * HOUR + 20 * MINUTE, lunch=NOON)
    assert feasible(Route(full, (NEAR,))) == [Broken(Rule.SHIFT, None, TEN)]


def test_one_lunch_is_enough_wherever_it_is():
    """After the first visit, between two, and before the last."""
    for earliest in (9, 10, 11):
        stop = replace(FAR, earliest=earliest * HOUR, latest=earliest * HOUR + 50 * MINUTE)
        assert feasible(Route(replace(ANNA, lunch=NOON), (NEAR, stop))) == []


class TestStoredTimes:
    """The audit of times that somebody else wrote."""

    route = Route(replace(ANNA, lunch=NOON), (NEAR, FAR))

    def changed(self, at, **what):
        times = schedule(self.route)
        visits = list(times.visits)
        visits[at] = replace(visits[at], **what)
        return feasible(self.route, replace(times, visits=tuple(visits)))

    def test_what_was_scheduled_is_right(self):
        assert feasible(self.route, schedule(self.route)) == []

    def test_times_may_be_later_than_needed(self):
        begin = 9 * HOUR
        assert self.changed(1, begin=begin, leave=begin + 20 * MINUTE) == []

    def test_a_visit_before_one_can_be_there(self):
        assert self.changed(0, begin=8 * HOUR) == [Broken(Rule.TRAVEL, NEAR, TEN)]

    def test_a_visit_before_its_promise(self):
        later = replace(FAR, earliest=9 * HOUR)
        route = replace(self.route, stops=(NEAR, later))
        times = schedule(route)
        early = replace(times.visits[1], begin=9 * HOUR - 5)
        stored = replace(times, visits=(times.visits[0], early))
        assert feasible(route, stored) == [Broken(Rule.PROMISE, later, 5)]

    def test_a_visit_that_is_cut_short(self):
        leave = schedule(self.route).visits[0].leave
        assert self.changed(0, leave=leave - 60) == [Broken(Rule.SERVICE, NEAR, 60)]

    def test_a_finish_before_one_can_be_home(self):
        route = Route(ANNA, (NEAR, FAR))
        times = schedule(route)
        early = replace(times, finish=times.finish - 60)
        assert feasible(route, early) == [Broken(Rule.TRAVEL, None, 60)]

    def test_times_of_another_order(self):
        other = schedule(replace(self.route, stops=(FAR, NEAR)))
        assert feasible(self.route, other) == [Broken(Rule.OTHER)]

    def test_a_leg_that_is_too_short_for_its_lunch(self):
        """Lunch ends at 10:30, but between 9:00 and 9:40 there is no half hour and a road."""
        times = schedule(self.route)
        stored = replace(times, finish=9 * HOUR + 40 * MINUTE)
        assert Broken(Rule.TRAVEL, None, TEN) in feasible(self.route, stored)

    @pytest.mark.parametrize(
        ("lunch", "seconds"),
        [
            (None, 0),
            (Break(-1, 10 * HOUR, 10 * HOUR + 30 * MINUTE), 0),
            (Break(0, 10 * HOUR, 10 * HOUR + 30 * MINUTE), 140 * MINUTE),
            (Break(7, 10 * HOUR, 10 * HOUR + 30 * MINUTE), 0),
            (Break(2, 10 * HOUR, 10 * HOUR + 20 * MINUTE), TEN),
            (Break(2, 10 * HOUR - 60, 10 * HOUR + 30 * MINUTE), 60),
            (Break(1, 10 * HOUR, 10 * HOUR + 30 * MINUTE), 110 * MINUTE),
        ],
    )
    def test_a_lunch_that_is_none(self, lunch, seconds):
        """Not taken; on no leg; too short; too early; on a leg that is over long before."""
        stored = replace(schedule(self.route), lunch=lunch)
        assert feasible(self.route, stored)[-1] == Broken(Rule.LUNCH, None, seconds)
