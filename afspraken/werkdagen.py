"""PURE: working days, for what must be done within so many of them."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5


def is_working_day(dag: date, holidays: Container[date]) -> bool:
    """Monday to Friday, and no holiday."""
    return dag.weekday() < SATURDAY and dag not in holidays


def working_days_later(dag: date, number: int, holidays: Container[date]) -> date:
    """The last of the next `number` working days, the day itself not counted.

    >>> working_days_later(date(2026, 12, 3), 2, {date(2026, 12, 4)})  # Thursday; Friday is off
    datetime.date(2026, 12, 8)
    """
    while number > 0:
        dag += DAY
        number -= is_working_day(dag, holidays)
    return dag
