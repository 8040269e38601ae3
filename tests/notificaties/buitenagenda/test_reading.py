"""What a calendar says of when somebody is busy."""

from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest

from notificaties.buitenagenda.fouten import Fout, Refused
from notificaties.buitenagenda.reading import original_uid, read
from notificaties.buitenagenda.spans import joined
from tests.cast import MAANDAG, NOW, at
from tests.notificaties.buitenagenda.agendas import WINDOW, calendar, event, hours, meeting, utc

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def busy(*events, before="", dag=MAANDAG):
    """The hours of a day that a calendar with these events takes."""
    found = read(calendar(*events, before=before), WINDOW)
    assert found.onleesbaar == 0
    assert found.misschien_eigen == {}
    return hours(
        span for span in found.bezet if span[0] < at("23:59", dag) and span[1] > at("0:00", dag)
    )


def days(*events):
    """The days on which it takes something, as 7 December is (12, 7)."""
    starts = [start for start, _end in read(calendar(*events), WINDOW).bezet]
    return [(start.month, start.day) for start in starts]


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


def zone(name, winter, summer):
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


# --- what repeats ---------------------------------------------------------------------------------

TUESDAYS = "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;WKST=MO"
SERIES = ["DTSTART;TZID=Romance Standard Time:20261020T090000", "DURATION:PT1H"]


def test_a_weekly_meeting_keeps_its_hour_on_the_wall():
    series = event(*SERIES, f"{TUESDAYS};UNTIL=20270413T070000Z")
    found = read(calendar(series), WINDOW).bezet
    assert set(hours(found)) == {"9:00-10:00"}
    assert [start.hour for start, _end in found][-3:] == [7, 7, 7], "summer time"
    assert days(series)[:2] == [(12, 1), (12, 8)]
    assert days(series)[-1] == (4, 13)


def test_one_day_of_a_series_is_moved_cancelled_or_left_out():
    moved = event(
        "RECURRENCE-ID;TZID=Romance Standard Time:20261208T090000",
        "DTSTART;TZID=Romance Standard Time:20261210T140000",
        "DURATION:PT30M",
    )
    cancelled = event(
        "RECURRENCE-ID;TZID=Romance Standard Time:20261215T090000",
        "DTSTART;TZID=Romance Standard Time:20261215T090000",
        "STATUS:CANCELLED",
    )
    free = event(
        "RECURRENCE-ID;TZID=Romance Standard Time:20261222T090000",
        "DTSTART;TZID=Romance Standard Time:20261222T090000",
        "DURATION:PT1H",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    )
    left_out = "EXDATE;TZID=Romance Standard Time:20261229T090000"
    series = event(*SERIES, f"{TUESDAYS};COUNT=13", left_out)
    assert days(series, moved, cancelled, free) == [(12, 1), (12, 10), (1, 5), (1, 12)]


def test_a_day_that_moved_out_of_the_window_is_gone():
    moved = event(
        "RECURRENCE-ID;TZID=Romance Standard Time:20261208T090000",
        "DTSTART;TZID=Romance Standard Time:20281210T140000",
        "DURATION:PT30M",
    )
    assert days(event(*SERIES, f"{TUESDAYS};COUNT=9"), moved) == [(12, 1), (12, 15)]


def test_a_series_that_changes_from_a_day_on():
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Romance Standard Time:20261027T090000",
        "DTSTART;TZID=Romance Standard Time:20261027T150000",
        "DURATION:PT1H",
    )
    found = read(calendar(event(*SERIES, f"{TUESDAYS};COUNT=9"), later), WINDOW).bezet
    assert hours(found) == ["15:00-16:00"] * 3


def test_extra_days_of_a_series_count():
    extra = "RDATE;TZID=Romance Standard Time:20261203T090000,20261204T090000"
    assert days(event(*SERIES, extra)) == [(12, 3), (12, 4)]


def test_a_birthday_since_1604_is_one_day():
    birthday = event("DTSTART;VALUE=DATE:16041207", "RRULE:FREQ=YEARLY")
    assert busy(birthday) == ["0:00-0:00"]


def test_a_series_may_have_begun_long_ago_or_end_long_after():
    old = event("DTSTART:19900101T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    far = event(
        "DTSTART:20261207T120000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=99991231", uid="2"
    )
    most = event(
        "DTSTART:20261207T140000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=1000000000", uid="3"
    )
    assert busy(old, far, most) == ["9:00-10:00", "13:00-14:00", "15:00-16:00"]


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


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:gisteren"],
        ["DTSTART:20261332T999999Z"],
        ["RRULE:FREQ=DAILY"],
        ["DTSTART:20261207T080000Z", "DTEND:straks"],
        ["DTSTART:20261207T080000Z", "RRULE:FREQ=SOMS"],
        ["DTSTART:20261207T080000Z", "RRULE:DAGELIJKS"],
        ["DTSTART:20261207T080000Z", "RRULE:FREQ=DAILY;BYDAY=ZO"],
        ["DTSTART:20261207T080000Z", "DTEND:99991231T235959Z", "RRULE:FREQ=DAILY"],
        ["DTSTART:20261207T080000Z", "DURATION:lang"],
    ],
)
def test_an_entry_that_cannot_be_understood_is_counted_and_spoils_no_other(lines):
    found = read(calendar(event(*lines, uid="vreemd"), meeting("9:00", "10:00")), WINDOW)
    assert hours(found.bezet) == ["9:00-10:00"]
    assert found.onleesbaar == 1


