"""When messages go: wall clock, awake hours, nothing for the past."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notificaties.moments import (
    EVENING,
    LOCAL,
    Lead,
    after,
    before,
    is_awake,
    next_awake,
    reminders,
)

DAYS7, DAYS2, HOURS3 = Lead("-7d", days=7), Lead("-2d", days=2), Lead("-3u", hours=3)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def at(day, clock):
    hour, minute = clock.split(":")
    return datetime.combine(day, time(int(hour), int(minute)), tzinfo=LOCAL).astimezone(UTC)


def local(moment):
    return moment.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("day", "clock", "lead", "expected"),
    [
        (date(2026, 12, 8), "10:00", DAYS2, "2026-12-06 10:00"),
        (date(2026, 12, 8), "14:00", HOURS3, "2026-12-08 11:00"),
        (date(2026, 12, 8), "11:00", HOURS3, "2026-12-08 08:00"),
        (date(2026, 12, 8), "9:00", HOURS3, "2026-12-07 19:30"),  # six in the morning wakes people
        (date(2026, 12, 8), "20:30", DAYS2, "2026-12-06 19:30"),
        (date(2026, 12, 8), "20:00", DAYS2, "2026-12-06 19:30"),
        (date(2027, 3, 29), "10:00", DAYS2, "2027-03-27 10:00"),  # the clock went forward between
        (date(2027, 11, 1), "10:00", DAYS2, "2027-10-30 10:00"),  # and back
        (date(2027, 3, 28), "12:00", HOURS3, "2027-03-28 09:00"),
    ],
)
def test_a_reminder_goes_on_the_wall_clock_and_wakes_nobody(day, clock, lead, expected):
    assert local(before(at(day, clock), lead)) == expected


def test_the_reminders_of_an_appointment_follow_each_other():
    begin = at(date(2026, 12, 8), "14:00")
    planned = reminders(begin, [HOURS3, DAYS7, DAYS2], booked=LONG_AGO, now=LONG_AGO)
    assert [(one.code, local(one.at), local(one.until)) for one in planned] == [
        ("-7d", "2026-12-01 14:00", "2026-12-06 14:00"),
        ("-2d", "2026-12-06 14:00", "2026-12-08 11:00"),
        ("-3u", "2026-12-08 11:00", "2026-12-08 14:00"),
    ]


def test_what_is_past_is_not_planned():
    begin = at(date(2026, 12, 8), "14:00")
    now = at(date(2026, 12, 6), "14:00")
    booked = at(date(2026, 12, 1), "9:00")
    assert [
        one.code for one in reminders(begin, [DAYS7, DAYS2, HOURS3], booked=booked, now=now)
    ] == ["-3u"]


def test_who_booked_today_is_not_reminded_today():
    begin = at(date(2026, 12, 8), "14:00")
    booked = at(date(2026, 12, 8), "8:05")
    assert reminders(begin, [DAYS2, HOURS3], booked=booked, now=booked) == []


def test_two_leads_that_fall_together_are_one_reminder():
    begin = at(date(2026, 12, 8), "9:00")
    day1 = Lead("-13u", hours=13)  # eight in the evening: half past seven
    planned = reminders(begin, [HOURS3, day1], booked=LONG_AGO, now=LONG_AGO)
    assert [local(one.at) for one in planned] == ["2026-12-07 19:30"]


def test_what_would_come_at_night_waits_until_eight():
    assert local(next_awake(at(date(2026, 12, 8), "20:00"))) == "2026-12-09 08:00"
    assert local(next_awake(at(date(2026, 12, 8), "7:59"))) == "2026-12-08 08:00"
    assert local(next_awake(at(date(2026, 12, 8), "8:00"))) == "2026-12-08 08:00"
    assert local(after(at(date(2026, 12, 8), "21:00"), Lead("+1d", days=1))) == "2026-12-10 08:00"


MOMENTS = st.integers(0, 14 * 30 * 24 * 60).map(
    lambda minutes: datetime(2026, 10, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
LEADS = st.one_of(
    st.integers(1, 30).map(lambda n: Lead(f"-{n}d", days=n)),
    st.integers(1, 72).map(lambda n: Lead(f"-{n}u", hours=n)),
)


@given(MOMENTS, st.lists(LEADS, max_size=5), MOMENTS)
def test_no_reminder_wakes_anyone_or_comes_late_or_lies_in_the_past(begin, leads, now):
    planned = reminders(begin, leads, booked=now, now=now)
    moments = [one.at for one in planned]
    assert moments == sorted(set(moments))
    for one in planned:
        assert is_awake(one.at)
        assert now < one.at < one.until <= begin


@given(MOMENTS, LEADS)
def test_a_reminder_is_never_later_than_asked_and_at_most_a_night_earlier(begin, lead):
    moment = before(begin, lead)
    clock = begin.astimezone(LOCAL)
    day = datetime.combine(clock.date() - timedelta(days=lead.days), clock.time(), tzinfo=LOCAL)
    asked = day.astimezone(UTC) - timedelta(hours=lead.hours)
    assert asked - timedelta(hours=13, minutes=30) <= moment <= asked
    assert time(20) > EVENING
