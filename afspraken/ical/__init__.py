"""Appointments as an iCalendar file: to keep, to subscribe to, or as an invitation by e-mail.

Pure: values in, octets out; the same values always give the same octets. Written by hand because
feeds are fetched all day: it takes a fiftieth of the time of a library (docs/performance.md). Not
for reading calendars. Read next: `text.py` (what keeps text harmless) and `clock.py` (moments).

Sources: RFC 5545 (the format), 5546 (METHOD), 6047 (by e-mail), 7986 (NAME, REFRESH-INTERVAL).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from afspraken.ical.clock import VTIMEZONE, duration, utc, wall_clock
from afspraken.ical.text import address, escaped, folded, quoted

__all__ = ["Event", "Method", "Party", "calendar", "escaped", "folded"]


class Method(StrEnum):
    """What the receiver is to do with the file. A feed has no method."""

    PUBLISH = "PUBLISH"  # keep it
    REQUEST = "REQUEST"  # an invitation, or a change of one
    CANCEL = "CANCEL"  # take it out again


class Party(NamedTuple):
    """Who invites, or who is invited."""

    email: str
    naam: str = ""


class Event(NamedTuple):
    """One entry of a calendar. `uid` stays, `sequence` rises with each change of the promise.

    `gewijzigd_op` is when any of it last changed, which a reader uses to tell old from new.
    `alarm`: how long before the begin the reader is to be warned; None never. `is_vrij`: it takes
    no time of who has it in their calendar, so others may plan over it.
    """

    uid: str
    begin: datetime
    einde: datetime
    gewijzigd_op: datetime
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False
    alarm: timedelta | None = None
    is_vrij: bool = False


def calendar(
    events: Iterable[Event],
    *,
    method: Method | None = None,
    name: str = "",
    refresh: timedelta | None = None,
    organizer: Party | None = None,
    attendee: Party | None = None,
) -> bytes:
    """A whole file. `name` and `refresh` (how often to fetch it again) are for a feed.

    `organizer` and `attendee` stand in every event; a REQUEST or CANCEL needs both.
    """
    line = cache(text_line)  # most events share their place, and many their title
    people = "".join(_people(organizer, attendee))
    parts = [*_head(method, name, refresh), VTIMEZONE]
    parts += [_event(event, people, line) for event in events]
    return "".join([*parts, "END:VCALENDAR\r\n"]).encode()


def text_line(name: str, text: str) -> str:
    """A property whose value is text, as one folded line; nothing if there is no text."""
    return f"{folded(f'{name}:{escaped(text)}')}\r\n" if text else ""


def _head(method: Method | None, name: str, refresh: timedelta | None) -> Iterator[str]:
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Afspraken//Afspraken//NL\r\n"
    yield "CALSCALE:GREGORIAN\r\n"
    if method:
        yield f"METHOD:{method}\r\n"
    yield text_line("NAME", name)
    yield text_line("X-WR-CALNAME", name)  # what most readers know instead of NAME
    if refresh:
        yield f"REFRESH-INTERVAL;VALUE=DURATION:{duration(refresh)}\r\n"
        yield f"X-PUBLISHED-TTL:{duration(refresh)}\r\n"  # the same for Outlook


def _people(organizer: Party | None, attendee: Party | None) -> Iterator[str]:
    """Nobody is asked to answer: the appointment was made by who is invited."""
    if organizer:
        yield _party("ORGANIZER", organizer)
    if attendee:
        yield _party("ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE", attendee)


def _party(name: str, party: Party) -> str:
    naam = quoted(party.naam)
    called = f";CN={naam}" if naam else ""
    return f"{folded(f'{name}{called}:mailto:{address(party.email)}')}\r\n"


def _event(event: Event, people: str, line: Callable[[str, str], str]) -> str:
    start, end = wall_clock(event.begin, event.einde)
    stamp = utc(event.gewijzigd_op)
    link = f"{folded(f'URL:{address(event.url)}')}\r\n" if event.url else ""
    alarm = _alarm(event.alarm, event.summary) if event.alarm else ""
    return (
        f"BEGIN:VEVENT\r\n{text_line('UID', event.uid)}"
        f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\nDTSTART{start}\r\nDTEND{end}\r\n"
        f"SEQUENCE:{event.sequence}\r\n{_state(event)}"
        f"{line('SUMMARY', event.summary)}{line('LOCATION', event.location)}"
        f"{text_line('DESCRIPTION', event.description)}{link}{people}{alarm}END:VEVENT\r\n"
    )


def _state(event: Event) -> str:
    """Whether it goes on, and whether it takes time."""
    if event.is_cancelled:
        return "STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n"
    return _FREE if event.is_vrij else _BUSY


_BUSY = "STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\n"
_FREE = "STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\n"


def _alarm(before: timedelta, text: str) -> str:
    """A warning that shows a text; without one some readers refuse the whole file."""
    return (
        f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-{duration(before)}\r\n"
        f"{text_line('DESCRIPTION', text or ' ')}END:VALARM\r\n"
    )
