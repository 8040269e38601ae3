"""From a calendar to the times at which its owner is busy. PURE: bytes in, spans out.

What counts as busy; the first line that fits decides:

    cancelled                       no     STATUS, also of a single day of a series
    free, working elsewhere         no     X-MICROSOFT-CDO-BUSYSTATUS, the word of Outlook
    tentative, busy, out of office  yes    the same
    transparent                     no     TRANSP, where Outlook says nothing
    anything else                   yes

A day without hours is a whole day in town. A time without a zone, or in a zone that nobody knows,
is on the clock in town. Spans are rounded outward to five minutes and joined. Names and subjects
do not come here: see `slimming`.

Source: RFC 5545; for Outlook [MS-OXCICAL] 2.1.3.1.1.20.31 (its word), [MS-OXOCAL] 2.2.1.27 (UIDs).
"""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component
from recurring_ical_events import EventAdapter, Series

from notificaties.buitenagenda.fouten import Fout, Refused
from notificaties.buitenagenda.slimming import slim
from notificaties.buitenagenda.spans import Gelezen, Span, Window, joined

LOCAL = ZoneInfo("Europe/Amsterdam")
CELL, DAY = timedelta(minutes=5), timedelta(days=1)

MOST_TIMES, MOST_SPANS = 50_000, 5_000
"""Before joining and after: five thousand is some 25 a day for half a year."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FREE, _BUSY = {"FREE", "WORKINGELSEWHERE"}, {"TENTATIVE", "BUSY", "OOF"}

_LIKE_OURS = re.compile(r"[\w-]{32,64}|blokkade-\S+@\S+", re.ASCII)
"""What appointments and shifts of ours are called in a calendar; so are some of others."""

_WRAPPED = re.compile("040000008200E00074C5B7101A82E008.{48}7643616C2D55696401000000(.+)", re.I)
"""How Exchange keeps the UID of an invitation from elsewhere: after "vCal-Uid", in hexadecimals."""


def read(
    body: bytes,
    window: Window,
    *,
    patience: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Gelezen:
    """The busy times of a calendar within a window. Raises: Refused.

    `patience` surrounds the reading of each meeting and may break it off with a Refused: a series
    without a single day, such as 30 February, is searched until the year 9999.
    """
    found: dict[str, list[Span]] = defaultdict(list)
    unreadable = times = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what other programs do wrong
        for uid, entries in _entries(_parsed(slim(body, window))):
            try:
                with patience():
                    spans = _cells(_busy(entries, window), window)
            except (MemoryError, Refused):
                raise
            except Exception:  # whatever it is: one strange entry must not spoil the others
                unreadable += 1
                continue
            found[uid] += spans
            times += len(spans)
            if times > MOST_TIMES:
                raise Refused(Fout.TE_VEEL)
    own = {uid: joined(spans) for uid, spans in found.items() if _LIKE_OURS.fullmatch(uid)}
    busy = joined(chain.from_iterable(spans for uid, spans in found.items() if uid not in own))
    if len(busy) + sum(map(len, own.values())) > MOST_SPANS:
        raise Refused(Fout.TE_VEEL)
    return Gelezen(busy, own, unreadable)


# --- entries --------------------------------------------------------------------------------------


def _parsed(text: str) -> Calendar:
    try:
        return Calendar.from_ical(text)
    except MemoryError:
        raise
    except Exception:
        raise Refused(Fout.BESCHADIGD) from None


def _entries(calendar: Calendar) -> Iterator[tuple[str, list[Component]]]:
    """What makes up one meeting: the series and the days of it that were changed, by their UID."""
    meetings: dict[str, list[Component]] = defaultdict(list)
    for number, event in enumerate(calendar.walk("VEVENT")):
        meetings[str(event.get("UID") or number)].append(event)
    for uid, events in meetings.items():
        whole = [event for event in events if "RECURRENCE-ID" not in event]
        changed = [event for event in events if "RECURRENCE-ID" in event]
        latest = max((_version(event) for event in whole), default=0)
        series = [event for event in whole if _version(event) == latest]
        # Two meetings under one name are a mistake of the sender; both keep somebody busy.
        for event in series[1:]:
            yield original_uid(uid), [event]
        yield original_uid(uid), [*series[:1], *changed]
    for freebusy in calendar.walk("VFREEBUSY"):
        yield "", [freebusy]


def _version(event: Component) -> int:
    sequence = event.get("SEQUENCE", 0)
    return sequence if isinstance(sequence, int) else 0


def original_uid(uid: str) -> str:
    """The UID as the sender of an invitation made it, also where Exchange wrapped it.

    >>> original_uid("5f2a@example.nl")
    '5f2a@example.nl'
    """
    wrapped = _WRAPPED.fullmatch(uid)
    if not wrapped:
        return uid
    try:
        return bytes.fromhex(wrapped[1]).rstrip(b"\0").decode("ascii")
    except ValueError:
        return uid


def _busy(entries: list[Component], window: Window) -> Iterator[Span]:
    """When the entries of one meeting keep somebody busy, in UTC. May be outside the window."""
    if entries[0].name == "VFREEBUSY":
        yield from _stretches(entries[0])
        return
    series = Series([EventAdapter(event) for event in entries])
    # A day more on both sides: times without a zone are compared as if they were in UTC.
    for occurrence in series.between(window.start - DAY, window.end + DAY):
        if _is_busy(occurrence.as_component(keep_recurrence_attributes=False)):
            yield _span(occurrence.start, occurrence.end)


def _is_busy(event: Component) -> bool:
    outlook = _word(event, "X-MICROSOFT-CDO-BUSYSTATUS")
    if _word(event, "STATUS") == "CANCELLED" or outlook in _FREE:
        return False
    return outlook in _BUSY or _word(event, "TRANSP") != "TRANSPARENT"


def _word(event: Component, name: str) -> str:
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) else value).strip().upper()


def _stretches(freebusy: Component) -> Iterator[Span]:
    """The periods of a VFREEBUSY that are not free."""
    periods = freebusy.get("FREEBUSY", [])
    for period in periods if isinstance(periods, list) else [periods]:
        start, end = period.dt
        if period.params.get("FBTYPE", "BUSY").upper() != "FREE":
            yield _span(start, start + end if isinstance(end, timedelta) else end)


# --- times ----------------------------------------------------------------------------------------


def _span(start: date, end: date) -> Span:
    """Begin and end in UTC. An end that the clock jumped over lies as long after the begin."""
    begin, until = _moment(start), _moment(end)
    return begin, until if until > begin else begin + (end - start)


def _moment(value: date) -> datetime:
    """The moment that a day, a time in town, or a time in a zone stands for.

    A time that comes twice is the first, one that the clock skips is as long after the jump as it
    says. Source: RFC 5545, 3.3.5.
    """
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.tzinfo is None:
        value = value.replace(tzinfo=LOCAL)
    return value.astimezone(UTC)


def _cells(spans: Iterable[Span], window: Window) -> list[Span]:
    """The whole cells that the spans touch within the window."""
    found = []
    for start, end in spans:
        start, end = max(start, window.start), min(end, window.end)
        if start < end:
            found.append((start - (start - _EPOCH) % CELL, end + (_EPOCH - end) % CELL))
    return found
