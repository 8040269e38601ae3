"""What a calendar says of when somebody is busy."""

from datetime import UTC, datetime, timedelta

import pytest

from notificaties.buitenagenda.reading import original_uid, read
from notificaties.buitenagenda.spans import joined
from tests.cast import MAANDAG, NOW, at
from tests.notificaties.buitenagenda.agendas import (
    WINDOW,
    busy,
    calendar,
    event,
    hours,
    meeting,
    utc,
    zone,
)

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)

# --- whether --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "is_busy"),
    [
        ([], True),
        (["STATUS:CONFIRMED", "TRANSP:OPAQUE"], True),
        (["STATUS:TENTATIVE"], True),
        (["STATUS:CANCELLED"], False),
        (["TRANSP:TRANSPARENT"], False),
        (["transp:transparent"], False),
        (["X-MICROSOFT-CDO-BUSYSTATUS:FREE"], False),
        (["X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE"], False),
        (["X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"], True),
        (["X-MICROSOFT-CDO-BUSYSTATUS:BUSY"], True),
        (["X-MICROSOFT-CDO-BUSYSTATUS:OOF"], True),
        (["X-MICROSOFT-CDO-BUSYSTATUS:FREE", "TRANSP:OPAQUE"], False),
        (["X-MICROSOFT-CDO-BUSYSTATUS:OOF", "TRANSP:TRANSPARENT"], True),
        (["X-MICROSOFT-CDO-BUSYSTATUS:OOF", "STATUS:CANCELLED"], False),
        (["X-MICROSOFT-CDO-BUSYSTATUS:NIEUW WOORD", "TRANSP:TRANSPARENT"], False),
        (["X-MICROSOFT-CDO-INTENDEDSTATUS:FREE"], True),
    ],
)
def test_what_counts_as_busy(lines, is_busy):
    assert busy(meeting("9:00", "10:00", *lines)) == (["9:00-10:00"] if is_busy else [])


def test_a_freebusy_part_takes_what_is_not_free():
    monday = f"{MAANDAG:%Y%m%d}"
    before = f"""BEGIN:VFREEBUSY
UID:x
DTSTART:{monday}T000000Z
FREEBUSY:{monday}T080000Z/{monday}T090000Z,{monday}T093000Z/PT30M
FREEBUSY;FBTYPE=BUSY-TENTATIVE:{monday}T110000Z/{monday}T113000Z
FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:{monday}T120000Z/{monday}T123000Z
FREEBUSY;FBTYPE=FREE:{monday}T130000Z/{monday}T140000Z
END:VFREEBUSY"""
    assert busy(before=before) == ["9:00-10:00", "10:30-11:00", "12:00-12:30", "13:00-13:30"]


def test_tasks_diary_notes_and_alarms_take_nothing():
    alarm = "BEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT1H\nREPEAT:3\nEND:VALARM"
    todo = f"BEGIN:VTODO\nUID:t\nDTSTART:{utc(at('13:00'))}\nDUE:{utc(at('14:00'))}\nEND:VTODO"
    note = f"BEGIN:VJOURNAL\nUID:j\nDTSTART:{utc(at('15:00'))}\nEND:VJOURNAL"
    assert busy(meeting("9:00", "10:00", alarm), before=f"{todo}\n{note}") == ["9:00-10:00"]


def test_an_empty_calendar_takes_nothing():
    assert busy() == []


