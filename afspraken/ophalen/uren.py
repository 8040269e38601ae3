"""When a place is open, on one line: "ma tot en met wo en vr 8.30–16.30 uur, do 8.30–20.00 uur"."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.dateformat import format as format_date
from django.utils.dateformat import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from afspraken import roosters
from afspraken.lokaal import local_day
from afspraken.models import Locatie

MONDAY = date(2024, 1, 1)
"""A Monday, to name the days of a week by."""

Hours = tuple[tuple[time, time], ...]


def hours_text(locatie: Locatie, *, now: datetime) -> str:
    """The weekly hours of a place that hold now; empty if it has none of its own. Two queries."""
    today = local_day(now)
    per_day: dict[int, list[tuple[time, time]]] = {}
    for reeks in roosters.series_of(None, locatie):
        if reeks.eerste_dag <= today + timedelta(days=7) and (
            reeks.laatste_dag is None or reeks.laatste_dag >= today
        ):
            per_day.setdefault(reeks.weekdag, []).append((reeks.van, reeks.tot))
    return in_words({day: tuple(hours) for day, hours in per_day.items()})


def in_words(week: dict[int, Hours]) -> str:
    """Hours by weekday (0 is Monday), the days with the same hours together."""
    same: dict[Hours, list[int]] = {}
    for day in sorted(week):
        same.setdefault(week[day], []).append(day)
    return ", ".join(f"{_days(days)} {_hours(hours)}" for hours, days in same.items())


def _days(days: list[int]) -> str:
    names = [format_date(MONDAY + timedelta(days=day), "D") for day in days]
    if not _is_english():
        names = [name.lower() for name in names]
    *first, last = names
    if not first:
        return last
    return _("%(eerste)s en %(laatste)s") % {"eerste": ", ".join(first), "laatste": last}


def _hours(hours: Hours) -> str:
    sign = "G:i" if _is_english() else "G.i"
    spans = ", ".join(f"{time_format(van, sign)}-{time_format(tot, sign)}" for van, tot in hours)
    return spans if _is_english() else f"{spans} uur"


def _is_english() -> bool:
    return (get_language() or "nl").startswith("en")
