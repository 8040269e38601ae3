"""A caller gets a visit at home: the address first, then the windows that cost least travel."""

import pytest

from afspraken.models import Afspraak, Buurt, Kanaal, Klantgesprek, Product, Status
from afspraken.rechten import Rol
from tests.addresses import known
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.afspraken.servicepunt.beller import Beller
from tests.cast import ANNA, KERKSTRAAT, NOW, at, booked
from tests.fakes.pdok import fake_pdok
from tests.visits import BEZOEK, Bezoeken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WIE = {"naam": "Anna de Vries", "telefoon": "06 12345678", "email": "anna@example.nl"}
ADRES = {"bezoek-postcode": "1191jb", "bezoek-huisnummer": "12"}


@pytest.fixture
def visits(town, monkeypatch):
    known("12", "40", "9A", "9B")
    Buurt.objects.create(naam="De Ronde Hoep", breedtegraad=52.27, lengtegraad=4.91)
    return Bezoeken(town).register(monkeypatch)


@pytest.fixture
def beller(town, visits):
    """An employee with a caller who wants a passport at home."""
    town.product("Paspoort thuis", aanbieder=BEZOEK, vraagt=(), duur=30)
    beller = Beller(medewerker(Rol.KLANTENSERVICE))
    beller.press(zoek_product="paspoort thuis")
    beller.press(beller.buttons("product:")[0])
    return beller


def test_no_times_before_the_address(beller):
    assert "Op welk adres?" in beller.text
    assert beller.buttons("tijd:") == []


def test_a_caller_books_a_visit_with_the_least_travel_first(beller, visits):
    visits.kosten = {"8:30-12:30": 9, "8:30-10:30": 12, "12:30-16:30": 2}
    beller.press("adres", **ADRES)
    assert f"Wij komen op {KERKSTRAAT.regel}" in beller.text
    assert "Het minste rijden" in beller.text
    first = beller.text.partition("Het minste rijden")[2]
    assert first.index("+2 min rijden") < first.index("+9 min rijden")
    beller.time()
    assert f"ma 7 dec tussen 12.30 en 16.30 uur {KERKSTRAAT.regel}" in beller.text
    beller.press("bevestig", toegang="Bel twee keer", begeleider="Mijn dochter", **WIE)
    afspraak = Afspraak.objects.get()
    assert (afspraak.status, afspraak.kanaal) == (Status.GEPLAND, Kanaal.TELEFOON)
    assert (afspraak.begin, afspraak.klantadres) == (at("12:30"), KERKSTRAAT)
    assert (afspraak.toegang, afspraak.begeleider) == ("Bel twee keer", "Mijn dochter")
    assert KERKSTRAAT.regel in beller.text
    assert Klantgesprek.objects.get().keuze["adres"] == {}


def test_one_of_several_doors_is_one_click(beller):
    page = beller.press("adres", **ADRES | {"bezoek-huisnummer": "9"})
    assert page.status_code == 400
    beller.press(beller.buttons("adres:")[1])
    assert "Wij komen op Kerkstraat 9B" in beller.text


def test_the_address_of_a_known_customer_stands_there(beller, town, visits):
    town.loket()
    klant = booked(town.product(), "9:00", ANNA).klant
    klant.postcode, klant.huisnummer = "1191 JB", "40"
    klant.save()
    beller.press(zoek_klant="Anna de Vries")
    beller.press(beller.buttons("klant:")[0])
    beller.press("adres")
    assert "Wij komen op Kerkstraat 40" in beller.text


def test_a_wrong_address_says_what_is_wrong_and_keeps_what_was_typed(beller):
    for typed, notitie, sentence in (
        ({"bezoek-postcode": "", "bezoek-huisnummer": ""}, "Blind", "Vul de postcode in."),
        ({"bezoek-huisnummer": "twaalf"}, "Doof", "Vul een huisnummer in zoals 12 of 12 A."),
        ({"bezoek-huisnummer": "77"}, "Slecht ter been", "Dit adres kennen wij niet."),
    ):
        page = beller.press("adres", notitie=notitie, **ADRES | typed)
        assert page.status_code == 400, sentence
        assert sentence in beller.text, sentence
        assert notitie in beller.html, sentence


def test_outside_the_area_is_told_in_words_for_staff(beller, settings):
    settings.GEBIED_POSTCODES = ["1115"]
    beller.press("adres", **ADRES)
    assert "Dit adres ligt buiten de gemeente. Een bezoek kan daar niet." in beller.text


