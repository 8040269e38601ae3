"""What workers left behind is put right, and what is uncertain is never sent again blindly."""

from dataclasses import replace
from datetime import timedelta

import pytest

from notificaties import outbox
from notificaties.channels import Gevonden
from notificaties.models import Beltaak, Bericht
from notificaties.outbox.claiming import LEASE, claim, fence
from notificaties.outbox.settling import settle
from notificaties.outbox.writing import write_posts
from tests.cast import ANNA, BRAM, MAANDAG, NOW, at, booked
from tests.notificaties.post import BUSY, NO_ANSWER, REFUSED, TAKEN, remind, told

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def fenced(now=NOW):
    """A message that a worker was about to hand over when it was killed."""
    [taken] = claim(["EMAIL"], most=9, now=now)
    [(row, (post, weergave))] = write_posts([taken])
    assert fence(row, post, weergave, now=now)
    return row, post


def test_a_worker_that_died_before_sending_leaves_it_to_the_next(paspoort, kantoor):
    booked(paspoort, "10:00")
    claim(["EMAIL"], most=9, now=NOW)
    assert kantoor.send(later=LEASE - timedelta(seconds=1)) == []
    assert len(kantoor.send(later=timedelta(seconds=1))) == 1


def test_a_worker_that_died_while_sending_leaves_it_uncertain(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    fenced()
    assert kantoor.send(later=LEASE) == []
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "ONZEKER")]
    assert kantoor.send(later=HOUR) == []
    assert Beltaak.objects.get().reden == "ONZEKER"


def test_the_provider_has_it_so_it_was_sent(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    fenced()
    kantoor.mail.knows = Gevonden.JA
    assert kantoor.send(later=LEASE) == []
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]
    assert Bericht.objects.get().provider_id == "SM9"


def test_absent_twice_ten_minutes_apart_is_sent_again(paspoort, kantoor):
    booked(paspoort, "10:00")
    fenced()
    kantoor.mail.knows = Gevonden.NEE
    assert kantoor.send(later=LEASE) == []
    assert kantoor.send(later=9 * MINUTE) == []
    assert len(kantoor.send(later=MINUTE)) == 1


def test_found_the_second_time_is_not_sent_again(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    fenced()
    kantoor.mail.knows = Gevonden.NEE
    kantoor.send(later=LEASE)
    kantoor.mail.knows = Gevonden.JA
    assert kantoor.send(later=10 * MINUTE) == []
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]


def test_a_provider_that_does_not_answer_is_asked_again_and_asks_nobody_to_call(town, kantoor):
    town.loket(plekken=3)
    paspoort = town.product("Paspoort")
    for n in range(3):
        booked(paspoort, "10:00", replace(BRAM, email=f"bram{n}@example.nl"))
    kantoor.mail.usual, kantoor.mail.knows = NO_ANSWER, Gevonden.NIET_NU
    kantoor.send()
    for _minute in range(10):
        kantoor.send(later=MINUTE)
    assert kantoor.mail.asked == 10  # one of the three in each round
    kantoor.mail.usual, kantoor.mail.knows = TAKEN, Gevonden.NEE
    sent = [post for _minute in range(12) for post in kantoor.send(later=MINUTE)]
    assert len(sent) == 3
    assert not Beltaak.objects.exists()


def test_a_provider_that_stays_silent_until_the_visit_is_near_asks_for_a_call(paspoort, kantoor):
    evening = NOW + timedelta(days=5, hours=3)  # Sunday
    afspraak = booked(paspoort, "10:00", BRAM, now=evening)
    kantoor.mail.usual, kantoor.mail.knows = NO_ANSWER, Gevonden.NIET_NU
    kantoor.send(at=evening)
    kantoor.send(at=evening + 4 * HOUR - MINUTE)
    assert not Beltaak.objects.exists()
    kantoor.send(at=evening + 4 * HOUR)
    assert [(task.afspraak, task.reden) for task in Beltaak.objects.all()] == [
        (afspraak, "NIET_BEREIKT")
    ]


