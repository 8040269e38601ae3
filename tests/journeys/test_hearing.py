"""A resident says how to hear from us, and is told where the confirmation goes."""

import re

import pytest

from afspraken.models import Afspraak
from notificaties import afmelding
from notificaties.models import Beltaak, Bericht
from tests.cast import NOW
from tests.visitor import Visitor

LETTER = {"voorkeur": "BRIEF", "email": "", "postcode": "1191aa", "huisnummer": "12 A"}


@pytest.fixture
def anna(paspoort, settings):
    """A resident who has to say who comes, where SMS are sent."""
    settings.SMS_PROVIDER = "twilio"
    visitor = Visitor()
    visitor.choose("paspoort")
    visitor.hold()
    return visitor


def _chosen(visitor) -> str:
    """The way that is chosen on the page."""
    found = re.search(r'name="voorkeur" value="(\w+)" checked', visitor.html)
    return found[1] if found else ""


def test_e_mail_is_chosen_until_one_says_otherwise(anna):
    assert _chosen(anna) == "EMAIL"
    for words in ("Per e-mail", "Per sms", "Per brief", "Ik heb geen van deze"):
        assert words in anna.text


def test_the_last_pages_say_where_the_confirmation_goes(anna):
    anna.tell()
    assert "Wij sturen een bevestiging naar: zoe@example.nl" in anna.text
    anna.confirm()
    assert "Wij sturen een bevestiging naar: zoe@example.nl" in anna.text
    assert Afspraak.objects.get().klant.voorkeur == "EMAIL"
    anna.manage()
    assert "Bericht van ons Per e-mail" in anna.text
    anna.get(anna.link("Annuleer de afspraak"))
    anna.post(anna.at)
    assert "Uw afspraak is geannuleerd" in anna.text
    assert "Wij sturen een bevestiging naar: zoe@example.nl" in anna.text


def test_one_can_choose_an_sms(anna):
    anna.tell(voorkeur="SMS", email="")
    anna.confirm()
    assert "Wij sturen een bevestiging per sms naar: 06 12345678" in anna.text
    assert Afspraak.objects.get().klant.voorkeur == "SMS"


def test_one_can_choose_a_letter(anna):
    anna.tell(**LETTER)
    anna.confirm()
    assert "Wij sturen een bevestiging per brief naar: 1191 AA 12 A" in anna.text
    klant = Afspraak.objects.get().klant
    assert (klant.voorkeur, klant.postcode, klant.huisnummer) == ("BRIEF", "1191 AA", "12 A")


def test_who_has_none_of_these_is_called(anna):
    anna.tell(voorkeur="GEEN", email="", telefoon="020 1234567")
    anna.confirm()
    assert "Uw afspraak is gemaakt" in anna.text
    assert "Wij sturen een bevestiging" not in anna.text
    assert "U krijgt geen bericht van ons. Verandert er iets? Dan bellen wij: 020 123" in anna.text
    assert Afspraak.objects.get().klant.voorkeur == ""
    assert Beltaak.objects.get().reden == "GEEN_WEG"


def test_who_cancels_is_not_told_that_we_call(anna):
    anna.tell(voorkeur="GEEN", email="", telefoon="020 1234567")
    anna.confirm()
    anna.manage()
    anna.get(anna.link("Annuleer de afspraak"))
    anna.post(anna.at)
    assert "Uw afspraak is geannuleerd" in anna.text
    assert "bellen wij" not in anna.text


STOPPED = "U stuurde ons STOP vanaf 06 12345678. Daarom sturen wij geen sms naar dit nummer."


@pytest.mark.parametrize(
    ("sender", "how"),
    [
        ("+31970012345", "Wilt u weer sms'jes? Stuur START naar +31970012345."),
        ("OuderAmstel", "Antwoord START op een sms die u van ons kreeg."),
    ],
)
def test_who_said_stop_and_chooses_sms_is_told_the_way_it_really_goes(anna, settings, sender, how):
    settings.SMS_AFZENDER = sender
    afmelding.stop("+31612345678", now=NOW)
    anna.tell(voorkeur="SMS")
    for go_on in (anna.confirm, anna.manage):
        assert STOPPED in anna.text
        assert how in anna.text
        assert "Wij sturen een bevestiging naar: zoe@example.nl" in anna.text
        assert "Per sms" not in anna.text
        go_on()
    assert Bericht.objects.get().kanaal == "EMAIL"
    assert STOPPED in anna.text
    assert "Bericht van ons Per e-mail" in anna.text


