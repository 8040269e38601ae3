"""What a message says of a visit: a window and the customer's address, and never about."""

import pytest
from django.utils import translation

from afspraken import agenda, booking
from afspraken.agendapunt import agendapunt
from afspraken.models import Taal
from afspraken.wens import Wens
from tests.cast import ANNA, KERKSTRAAT, NOW, at
from tests.notificaties.teksten.test_weergave import read
from tests.visits import BEZOEK, Bezoeken

WINDOW = {"nl": "tussen 8.30 en 12.30 uur", "en": "between 8:30 and 12:30"}
PROMISES = ("BEVESTIGING", "HERINNERING", "WIJZIGING")


@pytest.fixture
def bezoek(town, monkeypatch):
    """A passport at home, on Monday morning."""
    visits = Bezoeken(town).register(monkeypatch)
    visits.locatie.aankomst = "De ingang is aan de Vondelstraat."
    visits.locatie.save()
    product = town.product("Paspoort thuis", aanbieder=BEZOEK, vraagt=())
    wish = Wens.of([(product, 1)], adres=KERKSTRAAT)
    return booking.book(wish, agenda.search(wish, now=NOW).first(1)[0], ANNA, now=NOW)


@pytest.mark.parametrize("kanaal", ["EMAIL", "BRIEF"])
@pytest.mark.parametrize("soort", PROMISES)
@pytest.mark.parametrize("taal", Taal.values)
def test_mail_and_letter_say_window_and_address(bezoek, soort, kanaal, taal):
    tekst = read(_in(bezoek, taal), soort, kanaal).tekst
    assert WINDOW[taal] in tekst
    assert f"{ {'nl': 'bij u thuis', 'en': 'at your home'}[taal] }, {KERKSTRAAT.regel}" in tekst
    assert "Vondelstraat" not in tekst
    assert "ongeveer" not in tekst
    assert "about" not in tekst


@pytest.mark.parametrize("soort", PROMISES)
@pytest.mark.parametrize("taal", Taal.values)
def test_a_text_message_says_it_in_short(bezoek, soort, taal):
    tekst = read(_in(bezoek, taal), soort, "SMS").tekst
    assert WINDOW[taal] in tekst
    assert {"nl": "bij u thuis", "en": "at your home"}[taal] in tekst


@pytest.mark.parametrize("soort", ["ANNULERING", "VOORSTEL", "MEENEMEN"])
def test_other_messages_say_the_window_as_a_sentence(bezoek, soort):
    tekst = read(bezoek, soort, gegevens={"tijden": "later", "uiterlijk": "morgen"}).tekst
    assert f"maandag 7 december 2026, {WINDOW['nl']}" in tekst
    assert "bij ons" not in tekst


def test_the_subject_says_the_window(bezoek):
    assert WINDOW["nl"] in read(bezoek).titel


def test_the_calendar_has_the_window_and_the_address(bezoek):
    with translation.override("nl"):
        event = agendapunt(bezoek)
    assert (event.begin, event.einde) == (at("8:30"), at("12:30"))
    assert event.location == KERKSTRAAT.regel


def _in(afspraak, taal):
    """The same for a customer who reads this language."""
    afspraak.klant.taal = taal
    afspraak.klant.save()
    return afspraak