def test_the_late_end_of_the_same_claim_settles_what_was_uncertain(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    row, _post = fenced()
    kantoor.send(later=LEASE)
    settle(row, TAKEN, now=kantoor.now)
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]


def test_the_late_end_of_another_claim_changes_nothing(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    [old] = claim(["EMAIL"], most=9, now=NOW)
    outbox.sweep({}, now=NOW + LEASE)
    fenced(NOW + LEASE)
    settle(old, TAKEN, now=NOW + LEASE)
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "WORDT_VERZONDEN")]


def test_an_uncertain_message_does_not_ask_for_a_call_when_another_arrived(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    kantoor.send()
    Bericht.objects.update(status="WACHT", poging=0)
    kantoor.mail.ends = [NO_ANSWER]
    kantoor.send()
    Bericht.objects.filter(afspraak=afspraak).update(status_op=NOW)
    other = Bericht.objects.get()
    other.pk, other.poging, other.status, other.claim = None, 1, "AFGELEVERD", None
    other.referentie = "00000000000000000000000000000001"
    other.save()
    kantoor.send(later=HOUR)
    assert not Beltaak.objects.exists()


def test_a_visit_that_is_near_and_told_of_by_nothing_asks_for_a_call(paspoort, kantoor):
    evening = NOW + timedelta(days=5, hours=3)  # Sunday
    afspraak = booked(paspoort, "10:00", BRAM, now=evening)
    kantoor.mail.usual = NO_ANSWER.__class__(NO_ANSWER.uitkomst.NIET_AANVAARD, fout="dicht")
    kantoor.send(at=evening)
    kantoor.send(at=evening + 3 * HOUR)
    assert not Beltaak.objects.exists()  # three hours are a delay
    kantoor.send(at=evening + 4 * HOUR)
    assert Beltaak.objects.get().afspraak == afspraak


def test_a_reminder_that_just_became_due_is_not_overdue(paspoort, kantoor):
    """Whoever was told elsewhere has only reminders, written long before they are due."""
    remind("3u")
    afspraak = booked(paspoort, "14:00", BRAM)
    Bericht.objects.filter(soort="BEVESTIGING").delete()
    due = afspraak.begin - 3 * HOUR
    outbox.sweep(kantoor.channels, now=due)
    assert not Beltaak.objects.exists()
    assert len(kantoor.send(at=due)) == 1


def test_what_is_put_off_again_and_again_is_overdue_all_the_same(paspoort, kantoor):
    remind("5u")
    afspraak = booked(paspoort, "14:00", BRAM)
    Bericht.objects.filter(soort="BEVESTIGING").delete()
    kantoor.mail.usual = BUSY
    due = afspraak.begin - 5 * HOUR
    for quarter in range(16):
        kantoor.send(at=due + quarter * 15 * MINUTE)
    row = Bericht.objects.get()
    assert (row.status, row.uitgesteld_sinds) == ("WACHT", due)
    assert due < row.niet_voor
    assert not Beltaak.objects.exists()
    kantoor.send(at=due + 4 * HOUR)
    assert Beltaak.objects.get().afspraak == afspraak


def late_reminder(kantoor, paspoort, clock="11:00"):
    """A visit on Monday, of which only the reminder of Sunday ten to eight tells."""
    remind("15u")
    afspraak = booked(paspoort, clock, BRAM)
    Bericht.objects.filter(soort="BEVESTIGING").delete()
    due = at("19:50", MAANDAG - timedelta(days=1))
    Bericht.objects.update(niet_voor=due)
    return afspraak, due


def test_a_reminder_that_waits_for_the_morning_asks_for_no_call_at_night(paspoort, kantoor):
    afspraak, due = late_reminder(kantoor, paspoort)
    kantoor.mail.ends = [BUSY]
    kantoor.send(at=due)
    for clock, day in (("23:55", due.date()), ("0:00", MAANDAG), ("7:59", MAANDAG)):
        assert kantoor.send(at=at(clock, day)) == []
        assert not Beltaak.objects.exists()
    assert len(kantoor.send(at=at("8:00"))) == 1
    kantoor.send(at=at("8:30"))
    assert not Beltaak.objects.exists()
    assert told(afspraak) == [("HERINNERING", "EMAIL", "VERZONDEN")]


def test_a_reminder_that_does_not_go_in_the_morning_either_asks_for_a_call(paspoort, kantoor):
    afspraak, due = late_reminder(kantoor, paspoort)
    kantoor.mail.usual = BUSY
    for moment in (due, at("8:00"), at("8:29")):
        kantoor.send(at=moment)
        assert not Beltaak.objects.exists()
    kantoor.send(at=at("8:30"))
    assert Beltaak.objects.get().afspraak == afspraak


def test_an_answer_that_is_stuck_asks_for_a_call_at_night_too(paspoort, kantoor):
    """It may go out at any hour, so the night is no reason why it did not."""
    evening = at("19:50", MAANDAG - timedelta(days=1))
    afspraak = booked(paspoort, "11:00", BRAM, now=evening)
    kantoor.mail.usual = BUSY
    kantoor.send(at=evening)
    kantoor.send(at=evening + 4 * HOUR)
    assert Beltaak.objects.get().afspraak == afspraak


def test_the_next_way_is_as_overdue_as_the_first(paspoort, kantoor):
    evening = NOW + timedelta(days=5, hours=3)
    booked(paspoort, "10:00", ANNA, now=evening)
    kantoor.mail.ends = [BUSY]
    kantoor.mail.usual, kantoor.sms.usual = REFUSED, BUSY
    kantoor.send(at=evening)
    kantoor.send(at=evening + HOUR)
    assert Bericht.objects.get(kanaal="SMS").uitgesteld_sinds == evening
    kantoor.send(at=evening + 4 * HOUR)
    assert Beltaak.objects.count() == 1


# --- what the provider says later -----------------------------------------------------------------


def reference():
    return Bericht.objects.order_by("pk").first().referentie.hex


def test_what_arrived_stays_arrived(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    kantoor.send()
    assert outbox.delivered(reference(), now=NOW)
    assert not outbox.delivered(reference(), now=NOW)
    assert not outbox.undelivered(reference(), fout="30003", now=NOW)
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "AFGELEVERD")]


