"""Keeps of a calendar the lines about time of what may lie in the window. PURE.

What is private goes no further, and most of the work goes with it: subjects, names and notes, the
meetings of former years, and the time zones that everyone knows. Read next: `reading`.
"""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from notificaties.buitenagenda.fouten import Fout, Refused
from notificaties.buitenagenda.parts import EVENT, ZONE, Part, day_number, parts_of
from notificaties.buitenagenda.repeating import SPARE, ending_of, rule_of, work_of
from notificaties.buitenagenda.spans import Window

MOST_PARTS = 5_000
"""Entries within the window: some 25 a day. The library takes a third of a millisecond for each."""

MOST_KEPT, MOST_KEPT_OF_ONE = 2_000_000, 100_000
"""Bytes of the lines that are kept, and of those of one entry: thousands of days left out."""

MOST_WORK = 1_000_000
"""Of all repetitions together, in days of a daily meeting."""

NEVER = date.max.toordinal()

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def slim(body: bytes, window: Window) -> str:
    """The calendar with no more than the times of what may lie in the window.

    Raises: Refused GEEN_AGENDA, BESCHADIGD, TE_VEEL, HERHALING.
    """
    kept: list[bytes] = []
    size = work = count = 0
    for part in parts_of(body):
        if not _is_of_use(part, window):
            continue
        own = sum(len(line) for _name, line in part.lines)
        size, work, count = size + own, work + work_of(part, window), count + 1
        if count > MOST_PARTS or size > MOST_KEPT or own > MOST_KEPT_OF_ONE:
            raise Refused(Fout.TE_VEEL)
        if work > MOST_WORK:
            raise Refused(Fout.HERHALING)
        kept += [b"BEGIN:" + part.kind, *ending_of(part, window), b"END:" + part.kind]
    text = b"\r\n".join([b"BEGIN:VCALENDAR", *kept, b"END:VCALENDAR", b""])
    return _UNSEEN.sub("", text.decode(errors="replace"))


def _is_of_use(part: Part, window: Window) -> bool:
    """False for what plainly lies outside the window, and for a time zone that everyone knows."""
    if part.kind == ZONE:
        return not is_known_zone(part.zone)
    names = {name for name, _line in part.lines}
    first, last = part.day(b"DTSTART"), part.day(b"DTEND") or part.day(b"DTSTART")
    if part.kind != EVENT or first is None or last is None or names & {b"RDATE", b"DURATION"}:
        return True
    if b"RRULE" in names:
        until = (rule_of(value).get(b"UNTIL", b"") for value in part.values(b"RRULE"))
        last = max(day_number(end) or NEVER for end in until) + abs(last - first)
    if b"RECURRENCE-ID" in names:  # a changed day of a series takes away as well as gives
        instead = part.day(b"RECURRENCE-ID")
        if instead is None or part.goes_on:
            return True
        first, last = min(first, instead), max(last, instead)
    return first <= window.end.toordinal() + SPARE and last >= window.start.toordinal() - SPARE


def is_known_zone(name: str) -> bool:
    """True for a time zone of IANA or of Windows: its own definition in the file is not needed."""
    if name in WINDOWS_TO_OLSON:
        return True
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # unknown, or no name of a file
        return False
    return True
