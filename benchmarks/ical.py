"""Writing a calendar of a thousand events, beside the icalendar library writing the same one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import icalendar

from afspraken.ical import Event, calendar
from afspraken.lokaal import LOCAL
from benchmarks.measuring import Figure, answer, in_turn, slower

NUMBER = 1000
PLACE = "Loket 1, Gemeentehuis, Vondelstraat 1, 1191 AA Ouderkerk aan de Amstel"
LENGTH = timedelta(minutes=20)
ROUNDS = 9
OFTEN = 20
"""Times that we write it in a round, so that a busy moment hits both alike."""


class Row(NamedTuple):
    """What a table gives of one appointment."""

    code: str
    begin: datetime
    gewijzigd_op: datetime
    referentie: str
    versie: int


def figures() -> Iterator[Figure]:
    """A year of one counter; first what a reader finds in both, then time."""
    first = datetime(2026, 12, 1, 7, tzinfo=UTC)
    rows = [
        Row(
            code=f"{n:032x}",
            begin=first + n * timedelta(minutes=525),
            gewijzigd_op=first - n * timedelta(minutes=37),
            referentie=f"{n:06}",
            versie=n % 3,
        )
        for n in range(NUMBER)
    ]
    yield answer("events that a reader finds", found(ours(rows)), found(library(rows)))
    many, theirs = in_turn(lambda: _often(rows), lambda: library(rows), rounds=ROUNDS)
    yield slower(f"{NUMBER} events", many / OFTEN, theirs, 50)


def ours(rows: Sequence[Row]) -> bytes:
    """By our own writer."""
    return calendar(
        [
            Event(
                uid=row.code,
                begin=row.begin,
                einde=row.begin + LENGTH,
                gewijzigd_op=row.gewijzigd_op,
                summary="Afspraak",
                location=PLACE,
                description=f"Referentie: {row.referentie}",
                sequence=row.versie,
            )
            for row in rows
        ],
        name="Loket 1",
        refresh=timedelta(hours=1),
    )


def library(rows: Sequence[Row]) -> bytes:
    """By icalendar, which is given the zone for nothing: it writes no VTIMEZONE here."""
    file = icalendar.Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//Afspraken//Afspraken//NL")
    file.add("calscale", "GREGORIAN")
    file.add("name", "Loket 1")
    for row in rows:
        event = icalendar.Event()
        event.add("uid", row.code)
        event.add("dtstamp", row.gewijzigd_op)
        event.add("last-modified", row.gewijzigd_op)
        event.add("dtstart", row.begin.astimezone(LOCAL))
        event.add("dtend", (row.begin + LENGTH).astimezone(LOCAL))
        event.add("sequence", row.versie)
        event.add("status", "CONFIRMED")
        event.add("transp", "OPAQUE")
        event.add("summary", "Afspraak")
        event.add("location", PLACE)
        event.add("description", f"Referentie: {row.referentie}")
        file.add_component(event)
    content: bytes = file.to_ical()
    return content


def found(content: bytes) -> int:
    """A number for all that a reader finds; equal calendars give equal numbers."""
    names = ("UID", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "DESCRIPTION")
    moments = ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED")
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    seen = [
        tuple(str(event[name]) for name in names)
        + tuple(event.decoded(name).astimezone(UTC) for name in moments)
        for event in events
    ]
    return len(set(seen)) if len(seen) == NUMBER else -1


def _often(rows: Sequence[Row]) -> None:
    for _time in range(OFTEN):
        ours(rows)
