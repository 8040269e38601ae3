"""Calendars as others write them, in as few words as a test needs."""

from datetime import UTC, date, datetime

from notificaties.buitenagenda.reading import read
from notificaties.buitenagenda.spans import Span, Window
from tests.cast import MAANDAG, at, clock

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


def busy(*events: str, before: str = "", dag: date = MAANDAG) -> list[str]:
    """The hours of a day that a calendar with these events takes."""
    found = read(calendar(*events, before=before), WINDOW)
    assert found.onleesbaar == 0
    assert found.misschien_eigen == {}
    return hours(
        span for span in found.bezet if span[0] < at("23:59", dag) and span[1] > at("0:00", dag)
    )


def zone(name: str, winter: str, summer: str) -> str:
    """A time zone as Exchange writes it, with the days on which the clock changes in Europe."""
    season = """BEGIN:{season}
DTSTART:16010101T0{hour}0000
TZOFFSETFROM:{old}
TZOFFSETTO:{new}
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH={month}
END:{season}"""
    back = season.format(season="STANDARD", hour=3, old=summer, new=winter, month=10)
    forward = season.format(season="DAYLIGHT", hour=2, old=winter, new=summer, month=3)
    return f"BEGIN:VTIMEZONE\nTZID:{name}\n{back}\n{forward}\nEND:VTIMEZONE"
