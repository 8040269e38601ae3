"""Which starts are possible, found the slow way: minute by minute, one question at a time.

Written without a look at the engine and without a bit in it: hours are read off the clock on the
wall of every single minute, and seats are filled by trying everybody. What this finds is true by
definition; the engine must find exactly the same.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import combinations
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MINUTE = timedelta(minutes=1)

Hours = tuple[date, int, int]  # a local day, and [from, to) in minutes on its clock


@dataclass(frozen=True)
class Desk:
    """One lane: its hours and breaks by the clock on the wall, and what is taken, in UTC."""

    resource: int
    number: int
    hours: tuple[Hours, ...]
    breaks: tuple[Hours, ...] = ()
    taken: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True)
class Wanted:
    """So many distinct resources out of those behind these desks."""

    count: int
    desks: tuple[Desk, ...]


@dataclass(frozen=True)
class Question:
    """An appointment that somebody wants; nothing is known outside [since, until)."""

    wanted: tuple[Wanted, ...]
    minutes: int
    buffer: int
    grid: int  # minutes on the clock in town
    since: datetime
    until: datetime
    not_before: datetime  # now + notice: included
    before: datetime  # now + horizon: excluded


def every_start(question: Question) -> set[datetime]:
    """All possible starts, in UTC."""
    diaries = {
        (desk.resource, desk.number): Diary(question, desk)
        for wanted in question.wanted
        for desk in wanted.desks
    }
    clock = wall_clock(question.since, question.until)
    found = set()
    for minute, (_, minute_of_day) in enumerate(clock):
        moment = question.since + minute * MINUTE
        on_grid = minute_of_day % question.grid == 0
        if on_grid and question.not_before <= moment < question.before:
            able = [
                {
                    desk.resource
                    for desk in wanted.desks
                    if diaries[desk.resource, desk.number].can_start(minute)
                }
                for wanted in question.wanted
            ]
            if can_seat([wanted.count for wanted in question.wanted], able):
                found.add(moment)
    return found


class Diary:
    """Every minute of one desk, numbered from `question.since`."""

    def __init__(self, question: Question, desk: Desk):
        clock = wall_clock(question.since, question.until)
        opened = _minutes_per_day(desk.hours)
        paused = _minutes_per_day(desk.breaks)
        self.open = [minute in opened[day] and minute not in paused[day] for day, minute in clock]
        self.taken = [False] * len(clock)
        for start, end in desk.taken:
            while start < end:
                if question.since <= start < question.until:
                    self.taken[(start - question.since) // MINUTE] = True
                start += MINUTE
        self.minutes, self.buffer = question.minutes, question.buffer

    def can_start(self, start: int) -> bool:
        """Open until the end of the appointment, not taken until the end of the buffer."""
        for minute in range(start, start + self.minutes):
            if minute >= len(self.open) or not self.open[minute]:
                return False
        for minute in range(start, start + self.minutes + self.buffer):
            if minute < len(self.taken) and self.taken[minute]:
                return False
        return True


def can_seat(counts: list[int], able: list[set[int]]) -> bool:
    """Is there a team of the right size for each need, with nobody in two teams?"""
    if not counts:
        return True
    return any(
        can_seat(counts[1:], [others - set(team) for others in able[1:]])
        for team in combinations(able[0], counts[0])
    )


@cache
def wall_clock(since: datetime, until: datetime) -> list[tuple[date, int]]:
    """For every minute the local day, and the minutes on the clock on the wall."""
    seen = []
    while since < until:
        local = since.astimezone(AMSTERDAM)
        seen.append((local.date(), local.hour * 60 + local.minute))
        since += MINUTE
    return seen


def _minutes_per_day(hours: tuple[Hours, ...]) -> dict[date, set[int]]:
    """The minutes of each local day, as its clock shows them."""
    minutes: dict[date, set[int]] = defaultdict(set)
    for day, start, end in hours:
        minutes[day].update(range(start, end))
    return minutes


def utc_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
