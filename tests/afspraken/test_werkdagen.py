"""Working days: weekends and holidays do not count."""

from datetime import date

import pytest

from afspraken.werkdagen import is_working_day, working_days_later

CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 26)}


@pytest.mark.parametrize(
    ("dag", "number", "later"),
    [
        (date(2026, 12, 1), 2, date(2026, 12, 3)),
        (date(2026, 12, 3), 2, date(2026, 12, 7)),  # over a weekend
        (date(2026, 12, 5), 2, date(2026, 12, 8)),  # made on a Saturday
        (date(2026, 12, 23), 2, date(2026, 12, 28)),  # over Christmas, on Friday and Saturday
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_so_many_working_days_later(dag, number, later):
    assert working_days_later(dag, number, CHRISTMAS) == later


def test_a_holiday_and_a_weekend_are_no_working_days():
    assert is_working_day(date(2026, 12, 24), CHRISTMAS)
    assert not is_working_day(date(2026, 12, 25), CHRISTMAS)
    assert not is_working_day(date(2026, 12, 27), CHRISTMAS)
