"""What repeats: a series with its changed days, and what repeats without measure."""

from datetime import timedelta

from notificaties.buitenagenda.reading import read
from tests.notificaties.buitenagenda.agendas import WINDOW, busy, calendar, event, hours

DAY = timedelta(days=1)


def days(*events):
    """The days on which it takes something, as 7 December is (12, 7)."""
    starts = [start for start, _end in read(calendar(*events), WINDOW).bezet]
    return [(start.month, start.day) for start in starts]


TUESDAYS = "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;WKST=MO"
SERIES = ["DTSTART;TZID=Romance Standard Time:20261020T090000", "DURATION:PT1H"]


def test_a_weekly_meeting_keeps_its_hour_on_the_wall():
    series = event(*SERIES, f"{TUESDAYS};UNTIL=20270413T070000Z")
    found = read(calendar(series), WINDOW).bezet
    assert set(hours(found)) == {"9:00-10:00"}
    assert [start.hour for start, _end in found][-3:] == [7, 7, 7], "summer time"
    assert days(series)[:2] == [(12, 1), (12, 8)]
    assert days(series)[-1] == (4, 13)


def test_one_day_of_a_series_is_moved_cancelled_or_left_out():
    moved = event(
        "RECURRENCE-ID;TZID=Romance Standard Time:20261208T090000",
        "DTSTART;TZID=Romance Standard Time:20261210T140000",
        "DURATION:PT30M",
    )
    cancelled = event(
        "RECURRENCE-ID;TZID=Romance Standard Time:20261215T090000",
        "DTSTART;TZID=Romance Standard Time:20261215T090000",
        "STATUS:CANCELLED",
    )
    free = event(
        "RECURRENCE-ID;TZID=Romance Standard Time:20261222T090000",
        "DTSTART;TZID=Romance Standard Time:20261222T090000",
        "DURATION:PT1H",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    )
    left_out = "EXDATE;TZID=Romance Standard Time:20261229T090000"
    series = event(*SERIES, f"{TUESDAYS};COUNT=13", left_out)
    assert days(series, moved, cancelled, free) == [(12, 1), (12, 10), (1, 5), (1, 12)]


def test_a_day_that_moved_out_of_the_window_is_gone():
    moved = event(
        "RECURRENCE-ID;TZID=Romance Standard Time:20261208T090000",
        "DTSTART;TZID=Romance Standard Time:20281210T140000",
        "DURATION:PT30M",
    )
    assert days(event(*SERIES, f"{TUESDAYS};COUNT=9"), moved) == [(12, 1), (12, 15)]


def test_a_day_that_moved_into_the_window_of_a_series_that_is_over():
    old = ["DTSTART;TZID=Romance Standard Time:20250107T090000"]
    over = event(
        *old, "DTEND;TZID=Romance Standard Time:20250107T100000", f"{TUESDAYS};UNTIL=20250401"
    )
    moved = event(
        "RECURRENCE-ID;TZID=Romance Standard Time:20250114T090000",
        "DTSTART;TZID=Romance Standard Time:20261210T140000",
        "DTEND;TZID=Romance Standard Time:20261210T150000",
    )
    assert days(over) == []
    assert days(over, moved) == [(12, 10)]


def test_a_series_until_the_last_day_there_is():
    whole_days = ["DTSTART;VALUE=DATE:20261207", "DTEND;VALUE=DATE:20261208"]
    assert len(days(event(*whole_days, "RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=99991231"))) > 90


def test_a_series_that_changes_from_a_day_on():
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Romance Standard Time:20261027T090000",
        "DTSTART;TZID=Romance Standard Time:20261027T150000",
        "DURATION:PT1H",
    )
    found = read(calendar(event(*SERIES, f"{TUESDAYS};COUNT=9"), later), WINDOW).bezet
    assert hours(found) == ["15:00-16:00"] * 3


def test_extra_days_of_a_series_count():
    extra = "RDATE;TZID=Romance Standard Time:20261203T090000,20261204T090000"
    assert days(event(*SERIES, extra)) == [(12, 3), (12, 4)]


def test_a_birthday_since_1604_is_one_day():
    birthday = event("DTSTART;VALUE=DATE:16041207", "RRULE:FREQ=YEARLY")
    assert busy(birthday) == ["0:00-0:00"]


def test_a_series_may_have_begun_long_ago_or_end_long_after():
    old = event("DTSTART:19900101T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    far = event(
        "DTSTART:20261207T120000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=99991231", uid="2"
    )
    most = event(
        "DTSTART:20261207T140000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=1000000000", uid="3"
    )
    assert busy(old, far, most) == ["9:00-10:00", "13:00-14:00", "15:00-16:00"]
