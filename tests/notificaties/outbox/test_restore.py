"""After a restore of an older backup nothing goes out a second time by itself."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from notificaties import outbox
from notificaties.channels import Gevonden
from notificaties.models import Bericht
from notificaties.outbox.claiming import claim
from tests.cast import NOW, booked
from tests.notificaties.post import remind, told

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_what_may_have_gone_out_since_the_backup_is_uncertain(paspoort, kantoor):
    """The confirmation was due, so it may be out; the reminder was not due yet."""
    remind("2d")
    afspraak = booked(paspoort, "14:00")
    assert outbox.hold_back_restored(now=NOW + HOUR) == 1
    assert kantoor.send(later=HOUR) == []
    assert told(afspraak) == [
        ("BEVESTIGING", "EMAIL", "ONZEKER"),
        ("HERINNERING", "EMAIL", "WACHT"),
    ]
    assert Bericht.objects.get(status="ONZEKER").fout == "na herstel"


def test_without_it_the_same_message_would_go_out_again(paspoort, kantoor):
    booked(paspoort, "14:00")
    assert len(kantoor.send(later=HOUR)) == 1


def test_what_was_in_hand_when_the_backup_was_made_is_uncertain_too(paspoort, kantoor):
    booked(paspoort, "14:00")
    claim(["EMAIL"], most=9, now=NOW)
    assert outbox.hold_back_restored(now=NOW) == 1
    row = Bericht.objects.get()
    assert (row.status, row.claim, row.lease_tot) == ("ONZEKER", None, None)
    assert kantoor.send(later=HOUR) == []


def test_a_provider_that_knows_it_never_had_it_lets_it_go_after_all(paspoort, kantoor):
    booked(paspoort, "14:00")
    outbox.hold_back_restored(now=NOW)
    kantoor.mail.knows = Gevonden.NEE
    assert kantoor.send() == []
    assert len(kantoor.send(later=10 * MINUTE)) == 1


def test_what_was_sent_before_the_backup_stays_sent(paspoort, kantoor):
    afspraak = booked(paspoort, "14:00")
    kantoor.send()
    assert outbox.hold_back_restored(now=NOW + HOUR) == 0
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]


def test_the_command_says_how_many_wait(paspoort, clock, settings, tmp_path):
    settings.DATA_DIR = tmp_path  # nobody was erased
    booked(paspoort, "14:00")
    said = StringIO()
    call_command("na_herstel", stdout=said)
    assert said.getvalue().startswith("1 berichten zijn misschien al verstuurd")
