"""What an employee does with a message: again, by another way, or a judgement; never twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from afspraken import booking
from afspraken.models import Klant, Logregel, Partij
from notificaties.channels import Gevonden
from notificaties.models import Beltaak, Bericht
from notificaties.outbox import byhand, delivered
from notificaties.outbox.sweeping import ASK_AGAIN
from tests.cast import ANNA, BRAM, NOW, booked
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.post import NO_ANSWER, remind, told

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LATER = NOW + MINUTE

UNTRUE = "Dit bericht klopt niet meer. Er is ander nieuws, of het is voorbij."
READY = "Dit bericht staat al klaar om weg te gaan."
JUST_SENT = "Dit bericht is net verstuurd. Wacht een minuut."
NO_SUCH_WAY = "Langs deze weg kan het niet. De klant heeft er geen adres voor."


@pytest.fixture
def sent(paspoort, kantoor):
    """A confirmation that left by e-mail."""
    booked(paspoort, "10:00")
    kantoor.send()
    return Bericht.objects.get()


@pytest.fixture
def unsure(paspoort, kantoor):
    """A confirmation of which nobody knows whether it left."""
    booked(paspoort, "10:00")
    kantoor.mail.ends = [NO_ANSWER]
    kantoor.send()
    kantoor.send()  # the provider cannot say either
    return Bericht.objects.get()


def again(bericht, *, now=LATER, way=""):
    return byhand.send_again(bericht, now=now, door="7", way=way)


def refusal(bericht, *, now=LATER, way=""):
    """Why it may not be sent again."""
    with pytest.raises(ValidationError) as error:
        again(bericht, now=now, way=way)
    return error.value.messages[0]


def test_a_message_is_sent_again_with_the_text_of_now(sent, kantoor):
    Klant.objects.update(naam="Anna Nieuw")
    row = again(sent)
    assert (row.poging, row.kanaal, row.is_direct) == (1, "EMAIL", True)
    [post] = kantoor.send(later=MINUTE)
    assert "Anna Nieuw" in post.tekst
    assert told(sent.afspraak) == [("BEVESTIGING", "EMAIL", "VERZONDEN")] * 2
    assert again(sent, now=NOW + 3 * MINUTE).poging == 2


def test_it_is_written_to_the_log(sent):
    again(sent)
    line = Logregel.objects.get(handeling="GEWIJZIGD")
    assert (line.onderwerp, line.door, line.partij) == (
        f"bericht:{sent.referentie.hex}",
        "7",
        "MEDEWERKER",
    )
    assert line.gegevens == {"wat": "opnieuw", "kanaal": "EMAIL"}


def test_not_within_a_minute(sent):
    assert refusal(sent, now=NOW + timedelta(seconds=59)) == JUST_SENT
    again(sent)
    assert refusal(sent) == READY


def test_a_button_that_is_pressed_twice_sends_once(sent, kantoor):
    again(sent)
    kantoor.send(later=MINUTE)
    assert refusal(sent, now=LATER + MINUTE / 2) == JUST_SENT


def test_what_was_written_long_ago_and_sent_just_now_is_not_sent_again(paspoort, kantoor):
    remind("2d")
    afspraak = booked(paspoort, "14:00")
    kantoor.send()
    kantoor.send(at=afspraak.begin - timedelta(days=2))
    reminder = Bericht.objects.get(soort="HERINNERING")
    assert refusal(reminder, now=kantoor.now + MINUTE / 2) == JUST_SENT
    assert again(reminder, now=kantoor.now + MINUTE).moment == "-2d"


def test_what_is_about_nothing_any_more_is_not_sent_again(sent):
    Bericht.objects.update(afspraak=None)
    assert refusal(sent) == "Dit bericht hoort bij geen afspraak meer."


def test_old_news_is_not_sent_again(sent, kantoor):
    moved(sent.afspraak)
    assert refusal(sent) == UNTRUE


def test_what_is_over_is_not_sent_again(sent):
    assert refusal(sent, now=sent.afspraak.begin) == UNTRUE


def test_a_cancelled_appointment_is_not_confirmed_again(sent):
    booking.cancel(sent.afspraak, partij=Partij.MEDEWERKER, now=NOW)
    assert refusal(sent) == UNTRUE


def test_another_way(sent, kantoor):
    assert byhand.other_ways(sent, now=LATER) == ["SMS"]
    again(sent, way="SMS")
    assert refusal(sent, way="SMS") == READY
    kantoor.send(later=MINUTE)
    assert [post.aan for post in kantoor.sms.taken] == ["+31612345678"]


def test_a_letter_is_a_way_while_it_comes_in_time(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", replace(BRAM, postcode="1191 AA", huisnummer="12"))
    kantoor.send()
    message = Bericht.objects.get()
    assert byhand.other_ways(message, now=LATER) == ["BRIEF"]
    assert byhand.other_ways(message, now=afspraak.begin - timedelta(days=2)) == []


@pytest.mark.parametrize("way", ["BRIEF", "FAX", "EMAIL", "\x00"])
def test_a_way_that_the_customer_has_not(sent, way):
    assert refusal(sent, way=way) == NO_SUCH_WAY


def test_an_uncertain_message_that_is_sent_again_is_never_sent_by_itself_too(unsure, kantoor):
    again(unsure)
    assert len(kantoor.send(later=MINUTE)) == 1
    kantoor.mail.knows = Gevonden.NEE
    for _n in range(3):
        assert kantoor.send(later=kantoor.now - NOW + ASK_AGAIN) == []
    assert not byhand.uncertain().exists()
    unsure.refresh_from_db()
    assert unsure.status == "ONZEKER"


def test_an_employee_knows_that_it_arrived(unsure):
    assert Beltaak.objects.get().reden == "ONZEKER"
    assert byhand.is_uncertain(unsure)
    assert byhand.arrived(unsure, now=LATER, door="7")
    assert told(unsure.afspraak) == [("BEVESTIGING", "EMAIL", "AFGELEVERD")]
    assert Beltaak.objects.get().gedaan_op == LATER
    assert Logregel.objects.get(handeling="GEWIJZIGD").gegevens == {"wat": "aangekomen"}
    assert not byhand.arrived(unsure, now=LATER, door="8")
    assert not byhand.let_be(unsure, now=LATER, door="8")


def test_what_is_left_as_it_is_may_still_prove_to_have_arrived(unsure, kantoor):
    assert byhand.let_be(unsure, now=LATER, door="7")
    assert not byhand.let_be(unsure, now=LATER, door="7")
    unsure.refresh_from_db()
    assert (unsure.status, unsure.beoordeeld_op) == ("ONZEKER", LATER)
    assert not byhand.is_uncertain(unsure)
    assert Logregel.objects.get(handeling="GEWIJZIGD").gegevens == {"wat": "gelaten"}
    assert Beltaak.objects.get().gedaan_op is None  # somebody still has to call
    assert kantoor.send(later=ASK_AGAIN) == []
    assert delivered(unsure.referentie.hex, now=LATER)


def test_a_certain_message_is_not_judged(sent):
    assert not byhand.is_uncertain(sent)
    assert not byhand.arrived(sent, now=LATER, door="7")
    assert not byhand.let_be(sent, now=LATER, door="7")
    assert not Logregel.objects.filter(handeling="GEWIJZIGD").exists()


def test_a_reminder_sent_as_a_letter_stays_one(paspoort, kantoor):
    remind("2d")
    with_address = replace(ANNA, postcode="1191 AA", huisnummer="12")
    afspraak = booked(paspoort, "10:00", with_address)
    reminder = Bericht.objects.get(soort="HERINNERING")
    again(reminder, way="BRIEF")
    booking.update_contact(afspraak, BRAM, partij=Partij.MEDEWERKER, now=LATER)
    assert ("HERINNERING", "BRIEF", "WACHT") in told(afspraak)
