"""A resident books a visit at home, and changes address and time of it."""

import icalendar
import pytest

from afspraken.models import Afspraak
from tests.cast import KERKSTRAAT, MAANDAG, at
from tests.fakes.pdok import fake_pdok
from tests.visitor import Visitor

ADRES = {"postcode": "1191jb", "huisnummer": "12"}


@pytest.fixture
def anna(huisbezoek):
    """A resident who chose the visit and is asked where."""
    visitor = Visitor()
    visitor.choose("paspoort-thuis")
    return visitor


def ask(visitor: Visitor, **changes: str):
    """The step that asks for the address."""
    return visitor.post("/adres/", ADRES | changes)


def booked(visitor: Visitor, **told: str) -> Afspraak:
    """The whole way, for the first window."""
    ask(visitor)
    visitor.hold()
    visitor.tell(**told)
    visitor.confirm()
    assert visitor.at == "/klaar/"
    return Afspraak.objects.latest("pk")


def test_who_looks_for_another_time_sees_which_one_is_theirs(anna):
    booked(anna)
    anna.manage()
    anna.get(anna.link("Andere tijd"))
    assert anna.text.count("huidige tijd") == 1, "among the first times"
    anna.get(f"{anna.at}?dag={MAANDAG}")
    assert "Tussen 8.30 en 12.30 uur huidige tijd" in anna.text
    assert anna.text.count("huidige tijd") == 2


def test_a_resident_books_a_visit_in_six_steps(anna):
    assert anna.at == "/adres/"
    assert "Stap 2 van 6" in anna.text
    ask(anna)
    assert anna.at == "/wanneer/"
    assert "Wanneer komen wij bij u langs?" in anna.text
    assert "Kerkstraat 12, 1191 JB Ouderkerk aan de Amstel" in anna.text
    assert "Vondelstraat" not in anna.text
    anna.get(f"/wanneer/?dag={MAANDAG}")
    assert "Tussen 8.30 en 12.30 uur" in anna.text
    assert "Tussen 8.30 en 10.30 uur" in anna.text
    assert "Tussen 12.30 en 16.30 uur" in anna.text
    anna.post("/wanneer/", {"aanbod": anna.offers()[-1]})
    assert "Bij wie komen wij langs?" in anna.text
    anna.tell(toegang="Bel twee keer", begeleider="Mijn dochter")
    assert "Stap 5 van 6" in anna.text
    for words in ("Tussen 12.30 en 16.30 uur", "Bij u thuis", "Bel twee keer", "Mijn dochter"):
        assert words in anna.text
    anna.confirm()
    assert "Wij komen bij u langs." in anna.text
    assert "30 minuten" in anna.text
    assert "ongeveer" not in anna.text
    afspraak = Afspraak.objects.get()
    assert (afspraak.begin, afspraak.einde) == (at("12:30"), at("16:30"))
    assert afspraak.klantadres == KERKSTRAAT
    assert (afspraak.toegang, afspraak.begeleider) == ("Bel twee keer", "Mijn dochter")
    assert "Kerkstraat" not in str(dict(anna.client.session))


def test_fixed_times_stand_apart_from_the_windows(anna, visits):
    visits.windows = ("8:30-12:30", "9:00-9:05", "13:00-13:05")
    ask(anna)
    anna.get(f"/wanneer/?dag={MAANDAG}")
    morning, afternoon = anna.html.split("<details")[1:]
    assert "Om 9.00 uur" in morning
    assert "8.30" not in morning.partition("</details>")[0]
    assert afternoon.partition(">")[0].endswith("open")
    anna.post("/wanneer/", {"aanbod": anna.offers()[-1]})
    assert "maandag 7 december 2026, om 13.00 uur" in anna.text


def test_nobody_chooses_a_time_before_the_address(anna):
    for step in ("/wanneer/", "/gegevens/", "/controle/"):
        anna.get(step)
        assert anna.at == "/adres/"


def test_who_is_not_visited_is_not_asked_for_an_address(paspoort):
    anna = Visitor()
    anna.choose("paspoort")
    assert anna.at == "/wanneer/"
    assert anna.get("/adres/").status_code == 200
    assert anna.at == "/wanneer/"


