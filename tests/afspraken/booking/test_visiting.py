"""An appointment at the customer's own address, whoever offers it: a small provider of its own."""

from dataclasses import replace

import pytest

from afspraken import agenda, booking, integrity
from afspraken.exceptions import AddressNeeded, InvalidOffer, KeyReused, OutsideArea, SlotTaken
from afspraken.models import Afspraak, Partij
from afspraken.offers import from_token, offer_at, offer_of
from afspraken.wens import Wens, wens_of
from tests.cast import ANNA, BRAM, KERKSTRAAT, MAANDAG, NOW, adres, at, clock
from tests.visits import BEZOEK, Bezoeken

pytestmark = pytest.mark.django_db


@pytest.fixture
def visits(town, monkeypatch):
    """A provider of visits, with the place where officials set out from."""
    return Bezoeken(town).register(monkeypatch)


@pytest.fixture
def huisbezoek(town, visits):
    return town.product("Huisbezoek", aanbieder=BEZOEK, vraagt=())


def windows(wish: Wens) -> list[str]:
    """The windows of the day on which everything opens."""
    found = agenda.search(wish, now=NOW).times(MAANDAG)
    return [f"{clock(one.begin)}-{clock(one.einde)}" for one in found]


def wish_for(product, where=KERKSTRAAT) -> Wens:
    return Wens.of([(product, 1)], adres=where)


def window(wish: Wens, number: int = 0):
    return agenda.search(wish, now=NOW).times(MAANDAG)[number]


def visit(product, where=KERKSTRAAT, *, number: int = 0) -> Afspraak:
    wish = wish_for(product, where)
    return booking.book(wish, window(wish, number), ANNA, now=NOW)


def test_windows_of_different_lengths_can_begin_together(huisbezoek):
    assert windows(wish_for(huisbezoek)) == ["8:30-12:30", "8:30-10:30", "12:30-16:30"]


def test_a_posted_window_keeps_its_length(huisbezoek):
    wish = wish_for(huisbezoek)
    half_day, two_hours, _ = agenda.search(wish, now=NOW).times(MAANDAG)
    assert from_token(half_day.token, wish).einde == at("12:30")
    assert from_token(two_hours.token, wish).einde == at("10:30")


def test_a_window_for_one_address_is_no_window_for_another(huisbezoek):
    token = window(wish_for(huisbezoek)).token
    with pytest.raises(InvalidOffer):
        from_token(token, wish_for(huisbezoek, adres(huisnummer="14")))


def test_the_cheapest_of_each_half_day_comes_first_and_of_equal_ones_the_widest(huisbezoek, visits):
    visits.kosten = {"8:30-12:30": 9, "8:30-10:30": 12, "12:30-16:30": 2}
    found = agenda.search(wish_for(huisbezoek), now=NOW)
    assert [one.extra_minuten for one in found.cheapest(2)] == [2, 9]
    visits.kosten = dict.fromkeys(visits.kosten, 5)
    found = agenda.search(wish_for(huisbezoek), now=NOW)
    assert [clock(one.einde) for one in found.cheapest(3)] == ["12:30", "16:30"]


def test_at_a_counter_nobody_travels(town):
    town.loket()
    found = agenda.search(Wens.of([(town.product(), 1)]), now=NOW)
    assert [clock(one.begin) for one in found.cheapest(2)] == ["9:00", "12:00"]
    assert found.first(1)[0].extra_minuten is None


def test_without_an_address_nothing_is_offered_and_nothing_booked(huisbezoek):
    nowhere = replace(wish_for(huisbezoek), adres=None)
    assert not agenda.search(nowhere, now=NOW)
    offer = replace(window(wish_for(huisbezoek)), wens_sleutel=nowhere.sleutel)
    for act in (
        lambda: booking.book(nowhere, offer, ANNA, now=NOW),
        lambda: booking.hold(nowhere, offer, sessie="tablet", now=NOW),
    ):
        with pytest.raises(AddressNeeded, match="Vul eerst het adres in"):
            act()


def test_outside_the_area_nothing_is_booked(huisbezoek, settings):
    wish = wish_for(huisbezoek, adres(postcode="1012 AB"))
    offer = window(wish)
    settings.GEBIED_POSTCODES = ["1191"]
    with pytest.raises(OutsideArea):
        booking.book(wish, offer, ANNA, now=NOW)


