"""Keeps of a calendar the lines about time, and refuses one that would never end. PURE.

Subjects, names, places and notes are dropped before anything understands them: what is private goes
no further, and most of the work goes with it. So does everything that plainly lies outside the
window that is asked for, such as the meetings of former years.

What repeats is weighed before it is repeated: the library counts from the first time on, so
`FREQ=SECONDLY` since last year would take millions of steps. Read next: `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import prod
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from notificaties.buitenagenda.fouten import Fout, Refused
from notificaties.buitenagenda.spans import Window

MOST_PARTS = 5_000
"""Entries within the window: some 25 a day. The library takes a third of a millisecond for each."""

MOST_KEPT, MOST_KEPT_OF_ONE = 2_000_000, 100_000
"""Bytes of the lines that are kept, and of those of one entry: thousands of days left out."""

MOST_STEPS, MOST_STEPS_TOGETHER = 50_000, 1_000_000
"""Work of one repetition and of all, in days of a daily meeting."""

WORK = {
    b"SECONDLY": (timedelta(seconds=1), 10),
    b"MINUTELY": (timedelta(minutes=1), 10),
    b"HOURLY": (timedelta(hours=1), 10),
    b"DAILY": (timedelta(days=1), 1),
    b"WEEKLY": (timedelta(days=7), 3),
    b"MONTHLY": (timedelta(days=28), 10),
    b"YEARLY": (timedelta(days=365), 50),
}
"""How long one period of a repetition is, and what it weighs beside a day of a daily meeting."""

DEEPEST = 5
"""Components inside each other; an alarm of a meeting is the third."""

_ZONE, _EVENT = b"VTIMEZONE", b"VEVENT"
_KINDS = {_ZONE, _EVENT, b"VFREEBUSY"}
_SEASONS = {b"STANDARD", b"DAYLIGHT"}
_SPARE = timedelta(days=2)
"""So much wider than the window, because days are compared without regard for time zones."""

_WANTED = re.compile(
    rb"^(BEGIN|END|UID|SEQUENCE|STATUS|TRANSP|X-MICROSOFT-CDO-BUSYSTATUS|FREEBUSY"
    rb"|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID"
    rb"|TZID|TZOFFSETFROM|TZOFFSETTO)(?=[;:])[^\n]*",
    re.MULTILINE | re.IGNORECASE,
)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


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

    def day(self, name: bytes) -> date | None:
        """The day of a date or moment, by its digits alone; None if there is none."""
        return next(filter(None, map(_day, self.values(name))), None)


def _day(value: bytes) -> date | None:
    digits = value[:8]
    if len(digits) < 8 or not digits.isdigit():
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def slim(body: bytes, window: Window) -> str:
    """The calendar with no more than the times of what may lie in the window.

    Raises: Refused GEEN_AGENDA, BESCHADIGD, TE_VEEL, HERHALING.
    """
    kept: list[bytes] = []
    size = steps = count = 0
    for part in _parts(_lines(body)):
        if not _is_of_use(part, window):
            continue
        weight = sum(len(line) for _name, line in part.lines)
        size, steps, count = size + weight, steps + _work(part, window), count + 1
        if count > MOST_PARTS or size > MOST_KEPT or weight > MOST_KEPT_OF_ONE:
            raise Refused(Fout.TE_VEEL)
        if steps > MOST_STEPS_TOGETHER:
            raise Refused(Fout.HERHALING)
        kept += [b"BEGIN:" + part.kind, *_ending(part, window), b"END:" + part.kind]
    text = b"\r\n".join([b"BEGIN:VCALENDAR", *kept, b"END:VCALENDAR", b""])
    return _UNSEEN.sub("", text.decode(errors="replace"))


def _lines(body: bytes) -> bytes:
    """The text with one line per property, each ended by a line feed."""
    text = body.removeprefix(b"\xef\xbb\xbf").translate(None, b"\0").strip()
    if not re.match(rb"BEGIN:VCALENDAR\s", text, re.IGNORECASE):
        raise Refused(Fout.GEEN_AGENDA)
    if not text[-13:].upper() == b"END:VCALENDAR":
        raise Refused(Fout.BESCHADIGD)
    text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return re.sub(rb"\n[ \t]", b"", text)


def _parts(text: bytes) -> Iterator[Part]:
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


def _is_of_use(part: Part, window: Window) -> bool:
    """False for what plainly lies outside the window, and for a time zone that everyone knows."""
    if part.kind == _ZONE:
        return not is_known_zone(part.zone)
    names = {name for name, _line in part.lines}
    first, last = part.day(b"DTSTART"), part.day(b"DTEND") or part.day(b"DTSTART")
    if part.kind != _EVENT or first is None or last is None or names & {b"RDATE", b"DURATION"}:
        return True
    if b"RRULE" in names:
        ends = [_day(_rule(value).get(b"UNTIL", b"")) for value in part.values(b"RRULE")]
        last = date.max if None in ends else max(end for end in ends if end) + abs(last - first)
    if b"RECURRENCE-ID" in names:  # a changed day of a series takes away as well as gives
        instead = part.day(b"RECURRENCE-ID")
        if instead is None or part.goes_on:
            return True
        first, last = min(first, instead), max(last, instead)
    return first <= (window.end + _SPARE).date() and last >= (window.start - _SPARE).date()


def is_known_zone(name: str) -> bool:
    """True for a time zone of IANA or of Windows: its own definition in the file is not needed."""
    if name in WINDOWS_TO_OLSON:
        return True
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # unknown, or no name of a file
        return False
    return True


# --- what repeats ---------------------------------------------------------------------------------


def _work(part: Part, window: Window) -> int:
    """What the repetitions of a part weigh, up to the end of the window.

    Raises: Refused HERHALING for one that weighs too much, or for a time zone that changes more
    often than yearly.
    """
    total = 0
    for value in part.values(b"RRULE"):
        rule = _rule(value)
        if part.kind == _ZONE and rule.get(b"FREQ") != b"YEARLY":
            raise Refused(Fout.HERHALING)
        first = part.day(b"DTSTART") or window.start.date()
        steps = _steps(rule, first, window)
        if steps > MOST_STEPS:
            raise Refused(Fout.HERHALING)
        total += steps
    return total


def _rule(value: bytes) -> dict[bytes, bytes]:
    parts = (part.partition(b"=") for part in value.upper().split(b";"))
    return {name.strip(): text.strip() for name, _is, text in parts}


def _steps(rule: dict[bytes, bytes], first: date, window: Window) -> int:
    """Periods from the first day to the end of the window, by their weight and their choices.

    A rule of no known frequency takes none: the library will not repeat it.
    """
    if rule.get(b"FREQ") not in WORK:
        return 0
    period, weight = WORK[rule[b"FREQ"]]
    interval = rule.get(b"INTERVAL", b"1")
    if not re.fullmatch(rb"\d{1,6}", interval) or not int(interval):
        raise Refused(Fout.HERHALING)
    choices = [
        text for name, text in rule.items() if name.startswith(b"BY") and name != b"BYSETPOS"
    ]
    span = max(window.end.date() + _SPARE - first, timedelta(days=1))
    periods = span // (period * int(interval)) + 1
    return periods * weight * prod(text.count(b",") + 1 for text in choices)


def _ending(part: Part, window: Window) -> Iterator[bytes]:
    """The lines of a part, with repetitions that end with the window.

    The library looks ahead until it finds a day behind the window, and there may be none.
    """
    start = next((line for name, line in part.lines if name == b"DTSTART"), b"")
    last = (window.end + _SPARE).strftime("%Y%m%d").encode()
    bound = last if len(start.rpartition(b":")[2]) == 8 else last + b"T000000"
    if start.endswith(b"Z") or b"TZID=" in start.upper():
        bound += b"Z"
    for name, line in part.lines:
        until = _rule(line.rpartition(b":")[2]).get(b"UNTIL", b"") if name == b"RRULE" else b""
        if name != b"RRULE" or part.kind == _ZONE or b"" < until[:8] <= last:
            yield line
            continue
        kept = [text for text in line.split(b";") if not text.strip().upper().startswith(b"UNTIL=")]
        yield b";".join([*kept, b"UNTIL=" + bound])
