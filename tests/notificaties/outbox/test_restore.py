"""After a restore of an older backup nothing goes out a second time by itself."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from afspraken.models import Afspraak, Middel
from notificaties import outbox
from notificaties.channels import Gevonden
from notificaties.models import Beltaak, Bericht, Berichtadres
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
    row = Bericht.objects.get(status="ONZEKER")
    assert (row.fout, row.status_op) == ("na herstel", NOW + HOUR)


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


def test_a_no_of_a_provider_that_may_have_forgotten_it_proves_nothing(paspoort, kantoor):
    """The backup is of four days ago; NotifyNL may have had the message and deleted it."""
    booked(paspoort, "14:00")
    later = NOW + timedelta(days=4)
    outbox.hold_back_restored(now=later)
    kantoor.mail.knows = Gevonden.NEE
    for minutes in (0, 10, 20):
        assert kantoor.send(at=later + minutes * MINUTE) == []
    assert told(Afspraak.objects.get()) == [("BEVESTIGING", "EMAIL", "ONZEKER")]
    assert Beltaak.objects.get().reden == "ONZEKER"


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


def test_who_was_erased_since_is_erased_again_and_nobody_hears_of_it(
    paspoort, kantoor, clock, settings, tmp_path
):
    """Erasing cancels, which is news; it was told when it happened, and not now again."""
    settings.DATA_DIR = tmp_path
    loket = Middel.objects.get()
    Berichtadres.objects.create(middel=loket, email="loket@example.nl")
    afspraak = booked(paspoort, "14:00")
    kantoor.send()
    entry = {"op": NOW.isoformat(), "klant": afspraak.klant_id, "codes": [afspraak.code]}
    (tmp_path / "wissingen.jsonl").write_text(json.dumps(entry) + "\n")
    call_command("na_herstel", stdout=StringIO())
    assert kantoor.send(later=MINUTE) == []
    written = Bericht.objects.exclude(status="VERZONDEN").order_by("soort")
    assert list(written.values_list("ontvanger", "soort", "status")) == [
        ("klant", "ANNULERING", "ONZEKER"),
        (f"middel:{loket.pk}", "MEDEDELING", "ONZEKER"),
    ]
    assert not Beltaak.objects.exists()


def test_a_damaged_journal_stops_nothing_else(paspoort, kantoor, clock, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    booked(paspoort, "14:00")
    (tmp_path / "wissingen.jsonl").write_text("{")
    with pytest.raises(CommandError, match="Niet alles"):
        call_command("na_herstel", stdout=StringIO())
    assert kantoor.send(later=HOUR) == []
