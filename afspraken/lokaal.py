"""Local days: the border between the calendar on the wall and cells in UTC."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from afspraken.engine.bitmap import cell_of

LOCAL = ZoneInfo("Europe/Amsterdam")


def local_day(moment: datetime) -> date:
    """The day on which a moment falls in town."""
    return moment.astimezone(LOCAL).date()


def day_begin(dag: date) -> datetime:
    """Local midnight, at which a day begins. (Clocks never change at midnight here.)"""
    return datetime.combine(dag, time(), tzinfo=LOCAL)


def midnight(dag: date) -> int:
    """The cell, counted from the epoch, at which a local day begins."""
    return cell_of(day_begin(dag))


def day_after(dag: date) -> date:
    """The next day."""
    return dag + timedelta(days=1)
