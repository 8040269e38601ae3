"""Who corrects an address, or chooses another way, is told there; and nowhere twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from afspraken import booking
from afspraken.booking import Gegevens
from afspraken.models import Partij
from notificaties.models import Bericht
from tests.cast import ANNA, BRAM, NOW, booked
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.post import BUSY, REFUSED, remind, told

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
BY_POST = Gegevens(naam="Piet Post", postcode="1191 AA", huisnummer="12")
UNREACHABLE = Gegevens(naam="Zonder")


def corrected(afspraak, gegevens, *, now=NOW + HOUR):
    return booking.update_contact(afspraak, gegevens, partij=Partij.MEDEWERKER, now=now)


def test_a_confirmation_that_has_not_left_yet_takes_the_new_address_by_itself(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", BRAM)
    corrected(afspraak, replace(BRAM, email="nieuw@example.nl"), now=NOW)
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "WACHT")]
    assert [post.aan for post in kantoor.send()] == ["nieuw@example.nl"]


def test_two_corrections_are_confirmed_to_both_addresses_in_turn(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", BRAM)
    kantoor.send()
    for name in ("eerste", "tweede"):
        corrected(afspraak, replace(BRAM, email=f"{name}@example.nl"), now=NOW)
        assert [post.aan for post in kantoor.send()] == [f"{name}@example.nl"]
    assert list(Bericht.objects.order_by("pk").values_list("poging", flat=True)) == [0, 1, 2]


def test_the_first_message_along_a_new_way_is_no_second_try(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", BRAM)
    kantoor.send()
    corrected(afspraak, Gegevens(naam="Bram", telefoon=ANNA.telefoon), now=NOW)
    assert [post.aan for post in kantoor.send()] == [ANNA.telefoon]
    assert Bericht.objects.get(kanaal="SMS").poging == 0


def test_after_a_move_the_new_address_is_told_of_the_new_time_once(paspoort, kantoor):
    """What told of the change counts as told, and the news of the old time does not."""
    afspraak = moved(booked(paspoort, "10:00", BRAM))
    kantoor.send()
    corrected(afspraak, BRAM)
    assert told(afspraak, versie=2) == [("WIJZIGING", "EMAIL", "VERZONDEN")]
    corrected(afspraak, replace(BRAM, email="nieuw@example.nl"))
    assert told(afspraak, versie=2)[1:] == [("BEVESTIGING", "EMAIL", "WACHT")]


def test_who_moved_after_a_correction_has_not_been_told_of_this_time(paspoort, kantoor):
    """The e-mail about the old time went to the right address; the one about this time did not."""
    afspraak = booked(paspoort, "10:00", BRAM)
    kantoor.send()
    afspraak = moved(afspraak)
    kantoor.send()
    Bericht.objects.filter(versie=2).update(aan="fout@example.nl")
    corrected(afspraak, BRAM, now=NOW)
    assert [post.aan for post in kantoor.send()] == [BRAM.email]


def test_what_another_customer_was_told_does_not_count(paspoort, kantoor):
    booked(paspoort, "11:00", replace(ANNA, telefoon=""))
    afspraak = booked(paspoort, "10:00", BRAM)
    kantoor.send()
    corrected(afspraak, replace(BRAM, email=ANNA.email), now=NOW)
    assert [post.aan for post in kantoor.send()] == [ANNA.email]


def test_waiting_reminders_follow_the_customer_to_the_way_that_is_left(paspoort):
    remind("2d", "3u")
    afspraak = booked(paspoort, "14:00", BRAM)
    corrected(afspraak, Gegevens(naam="Bram", telefoon=ANNA.telefoon))
    assert told(afspraak, soort="HERINNERING") == [("HERINNERING", "SMS", "WACHT")] * 2


def test_reminders_of_others_stay_as_they_are(paspoort):
    remind("2d")
    other = booked(paspoort, "15:00", ANNA)
    afspraak = booked(paspoort, "14:00", BRAM)
    corrected(afspraak, Gegevens(naam="Bram", telefoon="+31687654321"))
    corrected(afspraak, UNREACHABLE)
    assert told(other, soort="HERINNERING") == [("HERINNERING", "EMAIL", "WACHT")]


def test_who_prefers_e_mail_still_gets_the_text_message_of_the_manager(paspoort):
    remind("2d")
    remind("3u", kanaal="SMS")
    afspraak = booked(paspoort, "14:00", ANNA)
    corrected(afspraak, replace(ANNA, voorkeur="EMAIL"))
    assert {way for _soort, way, _status in told(afspraak, soort="HERINNERING")} == {"EMAIL", "SMS"}


def test_who_prefers_text_messages_but_has_no_number_is_reminded_by_e_mail(paspoort):
    remind("2d")
    afspraak = booked(paspoort, "14:00", BRAM)
    corrected(afspraak, replace(BRAM, voorkeur="SMS"))
    assert told(afspraak, soort="HERINNERING") == [("HERINNERING", "EMAIL", "WACHT")]


@pytest.mark.parametrize("gegevens", [UNREACHABLE, BY_POST])
def test_who_can_only_be_written_to_is_not_reminded(paspoort, gegevens):
    """A reminder is never a letter by itself."""
    remind("2d")
    afspraak = booked(paspoort, "14:00", BRAM)
    corrected(afspraak, gegevens)
    row = Bericht.objects.get(soort="HERINNERING")
    assert (row.kanaal, row.status, row.status_op) == ("EMAIL", "VERVALLEN", NOW + HOUR)


def test_a_reminder_that_left_stays_where_it_went(paspoort, kantoor):
    remind("3d")
    afspraak = booked(paspoort, "14:00", BRAM)
    kantoor.send()
    kantoor.send(at=afspraak.begin - timedelta(days=3))
    left = told(afspraak)
    corrected(afspraak, UNREACHABLE, now=kantoor.now)
    assert told(afspraak) == left


def test_a_reminder_may_come_back_to_a_way_that_failed_before(paspoort, kantoor):
    """E-mail was refused, SMS is busy; now the address is right and the number is gone."""
    remind("2d")
    afspraak = booked(paspoort, "14:00", ANNA)
    kantoor.send()
    kantoor.mail.usual, kantoor.sms.usual = REFUSED, BUSY
    kantoor.send(at=afspraak.begin - timedelta(days=2))
    corrected(afspraak, replace(BRAM, email="goed@example.nl"), now=kantoor.now)
    kantoor.mail.usual = kantoor.mail.__class__().usual
    sent = kantoor.send(later=HOUR)
    assert {post.aan for post in sent} == {"goed@example.nl"}
    assert told(afspraak, soort="HERINNERING") == [
        ("HERINNERING", "EMAIL", "MISLUKT"),
        ("HERINNERING", "EMAIL", "VERZONDEN"),
    ]
