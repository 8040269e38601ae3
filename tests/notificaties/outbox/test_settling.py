"""What follows from how sending ended: the next way, a later try, or a person who calls."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from afspraken import booking
from afspraken.booking import Gegevens
from afspraken.models import Middel, Partij
from afspraken.signals import Berichtverzoek
from notificaties import outbox
from notificaties.channels import Uitkomst, Verzonden
from notificaties.models import Beltaak, Bericht, Berichtadres, Kanaalstand, Taakreden
from notificaties.outbox.calling import ask_to_call
from notificaties.outbox.settling import give_up, settle
from tests.cast import ANNA, BRAM, NOW, at, booked
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.outbox.test_sweeping import fenced
from tests.notificaties.post import BUSY, NO_ANSWER, REFUSED, TAKEN, remind, told

pytestmark = pytest.mark.django_db
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
LATER = NOW + MINUTE


def fresh(row):
    row.refresh_from_db()
    return row


def test_what_was_taken_is_nobodys_any_more(paspoort):
    booked(paspoort, "10:00")
    row, _post = fenced()
    settle(row, replace(TAKEN, provider_id="9" * 80), now=LATER)
    row = fresh(row)
    assert (row.status, row.status_op, row.verzonden_op) == ("VERZONDEN", LATER, LATER)
    assert (row.claim, row.lease_tot, row.provider_id) == (None, None, "9" * 64)


def test_what_the_provider_could_not_take_waits_longer_each_time(paspoort, kantoor):
    """One minute, then two, five, ten, twenty, and then every half hour."""
    booked(paspoort, "10:00")
    waited = []
    for _try in range(8):
        Bericht.objects.update(niet_voor=NOW)
        row, _post = fenced()
        settle(row, replace(BUSY, fout="x" * 80), now=NOW)
        waited.append((fresh(row).niet_voor - NOW) // MINUTE)
    assert waited == [1, 2, 5, 10, 20, 30, 30, 30]
    assert (row.mislukt_aantal, row.fout, row.aan) == (8, "x" * 60, "")
    assert (row.claim, row.lease_tot, row.uitgesteld_sinds) == (None, None, NOW)


def test_what_may_have_been_taken_keeps_its_claim_for_a_late_answer(paspoort):
    booked(paspoort, "10:00")
    row, _post = fenced()
    claim = row.claim
    settle(row, replace(NO_ANSWER, fout="x" * 80), now=LATER)
    row = fresh(row)
    assert (row.status, row.status_op, row.fout) == ("ONZEKER", LATER, "x" * 60)
    assert (row.claim, row.lease_tot) == (claim, None)


def test_a_refused_message_says_why(paspoort, kantoor):
    booked(paspoort, "10:00")
    kantoor.mail.usual = Verzonden(Uitkomst.GEWEIGERD, fout="x" * 80)
    kantoor.send()
    row = Bericht.objects.get(kanaal="EMAIL")
    assert (row.status, row.status_op, row.fout) == ("MISLUKT", NOW, "x" * 60)
    assert (row.claim, row.lease_tot) == (None, None)


def test_a_refusal_says_nothing_of_the_provider(paspoort, kantoor):
    booked(paspoort, "10:00")
    kantoor.mail.usual = REFUSED
    kantoor.send()
    assert not Kanaalstand.objects.filter(kanaal="EMAIL").exists()


def test_one_message_that_is_taken_ends_a_row_of_failures(paspoort):
    booked(paspoort, "10:00")
    Kanaalstand.objects.create(kanaal="EMAIL", fouten=4, laatste_fout="429")
    row, _post = fenced()
    settle(row, TAKEN, now=NOW)
    stand = Kanaalstand.objects.get()
    assert (stand.fouten, stand.laatste_fout) == (0, "")


@pytest.mark.parametrize("status", ["AFGELEVERD", "VERZONDEN", "VERVALLEN"])
def test_a_word_that_comes_too_late_changes_nothing(paspoort, status):
    """A worker gives up what was settled otherwise meanwhile."""
    afspraak = booked(paspoort, "10:00")
    row = Bericht.objects.get()
    Bericht.objects.update(status=status)
    give_up(row, "MISLUKT", fout="x", now=NOW)
    ended = [] if status == "VERZONDEN" else [("BEVESTIGING", "EMAIL", status)]
    assert told(afspraak)[: len(ended)] == ended
    assert len(told(afspraak)) == (2 if status == "VERZONDEN" else 1)


# --- the next way ---------------------------------------------------------------------------------


def test_the_next_way_says_the_same_with_the_same_right_to_disturb(paspoort, kantoor):
    """An answer at nine in the evening goes on as a text message at nine in the evening."""
    evening = NOW.replace(hour=20)
    afspraak = booked(paspoort, "10:00", ANNA, now=evening)
    kantoor.mail.usual = REFUSED
    assert [post.aan for post in kantoor.send(at=evening)] == [ANNA.telefoon]
    row = Bericht.objects.get(kanaal="SMS")
    assert (row.soort, row.moment, row.vervalt_op) == ("BEVESTIGING", "", afspraak.begin)
    assert (row.klant, row.ontvanger, row.aangemaakt_op) == (afspraak.klant, "klant", evening)


def test_a_text_message_in_the_place_of_an_e_mail_leads_to_no_e_mail(paspoort, kantoor):
    booked(paspoort, "10:00", ANNA)
    kantoor.mail.usual = REFUSED
    [post] = kantoor.send(at=NOW)
    assert post.aan == ANNA.telefoon
    assert "/a/" in post.tekst
    assert "Zie uw e-mail" not in post.tekst


def test_a_reminder_goes_on_as_a_reminder_and_not_before_its_moment(paspoort, kantoor):
    remind("2d")
    afspraak = booked(paspoort, "14:00", ANNA)
    due = afspraak.begin - timedelta(days=2)
    reminder = Bericht.objects.get(soort="HERINNERING")
    give_up(reminder, "MISLUKT", fout="x", now=NOW)
    row = Bericht.objects.get(soort="HERINNERING", kanaal="SMS")
    assert (row.moment, row.niet_voor, row.is_direct) == ("-2d", due, False)
    assert row.uitgesteld_sinds == due
    assert row.vervalt_op == afspraak.begin


def test_what_another_app_gave_goes_along(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", ANNA)
    kantoor.send()
    kantoor.mail.usual = REFUSED
    outbox.request(Berichtverzoek(afspraak, "ONDERWEG", gegevens={"over": "10"}), now=NOW)
    kantoor.send()
    assert Bericht.objects.get(soort="ONDERWEG", kanaal="SMS").gegevens == {"over": "10"}


def test_a_way_that_refused_other_news_is_still_a_way(paspoort, kantoor):
    """SMS failed for the old time; the new time may still go by SMS."""
    afspraak = booked(paspoort, "10:00", ANNA)
    kantoor.mail.usual = kantoor.sms.usual = REFUSED
    kantoor.send()
    kantoor.sms.usual = TAKEN
    moved(afspraak)
    kantoor.send()
    assert told(afspraak, versie=2) == [
        ("WIJZIGING", "EMAIL", "MISLUKT"),
        ("WIJZIGING", "SMS", "VERZONDEN"),
    ]


def test_two_reminders_each_take_the_next_way(paspoort, kantoor):
    remind("2d", "1d")
    afspraak = booked(paspoort, "14:00", ANNA)
    kantoor.send()
    kantoor.mail.usual = REFUSED
    for days in (2, 1):
        kantoor.send(at=afspraak.begin - timedelta(days=days))
    assert told(afspraak, kanaal="SMS") == [("HERINNERING", "SMS", "VERZONDEN")] * 2


def test_a_letter_is_the_last_way_if_it_comes_in_time(paspoort, kantoor):
    with_address = replace(BRAM, postcode="1191 AA", huisnummer="12")
    in_time = booked(paspoort, "10:00", with_address)
    kantoor.mail.usual = REFUSED
    kantoor.send()
    assert told(in_time)[1:] == [("BEVESTIGING", "BRIEF", "WACHT")]
    assert not Beltaak.objects.exists()
    late = booked(paspoort, "11:00", replace(with_address, email="x@example.nl"), now=at("9:00"))
    kantoor.send(at=at("9:00"))
    assert len(told(late)) == 1
    assert Beltaak.objects.filter(afspraak=late).exists()


def test_an_employee_who_cannot_be_told_is_no_task_for_the_service_point(paspoort, kantoor):
    Berichtadres.objects.create(middel=Middel.objects.get(), email="loket@example.nl")
    afspraak = booked(paspoort, "10:00", ANNA)
    Bericht.objects.filter(ontvanger="klant").delete()
    kantoor.mail.usual = REFUSED
    kantoor.send()
    assert told(afspraak) == [("MEDEDELING", "EMAIL", "MISLUKT")]
    assert not Beltaak.objects.exists()


def test_old_news_takes_no_other_way(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", ANNA)
    kantoor.send()
    reference = Bericht.objects.get().referentie.hex
    moved(afspraak)
    assert outbox.undelivered(reference, fout="550", now=NOW)
    assert told(afspraak, versie=1) == [("BEVESTIGING", "EMAIL", "NIET_AFGELEVERD")]
    assert not Beltaak.objects.exists()


@pytest.mark.parametrize(("soort", "tasks"), [("BEVESTIGING", 1), ("NABERICHT", 0)])
def test_only_what_matters_before_the_visit_is_worth_a_call(paspoort, soort, tasks):
    booked(paspoort, "10:00", BRAM)
    Bericht.objects.update(soort=soort)
    give_up(Bericht.objects.get(), "MISLUKT", fout="x", now=NOW)
    assert Beltaak.objects.count() == tasks


def test_a_task_tells_what_failed_and_until_when_to_call(paspoort):
    afspraak = booked(paspoort, "10:00", BRAM)
    row = Bericht.objects.get()
    give_up(row, "MISLUKT", fout="x", now=LATER)
    task = Beltaak.objects.get()
    assert (task.bericht, task.aangemaakt_op, task.uiterlijk) == (row, LATER, afspraak.begin)


def test_a_task_is_made_once_until_it_is_done(paspoort):
    afspraak = booked(paspoort, "10:00", BRAM)
    for _twice in range(2):
        ask_to_call(afspraak, Taakreden.NIET_BEREIKT, now=NOW, notitie="n" * 600)
    assert Beltaak.objects.get().notitie == "n" * 500
    Beltaak.objects.update(gedaan_op=NOW)
    ask_to_call(afspraak, Taakreden.NIET_BEREIKT, now=NOW)
    assert Beltaak.objects.count() == 2


def test_what_a_customer_asked_is_answered_also_after_the_visit(paspoort):
    afspraak = booked(paspoort, "10:00", BRAM)
    for reason in (Taakreden.NIET_BEREIKT, Taakreden.ANTWOORD):
        ask_to_call(afspraak, reason, now=afspraak.begin)
    assert Beltaak.objects.get().reden == "ANTWOORD"


def test_who_was_cancelled_is_called_about_it(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", BRAM)
    kantoor.send()
    kantoor.mail.usual = REFUSED
    booking.cancel(afspraak, partij=Partij.MEDEWERKER, now=NOW)
    kantoor.send()
    assert Beltaak.objects.get().reden == "NIET_BEREIKT"


def test_the_word_of_the_provider_ends_the_claim(paspoort):
    booked(paspoort, "10:00")
    row, _post = fenced()
    assert outbox.delivered(row.referentie.hex, now=LATER)
    row = fresh(row)
    assert (row.status, row.status_op, row.claim, row.lease_tot) == (
        "AFGELEVERD",
        LATER,
        None,
        None,
    )


@pytest.mark.parametrize("word", ["delivered", "accepted"])
def test_nobody_has_to_call_any_more_about_what_went_out_after_all(paspoort, word):
    afspraak = booked(paspoort, "10:00")
    row, _post = fenced()
    settle(row, NO_ANSWER, now=NOW)
    for reason in (Taakreden.ONZEKER, Taakreden.ANTWOORD):
        ask_to_call(afspraak, reason, bericht=row, now=NOW)
    more = {"provider_id": "1"} if word == "accepted" else {}
    assert getattr(outbox, word)(row.referentie.hex, now=LATER, **more)
    assert [task.reden for task in Beltaak.objects.filter(gedaan_op=None)] == ["ANTWOORD"]


def test_a_refusal_counts_only_for_who_has_the_message_still(paspoort):
    """A worker that stood still for a minute says late that it had no address."""
    afspraak = booked(paspoort, "10:00")
    late, _post = fenced()
    Bericht.objects.update(claim=uuid.uuid4())
    give_up(late, "MISLUKT", fout="x", now=LATER)
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "WORDT_VERZONDEN")]


def test_what_came_back_says_why_and_since_when(paspoort):
    booked(paspoort, "10:00", Gegevens(naam="Bram", email="bram@example.nl"))
    row, _post = fenced()
    assert outbox.undelivered(row.referentie.hex, fout="550", now=LATER)
    row = fresh(row)
    assert (row.status, row.status_op, row.fout) == ("NIET_AFGELEVERD", LATER, "550")
    assert (row.claim, row.lease_tot) == (None, None)


@pytest.mark.parametrize("status", ["WACHT", "MISLUKT", "VERVALLEN"])
def test_the_provider_can_say_nothing_of_what_never_left(paspoort, status):
    booked(paspoort, "10:00")
    Bericht.objects.update(status=status)
    reference = Bericht.objects.get().referentie.hex
    assert not outbox.delivered(reference, now=NOW)
    assert not outbox.accepted(reference, provider_id="1", now=NOW)
    assert not outbox.undelivered(reference, fout="550", now=NOW)
    assert Bericht.objects.get().status == status
