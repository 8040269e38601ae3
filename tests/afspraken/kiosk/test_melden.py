"""Reporting with an appointment, at a kiosk or with one's own phone: a number, or what to do."""

import pytest
from django.conf import settings

from afspraken import booking, wachtrij
from afspraken.kiosk import limieten
from afspraken.kiosk.melden import normalised
from afspraken.models import Meldwijze, Partij, Scherm, Schermsoort, Wachtende
from tests.cast import at

pytestmark = pytest.mark.django_db


def test_anna_types_her_reference_and_gets_a_number(hal):
    afspraak = hal.zaal.afspraak("10:10")
    answer = hal.types(afspraak.referentie)
    page = answer.content.decode()
    assert "A01" in page
    assert "Neem plaats in de wachtruimte." in page
    assert "aan de beurt" in page or "wachttijd" in page
    assert "Anna" not in page
    assert Wachtende.objects.get().via == Meldwijze.ZUIL


def test_the_kiosk_goes_back_to_the_start_by_itself_and_later_on_request(hal):
    answer = hal.types(hal.zaal.afspraak("10:10").referentie)
    there = hal.url(hal.zuil)
    assert answer["Refresh"] == f"20; url={there}"
    longer = hal.client.get(answer.wsgi_request.path, {"langer": 1})
    assert longer["Refresh"] == f"120; url={there}"


def test_reading_the_number_again_reports_nobody_twice(hal):
    answer = hal.types(hal.zaal.afspraak("10:10").referentie)
    hal.client.get(answer.wsgi_request.path)
    assert Wachtende.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("k7m4px", "K7M4PX"), (" K7M-4PX ", "K7M4PX"), ("k7 m4 px\n", "K7M4PX"), ("0OI1AB", "QQLLAB")],
)
def test_what_people_type_is_read_as_they_mean_it(typed, stored):
    assert normalised(typed) == stored


@pytest.mark.parametrize("typed", ["", "K7M4P", "K7M4PXX", "漢字漢字漢字", "K7M4PX" * 20_000])
def test_what_is_no_reference_is_none(typed):
    assert normalised(typed) == ""


def test_an_unknown_reference_can_be_corrected(hal):
    answer = hal.types("ZZZZZZ")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Deze referentie kennen wij niet" in page
    assert 'value="ZZZZZZ"' in page


@pytest.mark.parametrize("typed", ["漢字漢字漢字", "x" * 100_000, "أهلا", "'; --", "\ud83d"])
def test_bad_input_is_no_reference(hal, typed):
    assert hal.types(typed.encode(errors="replace")).status_code == 400


def test_a_nul_or_bytes_that_are_no_text_are_refused(hal):
    answer = hal.client.post(hal.url(hal.zuil), {"referentie": "K7M\0PX"})
    assert answer.status_code == 400
    broken = hal.client.post(
        hal.url(hal.zuil), b"referentie=%ff%fe", content_type="application/x-www-form-urlencoded"
    )
    assert broken.status_code == 400


# --- refusals -------------------------------------------------------------------------------------


def test_at_the_wrong_place_one_reads_where_it_is(hal):
    dorpshuis = hal.zaal.town.locatie("Dorpshuis")
    zuil = Scherm.objects.create(locatie=dorpshuis, soort=Schermsoort.ZUIL, naam="Hal")
    answer = hal.types(hal.zaal.afspraak("10:10").referentie, zuil)
    assert answer.status_code == 409
    assert "Uw afspraak is op een andere locatie: Gemeentehuis" in answer.content.decode()


def test_who_is_too_early_reads_from_when(hal):
    page = hal.types(hal.zaal.afspraak("11:00").referentie).content.decode()
    assert "vanaf 10.30 uur" in page
    assert "Neem gerust plaats" in page


def test_who_is_too_late_goes_to_the_desk(hal):
    page = hal.types(hal.zaal.afspraak("9:30").referentie).content.decode()
    assert "Uw afspraak was om 9.30 uur. Ga naar de balie" in page