def test_a_visit_knows_where_it_is_and_what_was_told(huisbezoek):
    wish = wish_for(huisbezoek)
    told = replace(ANNA, toegang="Bel twee keer.", begeleider="Mijn dochter")
    afspraak = booking.book(wish, window(wish), told, now=NOW)
    stored = Afspraak.objects.get(pk=afspraak.pk)
    assert stored.is_venster
    assert stored.klantadres == KERKSTRAAT
    assert stored.adres == "Kerkstraat 12, 1191 JB Ouderkerk aan de Amstel"
    assert (stored.toegang, stored.begeleider) == ("Bel twee keer.", "Mijn dochter")
    assert wens_of(stored).sleutel == wish.sleutel


def test_an_appointment_with_us_is_at_our_address(town):
    town.loket()
    product = town.product()
    wish = Wens.of([(product, 1)])
    afspraak = booking.book(wish, agenda.search(wish, now=NOW).first(1)[0], ANNA, now=NOW)
    assert not afspraak.is_venster
    assert afspraak.klantadres is None
    assert afspraak.adres == "Vondelstraat 1, Ouderkerk aan de Amstel"


def test_another_address_is_another_promise(huisbezoek):
    afspraak = visit(huisbezoek)
    there = wish_for(huisbezoek, adres(huisnummer="40"))
    moved = booking.move(afspraak, there, offer_of(there, afspraak), partij=Partij.INWONER, now=NOW)
    assert moved.versie == 2
    assert (moved.begin, moved.einde) == (afspraak.begin, afspraak.einde)
    assert moved.klantadres == there.adres


def test_the_same_address_at_the_same_time_is_the_same_promise(huisbezoek):
    afspraak = visit(huisbezoek)
    wish = wens_of(afspraak)
    same = booking.move(afspraak, wish, offer_of(wish, afspraak), partij=Partij.INWONER, now=NOW)
    assert same.versie == 1


def test_a_shorter_window_is_another_promise(huisbezoek):
    afspraak = visit(huisbezoek)
    wish = wens_of(afspraak)
    moved = booking.move(afspraak, wish, window(wish, 1), partij=Partij.INWONER, now=NOW)
    assert (moved.versie, moved.einde) == (2, at("10:30"))


def test_a_session_that_holds_a_window_holds_it_for_one_address(huisbezoek):
    wish, other = wish_for(huisbezoek), wish_for(huisbezoek, adres(huisnummer="40"))
    first = booking.hold(wish, window(wish), sessie="tablet", now=NOW)
    again = booking.hold(wish, window(wish), sessie="tablet", now=NOW)
    shorter = booking.hold(wish, window(wish, 1), sessie="tablet", now=NOW)
    elsewhere = booking.hold(other, window(other, 1), sessie="tablet", now=NOW)
    assert first == again
    assert len({first, shorter, elsewhere}) == 3
    assert elsewhere.klantadres == other.adres


def test_the_same_key_for_another_window_is_another_request(huisbezoek):
    wish = wish_for(huisbezoek)
    book = {"now": NOW, "client": "web", "sleutel": "k1"}
    booking.book(wish, window(wish), ANNA, **book)
    with pytest.raises(KeyReused):
        booking.book(wish, window(wish, 1), ANNA, **book)


def test_who_is_too_late_hears_of_the_nearest_windows(huisbezoek, visits):
    visits.plekken = 1
    visit(huisbezoek)
    wish = wish_for(huisbezoek, adres(huisnummer="40"))
    gone = offer_at(wish, visits.locatie, at("8:30"), cells=48)
    with pytest.raises(SlotTaken) as told:
        booking.book(wish, gone, BRAM, now=NOW)
    assert [clock(one.begin) for one in told.value.alternatives] == ["12:30"]


def test_a_visit_without_an_address_is_a_fault(huisbezoek):
    afspraak = visit(huisbezoek)
    Afspraak.objects.filter(pk=afspraak.pk).update(bezoekadres={})
    faults = [fault for one in integrity.run(now=NOW) for fault in one.faults]
    assert faults == [f"afspraak {afspraak.pk} is bij de klant en heeft geen adres"]


def test_what_happens_with_us_is_never_offered_at_the_customers(town, visits):
    town.ambtenaar(locatie=visits.locatie)
    product = town.product(vraagt=[("AMBTENAAR", 1, None)])
    wish = Wens.of([(product, 1)])
    assert not agenda.search(wish, now=NOW)
    assert agenda.places(wish, now=NOW) == []
