"""W1 by django-scheduler 0.12: each counter is a calendar.

Opening hours are weekly events, each booked slot is an event. It has no notion of free time, so
its periods are asked for everything that happens, and what is left of the opening hours is found
here in the cheapest way: by looking a slot up in a set.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from schedule.models import Calendar, Event, Rule
from schedule.periods import Period

LOCAL = ZoneInfo("Europe/Amsterdam")
OPEN = "open"


def at(day: str, minute: int) -> datetime:
    """The moment of a clock time in town."""
    return datetime.combine(date.fromisoformat(day), time(minute // 60, minute % 60), tzinfo=LOCAL)


def build(work: dict[str, Any]) -> None:
    """A calendar per counter: five weekly events, and an event per booked slot."""
    weekly = Rule.objects.create(frequency="WEEKLY", name="weekly", description="weekly")
    length = timedelta(minutes=work["slot"])
    calendars = [
        Calendar.objects.create(name=f"Loket {number}", slug=f"loket-{number}")
        for number in range(work["counters"])
    ]
    for calendar in calendars:
        for day in work["days"][:5]:
            Event.objects.create(
                calendar=calendar,
                rule=weekly,
                title=OPEN,
                start=at(day, work["opens"]),
                end=at(day, work["closes"]),
            )
    Event.objects.bulk_create(
        Event(
            calendar=calendars[counter],
            title="booked",
            start=at(day, minute),
            end=at(day, minute) + length,
        )
        for counter, day, minute in work["booked"]
    )


def ask(work: dict[str, Any]) -> list[tuple[int, Any]]:
    """(counter, start) of all that is free."""
    length = timedelta(minutes=work["slot"])
    begin = at(work["days"][0], 0)
    end = begin + timedelta(weeks=8)
    free = []
    for calendar in Calendar.objects.order_by("pk"):
        events = calendar.event_set.select_related("rule", "calendar")
        happening = Period(events, begin, end, tzinfo=LOCAL).get_occurrences()
        taken = {occurrence.start for occurrence in happening if occurrence.title != OPEN}
        for opening in happening:
            if opening.title == OPEN:
                start = opening.start
                while start + length <= opening.end:
                    if start not in taken:
                        free.append((calendar.pk, start))
                    start += length
    return free