def test_an_unknown_address_is_typed_while_the_register_is_down(beller, settings):
    with fake_pdok() as register:
        register.misbehave = "down"
        settings.PDOK_URL = register.address
        beller.press("adres", **ADRES | {"bezoek-huisnummer": "78"})
        assert "Wij kunnen dit adres nu niet opzoeken." in beller.text
        typed = {"bezoek-straat": "Nieuwe Weg", "bezoek-plaats": "Waver"}
        beller.press("adres", **typed, **{"bezoek-punt": "hier"})
        assert "Dit punt ligt niet in Nederland." in beller.text
        buurt = str(Buurt.objects.get().pk)
        beller.press("adres", **{"bezoek-punt": "", "bezoek-buurt": buurt})
    assert "Wij komen op Nieuwe Weg 78, 1191 JB Waver" in beller.text


def test_another_address_lets_go_of_the_window(beller):
    beller.press("adres", **ADRES)
    beller.time()
    assert Klantgesprek.objects.get().vastgehouden is not None
    beller.press("adres-los")
    assert Klantgesprek.objects.get().vastgehouden is None
    beller.press("adres", **ADRES | {"bezoek-huisnummer": "40"})
    assert "Wij komen op Kerkstraat 40" in beller.text


def test_a_visit_moves_to_another_address_and_window(beller):
    beller.press("adres", **ADRES)
    beller.time()
    beller.press("bevestig", **WIE)
    afspraak = Afspraak.objects.get()
    again = Beller(beller.medewerker)
    again.press(zoek_klant=afspraak.referentie)
    again.press(again.buttons("klant:")[0])
    again.press(again.buttons("herkend:")[0])
    again.press(f"verzet:{afspraak.code}")
    assert f"Wij komen op {KERKSTRAAT.regel}" in again.text
    again.press("adres-los")
    again.press("adres", **ADRES | {"bezoek-huisnummer": "40"})
    again.time(2)
    again.press("bevestig")
    afspraak.refresh_from_db()
    assert (afspraak.klantadres.huisnummer, afspraak.versie) == ("40", 2)


def test_the_address_of_the_visit_need_not_be_typed_again(beller):
    beller.press("adres", **ADRES)
    fields = beller.fields()
    assert (fields["postcode"], fields["huisnummer"]) == ("1191 JB", "12")
    beller.press(postcode="1191 AA", huisnummer="3")
    assert beller.fields()["postcode"] == "1191 AA", "what was typed stays"


def test_what_must_not_be_named_can_be_given_more_time(beller):
    """Klantenservice moves an appointment of which it reads no more than that it is one."""
    beller.press("adres", **ADRES)
    beller.time()
    beller.press("bevestig", **WIE)
    afspraak = Afspraak.objects.get()
    Product.objects.update(naam="Wmo-advies", is_gevoelig=True, afdeling=afdeling("Zorg"))
    beller = Beller(beller.medewerker)
    beller.press(zoek_klant=afspraak.referentie)
    beller.press(beller.buttons("klant:")[0])
    beller.press(beller.buttons("herkend:")[0])
    beller.press(f"verzet:{afspraak.code}")
    assert "Wmo" not in beller.text
    assert "meer tijd" in beller.text
    beller.press(extra_tijd="90")
    assert beller.fields()["extra_tijd"] == "90"
    assert "huidige tijd" in beller.text
    beller.time()
    beller.press("bevestig")
    afspraak.refresh_from_db()
    assert (afspraak.extra_tijd, afspraak.begin) == (90, at("8:30"))


def test_an_odd_length_that_it_has_already_stays_among_the_choices(beller):
    beller.press("adres", **ADRES)
    beller.time()
    gesprek = beller.gesprek
    gesprek.keuze["extra_tijd"] = 25
    gesprek.save()
    beller.look()
    assert beller.fields()["extra_tijd"] == "25"


def test_who_comes_to_us_is_not_asked_for_an_address(town, visits):
    town.loket()
    town.product("Rijbewijs")
    beller = Beller(medewerker(Rol.KLANTENSERVICE))
    beller.press(zoek_product="rijbewijs")
    beller.press(beller.buttons("product:")[0])
    assert "Op welk adres?" not in beller.text
    assert beller.buttons("tijd:")
    assert beller.gesprek.begonnen_op >= NOW
