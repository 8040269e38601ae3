"""Terms in working hours, by the clock in town: over nights, holidays and clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afspraken.contact.werktijd import deadline, working_spans
from afspraken.lokaal import LOCAL, local_day

OFFICE = dict.fromkeys(range(5), (time(8, 30), time(17)))
NIGHT = dict.fromkeys(range(7), (time(0, 30), time(5)))
HOUR = timedelta(hours=1)


def never(_dag: date) -> list[tuple[datetime, datetime]]:
    return []


def town(text: str) -> datetime:
    """A moment by the clock in town: "2026-12-04 16:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL).astimezone(UTC)


def shut(*days: str):
    """The whole municipality closed on these days."""
    closed = {date.fromisoformat(day) for day in days}

    def spans(dag):
        begin = datetime.combine(dag, time(), LOCAL).astimezone(UTC)
        return [(begin, begin + 25 * HOUR)] if dag in closed else []

    return spans


@pytest.mark.parametrize(
    ("asked", "hours", "until"),
    [
        ("2026-12-01 10:00", 2, "2026-12-01 12:00"),
        ("2026-12-01 15:00", 8, "2026-12-02 14:30"),  # over the night
        ("2026-12-04 16:00", 2, "2026-12-07 09:30"),  # Friday, over the weekend
        ("2026-12-05 11:00", 1, "2026-12-07 09:30"),  # asked on Saturday
        ("2026-12-01 03:00", 1, "2026-12-01 09:30"),  # asked at night
        ("2026-12-01 08:30", 8.5, "2026-12-01 17:00"),  # ends with the day, not at the next
    ],
)
def test_a_term_runs_while_people_work(asked, hours, until):
    assert deadline(town(asked), hours * HOUR, week=OFFICE, closed=never) == town(until)


def test_a_holiday_does_not_count():
    christmas = shut("2026-12-25")
    asked = town("2026-12-24 16:00")
    assert deadline(asked, 2 * HOUR, week=OFFICE, closed=christmas) == town("2026-12-28 09:30")


def test_an_afternoon_off_takes_its_hours():
    def afternoon(dag):
        off = dag == date(2026, 12, 1)
        return [(town("2026-12-01 12:00"), town("2026-12-01 17:00"))] if off else []

    asked = town("2026-12-01 11:00")
    assert deadline(asked, 2 * HOUR, week=OFFICE, closed=afternoon) == town("2026-12-02 09:30")


def test_the_clock_change_gives_a_night_shift_an_hour_more_or_less():
    for dag, hours in (("2027-03-28", 3.5), ("2027-10-31", 5.5), ("2027-11-01", 4.5)):
        begin, end = next(working_spans(date.fromisoformat(dag), week=NIGHT, closed=never))
        assert end - begin == hours * HOUR


def test_the_office_opens_at_the_same_time_on_the_clock_after_the_change():
    asked = town("2027-03-26 16:30")  # Friday before the clock goes forward
    assert deadline(asked, HOUR, week=OFFICE, closed=never) == town("2027-03-29 09:00")


def test_a_municipality_that_never_opens_is_a_mistake_and_no_endless_search():
    with pytest.raises(ValueError, match="nobody works"):
        deadline(town("2026-12-01 10:00"), HOUR, week={}, closed=never)


_START = datetime(2026, 1, 1, tzinfo=UTC)
_moments = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: _START + timedelta(minutes=minutes)
)
_terms = st.integers(1, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))
_weeks = st.dictionaries(
    st.integers(0, 6),
    st.tuples(st.integers(0, 11), st.integers(12, 23)).map(
        lambda two: (time(two[0]), time(two[1]))
    ),
    min_size=1,
)
_closed = st.sets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=12).map(
    lambda days: shut(*(day.isoformat() for day in days))
)


def worked(start, end, *, week, closed):
    """Working time in [start, end)."""
    total = timedelta()
    for begin, until in working_spans(local_day(start), week=week, closed=closed):
        if begin >= end:
            break
        total += max(min(until, end) - max(begin, start), timedelta())
    return total


@given(_moments, _terms, _weeks, _closed)
def test_exactly_the_term_is_worked_until_the_deadline(asked, term, week, closed):
    until = deadline(asked, term, week=week, closed=closed)
    assert worked(asked, until, week=week, closed=closed) == term
    assert worked(asked, until - timedelta(seconds=1), week=week, closed=closed) < term


@given(_moments, _terms, _terms, _weeks, _closed)
def test_who_asks_later_or_for_more_is_served_no_earlier(asked, term, more, week, closed):
    until = deadline(asked, term, week=week, closed=closed)
    assert deadline(asked + more, term, week=week, closed=closed) >= until
    assert deadline(asked, term + more, week=week, closed=closed) > until
