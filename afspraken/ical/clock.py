"""Moments as a calendar writes them: on the clock of the town, or in UTC where that is unclear.

A moment is turned hour by hour, and an hour is remembered: a feed has many in the same one, and
the clocks change on the hour.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

TZID = "Europe/Amsterdam"
_LOCAL = ZoneInfo(TZID)
_HOUR = 3600
_HOURS = 20_000
"""Hours that are remembered: those of more than two years."""

# By seconds since the hour: minutes and seconds, which are the same here and in UTC.
_MINUTES = [f"{second // 60:02}{second % 60:02}" for second in range(_HOUR)]

# The rules of the European Union since 1996, as two endless series. A library that lists each
# change apart, or starts later, puts some readers an hour off in summer.
VTIMEZONE = f"""\
BEGIN:VTIMEZONE
TZID:{TZID}
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


def wall_clock(begin: datetime, einde: datetime) -> tuple[str, str]:
    """What follows DTSTART and DTEND: on the wall clock, or both in UTC.

    In the hour that occurs twice a clock time says two things, and readers disagree.
    """
    start, from_seconds = divmod(int(begin.timestamp()), _HOUR)
    end, to_seconds = divmod(int(einde.timestamp()), _HOUR)
    (start_hour, starts_twice), (end_hour, ends_twice) = _on_the_wall(start), _on_the_wall(end)
    if starts_twice or ends_twice:
        return f":{utc(begin)}", f":{utc(einde)}"
    return f"{start_hour}{_MINUTES[from_seconds]}", f"{end_hour}{_MINUTES[to_seconds]}"


def utc(moment: datetime) -> str:
    """A moment in UTC.

    >>> utc(datetime(2026, 12, 7, 8, 0, tzinfo=UTC))
    '20261207T080000Z'
    """
    hour, seconds = divmod(int(moment.timestamp()), _HOUR)
    return f"{_in_utc(hour)}{_MINUTES[seconds]}Z"


def duration(length: timedelta) -> str:
    """A length of time, in whole minutes.

    >>> duration(timedelta(hours=1)), duration(timedelta(minutes=90))
    ('PT1H', 'PT90M')
    """
    minutes = length // timedelta(minutes=1)
    return f"PT{minutes}M" if minutes % 60 else f"PT{minutes // 60}H"


@lru_cache(_HOURS)
def _on_the_wall(hour: int) -> tuple[str, bool]:
    """An hour, counted from the epoch, on the clock here; and whether that clock shows it twice."""
    local = datetime.fromtimestamp(hour * _HOUR, _LOCAL)
    is_repeated = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f";TZID={TZID}:{local:%Y%m%dT%H}", is_repeated


@lru_cache(_HOURS)
def _in_utc(hour: int) -> str:
    return f"{datetime.fromtimestamp(hour * _HOUR, UTC):%Y%m%dT%H}"
