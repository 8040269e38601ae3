"""From the clock on the wall in town to moments in UTC, and back.

Rosters are intentions: "open at nine" means nine on the clock in town, summer and winter. Twice
a year the clock jumps, and these are the only rules for it:

    forward   02:00 jumps to 03:00; a time in the gap stands for the jump itself
    back      02:00–03:00 comes twice; "from" means the first time, "until" the last minute before
              it, so 02:00–02:30 is an hour and a half, but 01:00–02:00 is just an hour

so hours are always the whole stretch of real time in which the clock shows a time within them.
Not for what is open: see `openings`. For cells and days without hours: `lokaal.py`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from afspraken.lokaal import LOCAL

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
MINUTES_PER_DAY = 24 * 60

Span = tuple[int, int]
"""Half-open, in whole minutes of UTC since 1970."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(dag: date, clock: time, *, until: bool = False) -> datetime:
    """The moment in UTC at which the clock in town shows this time; see above for the jumps.

    >>> moment(date(2027, 3, 28), time(2, 30)).isoformat()
    '2027-03-28T01:00:00+00:00'
    >>> moment(date(2027, 10, 31), time(2, 30), until=True).isoformat()
    '2027-10-31T01:30:00+00:00'
    """
    wall = datetime.combine(dag, clock.replace(fold=0), LOCAL)
    first, second = _both(wall)
    if first <= second:
        before_first, before_second = _both(wall - MINUTE)
        return second if until and before_first < before_second else first
    after = wall.replace(fold=1).utcoffset()
    while second.astimezone(LOCAL).utcoffset() != after:  # in the gap: walk to the jump
        second += MINUTE
    return second


def _both(wall: datetime) -> tuple[datetime, datetime]:
    """The first and the second time that the clock shows this; in the gap the second is earlier."""
    return wall.replace(fold=0).astimezone(UTC), wall.replace(fold=1).astimezone(UTC)


def minute_of(moment: datetime) -> int:
    """Number of the minute that holds this moment; rounds down."""
    return (moment - _EPOCH) // MINUTE


def wall_clock(minute: int) -> time:
    """What the clock in town shows at the start of this minute."""
    return (_EPOCH + minute * MINUTE).astimezone(LOCAL).time()


@lru_cache(maxsize=4096)
def midnight(dag: date) -> int:
    """The minute at which a day begins in town."""
    return minute_of(datetime.combine(dag, time(), LOCAL).astimezone(UTC))


def span(dag: date, van: time | None, tot: time | None) -> Span:
    """The minutes from `van` until `tot` on a day in town; None, None is the whole day.

    Seconds are left out. May be empty (start = end) where the clock jumps over both times.
    """
    start, end = midnight(dag), midnight(dag + DAY)
    if van is None or tot is None:
        return start, end
    if end - start == MINUTES_PER_DAY:
        return start + van.hour * 60 + van.minute, start + tot.hour * 60 + tot.minute
    return minute_of(moment(dag, van)), minute_of(moment(dag, tot, until=True))


def days(van: date, tot: date) -> list[date]:
    """The days [van, tot)."""
    return [van + n * DAY for n in range((tot - van).days)]