def test_the_word_that_it_arrived_may_come_before_the_word_that_it_was_taken(paspoort):
    booked(paspoort, "10:00")
    row, _post = fenced()
    outbox.delivered(reference(), now=NOW)
    settle(row, TAKEN, now=NOW)
    row.refresh_from_db()
    assert (row.status, row.verzonden_op, row.provider_id) == ("AFGELEVERD", NOW, "SM1")


def test_what_did_not_arrive_goes_along_the_next_way(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    kantoor.send()
    assert outbox.undelivered(reference(), fout="550", now=NOW)
    assert not outbox.undelivered(reference(), fout="550", now=NOW)
    kantoor.send()
    assert told(afspraak) == [
        ("BEVESTIGING", "EMAIL", "NIET_AFGELEVERD"),
        ("BEVESTIGING", "SMS", "VERZONDEN"),
    ]


def test_a_message_that_came_back_and_has_no_other_way_is_called_about(paspoort, kantoor):
    booked(paspoort, "10:00", BRAM)
    kantoor.send()
    outbox.undelivered(reference(), fout="550", now=NOW)
    outbox.undelivered(reference(), fout="550", now=NOW)
    assert Beltaak.objects.count() == 1


@pytest.mark.parametrize("nonsense", ["", "x", "0" * 32, "' OR 1=1", "é", "\x00" * 32])
def test_a_reference_that_is_none_of_ours_has_no_effect(paspoort, kantoor, nonsense):
    afspraak = booked(paspoort, "10:00")
    kantoor.send()
    assert not outbox.delivered(nonsense, now=NOW)
    assert not outbox.undelivered(nonsense, fout="x", now=NOW)
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]


def test_a_refusal_after_the_appointment_has_begun_asks_nobody_to_call(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", BRAM)
    kantoor.send()
    outbox.undelivered(reference(), fout="550", now=afspraak.begin)
    assert not Beltaak.objects.exists()