def refused(body):
    with pytest.raises(Refused) as caught:
        read(body, WINDOW)
    return caught.value.fout


@pytest.mark.parametrize(
    ("body", "fout"),
    [
        (b"", Fout.GEEN_AGENDA),
        (b"<!doctype html><html><body>Inloggen</body></html>", Fout.GEEN_AGENDA),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", Fout.GEEN_AGENDA),
        (b"BEGIN:VCALENDARS\r\nEND:VCALENDAR", Fout.GEEN_AGENDA),
        ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".encode("utf-16"), Fout.GEEN_AGENDA),
        (calendar(meeting("9:00", "10:00"))[:-20], Fout.BESCHADIGD),
        (calendar(meeting("9:00", "10:00")).replace(b"END:VEVENT\r\n", b""), Fout.BESCHADIGD),
        (calendar("END:VEVENT\nBEGIN:VTODO"), Fout.BESCHADIGD),
        (calendar("BEGIN:VEVENT\n" * 9), Fout.BESCHADIGD),
        (calendar(before="END:VCALENDAR"), Fout.BESCHADIGD),
    ],
)
def test_what_is_no_calendar_or_half_a_one_is_refused(body, fout):
    assert refused(body) == fout


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=SECONDLY;COUNT=1000000000",
        "FREQ=MINUTELY;UNTIL=99991231T235959Z",
        "freq=secondly",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=x",
        "FREQ=DAILY;BYHOUR={h};BYMINUTE={m}",
        "FREQ=YEARLY;BYYEARDAY={d};BYHOUR={h}",
    ],
)
def test_what_repeats_without_measure_is_refused(rule):
    numbers = {"h": range(24), "m": range(60), "d": range(1, 367)}
    rule = rule.format(**{name: ",".join(map(str, found)) for name, found in numbers.items()})
    assert refused(calendar(meeting("9:00", "10:00", f"RRULE:{rule}"))) == Fout.HERHALING


def test_a_zone_of_which_the_clock_changes_all_the_time_is_refused():
    before = zone("Ergens", "+0300", "+0400").replace("YEARLY", "SECONDLY")
    assert refused(calendar(meeting("9:00", "10:00"), before=before)) == Fout.HERHALING


def test_a_series_since_the_year_one_and_many_together_are_refused():
    old = event("DTSTART:00010101T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    assert refused(calendar(old)) == Fout.HERHALING
    daily = ["DTSTART:19500101T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"]
    assert refused(calendar(*(event(*daily, uid=str(n)) for n in range(40)))) == Fout.HERHALING


def test_too_many_entries_are_refused_and_those_of_former_years_do_not_count():
    def at_hour(n, year):
        day = datetime(year, 12, 7, tzinfo=UTC) + timedelta(hours=n % 720)
        return event(f"DTSTART:{utc(day)}", "DTEND:" + utc(day + DAY / 48), uid=f"{n}@x")

    old = [at_hour(n, 2024) for n in range(20_000)]
    assert read(calendar(*old), WINDOW).bezet == []
    assert refused(calendar(*(at_hour(n, 2026) for n in range(6_000)))) == Fout.TE_VEEL


def test_too_many_days_of_one_entry_are_refused():
    dates = ",".join(["20261207T080000Z"] * 300_000)
    assert refused(calendar(meeting("9:00", "10:00", f"RDATE:{dates}"))) == Fout.TE_VEEL


def test_nothing_but_times_gets_as_far_as_the_library(monkeypatch):
    seen = []
    monkeypatch.setattr(
        "notificaties.buitenagenda.reading.Calendar",
        type("Seen", (), {"from_ical": staticmethod(lambda text: seen.append(text) or 1 / 0)}),
    )
    private = ["SUMMARY:Slecht nieuws", "DESCRIPTION:over", " Bram", "LOCATION:thuis"]
    people = ["ORGANIZER;CN=Anja:mailto:anja@x.nl", "ATTENDEE:mailto:bram@x.nl", "X-ALT-DESC:<p>"]
    refused(calendar(meeting("9:00", "10:00", *private, *people)))
    names = [line.partition(":")[0] for line in seen[0].split()]
    assert names == ["BEGIN", "BEGIN", "UID", "DTSTART", "DTEND", "END", "END"]


def test_strange_bytes_do_no_harm():
    plain = calendar(meeting("9:00", "10:00"))
    folded = plain.replace(b"DTSTART:2026", b"DTST\r\n ART:20\r\n\t26")
    for body in (
        b"\xef\xbb\xbf" + plain,
        plain.replace(b"\r\n", b"\n"),
        plain.replace(b"\r\n", b"\r"),
        plain.replace(b"UID:", b"UID:\xff\xfe\x00"),
        plain.replace(b"UID:", b"UID:\x0b\x0c\x1c\xc2\x85\xe2\x80\xa8"),
        plain.replace(b"UID:", b"SUMMARY:\xe9\xe8\r\nUID:"),
        plain.replace(b"DTSTART", b"dtstart"),
        folded,
        plain + b"\r\n\r\n\0",
    ):
        assert hours(read(body, WINDOW).bezet) == ["9:00-10:00"], body


def test_joining_keeps_the_same_time():
    spans = [(at("9:00"), at("10:00")), (at("9:30"), at("9:40")), (at("10:00"), at("10:05"))]
    assert joined(chain(spans, spans)) == [(at("9:00"), at("10:05"))]
    assert joined([]) == []
