"""The two nights on which the clock in town jumps: nothing is offered that does not exist."""

from datetime import date, timedelta

import pytest

from tests.afspraken.engine.brute_force import AMSTERDAM, Desk, Question, Wanted, utc_midnight
from tests.afspraken.engine.towns import engine_starts, lane_of

SPRING, AUTUMN, ANY_NIGHT = date(2027, 3, 28), date(2027, 10, 31), date(2027, 6, 6)


def night(day, start, end, minutes=60):
    """A counter that is open [start, end) by the clock in town, and an appointment there."""
    desk = Desk(1, 1, hours=((day, start * 60, end * 60),))
    since, until = utc_midnight(day - timedelta(days=1)), utc_midnight(day + timedelta(days=2))
    return Question((Wanted(1, (desk,)),), minutes, 0, 30, since, until, since, until)


def on_the_clock(question):
    starts = sorted(engine_starts(question))
    return [moment.astimezone(AMSTERDAM).strftime("%H:%M") for moment in starts]


@pytest.mark.parametrize(("day", "hours"), [(ANY_NIGHT, 3), (SPRING, 2), (AUTUMN, 4)])
def test_from_one_to_four_is_as_long_as_it_really_is(day, hours):
    question = night(day, 1, 4)
    lane = lane_of(question.wanted[0].desks[0], question)
    assert lane.open.bit_count() == hours * 12


def test_in_spring_the_hour_that_is_skipped_is_not_offered():
    assert on_the_clock(night(SPRING, 1, 4)) == ["01:00", "01:30", "03:00"]


def test_in_spring_an_appointment_runs_on_through_the_jump():
    assert on_the_clock(night(SPRING, 1, 4, minutes=120)) == ["01:00"]


def test_in_spring_an_opening_that_is_skipped_as_a_whole_does_not_exist():
    assert on_the_clock(night(SPRING, 2, 3, minutes=5)) == []


def test_in_autumn_the_hour_that_comes_twice_is_offered_twice():
    twice = ["01:00", "01:30", "02:00", "02:30", "02:00", "02:30", "03:00"]
    assert on_the_clock(night(AUTUMN, 1, 4)) == twice


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_nine_in_the_morning_is_nine_in_the_morning(day):
    assert on_the_clock(night(day, 9, 10)) == ["09:00"]
    assert on_the_clock(night(day - timedelta(days=1), 9, 10)) == ["09:00"]


@pytest.mark.parametrize("day", [SPRING, AUTUMN, ANY_NIGHT])
def test_an_evening_runs_on_into_the_night(day):
    evening = night(day, 22, 24)
    desk = evening.wanted[0].desks[0]
    both = Desk(1, 1, hours=(*desk.hours, (day + timedelta(days=1), 0, 60)))
    question = Question((Wanted(1, (both,)),), 150, 0, 30, *[evening.since, evening.until] * 2)
    assert on_the_clock(question) == ["22:00", "22:30"]
