"""One appointment as an iCalendar file, so that a phone can remember it. Pure: values in, text out.

Lines end in CRLF and are folded at 75 octets; text is escaped, so nothing a person typed can
begin a line of its own. Source: RFC 5545.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

TZID = "Europe/Amsterdam"
_LOCAL = ZoneInfo(TZID)
_MOST_OCTETS = 75

# The rules of the European Union since 1996, as two endless series.
_TIMEZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{TZID}",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)

_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")


@dataclass(frozen=True)
class Event:
    """One entry of a calendar. `uid` stays, `sequence` rises with each change of the promise."""

    uid: str
    begin: datetime
    einde: datetime
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def calendar(events: Iterable[Event], *, stamp: datetime) -> bytes:
    """A whole file with these events; `stamp` is the moment it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Afspraken//Afspraken//NL"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", *_TIMEZONE]
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) + b"\r\n" for line in lines)


def escaped(text: str) -> str:
    r"""The text as a value: no control characters, the four signs of RFC 5545 3.3.11 escaped.

    >>> escaped("a;b,c\nd")
    'a\\;b\\,c\\nd'
    """
    plain = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    for sign, code in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, code)
    return plain


def folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, never cut inside a character."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > _MOST_OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece])


def _event(event: Event, stamp: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID={TZID}:{_local(event.begin)}",
        f"DTEND;TZID={TZID}:{_local(event.einde)}",
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        f"SUMMARY:{escaped(event.summary)}",
    ]
    if event.location:
        lines.append(f"LOCATION:{escaped(event.location)}")
    if event.description:
        lines.append(f"DESCRIPTION:{escaped(event.description)}")
    if event.url:
        lines.append(f"URL:{quote(event.url, safe=_IN_ADDRESSES, errors='replace')}")
    return [*lines, "END:VEVENT"]


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(_LOCAL):%Y%m%dT%H%M%S}"
