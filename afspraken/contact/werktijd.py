"""PURE: a term in working hours, on the clock in town and in UTC.

    norm 8 h       |8:30 ......... 17:00|          |8:30 ... 17:00|
    asked 15:00                 ■■■■■■■■            ■■■■■■■■■■■■■■^ 14:30
                                  2 h                    6 h

Not for settings or rows: see `norm.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from afspraken.lokaal import day_after, local_day
from afspraken.roosters.clock import moment

Span = tuple[datetime, datetime]
"""Half-open, UTC."""

Week = Mapping[int, tuple[time, time]]
Closed = Callable[[date], Sequence[Span]]
"""The spans in which the municipality is closed on a local day."""

LONGEST_CLOSED = 366
"""Days in a row after which we stop looking: a mistake in the settings, not a holiday."""


def deadline(start: datetime, term: timedelta, *, week: Week, closed: Closed) -> datetime:
    """The moment at which `term` of working time has passed since `start`.

    A term that ends with the day ends at closing time, not at the next opening.
    Raises: ValueError if nobody works for a year.
    """
    for begin, end in working_spans(local_day(start), week=week, closed=closed):
        begin = max(begin, start)
        if begin >= end:
            continue
        if end - begin >= term:
            return begin + term
        term -= end - begin
    raise ValueError("nobody works for a year")


def working_spans(dag: date, *, week: Week, closed: Closed) -> Iterator[Span]:
    """The spans in which people work, from a day on, in order."""
    idle = 0
    while idle < LONGEST_CLOSED:
        spans = list(_of_day(dag, week, closed))
        idle = 0 if spans else idle + 1
        yield from spans
        dag = day_after(dag)


def _of_day(dag: date, week: Week, closed: Closed) -> Iterator[Span]:
    if dag.weekday() not in week:
        return
    van, tot = week[dag.weekday()]
    begin, end = moment(dag, van), moment(dag, tot, until=True)
    for shut, reopened in sorted(closed(dag)):
        if begin < shut < end:
            yield begin, shut
        if shut < end:
            begin = max(begin, reopened)
    if begin < end:
        yield begin.astimezone(UTC), end.astimezone(UTC)
