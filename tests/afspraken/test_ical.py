"""The calendar file: what every reader must understand, with `icalendar` as oracle."""

from datetime import UTC, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afspraken.ical import Event, Method, Party, calendar, escaped, folded
from afspraken.ical.clock import VTIMEZONE
from afspraken.lokaal import LOCAL

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


def event(*, begin: datetime = BEGIN, **fields: object) -> Event:
    values = {"uid": "code", "einde": begin + timedelta(minutes=20), "gewijzigd_op": STAMP}
    return Event(begin=begin, **({"summary": "Afspraak"} | values | fields))


def parsed(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def lines(content: bytes) -> set[str]:
    return set(content.decode().replace("\r\n ", "").split("\r\n"))


def test_an_appointment_is_read_back_as_it_was_written():
    content = calendar([event(location="Vondelstraat 1, Ouderkerk", sequence=2)])
    (row,) = parsed(content)
    assert row.decoded("DTSTART") == BEGIN
    assert row.decoded("DTEND") == BEGIN + timedelta(minutes=20)
    assert row["LOCATION"] == "Vondelstraat 1, Ouderkerk"
    assert (row["UID"], int(row["SEQUENCE"]), row["STATUS"]) == ("code", 2, "CONFIRMED")
    assert row.decoded("DTSTAMP") == row.decoded("LAST-MODIFIED") == STAMP
    assert row["TRANSP"] == "OPAQUE"


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("field", ["uid", "summary", "location", "description", "url"])
def test_no_text_can_begin_a_line_of_its_own(field, text):
    content = calendar([event(**{field: text}), event(uid="second")])
    assert [row["UID"] for row in parsed(content)][1] == "second"
    assert len(parsed(content)) == 2
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == content.count(b"\r\nEND:VEVENT\r\n") == 2
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("part", ["email", "naam"])
def test_no_name_or_address_can_begin_a_line_or_a_parameter_of_its_own(part, text):
    party = Party(**({"email": "anna@example.nl", "naam": "Anna"} | {part: text}))
    content = calendar([event()], method=Method.REQUEST, organizer=party, attendee=party)
    (row,) = parsed(content)
    assert set(row["ATTENDEE"].params) <= {"ROLE", "PARTSTAT", "RSVP", "CN"}
    assert set(row["ORGANIZER"].params) <= {"CN"}
    assert str(row["ATTENDEE"]).startswith("mailto:")
    assert b"\r" not in content.replace(b"\r\n", b"")


@given(st.text(max_size=300))
def test_any_text_is_read_back_but_for_what_has_no_shape(text):
    (row,) = parsed(calendar([event(description="x" + text)]))
    plain = escaped(text).replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
    assert str(row["DESCRIPTION"]).replace("\\", "") == "x" + plain.replace("\\", "")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_folding_loses_nothing(text):
    line = escaped(text)
    assert folded(line).replace("\r\n ", "") == line
    assert all(len(piece.encode()) <= 75 for piece in folded(line).split("\r\n"))


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (datetime(2027, 3, 28, 0, 55, tzinfo=UTC), 1),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), 2),
        (datetime(2027, 10, 30, 23, 35, tzinfo=UTC), 2),
        (datetime(2027, 10, 31, 2, 0, tzinfo=UTC), 1),
    ],
)
def test_the_zone_in_the_file_changes_when_the_clocks_do(moment, hours):
    content = calendar([event(begin=moment, einde=moment + timedelta(minutes=20))])
    (zone,) = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")
    written = content.split(b"DTSTART;TZID=Europe/Amsterdam:")[1][:15].decode()
    local = datetime.strptime(written, "%Y%m%dT%H%M%S").replace(tzinfo=zone.to_tz())
    assert local.utcoffset() == timedelta(hours=hours)
    assert local.astimezone(UTC) == moment
    assert content.count(b"RRULE:") == 2


def test_the_zone_of_the_file_is_the_zone_of_the_town_for_as_long_as_anyone_books():
    (zone,) = icalendar.Calendar.from_ical(calendar([])).walk("VTIMEZONE")
    written = zone.to_tz()
    for month in range(12 * 8):
        for day in (1, 26, 31):
            moment = datetime(2026 + month // 12, month % 12 + 1, 1, 12, tzinfo=UTC)
            moment += timedelta(days=day - 1)
            local = moment.astimezone(LOCAL)
            assert local.replace(tzinfo=written).utcoffset() == local.utcoffset()
    assert VTIMEZONE.count("RRULE:") == 2


@pytest.mark.parametrize("minutes", [-25, -20, -5, 0, 30, 60, 90, 115, 120])
def test_the_hour_that_occurs_twice_is_written_in_utc(minutes):
    begin = datetime(2027, 10, 31, 0, 0, tzinfo=UTC) + timedelta(minutes=minutes)
    content = calendar([event(begin=begin)])
    touched = -20 <= minutes < 120
    assert (f"\r\nDTSTART:{begin:%Y%m%dT%H%M%S}Z\r\n".encode() in content) == touched
    (row,) = parsed(content)
    assert row.decoded("DTSTART").astimezone(UTC) == begin
    assert row.decoded("DTEND").astimezone(UTC) == begin + timedelta(minutes=20)


def test_a_moment_of_any_zone_and_second_is_the_same_moment():
    kolkata = timezone(timedelta(hours=5, minutes=30))
    begin = datetime(2026, 12, 7, 13, 31, 17, tzinfo=kolkata)
    (row,) = parsed(calendar([event(begin=begin, gewijzigd_op=begin)]))
    assert row.decoded("DTSTART") == row.decoded("DTSTAMP") == begin


def test_a_cancelled_appointment_says_so_and_leaves_the_time_free():
    (row,) = parsed(calendar([event(is_cancelled=True)]))
    assert (row["STATUS"], row["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_a_feed_has_a_name_and_says_how_often_to_come_back():
    content = calendar([event()], name="Loket 1; balie", refresh=timedelta(hours=1))
    file = icalendar.Calendar.from_ical(content)
    assert "METHOD" not in file
    assert {"NAME:Loket 1\\; balie", "X-WR-CALNAME:Loket 1\\; balie"} <= lines(content)
    assert file["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert file["X-PUBLISHED-TTL"] == "PT1H"


def test_an_invitation_asks_for_no_answer():
    content = calendar(
        [event()],
        method=Method.REQUEST,
        organizer=Party("afspraken@example.nl", 'Gemeente "Ouder-Amstel"'),
        attendee=Party("anna@example.nl", "Anna, de Vries"),
    )
    assert icalendar.Calendar.from_ical(content)["METHOD"] == "REQUEST"
    (row,) = parsed(content)
    assert row["ORGANIZER"] == "mailto:afspraken@example.nl"
    assert row["ORGANIZER"].params["CN"] == "Gemeente 'Ouder-Amstel'"
    assert row["ATTENDEE"] == "mailto:anna@example.nl"
    assert dict(row["ATTENDEE"].params) == {
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
        "CN": "Anna, de Vries",
    }


@pytest.mark.parametrize(("minutes", "trigger"), [(15, "-PT15M"), (60, "-PT1H"), (90, "-PT90M")])
def test_an_alarm_is_there_only_if_asked_for(minutes, trigger):
    content = calendar([event(alarm=timedelta(minutes=minutes))])
    (row,) = parsed(content)
    (alarm,) = row.walk("VALARM")
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", "Afspraak")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-minutes)
    assert f"TRIGGER:{trigger}" in lines(content)
    assert b"VALARM" not in calendar([event()])


def test_the_same_values_give_the_same_octets():
    assert calendar([event(), event(uid="b")]) == calendar([event(), event(uid="b")])
