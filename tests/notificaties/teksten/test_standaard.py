"""The texts that ship with the system: complete, plain, and safe to send."""

import re
from datetime import datetime, timedelta
from itertools import product as pairs

import pytest

from afspraken.lokaal import LOCAL
from afspraken.models import Afspraak, Berichtkanaal, Klant, Locatie, Status, Taal
from notificaties.models import AAN_ANDEREN, Bericht, Berichtsoort
from notificaties.teksten import standaard
from notificaties.teksten.plaatshouders import allowed, faults
from notificaties.teksten.weergave import fill_in, shipped
from tests.afspraken.test_language import MOST_WORDS, STIFF

ALL = sorted(standaard.TEKSTEN)
SMS = [key for key in ALL if key[1] == Berichtkanaal.SMS]
GSM7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The basic alphabet of an SMS: one place each. Source: 3GPP TS 23.038, 6.2.1."""
AT_HOME = (Berichtsoort.TIJDVAK, Berichtsoort.BEZOEKVOORSTEL)
"""Kinds of which the time is a window."""

LONGEST_LABEL = "Wijkcentrum Duivendrecht-Zuid"


@pytest.fixture
def gemeente(settings):
    """The example town on an address as a real one has it."""
    settings.PUBLIC_URL = "https://afspraken.ouder-amstel.nl"
    return settings


def _rendered(soort, kanaal, taal, klant=None, **gegevens):
    """A shipped text, filled in for the longest day and place one can think of."""
    begin = datetime(2026, 9, 30, 11, 20, tzinfo=LOCAL)
    length = timedelta(hours=4) if soort in AT_HOME else timedelta(minutes=20)
    afspraak = Afspraak(
        pk=1,
        begin=begin,
        einde=begin + length,
        status=Status.GEPLAND,
        klant=klant or Klant(naam="Anna", taal=taal),
        locatie=Locatie(
            naam=LONGEST_LABEL,
            straat="Kerkstraat",
            huisnummer="1",
            plaats="Hier",
            bij_klant=soort in AT_HOME,
        ),
        beheer_hash="x",
        referentie="K7Q2MX",
    )
    afspraak._prefetched_objects_cache = {"producten": []}
    bericht = Bericht(soort=soort, kanaal=kanaal, gegevens=gegevens)
    return fill_in(shipped(soort, kanaal, taal), bericht, afspraak, taal=taal)


def test_every_kind_has_an_e_mail_and_an_sms_in_both_languages():
    to_customers = [soort for soort in Berichtsoort if soort not in AAN_ANDEREN]
    wanted = set(pairs(to_customers, [Berichtkanaal.EMAIL, Berichtkanaal.SMS], Taal.values))
    wanted |= set(pairs(AAN_ANDEREN, [Berichtkanaal.EMAIL], Taal.values))
    assert wanted <= set(ALL)


def test_who_is_not_the_customer_hears_by_e_mail_only_and_nothing_of_the_customer():
    assert {kanaal for soort, kanaal, _taal in ALL if soort in AAN_ANDEREN} == {"EMAIL"}
    for soort in AAN_ANDEREN:
        assert not {"naam", "voor_wie", "link"} & set(allowed(soort, "EMAIL"))


@pytest.mark.parametrize("kanaal", Berichtkanaal.values)
def test_whoever_wants_letters_hears_of_the_appointment_as_others_do(kanaal):
    for soort in ("BEVESTIGING", "WIJZIGING", "ANNULERING", "HERINNERING", "MEENEMEN", "KLAAR"):
        assert standaard.exists(soort, kanaal)


def test_nobody_gets_by_letter_what_is_old_when_it_arrives():
    for soort in ("ONDERWEG", "LOOPT_UIT", "TIJDVAK", "ANTWOORD", "NABERICHT", "MEDEDELING"):
        assert not standaard.exists(soort, Berichtkanaal.BRIEF)


@pytest.mark.parametrize(("soort", "kanaal", "taal"), ALL)
def test_an_editor_could_have_saved_it(soort, kanaal, taal):
    assert faults(*standaard.TEKSTEN[soort, kanaal, taal], soort=soort, kanaal=kanaal) == {}


@pytest.mark.parametrize("key", [key for key in ALL if key[2] == Taal.NL])
def test_it_is_plain_dutch(key):
    for sentence in re.split(r"(?<=[.?!:])\s|\n", " \n".join(standaard.TEKSTEN[key])):
        assert len(sentence.split()) <= MOST_WORDS
        assert not STIFF.search(sentence)


@pytest.mark.parametrize("key", [key for key in ALL if key[2] == Taal.NL])
def test_the_english_fills_the_same_blanks(key):
    blanks = re.compile(r"\{\w+\}")
    dutch, english = (standaard.TEKSTEN[*key[:2], taal] for taal in (Taal.NL, Taal.EN))
    assert [sorted(blanks.findall(text)) for text in dutch] == [
        sorted(blanks.findall(text)) for text in english
    ]


@pytest.mark.parametrize("taal", Taal.values)
def test_a_confirmation_says_all_that_one_needs(taal):
    text = standaard.TEKSTEN["BEVESTIGING", "EMAIL", taal].tekst
    for naam in ("producten", "wanneer", "locatie", "adres", "meenemen", "kosten", "link"):
        assert f"{{{naam}}}" in text


@pytest.mark.parametrize("key", ALL)
def test_a_subject_tells_no_product_and_no_name(key):
    titel = standaard.TEKSTEN[key].titel
    assert not any(f"{{{naam}}}" in titel for naam in ("producten", "naam", "voor_wie", "wat"))


@pytest.mark.parametrize("answers", [True, False], ids=["one can answer", "one cannot answer"])
@pytest.mark.parametrize("email", ["", "anna@example.nl"], ids=["no e-mail", "e-mail"])
@pytest.mark.parametrize(("soort", "kanaal", "taal"), SMS)
def test_an_sms_fits_one_message(gemeente, soort, kanaal, taal, email, answers):
    gemeente.SMS_ANTWOORDEN = answers
    gegevens = {"verwacht": "11.20 uur", "van": "11.20 uur", "tot": "13.20 uur"}
    gegevens |= {"ophalen": "Haal het op in " + LONGEST_LABEL, "antwoord": "Kies een andere tijd:"}
    gegevens |= {"met_link": "ja", "uiterlijk": "wo 30 sep 17.00 uur", "begint": "11.20 uur"}
    gegevens |= dict.fromkeys(("volgen", "antwoorden"), f"{gemeente.PUBLIC_URL}/b/{'x' * 20}")
    text = _rendered(soort, kanaal, taal, Klant(naam="Anna", taal=taal, email=email), **gegevens)
    assert set(text.tekst) <= GSM7
    assert len(text.tekst) <= 160, text.tekst


@pytest.mark.parametrize("taal", Taal.values)
def test_a_reminder_by_sms_says_how_to_answer_only_where_one_can(gemeente, taal):
    gemeente.SMS_ANTWOORDEN = True
    assert "JA." in _rendered("HERINNERING", "SMS", taal).tekst
    gemeente.SMS_ANTWOORDEN = False
    text = _rendered("HERINNERING", "SMS", taal).tekst
    assert "JA." not in text  # without the full stop it may stand in the link
    assert "https://afspraken.ouder-amstel.nl/a/" in text


def test_every_placeholder_of_a_shipped_text_is_known():
    for (soort, kanaal, _taal), text in standaard.TEKSTEN.items():
        used = set(re.findall(r"\{(\w+)\}", text.titel + text.tekst))
        assert used <= set(allowed(soort, kanaal))