# --- when -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:20261207T080000Z", "DTEND:20261207T090000Z"),
        ("DTSTART;TZID=Europe/Amsterdam:20261207T090000", "DURATION:PT1H"),
        ("DTSTART;TZID=W. Europe Standard Time:20261207T090000", "DURATION:PT1H"),
        ("DTSTART;TZID=Romance Standard Time:20261207T090000", "DURATION:PT60M"),
        ("DTSTART;TZID=GMT Standard Time:20261207T080000", "DURATION:PT1H"),
        ("DTSTART;TZID=Eastern Standard Time:20261207T030000", "DURATION:PT1H"),
        ("DTSTART;TZID=America/New_York:20261207T030000",
         "DTEND;TZID=Europe/Amsterdam:20261207T100000"),
        ("DTSTART:20261207T090000", "DTEND:20261207T100000"),
        ('DTSTART;TZID="(UTC+01:00) Nergens, Overal":20261207T090000', "DURATION:PT1H"),
        ("DTSTART;X-VREEMD=ja;TZID=Europe/Amsterdam:20261207T090000", "DURATION:PT1H"),
    ],
)  # fmt: skip
def test_one_hour_written_in_many_ways(lines):
    assert busy(event(*lines)) == ["9:00-10:00"]


@pytest.mark.parametrize(
    ("tzid", "param"),
    [
        ("Customized Time Zone", "Customized Time Zone"),
        ("tzone://Microsoft/Custom", '"tzone://Microsoft/Custom"'),
        ("(UTC+01:00) Ergens\\, Nergens", '"(UTC+01:00) Ergens, Nergens"'),
    ],
)
def test_a_zone_that_the_calendar_explains_itself_is_believed(tzid, param):
    lines = [f"DTSTART;TZID={param}:20261207T110000", "DURATION:PT1H"]
    assert busy(event(*lines), before=zone(tzid, "+0300", "+0400")) == ["9:00-10:00"]


def test_a_zone_that_everyone_knows_is_not_explained_anew():
    lines = ["DTSTART;TZID=W. Europe Standard Time:20261207T090000", "DURATION:PT1H"]
    before = zone("W. Europe Standard Time", "+0900", "+1000")
    assert busy(event(*lines), before=before) == ["9:00-10:00"]


def test_a_day_without_hours_is_a_whole_day_in_town():
    assert busy(event("DTSTART;VALUE=DATE:20261207")) == ["0:00-0:00"]
    found = read(
        calendar(event("DTSTART;VALUE=DATE:20261207", "DTEND;VALUE=DATE:20261210")), WINDOW
    )
    assert found.bezet == [(at("0:00"), at("0:00", MAANDAG + 3 * DAY))]


def test_days_on_which_the_clock_changes_are_shorter_and_longer():
    spring = event("DTSTART;VALUE=DATE:20270328", uid="1")
    window = type(WINDOW)(NOW, NOW + 400 * DAY)
    autumn = event("DTSTART;VALUE=DATE:20271031", uid="2")
    lengths = [end - start for start, end in read(calendar(spring, autumn), window).bezet]
    assert lengths == [timedelta(hours=23), timedelta(hours=25)]


def test_a_time_that_the_clock_skips_lasts_as_long_as_it_says():
    """02:30 does not exist on 28 March 2027: it stands for 03:30."""
    lines = ["DTSTART;TZID=Europe/Amsterdam:20270328T023000"]
    for end in ("DURATION:PT45M", "DTEND;TZID=Europe/Amsterdam:20270328T031500"):
        [(start, until)] = read(calendar(event(*lines, end)), WINDOW).bezet
        assert (start, until - start) == (
            datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
            timedelta(minutes=45),
        )


def test_times_are_rounded_outward_to_five_minutes():
    odd = event("DTSTART:20261207T080159Z", "DTEND:20261207T085501Z")
    assert busy(odd) == ["9:00-10:00"]
    assert busy(event("DTSTART:20261207T080000Z", "DTEND:20261207T080000Z")) == [], "no length"
    assert busy(event("DTSTART:20261207T080000Z", "DTEND:20261207T080001Z")) == ["9:00-9:05"]


def test_overlapping_and_adjoining_meetings_are_one_stretch():
    meetings = [("9:00", "10:00"), ("9:30", "9:45"), ("10:00", "11:00"), ("11:10", "12:00")]
    events = [meeting(*span, uid=f"{number}@x") for number, span in enumerate(meetings)]
    assert busy(*events) == ["9:00-11:00", "11:10-12:00"]


