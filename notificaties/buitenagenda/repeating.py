"""What repeats is weighed before it is repeated. PURE: nothing is repeated here.

The library counts from the first time on, so `FREQ=SECONDLY` since last year would take millions
of steps; and it looks ahead until it finds a day behind the window, which may never come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from math import prod

from notificaties.buitenagenda.fouten import Fout, Refused
from notificaties.buitenagenda.parts import ZONE, Part
from notificaties.buitenagenda.spans import Window

SPARE = 2
"""Days on both sides of the window, because days are compared without regard for time zones."""

MOST_WORK = 50_000
"""Of one repetition, in days of a daily meeting."""

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


def work_of(part: Part, window: Window) -> int:
    """What the repetitions of a part weigh, up to the end of the window.

    Raises: Refused HERHALING for one that weighs too much, or for a time zone in which the clock
    changes more often than yearly.
    """
    rules = [rule_of(value) for value in part.values(b"RRULE")]
    if part.kind == ZONE and any(rule.get(b"FREQ") != b"YEARLY" for rule in rules):
        raise Refused(Fout.HERHALING)
    first = part.day(b"DTSTART") or window.start.toordinal()
    weights = [_weight(rule, first, window) for rule in rules]
    if max(weights, default=0) > MOST_WORK:
        raise Refused(Fout.HERHALING)
    return sum(weights)


def rule_of(value: bytes) -> dict[bytes, bytes]:
    """The parts of a repetition by name, in capitals.

    >>> rule_of(b"FREQ=daily;COUNT=3")
    {b'FREQ': b'DAILY', b'COUNT': b'3'}
    """
    parts = (part.partition(b"=") for part in value.upper().split(b";"))
    return {name.strip(): text.strip() for name, _is, text in parts}


def _weight(rule: dict[bytes, bytes], first: int, window: Window) -> int:
    """The periods from the first day to the end of the window, times what each has to choose from.

    A rule of no known frequency weighs nothing: the library will not repeat it.
    """
    if rule.get(b"FREQ") not in WORK:
        return 0
    period, weight = WORK[rule[b"FREQ"]]
    interval = rule.get(b"INTERVAL", b"1")
    if not re.fullmatch(rb"\d{1,6}", interval) or not int(interval):
        raise Refused(Fout.HERHALING)
    chosen = (name for name in rule if name.startswith(b"BY") and name != b"BYSETPOS")
    choices = prod(rule[name].count(b",") + 1 for name in chosen)
    span = timedelta(days=max(window.end.toordinal() + SPARE - first, 1))
    return (span // (period * int(interval)) + 1) * weight * choices


def ending_of(part: Part, window: Window) -> Iterator[bytes]:
    """The lines of a part, with repetitions that end with the window.

    The library looks ahead until it finds a day behind the window, and there may be none.
    """
    start = next((line for name, line in part.lines if name == b"DTSTART"), b"")
    last = (window.end + timedelta(days=SPARE)).strftime("%Y%m%d").encode()
    bound = last if len(start.rpartition(b":")[2]) == 8 else last + b"T000000"
    if start.endswith(b"Z") or b"TZID=" in start.upper():
        bound += b"Z"
    for name, line in part.lines:
        until = rule_of(line.rpartition(b":")[2]).get(b"UNTIL", b"") if name == b"RRULE" else b""
        if name != b"RRULE" or part.kind == ZONE or b"" < until[:8] <= last:
            yield line
            continue
        kept = [text for text in line.split(b";") if not text.strip().upper().startswith(b"UNTIL=")]
        yield b";".join([*kept, b"UNTIL=" + bound])