def test_no_address_is_asked_for_in_words(anna):
    page = anna.post("/adres/", {})
    assert page.status_code == 400
    assert "Vul de postcode in." in anna.text
    assert "Vul het huisnummer in." in anna.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"postcode": "geen"}, "Vul een postcode in zoals 1191 AA."),
        ({"huisnummer": "x"}, "Vul een huisnummer in zoals 12 of 12 A."),
        ({"huisnummer": "\x00"}, "Controleer uw antwoorden"),
        ({"huisnummer": "9" * 50}, "te lang"),
    ],
)
def test_nonsense_is_refused_and_stays_on_the_page(anna, typed, sentence):
    assert ask(anna, **typed).status_code == 400
    assert sentence in anna.text
    assert anna.at == "/adres/"


def test_an_address_that_is_several_doors_is_asked_after(anna):
    page = ask(anna, huisnummer="9")
    assert page.status_code == 400
    assert "Kies welk het is." in anna.text
    assert "Kerkstraat 9A" in anna.text
    ask(anna, huisnummer="9", keuze="Kerkstraat 9B, 1191 JB Ouderkerk aan de Amstel")
    assert anna.at == "/wanneer/"
    assert "Kerkstraat 9B" in anna.text


def test_outside_the_area_we_do_not_come(anna, settings):
    settings.GEBIED_POSTCODES = ["1115"]
    page = ask(anna)
    assert page.status_code == 400
    assert "Dit adres ligt buiten onze gemeente." in anna.text
    assert anna.hidden("csrfmiddlewaretoken")
    assert 'value="1191jb"' in anna.html


def test_a_postcode_of_elsewhere_is_outside_the_area_even_if_nobody_knows_the_door(anna, settings):
    settings.GEBIED_POSTCODES = ["1191"]
    page = ask(anna, postcode="9711 AA", huisnummer="77")
    assert page.status_code == 400
    assert "Dit adres ligt buiten onze gemeente." in anna.text
    assert "Vul het adres zelf in" not in anna.text


TYPED = {"huisnummer": "77", "straat": "Nieuwe Weg", "plaats": "Ouderkerk aan de Amstel"}


def test_an_unknown_address_is_typed_with_its_part_of_town(anna):
    assert ask(anna, huisnummer="77").status_code == 400
    assert "Dit adres kennen wij niet." in anna.text
    assert "De Ronde Hoep" in anna.html
    page = ask(anna, **TYPED)
    assert page.status_code == 400
    assert "Kies in welke buurt het adres is." in anna.text
    assert 'value="Nieuwe Weg"' in anna.html
    buurt = anna.html.partition(">De Ronde Hoep<")[0].rpartition('value="')[2].partition('"')[0]
    ask(anna, **TYPED, buurt=buurt)
    assert anna.at == "/wanneer/"
    assert "Nieuwe Weg 77, 1191 JB Ouderkerk aan de Amstel" in anna.text
    anna.get("/adres/")
    assert 'value="Nieuwe Weg"' in anna.html
    anna.get("/wanneer/")
    anna.hold()
    assert Afspraak.objects.get().klantadres.punt == (52.27, 4.91)


@pytest.mark.parametrize("punt", ["hier", "4.9065, 52.2945", "0.0, 0.0", "52,29 4,90", "9" * 60])
def test_a_point_that_is_none_is_refused(anna, punt):
    page = ask(anna, **TYPED, punt=punt)
    assert page.status_code == 400
    assert "Dit punt ligt niet in Nederland. Kies een buurt." in anna.text
    assert 'value="Nieuwe Weg"' in anna.html


def test_a_point_outside_the_border_is_outside_the_area(anna, settings):
    settings.GEBIED_GRENS = [(52.2, 4.8), (52.2, 5.0), (52.4, 5.0), (52.4, 4.8)]
    ask(anna, **TYPED, punt="51.0, 4.9")
    assert "Dit adres ligt buiten onze gemeente." in anna.text
    ask(anna, **TYPED, punt="52.3, 4.9")
    assert anna.at == "/wanneer/"


def test_a_part_of_town_that_does_not_exist_is_refused(anna):
    ask(anna, **TYPED, buurt="999")
    assert "Kies een buurt uit de lijst." in anna.text


@pytest.mark.parametrize("how", ["down", "html", "without a point"])
def test_a_register_that_fails_never_stops_anyone(anna, settings, how):
    with fake_pdok() as register:
        register.misbehave = how
        settings.PDOK_URL = register.address
        page = ask(anna, huisnummer="78")
        assert page.status_code == 400
        assert "Wij kunnen dit adres nu niet opzoeken." in anna.text
        ask(anna, **TYPED, punt="52.3, 4.9")
        assert anna.at == "/wanneer/"