def test_only_the_window_counts_and_what_crosses_its_edge_is_cut():
    edges = [
        event(f"DTSTART:{utc(WINDOW.start - DAY)}", f"DTEND:{utc(WINDOW.start + DAY)}", uid="a"),
        event(f"DTSTART:{utc(WINDOW.end - DAY)}", f"DTEND:{utc(WINDOW.end + DAY)}", uid="b"),
        event(f"DTSTART:{utc(WINDOW.start - DAY)}", f"DTEND:{utc(WINDOW.start)}", uid="c"),
        event(f"DTSTART:{utc(WINDOW.end)}", f"DTEND:{utc(WINDOW.end + DAY)}", uid="d"),
    ]
    assert read(calendar(*edges), WINDOW).bezet == [
        (WINDOW.start, WINDOW.start + DAY),
        (WINDOW.end - DAY, WINDOW.end),
    ]


def test_an_absence_of_a_year_is_one_stretch():
    lines = ["DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20280101"]
    assert read(calendar(event(*lines)), WINDOW).bezet == [(WINDOW.start, WINDOW.end)]


# --- whose ----------------------------------------------------------------------------------------

CODE = "pN3xKq0u7mW9sT2vB5yZ8aC1dF4gH6jL"


def test_what_may_be_an_appointment_of_ours_is_kept_apart():
    found = read(calendar(meeting("9:00", "10:00", uid=CODE), meeting("11:00", "12:00")), WINDOW)
    assert hours(found.bezet) == ["11:00-12:00"]
    assert {uid: hours(spans) for uid, spans in found.misschien_eigen.items()} == {
        CODE: ["9:00-10:00"]
    }


def test_what_may_be_a_shift_of_ours_is_kept_apart_too():
    shift = "blokkade-12-202612070800-0900@afspraken.example.nl"
    assert list(read(calendar(meeting("9:00", "10:00", uid=shift)), WINDOW).misschien_eigen) == [
        shift
    ]


def test_our_appointment_is_known_after_exchange_wrapped_it():
    """Exchange gives an invitation from elsewhere a UID of its own, with the old one in it."""
    head = "040000008200E00074C5B7101A82E008" + "0" * 32 + "2E000000" + "00000000"
    wrapped = head + b"vCal-Uid\x01\0\0\0".hex().upper() + (CODE.encode() + b"\0").hex().upper()
    assert original_uid(wrapped) == CODE
    assert list(read(calendar(meeting("9:00", "10:00", uid=wrapped)), WINDOW).misschien_eigen) == [
        CODE
    ]


def test_a_meeting_of_exchange_itself_keeps_its_uid():
    own = "040000008200E00074C5B7101A82E00800000000A0B1C2D3E4F5060000000000000000100000007D6A"
    assert original_uid(own) == own
    assert original_uid(
        "040000008200E00074C5B7101A82E008" + "0" * 48 + "7643616C2D55696401000000zz"
    )


def test_meetings_without_a_name_or_under_one_name_all_count():
    nameless = [
        meeting(*span).split("\n", 1)[1] for span in (("9:00", "10:00"), ("11:00", "12:00"))
    ]
    assert busy(*nameless) == ["9:00-10:00", "11:00-12:00"]
    assert busy(meeting("9:00", "10:00"), meeting("11:00", "12:00")) == [
        "9:00-10:00",
        "11:00-12:00",
    ]


def test_of_two_versions_the_last_counts():
    old, new = meeting("9:00", "10:00", "SEQUENCE:1"), meeting("11:00", "12:00", "SEQUENCE:2")
    assert busy(old, new) == busy(new, old) == ["11:00-12:00"]


def test_joining_keeps_the_same_time():
    spans = [(at("9:00"), at("10:00")), (at("9:30"), at("9:40")), (at("10:00"), at("10:05"))]
    assert joined(spans + spans) == [(at("9:00"), at("10:05"))]
    assert joined([]) == []
