"""A calendar as entries and time zones, of which only the lines about time are looked at. PURE.

No line is understood here: names, subjects and notes are skipped as bytes. Read next: `slimming`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from notificaties.buitenagenda.fouten import Fout, Refused

DEEPEST = 5
"""Components inside each other; an alarm of a meeting is the third."""

ZONE, EVENT, FREEBUSY = b"VTIMEZONE", b"VEVENT", b"VFREEBUSY"
_KINDS = {ZONE, EVENT, FREEBUSY}
_SEASONS = {b"STANDARD", b"DAYLIGHT"}

_WANTED = re.compile(
    rb"^(?=[BDEFRSTUX])"  # most lines are not of use, and known by their first letter
    rb"(BEGIN|END|UID|SEQUENCE|STATUS|TRANSP|X-MICROSOFT-CDO-BUSYSTATUS|FREEBUSY"
    rb"|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID"
    rb"|TZID|TZOFFSETFROM|TZOFFSETTO)(?=[;:])[^\n]*",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass
class Part:
    """One entry or time zone: its kind, and the lines of it that matter."""

    kind: bytes
    lines: list[tuple[bytes, bytes]] = field(default_factory=list)

    def values(self, name: bytes) -> list[bytes]:
        """What stands behind the last colon of each line of this name."""
        return [line.rpartition(b":")[2].strip() for known, line in self.lines if known == name]

    @property
    def zone(self) -> str:
        """The name of a time zone; it may have colons in it."""
        names = [line.partition(b":")[2] for name, line in self.lines if name == b"TZID"]
        return names[0].decode(errors="replace").strip() if names else ""

    @property
    def goes_on(self) -> bool:
        """True for a change of a series that holds from its day on."""
        lines = [line.upper() for name, line in self.lines if name == b"RECURRENCE-ID"]
        return any(b"RANGE=" in line for line in lines)

    def day(self, name: bytes) -> int | None:
        """The day of a date or moment, as a number; None if there is none."""
        return next(filter(None, map(day_number, self.values(name))), None)


def day_number(value: bytes) -> int | None:
    """The number of the day that eight digits name, counted from the year one."""
    digits = value[:8]
    if len(digits) < 8 or not digits.isdigit():
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).toordinal()
    except ValueError:
        return None


def parts_of(body: bytes) -> Iterator[Part]:
    """The entries and time zones, one by one. Raises: Refused GEEN_AGENDA, BESCHADIGD."""
    return _split(_lines(body))


def _lines(body: bytes) -> bytes:
    """The text with one line per property, each ended by a line feed."""
    text = body.removeprefix(b"\xef\xbb\xbf").translate(None, b"\0").strip()
    if not re.match(rb"BEGIN:VCALENDAR\s", text, re.IGNORECASE):
        raise Refused(Fout.GEEN_AGENDA)
    if not text[-13:].upper() == b"END:VCALENDAR":
        raise Refused(Fout.BESCHADIGD)
    text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return re.sub(rb"\n[ \t]", b"", text)


def _split(text: bytes) -> Iterator[Part]:
    """The entries and time zones, one by one, without what is nested in them but seasons.

    Raises: Refused BESCHADIGD where begins and ends do not match.
    """
    inside: list[bytes] = []
    part = Part(b"")
    for match in _WANTED.finditer(text):
        name, line = match[1].upper(), match[0].rstrip()
        if name == b"BEGIN":
            inside.append(line[6:].upper())
            if len(inside) > DEEPEST:
                raise Refused(Fout.BESCHADIGD)
            if len(inside) == 2:
                part = Part(inside[1])
                continue
        if len(inside) == 3 and inside[2] in _SEASONS:
            part.lines.append((name, line))
        if name == b"END":
            if not inside or inside.pop() != line[4:].upper():
                raise Refused(Fout.BESCHADIGD)
            if len(inside) == 1 and part.kind in _KINDS:
                yield part
        elif len(inside) == 2:
            part.lines.append((name, line))
    if inside:
        raise Refused(Fout.BESCHADIGD)
