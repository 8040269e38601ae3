"""The calendar file: what every reader must understand, with `icalendar` as oracle."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afspraken.ical import Event, calendar, escaped, folded

STAMP = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
BEGIN = datetime(2026, 12, 7, 8, 0, tzinfo=UTC)

ATTACKS = [
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:boo",
    "x\rEND:VEVENT",
    "x\nEND:VCALENDAR",
    "x\x00y",
    "x\x0bEND:VEVENT",
    "x\x85END:VEVENT",
    "x\u2028END:VEVENT",
    "a;b,c\\n:d",
    '";X-EVIL="',
    "\ud800",
    "😀" * 60,
]


def event(**fields: object) -> Event:
    values = {"uid": "code", "begin": BEGIN, "einde": BEGIN + timedelta(minutes=20)}
    return Event(**(values | {"summary": "Afspraak"} | fields))


def parsed(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_an_appointment_is_read_back_as_it_was_written():
    content = calendar([event(location="Vondelstraat 1, Ouderkerk", sequence=2)], stamp=STAMP)
    (row,) = parsed(content)
    assert row.decoded("DTSTART") == BEGIN
    assert row.decoded("DTEND") == BEGIN + timedelta(minutes=20)
    assert row["LOCATION"] == "Vondelstraat 1, Ouderkerk"
    assert (row["UID"], int(row["SEQUENCE"]), row["STATUS"]) == ("code", 2, "CONFIRMED")
    assert row.decoded("DTSTAMP") == STAMP


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("field", ["uid", "summary", "location", "description", "url"])
def test_no_text_can_begin_a_line_of_its_own(field, text):
    content = calendar([event(**{field: text}), event(uid="second")], stamp=STAMP)
    assert [row["UID"] for row in parsed(content)][1] == "second"
    assert len(parsed(content)) == 2
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == content.count(b"\r\nEND:VEVENT\r\n") == 2
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@given(st.text(max_size=300))
def test_any_text_is_read_back_but_for_what_has_no_shape(text):
    (row,) = parsed(calendar([event(description="x" + text)], stamp=STAMP))
    plain = escaped(text).replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
    assert str(row["DESCRIPTION"]).replace("\\", "") == "x" + plain.replace("\\", "")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_folding_loses_nothing(text):
    line = escaped(text)
    assert folded(line).replace(b"\r\n ", b"") == line.encode()


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (datetime(2027, 3, 28, 0, 55, tzinfo=UTC), 1),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), 2),
        (datetime(2027, 10, 30, 23, 55, tzinfo=UTC), 2),
        (datetime(2027, 10, 31, 2, 0, tzinfo=UTC), 1),
    ],
)
def test_the_zone_in_the_file_changes_when_the_clocks_do(moment, hours):
    content = calendar([event(begin=moment, einde=moment + timedelta(minutes=20))], stamp=STAMP)
    (zone,) = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")
    written = content.split(b"DTSTART;TZID=Europe/Amsterdam:")[1][:15].decode()
    local = datetime.strptime(written, "%Y%m%dT%H%M%S").replace(tzinfo=zone.to_tz())
    assert local.utcoffset() == timedelta(hours=hours)
    assert local.astimezone(UTC) == moment
    assert content.count(b"RRULE:") == 2


def test_a_cancelled_appointment_says_so():
    (row,) = parsed(calendar([event(is_cancelled=True)], stamp=STAMP))
    assert row["STATUS"] == "CANCELLED"
