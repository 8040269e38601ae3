"""The hours in which the municipality works, as the setting WERKTIJDEN says them."""

from __future__ import annotations

from datetime import time

from afspraken.conf.environment import Environment, WrongSetting

_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_DAY = "|".join(_DAYS)
_CLOCK = r"([01]?\d|2[0-3]):[0-5]\d"
EXAMPLE = "ma-vr 8:30-17:00"

Werkweek = dict[int, tuple[time, time]]
"""Weekday (Monday is 0) to opening and closing time in town."""


def working_week(env: Environment, name: str) -> Werkweek:
    """Parts such as "ma-do 8:30-17:00, vr 8:30-12:00"; a later part wins.

    Raises: WrongSetting where nobody ever works, or the end is not after the begin.
    """
    pattern = rf"({_DAY})(-({_DAY}))? {_CLOCK}-{_CLOCK}"
    week: Werkweek = {}
    for part in env.words_like(name, pattern, EXAMPLE, default=[EXAMPLE]):
        days, hours = part.lower().split()
        first, _to, last = days.partition("-")
        van, tot = (time.fromisoformat(clock.zfill(5)) for clock in hours.split("-"))
        numbers = range(_DAYS.index(first), _DAYS.index(last or first) + 1)
        if not numbers or van >= tot:
            raise WrongSetting(name, f"'{part}' begint na het einde")
        week |= dict.fromkeys(numbers, (van, tot))
    return week


def half_days(env: Environment, name: str, default: str) -> list[tuple[time, time]]:
    """Parts of a day such as "8:30-12:30, 12:30-16:30", one after another.

    Raises: WrongSetting where one does not end after it begins, or begins before the last ended.
    """
    parts = env.words_like(name, rf"{_CLOCK}-{_CLOCK}", "8:30-12:30", default=default.split(", "))
    found: list[tuple[time, time]] = []
    for part in parts:
        van, tot = (time.fromisoformat(clock.zfill(5)) for clock in part.split("-"))
        if van >= tot or van.minute % 5 or tot.minute % 5 or (found and van < found[-1][1]):
            raise WrongSetting(name, f"'{part}' volgt niet op wat ervoor staat, op vijf minuten")
        found.append((van, tot))
    return found
