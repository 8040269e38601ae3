"""Calendars as others write them, in as few words as a test needs."""

from datetime import UTC, datetime

from notificaties.buitenagenda.spans import Span, Window
from tests.cast import at, clock

WINDOW = Window(
    datetime(2026, 11, 29, 23, tzinfo=UTC),
    datetime(2027, 6, 20, 22, tzinfo=UTC),
)
"""As `keeping` asks on the day of the cast: from yesterday, for more than half a year."""


def calendar(*events: str, before: str = "") -> bytes:
    """A file with these events, each given by its lines; `before` are lines of the file itself."""
    parts = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Voorbeeld//NL", before]
    parts += [f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events]
    text = "\n".join(filter(None, [*parts, "END:VCALENDAR", ""]))
    return f"{text}\n".replace("\n", "\r\n").encode()


def event(*lines: str, uid: str = "overleg@example.nl") -> str:
    """The lines of an event."""
    return "\n".join([f"UID:{uid}", *lines])


def meeting(begin: str, end: str, *more: str, uid: str = "overleg@example.nl") -> str:
    """The lines of a meeting on the Monday of the cast, in town: meeting("9:00", "10:00")."""
    return event(f"DTSTART:{utc(at(begin))}", f"DTEND:{utc(at(end))}", *more, uid=uid)


def utc(moment: datetime) -> str:
    """A moment as iCalendar writes it."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def hours(spans: list[Span]) -> list[str]:
    """Spans on the clock in town: ["9:00-10:00"]."""
    return [f"{clock(start)}-{clock(end)}" for start, end in spans]