def test_who_reports_twice_reads_the_number_again(hal):
    afspraak = hal.zaal.afspraak("10:10")
    hal.types(afspraak.referentie)
    page = hal.types(afspraak.referentie).content.decode()
    assert "U bent al aangemeld. Uw nummer is A01." in page
    assert "Neem plaats. Wij roepen uw nummer op." in page


def test_a_cancelled_one_goes_to_the_desk(hal):
    afspraak = hal.zaal.afspraak("10:10")
    booking.cancel(afspraak, partij=Partij.INWONER, now=at("9:00"))
    page = hal.types(afspraak.referentie).content.decode()
    assert "geannuleerd. Ga naar de balie" in page


def test_one_that_is_over_goes_to_the_desk(hal):
    afspraak = hal.zaal.afspraak("10:10")
    row = hal.zaal.meldt(afspraak, "9:59")
    hal.zaal.doet(wachtrij.leave, row, "10:00")
    assert "al afgesloten. Ga naar de balie" in hal.types(afspraak.referentie).content.decode()


def test_on_another_day_one_reads_when(hal, clock):
    afspraak = hal.zaal.afspraak("10:10")
    clock.move_to(at("10:00").replace(day=6))
    page = hal.types(afspraak.referentie).content.decode()
    assert "niet vandaag, maar op maandag 7 december" in page


# --- guessing -------------------------------------------------------------------------------------


def test_after_many_wrong_ones_only_the_desk_helps_and_later_the_kiosk_again(hal, clock):
    afspraak = hal.zaal.afspraak("10:10")
    for _try in range(limieten.MOST[limieten.Soort.ONBEKEND]):
        assert hal.types("ZZZZZZ").status_code == 400
    answer = hal.types(afspraak.referentie)
    assert answer.status_code == 429
    assert "Vraag het aan de balie" in answer.content.decode()
    assert hal.types(afspraak.referentie, hal.poster).status_code == 200


def test_on_a_poster_one_who_guesses_keeps_no_other_out(hal):
    afspraak = hal.zaal.afspraak("10:10")
    for _try in range(limieten.MOST[limieten.Soort.ONBEKEND] + 1):
        answer = hal.types("ZZZZZZ", hal.poster)
    assert answer.status_code == 429
    hal.client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    assert hal.types(afspraak.referentie, hal.poster).status_code == 200


# --- language -------------------------------------------------------------------------------------


def test_english_by_one_press_and_dutch_again_at_the_start(hal):
    assert "Welcome" in hal.reads(hal.zuil, taal="en")
    answer = hal.types(hal.zaal.afspraak("10:10").referentie, taal="en")
    assert "Your number" in answer.content.decode()
    assert answer["Content-Language"] == "en"
    assert "Welkom" in hal.reads(hal.zuil)


def test_an_english_visitor_of_a_kiosk_begins_in_dutch_and_of_a_poster_in_english(hal):
    hal.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en-GB,en"
    assert "Welkom" in hal.reads(hal.zuil)
    assert "Welcome" in hal.reads(hal.poster)
    hal.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    assert "Welkom" in hal.reads(hal.poster)


def test_a_language_that_does_not_exist_is_dutch(hal):
    assert "Welkom" in hal.reads(hal.zuil, taal="xx")


# --- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("deel", ["scherm", "inloop"])
def test_a_wrong_or_revoked_code_opens_nothing(hal, deel):
    there = hal.url(hal.zuil, deel)
    assert hal.client.get(there.replace(hal.zuil.code, "x")).status_code == 404
    assert hal.client.get(there.replace(hal.zuil.code, "%00")).status_code in (400, 404)
    Scherm.objects.update(is_actief=False)
    assert hal.client.get(there).status_code == 404
    assert hal.client.post(there).status_code == 404


def test_of_a_place_out_of_use_no_screen_works(hal):
    type(hal.zaal.plaats).objects.update(is_actief=False)
    assert hal.client.get(hal.url(hal.wachtscherm)).status_code == 404


def test_where_to_sit_is_what_the_manager_wrote(hal):
    Scherm.objects.update(zitplaats="Neem plaats bij het raam.", zitplaats_en="Sit at the window.")
    afspraak = hal.zaal.afspraak("10:10")
    assert "bij het raam" in hal.types(afspraak.referentie).content.decode()
