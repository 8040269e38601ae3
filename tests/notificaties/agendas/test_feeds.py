"""What a calendar of staff shows, and what it never does."""

from datetime import timedelta

import icalendar
import pytest

from afspraken import bezetting, booking
from afspraken.engine.bitmap import cell_of
from afspraken.models import Blokkade, Kanaal, Partij, Soort
from afspraken.offers import offer_at
from notificaties.agendas import feeds
from notificaties.models import Agendalink, Niveau, Seintje
from tests.cast import ANNA, MAANDAG, NOW, at, booked, held, offer, wens

pytestmark = pytest.mark.django_db


def link(eigenaar, niveau=Niveau.PLAATS, **fields):
    """A link that is only looked at, never stored."""
    kind = "middel" if hasattr(eigenaar, "soort") else "locatie"
    return Agendalink(**{kind: eigenaar}, niveau=niveau, **fields)


def read(eigenaar, niveau=Niveau.PLAATS, *, now=NOW, **fields):
    """The events of a calendar, by UID."""
    content = feeds.build(link(eigenaar, niveau, **fields), now=now)
    return {str(row["UID"]): row for row in icalendar.Calendar.from_ical(content).walk("VEVENT")}


def cancelled(afspraak, *, now=NOW):
    return booking.cancel(afspraak, partij=Partij.INWONER, now=now)


def moved(afspraak, product, clock_time, *, now=NOW):
    wish = wens(product)
    return booking.move(afspraak, wish, offer(wish, clock_time), partij=Partij.INWONER, now=now)


def test_a_calendar_shows_the_promise_without_the_buffer(town):
    loket = town.loket()
    afspraak = booked(town.product(uitloop=10), "9:00")
    row = read(loket)[afspraak.code]
    assert (row.decoded("DTSTART"), row.decoded("DTEND")) == (at("9:00"), at("9:20"))


@pytest.mark.parametrize(
    ("niveau", "summary", "place", "reference"),
    [
        (Niveau.BEZET, "Bezet", False, False),
        (Niveau.PLAATS, "Afspraak", True, False),
        (Niveau.VOLLEDIG, "Paspoort × 2", True, True),
    ],
)
def test_each_level_tells_a_little_more(town, niveau, summary, place, reference):
    loket = town.loket("Loket 1")
    wish = wens(town.product("Paspoort"), 2)
    afspraak = booking.book(wish, offer(wish, "9:00"), ANNA, now=NOW)
    row = read(loket, niveau)[afspraak.code]
    assert row["SUMMARY"] == summary
    assert ("LOCATION" in row) == place
    assert (afspraak.referentie in row.get("DESCRIPTION", "")) == reference
    if place:
        assert row["LOCATION"].startswith("Loket 1, Gemeentehuis, Vondelstraat 1")


@pytest.mark.parametrize("niveau", Niveau)
def test_no_level_tells_who_comes_or_what_is_sensitive(town, niveau):
    loket = town.loket()
    schuldhulp = town.product("Schuldhulp", is_gevoelig=True)
    wish = wens(schuldhulp, kanaal=Kanaal.TELEFOON)
    gegevens = booking.Gegevens(
        naam="Anna de Vries",
        email="anna@example.nl",
        telefoon="+31612345678",
        organisatie="Bakkerij Bos",
        namens="Tim Bos",
        tolk="Pools",
        toelichting="BSN 111222333",
    )
    booking.book(wish, offer(wish, "9:00"), gegevens, now=NOW)
    content = feeds.build(link(loket, niveau), now=NOW).decode().replace("\r\n ", "")
    personal = ("Anna", "Vries", "anna@", "612345678", "Bos", "Pools", "111222333", "Schuldhulp")
    assert [word for word in personal if word in content] == []
    if niveau != Niveau.BEZET:
        assert "SUMMARY:Afspraak\r\n" in content


def test_an_official_reads_in_which_room_to_be(town):
    karin = town.ambtenaar("Karin")
    town.ruimte("Spreekkamer 2")
    gesprek = town.product("Gesprek", vraagt=((Soort.AMBTENAAR, 1, None), (Soort.RUIMTE, 1, None)))
    afspraak = booked(gesprek, "9:00")
    assert read(karin)[afspraak.code]["LOCATION"].startswith("Spreekkamer 2, Gemeentehuis")


def test_the_calendar_of_a_place_has_all_that_happens_there(town):
    elsewhere = town.locatie("Dorpshuis")
    town.loket("Loket 1")
    town.loket("Loket 2")
    town.loket("Loket 3", locatie=elsewhere, open="14:00-15:00")
    paspoort = town.product()
    here = {booked(paspoort, "9:00").code, booked(paspoort, "9:00").code}
    there = booked(paspoort, "14:00", booking.Gegevens("Bram", email="b@example.nl"))
    wish = wens(paspoort)
    new = offer_at(wish, elsewhere, there.begin)
    booking.move(there, wish, new, partij=Partij.MEDEWERKER, now=NOW)
    assert set(read(town.gemeentehuis)) == here
    assert set(read(elsewhere)) == {there.code}


