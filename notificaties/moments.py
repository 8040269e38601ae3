"""When to send what. Pure: values in, moments out; no clock, no tables.

Moments are counted on the wall clock in town: two days before an appointment at 10.00 is 10.00,
also when the clock changes in between. Nobody is woken: a moment between 20.00 and 08.00 becomes
half past seven the evening before. Source: docs/berichten.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Amsterdam")
FROM, UNTIL = time(8), time(20)
"""Messages that nobody waits for go out in [FROM, UNTIL), local time."""
EVENING = time(19, 30)
"""When a message goes that would have woken someone: the last evening before that moment."""
CAUGHT_UP = time(8, 30)
"""By then what waited for the morning has had its turn."""


@dataclass(frozen=True)
class Lead:
    """A distance to an appointment: `days` on the wall clock, or `hours`."""

    code: str
    days: int = 0
    hours: int = 0


@dataclass(frozen=True)
class Planned:
    """One message: not before `at`, of no use any more from `until` on."""

    code: str
    at: datetime
    until: datetime


def is_awake(moment: datetime) -> bool:
    """True at an hour at which people do not mind a message."""
    return FROM <= moment.astimezone(LOCAL).time() < UNTIL


def has_caught_up(moment: datetime) -> bool:
    """True by day, once what had to wait for the morning has had its turn."""
    return CAUGHT_UP <= moment.astimezone(LOCAL).time() < UNTIL


def next_awake(moment: datetime) -> datetime:
    """The moment itself, or the next 08.00 if it falls at night."""
    local = moment.astimezone(LOCAL)
    if FROM <= local.time() < UNTIL:
        return moment
    day = local.date() if local.time() < FROM else local.date() + timedelta(days=1)
    return _at(day, FROM)


def before(begin: datetime, lead: Lead) -> datetime:
    """The moment at which a reminder is due, an hour at which people are awake."""
    return _awake(_shifted(begin, days=-lead.days, hours=-lead.hours))


def after(einde: datetime, lead: Lead) -> datetime:
    """The moment at which a message after the visit is due."""
    return next_awake(_shifted(einde, days=lead.days, hours=lead.hours))


def reminders(
    begin: datetime, leads: Iterable[Lead], *, booked: datetime, now: datetime
) -> list[Planned]:
    """The reminders of an appointment, earliest first.

    What is past at `now`, or falls on the day on which the customer was told anyway (`booked`:
    booking or moving), is left out. Each is of use until the next one, the last until the
    begin: after an outage the customer gets one reminder, not three.
    """
    told = booked.astimezone(LOCAL).date()
    due: dict[datetime, str] = {}
    for lead in leads:
        moment = before(begin, lead)
        if moment > now and moment.astimezone(LOCAL).date() > told:
            due.setdefault(moment, lead.code)
    moments = [*sorted(due), begin]
    return [Planned(due[at], at, until) for at, until in pairwise(moments)]


def _shifted(moment: datetime, *, days: int, hours: int) -> datetime:
    """Days on the wall clock, then hours. A time that the clock skips counts as after the jump."""
    local = moment.astimezone(LOCAL)
    day = datetime.combine(local.date() + timedelta(days=days), local.time(), tzinfo=LOCAL)
    return day.astimezone(UTC) + timedelta(hours=hours)


def _awake(moment: datetime) -> datetime:
    local = moment.astimezone(LOCAL)
    if FROM <= local.time() < UNTIL:
        return moment
    return _at(local.date() - timedelta(days=local.time() < FROM), EVENING)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=LOCAL).astimezone(UTC)
