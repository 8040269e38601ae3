"""What is wrong with a calendar: refused as a whole, or counted and left out."""

from datetime import UTC, datetime, timedelta

import pytest

from notificaties.buitenagenda.fouten import Fout, Refused
from notificaties.buitenagenda.reading import read
from tests.notificaties.buitenagenda.agendas import (
    WINDOW,
    calendar,
    event,
    hours,
    meeting,
    utc,
    zone,
)

HALF_HOUR = timedelta(minutes=30)


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
        return event(f"DTSTART:{utc(day)}", "DTEND:" + utc(day + HALF_HOUR), uid=f"{n}@x")

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