def test_a_hold_is_not_in_a_calendar(town):
    loket = town.loket()
    held(town.product(), "9:00")
    assert read(loket) == {}


def test_what_moved_to_another_counter_left_the_first(town):
    first = town.loket(open="9:00-10:00")
    second = town.loket(open="14:00-15:00")
    paspoort = town.product()
    afspraak = booked(paspoort, "9:00")
    moved(afspraak, paspoort, "14:00", now=NOW + timedelta(minutes=5))
    assert read(first) == {}
    row = read(second)[afspraak.code]
    assert (row.decoded("DTSTART"), int(row["SEQUENCE"])) == (at("14:00"), 1)
    assert row.decoded("LAST-MODIFIED") == NOW + timedelta(minutes=5)


@pytest.mark.parametrize("niveau", Niveau)
def test_what_was_cancelled_is_shown_as_off_for_thirty_days(town, niveau):
    days = [MAANDAG + timedelta(days=7 * n) for n in range(8)]
    loket = town.loket(dagen=days)
    paspoort = town.product()
    wish = wens(paspoort)
    late = offer(wish, "9:00", dag=days[7])
    afspraak = booking.book(wish, late, ANNA, now=NOW)
    cancelled(afspraak)
    for owner in (loket, town.gemeentehuis):
        row = read(owner, niveau, now=NOW + timedelta(days=30))[afspraak.code]
        assert (row["STATUS"], row["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
        assert row["SUMMARY"].startswith("Geannuleerd")
        assert read(owner, niveau, now=NOW + timedelta(days=31)) == {}


def test_only_the_counter_that_had_it_shows_the_cancellation(town):
    first = town.loket(open="9:00-10:00")
    second = town.loket(open="14:00-15:00")
    afspraak = booked(town.product(), "9:00")
    cancelled(afspraak)
    assert set(read(first)) == {afspraak.code}
    assert read(second) == {}


def test_from_thirty_days_ago_to_a_year_ahead(town):
    loket = town.loket(dagen=[MAANDAG])
    afspraak = booked(town.product(), "9:00")

    def seen(days: int) -> bool:
        """In the calendar, so many days after the appointment?"""
        return afspraak.code in read(loket, now=at("0:30", MAANDAG + timedelta(days=days)))

    assert [seen(30), seen(31)] == [True, False]
    assert [seen(-365), seen(-366)] == [True, False]


def test_a_blokkade_is_busy_time_without_its_reason(town):
    loket = town.loket()
    blokkade = Blokkade.objects.create(omschrijving="Bezoek aan Anna")
    first = cell_of(at("11:00"))
    bezetting.occupy(blokkade, [bezetting.Claim(loket.pk, 0, first, first + 12)])
    for niveau in Niveau:
        (row,) = read(loket, niveau).values()
        assert row["SUMMARY"] == "Bezet"
        assert (row.decoded("DTSTART"), row.decoded("DTEND")) == (at("11:00"), at("12:00"))
        assert "Anna" not in str(row)


def test_the_same_rows_give_the_same_octets_until_midnight(town):
    loket = town.loket()
    paspoort = town.product()
    booked(paspoort, "9:00")
    cancelled(booked(paspoort, "9:20", booking.Gegevens("Bram")))
    first = feeds.build(link(loket), now=NOW)
    assert feeds.build(link(loket), now=NOW + timedelta(hours=13, minutes=59)) == first


def test_a_calendar_has_the_name_of_its_owner_and_no_method(town):
    content = feeds.build(link(town.loket("Loket 1")), now=NOW)
    assert b"X-WR-CALNAME:Loket 1\\, Gemeentehuis\r\n" in content
    assert b"METHOD" not in content
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in content


def test_a_device_warns_before_what_still_goes_on(town):
    loket = town.loket()
    paspoort = town.product()
    on = booked(paspoort, "9:00")
    off = cancelled(booked(paspoort, "9:20", booking.Gegevens("Bram")))
    rows = read(loket, seintje=Seintje.KWARTIER)
    (alarm,) = rows[on.code].walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-15)
    assert rows[off.code].walk("VALARM") == []


@pytest.mark.parametrize(
    ("niveau", "most"), [(Niveau.BEZET, 2), (Niveau.PLAATS, 4), (Niveau.VOLLEDIG, 5)]
)
def test_the_number_of_queries_does_not_grow(town, niveau, most, django_assert_max_num_queries):
    loket = town.loket()
    paspoort = town.product()
    for n, clock in enumerate(["9:00", "9:20", "9:40", "10:00"]):
        booked(paspoort, clock, booking.Gegevens(f"Klant {n}"))
    for owner in (loket, town.gemeentehuis):
        with django_assert_max_num_queries(most):
            feeds.build(link(owner, niveau), now=NOW)
