"""Random little towns, and how the engine is asked about them.

The same seed gives the same town. Half of them lie around a night on which the clock changes.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from afspraken.engine.availability import Lane, Need, possible_starts
from afspraken.engine.bitmap import (
    CELLS_PER_DAY,
    bits,
    cell_at_or_after,
    cell_of,
    every,
    from_bytes,
    join_days,
    mask_of,
    moment_of,
    split_days,
    to_bytes,
)
from afspraken.roosters.clock import Span, minute_of
from afspraken.roosters.openings import closed_cells, open_cells
from tests.afspraken.engine.brute_force import (
    AMSTERDAM,
    Desk,
    Hours,
    Question,
    Wanted,
    utc_midnight,
)

CLOCK_CHANGES = (date(2027, 3, 28), date(2027, 10, 31))


def random_question(seed: int) -> Question:
    """A town of up to six resources, and an appointment that somebody wants there."""
    rnd = Random(seed)
    first_day, days = _first_day(rnd), rnd.randint(1, 3)
    since = utc_midnight(first_day)
    until = since + timedelta(days=days)
    local_days = [first_day + timedelta(days=n) for n in range(-1, days + 1)]
    desks = [
        desk
        for resource in range(1, rnd.randint(1, 6) + 1)
        for desk in _desks(rnd, resource, local_days, since, until)
    ]
    now = since + timedelta(seconds=rnd.randrange(-86_400, 86_400))
    has_notice, has_horizon = rnd.random() < 0.5, rnd.random() < 0.5
    return Question(
        wanted=_wanted(rnd, desks),
        minutes=5 * rnd.choice((1, 2, 3, 4, 6, 9, 12, 18, 30)),
        buffer=5 * rnd.choice((0, 0, 0, 1, 2, 3, 6)),
        grid=rnd.choice((5, 5, 10, 15, 20, 30, 60)),
        since=since,
        until=until,
        not_before=now + timedelta(minutes=rnd.randrange(2_880)) if has_notice else since,
        before=now + timedelta(minutes=rnd.randrange(1_440, 5_760)) if has_horizon else until,
    )


def engine_starts(question: Question, search=possible_starts) -> set[datetime]:
    """The engine's answer to the question, all roundings and conversions included.

    `search` may be another way to search, to see whether it would be caught.
    """
    length = (question.until - question.since).days * CELLS_PER_DAY
    origin = cell_of(question.since)
    found = search(
        engine_needs(question),
        length=question.minutes // 5,
        buffer=question.buffer // 5,
        grid=None if question.grid == 5 else every(question.grid // 5, length),
        window=(
            cell_at_or_after(question.not_before) - origin,
            cell_at_or_after(question.before) - origin,
        ),
    )
    return {moment_of(origin + bit) for bit in bits(found)}


def engine_needs(question: Question) -> list[Need]:
    """What the question asks for, as needs over lanes with masks."""
    return [
        Need(wanted.count, tuple(lane_of(desk, question) for desk in wanted.desks))
        for wanted in question.wanted
    ]


def lane_of(desk: Desk, question: Question) -> Lane:
    """The lane of a desk: openings rounded inward, what is taken rounded outward."""
    length = (question.until - question.since).days * CELLS_PER_DAY
    origin = cell_of(question.since)

    minute = minute_of(question.since)
    opened = open_cells(_minutes(desk.hours), minute, length)
    mask = opened & ~closed_cells(_minutes(desk.breaks), minute, length)
    stored = {day: to_bytes(cells) for day, cells in split_days(mask).items()}
    taken = [(cell_of(start) - origin, cell_at_or_after(end) - origin) for start, end in desk.taken]
    return Lane(
        desk.resource,
        desk.number,
        open=join_days({day: from_bytes(data) for day, data in stored.items()}),
        busy=mask_of(taken, length),
    )


def _minutes(hours: tuple[Hours, ...]) -> list[Span]:
    """Local intentions in minutes of UTC; hours that lie within the skipped hour do not exist."""
    pairs = [(_to_utc(day, start), _to_utc(day, end)) for day, start, end in hours]
    return [(minute_of(start), minute_of(end)) for start, end in pairs if start < end]


def _to_utc(day: date, minutes: int) -> datetime:
    midnight = datetime.combine(day, time(), tzinfo=AMSTERDAM)
    return (midnight + timedelta(minutes=minutes)).astimezone(UTC)  # a sum on the wall clock


def _first_day(rnd: Random) -> date:
    if rnd.random() < 0.5:
        return rnd.choice(CLOCK_CHANGES) - timedelta(days=rnd.randint(0, 1))
    return date(2027, 1, 1) + timedelta(days=rnd.randrange(365))


def _desks(rnd, resource, local_days, since, until) -> Iterator[Desk]:
    hours, breaks = _hours(rnd, local_days), _breaks(rnd, local_days)
    for number in range(1, rnd.choice((1, 1, 1, 2, 3)) + 1):
        desk = Desk(resource, number, hours, breaks, _taken(rnd, since, until))
        yield desk if rnd.random() < 0.8 else replace(desk, hours=_hours(rnd, local_days))


def _hours(rnd: Random, local_days: list[date]) -> tuple[Hours, ...]:
    """Office hours, nights and evenings that meet at midnight, or odd minutes."""
    found: list[Hours] = []
    for day in local_days:
        kind = rnd.choice(("office", "office", "split", "night", "round", "odd", "shut"))
        if kind == "office":
            found.append((day, 9 * 60, 17 * 60))
        elif kind == "split":
            found += [(day, 8 * 60 + 30, 12 * 60 + 15), (day, 13 * 60, 16 * 60 + 45)]
        elif kind == "night":
            found.append((day, 0, rnd.choice((2, 3, 4, 5)) * 60))
            found.append((day, 21 * 60, 24 * 60))
        elif kind == "round":
            found.append((day, 0, 24 * 60))
        elif kind == "odd":
            start, end = sorted((_odd_minute(rnd), _odd_minute(rnd)))
            if start < end:
                found.append((day, start, end))
    return tuple(found)


def _breaks(rnd: Random, local_days: list[date]) -> tuple[Hours, ...]:
    """Lunches at odd times, meetings, and now and then a whole day closed."""
    found: list[Hours] = []
    for day in local_days:
        if rnd.random() < 0.1:
            found.append((day, 0, 24 * 60))
        for _ in range(rnd.choice((0, 0, 1, 2))):
            start = _odd_minute(rnd)
            end = min(start + rnd.choice((1, 5, 30, 47)), 24 * 60)
            if start < end and not 2 * 60 < end < 3 * 60:
                found.append((day, start, end))
    return tuple(found)


def _odd_minute(rnd: Random) -> int:
    """Any minute of the day, but none that some nights skip and others have twice."""
    minute = rnd.randrange(24 * 60 + 1)
    return minute if not 2 * 60 < minute < 3 * 60 else 3 * 60


def _taken(rnd: Random, since: datetime, until: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Appointments to the minute, some of them across either end of what is known."""
    minutes = int((until - since).total_seconds()) // 60
    found = []
    for _ in range(rnd.choice((0, 2, 5, 10, 20))):
        start = since + timedelta(minutes=rnd.randrange(-60, minutes + 30))
        found.append((start, start + timedelta(minutes=rnd.choice((1, 5, 20, 45, 90)))))
    return tuple(found)


def _wanted(rnd: Random, desks: list[Desk]) -> tuple[Wanted, ...]:
    """One to three needs, whose candidates may well be the same people."""
    resources = sorted({desk.resource for desk in desks})
    found = []
    for _ in range(rnd.choice((1, 1, 2, 2, 3))):
        able = set(rnd.sample(resources, rnd.randint(1, len(resources))))
        lanes = tuple(d for d in desks if d.resource in able and rnd.random() < 0.95)
        count = rnd.choice((1, 1, 1, 2, 2, 3))
        found.append(Wanted(count if rnd.random() < 0.1 else min(count, len(able)), lanes))
    return tuple(found)