def test_another_address_lets_go_of_what_was_held(anna):
    ask(anna)
    anna.hold()
    ask(anna)
    assert "Verder met" in anna.text
    ask(anna, huisnummer="40")
    assert "Verder met" not in anna.text
    assert Afspraak.objects.get().status == "VERLOPEN"


def test_who_asks_for_a_letter_finds_the_address_filled_in(anna):
    ask(anna)
    anna.hold()
    assert 'value="1191 JB"' in anna.html


def test_the_manage_page_says_the_window_and_the_address(anna):
    booked(anna, toegang="Bel twee keer")
    anna.manage()
    for words in ("Tussen 8.30 en 12.30 uur", "Kerkstraat 12", "Bel twee keer", "Ander adres"):
        assert words in anna.text
    assert "Vondelstraat" not in anna.text
    event = _event(anna)
    assert (event.start, event.end) == (at("8:30"), at("12:30"))
    assert event["LOCATION"] == KERKSTRAAT.regel


def test_details_of_a_visit_are_corrected(anna):
    booked(anna, toegang="Bel twee keer")
    anna.manage()
    anna.get(anna.at + "gegevens/")
    assert "Bel twee keer" in anna.html
    anna.post(anna.at, {"voor_wie": "zelf", "naam": "Zoë", "voorkeur": "EMAIL"} | MAIL)
    afspraak = Afspraak.objects.get()
    assert (afspraak.toegang, afspraak.versie) == ("Klop aan", 1)


MAIL = {"email": "zoe@example.nl", "toegang": "Klop aan"}


def test_another_address_asks_for_a_time_there_and_moves_after_confirming(anna):
    afspraak = booked(anna)
    anna.manage()
    home = anna.at
    anna.get(home + "adres/")
    assert "Nu komen wij op Kerkstraat 12" in anna.text
    assert ask_again(anna, huisnummer="9").status_code == 400
    ask_again(anna, huisnummer="40")
    assert anna.at == home + "tijd/"
    assert "Kies een tijd voor het nieuwe adres" in anna.text
    assert "Kerkstraat 40" in anna.text
    anna.post(anna.at, {"aanbod": anna.offers()[0]})
    assert "Kerkstraat 12" in anna.text
    assert "Kerkstraat 40" in anna.text
    afspraak.refresh_from_db()
    assert afspraak.klantadres == KERKSTRAAT
    anna.post(_here(anna), {"bevestig": "1"})
    assert anna.at == home
    afspraak.refresh_from_db()
    assert (afspraak.klantadres.huisnummer, afspraak.versie) == ("40", 2)
    assert (afspraak.begin, afspraak.einde) == (at("8:30"), at("12:30"))


def test_who_turns_back_keeps_the_old_address(anna):
    booked(anna)
    anna.manage()
    home = anna.at
    anna.get(home + "adres/")
    ask_again(anna, huisnummer="40")
    anna.get(home)
    anna.get(home + "tijd/")
    assert "nieuwe adres" not in anna.text


def test_another_window_at_the_same_address(anna):
    booked(anna)
    anna.manage()
    home = anna.at
    anna.get(f"{home}tijd/?dag={MAANDAG}")
    anna.post(home + "tijd/", {"aanbod": anna.offers()[-1]})
    anna.post(_here(anna), {"bevestig": "1"})
    assert "Tussen 12.30 en 16.30 uur" in anna.text
    assert Afspraak.objects.get().klantadres == KERKSTRAAT


def test_an_appointment_with_us_has_no_address_to_change(paspoort):
    anna = Visitor()
    anna.book("paspoort")
    anna.manage()
    home = anna.at
    anna.get(home + "adres/")
    assert anna.at == home


def test_cancelling_says_that_we_do_not_come(anna):
    booked(anna)
    anna.manage()
    anna.post(anna.at + "annuleren/")
    assert "Wij komen niet meer bij u langs" in anna.text


def ask_again(visitor: Visitor, **changes: str):
    """The page that asks for another address."""
    return visitor.post(visitor.at, ADRES | changes)


def _here(visitor: Visitor) -> str:
    """The whole address of the page, with its query."""
    request = visitor.page.request
    return f"{request['PATH_INFO']}?{request['QUERY_STRING']}"


def _event(visitor: Visitor):
    page = visitor.client.get(visitor.at + "agenda.ics")
    [event] = icalendar.Calendar.from_ical(page.content).walk("VEVENT")
    return event