def test_who_said_stop_and_has_nothing_else_is_called(anna):
    afmelding.stop("+31612345678", now=NOW)
    anna.tell(voorkeur="SMS", email="")
    anna.confirm()
    assert STOPPED in anna.text
    assert "U krijgt geen bericht van ons. Verandert er iets? Dan bellen wij: 06 1234" in anna.text
    assert not Bericht.objects.exists()
    assert Beltaak.objects.get().reden == "GEEN_WEG"


def test_who_said_start_again_reads_nothing_of_stop(anna):
    afmelding.stop("+31612345678", now=NOW)
    afmelding.start("+31612345678")
    anna.tell(voorkeur="SMS", email="")
    assert "Wij sturen een bevestiging per sms naar: 06 12345678" in anna.text
    assert "STOP" not in anna.text


def test_who_said_stop_and_chooses_e_mail_reads_nothing_of_it(anna):
    afmelding.stop("+31612345678", now=NOW)
    anna.tell()
    assert "Wij sturen een bevestiging naar: zoe@example.nl" in anna.text
    assert "STOP" not in anna.text


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"email": ""}, "Vul uw e-mailadres in of kies een andere manier."),
        ({"voorkeur": "SMS", "telefoon": ""}, "Vul uw mobiele nummer in"),
        ({"voorkeur": "SMS", "telefoon": "020 1234567"}, "Dit is geen mobiel nummer."),
        ({"voorkeur": "SMS", "telefoon": "+33 6 12345678"}, "Wij sturen geen sms naar dit land."),
        ({"voorkeur": "BRIEF"}, "Vul uw postcode in."),
        (LETTER | {"telefoon": ""}, "Vul ook uw telefoonnummer of e-mailadres in."),
        (LETTER | {"postcode": "1191"}, "Vul een postcode in zoals 1191 AA."),
        (LETTER | {"huisnummer": "x"}, "Vul een huisnummer in zoals 12 of 12 A."),
        ({"voorkeur": "GEEN", "telefoon": ""}, "Vul uw telefoonnummer in."),
        ({"voorkeur": ""}, "Kies hoe u bericht wilt krijgen."),
        ({"voorkeur": "DUIF"}, "Kies hoe u bericht wilt krijgen."),
    ],
)
def test_what_the_chosen_way_needs_is_asked_and_nothing_typed_is_lost(anna, answers, sentence):
    anna.tell(**answers)
    assert anna.page.status_code == 400
    assert sentence in anna.text
    assert 'value="Zoë d&#x27;Hondt-Özgür"' in anna.html
    for name in ("email", "telefoon", "postcode"):
        if answers.get(name):
            assert f'value="{answers[name]}"' in anna.html
    assert _chosen(anna) == (answers.get("voorkeur", "EMAIL").replace("DUIF", ""))


def test_a_letter_is_not_offered_when_it_would_come_too_late(anna, clock):
    clock.move_to(NOW.replace(day=5))
    visitor = Visitor("198.51.100.9")
    visitor.choose("paspoort")
    visitor.hold()
    assert "Per sms" in visitor.text
    assert "Per brief" not in visitor.text
    visitor.tell(**LETTER)
    assert visitor.page.status_code == 400


def test_the_way_can_be_changed_later(anna):
    anna.tell()
    anna.confirm()
    anna.manage()
    anna.get(anna.link("Wijzig uw gegevens"))
    assert _chosen(anna) == "EMAIL"
    anna.post(anna.at, {"voor_wie": "zelf", "naam": "Zoë", "telefoon": "06 12345678"} | LETTER)
    assert "Bericht van ons Per brief" in anna.text
    anna.get(anna.link("Wijzig uw gegevens"))
    assert _chosen(anna) == "BRIEF"
    assert Afspraak.objects.get().klant.voorkeur == "BRIEF"
