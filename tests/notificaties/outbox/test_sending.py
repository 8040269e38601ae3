"""What is due goes out once, true, in order, and at an hour that suits."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import booking
from afspraken.booking import Gegevens
from afspraken.models import Partij
from notificaties import outbox
from notificaties.models import Beltaak, Bericht, Kanaalstand
from notificaties.outbox.claiming import LEASE, claim, fence, give_back
from notificaties.outbox.writing import write_posts
from tests.cast import ANNA, BRAM, NOW, booked
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.post import BUSY, NO_ANSWER, REFUSED, TAKEN, remind, told

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_a_confirmation_goes_out_once(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    assert [post.aan for post in kantoor.send()] == ["anna@example.nl"]
    assert kantoor.send(later=HOUR) == []
    row = Bericht.objects.get()
    assert (row.status, row.aan, row.provider_id, row.verzonden_op) == (
        "VERZONDEN",
        "anna@example.nl",
        "SM1",
        NOW,
    )
    assert row.tekst
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]


def test_a_reminder_waits_for_its_moment(paspoort, kantoor):
    remind("2d")
    afspraak = booked(paspoort, "14:00")
    kantoor.send()
    assert kantoor.send(at=afspraak.begin - timedelta(days=2, minutes=1)) == []
    assert len(kantoor.send(at=afspraak.begin - timedelta(days=2))) == 1


def test_at_night_only_answers_go_out(paspoort, kantoor):
    remind("2d")
    late = booked(paspoort, "14:00")
    due = late.begin - timedelta(days=2)
    kantoor.send()
    Bericht.objects.filter(soort="HERINNERING").update(niet_voor=due.replace(hour=20))
    night = due.replace(hour=20, minute=5)
    answer = booked(paspoort, "15:00", BRAM, now=night)
    assert [post.aan for post in kantoor.send(at=night)] == [BRAM.email]
    morning = kantoor.send(at=night + 12 * HOUR)
    assert [post.aan for post in morning] == [ANNA.email]
    assert told(answer) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]


def test_what_became_untrue_while_it_was_written_does_not_go_out(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    [taken] = claim(["EMAIL"], most=9, now=NOW)
    [(row, (post, weergave))] = write_posts([taken])
    moved(afspraak)
    assert not fence(row, post, weergave, now=NOW)
    give_back(row, now=NOW)
    assert told(afspraak) == [
        ("BEVESTIGING", "EMAIL", "VERVALLEN"),
        ("WIJZIGING", "EMAIL", "WACHT"),
    ]
    assert len(kantoor.send()) == 1


def test_new_news_waits_while_old_news_is_in_hand(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    [taken] = claim(["EMAIL"], most=9, now=NOW)
    [(row, (post, weergave))] = write_posts([taken])
    assert fence(row, post, weergave, now=NOW)
    moved(afspraak)
    assert kantoor.send() == []
    outbox.sending.settle(row, kantoor.mail.send(post), now=NOW)
    assert len(kantoor.send()) == 1


def test_two_workers_never_take_the_same(paspoort):
    booked(paspoort, "10:00")
    assert len(claim(["EMAIL"], most=9, now=NOW)) == 1
    assert claim(["EMAIL"], most=9, now=NOW) == []


def test_a_lost_claim_may_not_send(paspoort):
    booked(paspoort, "10:00")
    [taken] = claim(["EMAIL"], most=9, now=NOW)
    [(row, (post, weergave))] = write_posts([taken])
    outbox.sweep({}, now=NOW + LEASE)
    [again] = claim(["EMAIL"], most=9, now=NOW + LEASE)
    assert not fence(row, post, weergave, now=NOW + LEASE)
    assert not fence(again, post, weergave, now=NOW + 2 * LEASE)
    assert fence(again, post, weergave, now=NOW + LEASE)


def test_a_claim_that_is_nearly_over_may_not_send(paspoort):
    booked(paspoort, "10:00")
    [taken] = claim(["EMAIL"], most=9, now=NOW)
    [(row, (post, weergave))] = write_posts([taken])
    assert not fence(row, post, weergave, now=NOW + LEASE - timedelta(seconds=25))


def test_a_busy_provider_is_asked_again_later(paspoort, kantoor):
    booked(paspoort, "10:00")
    kantoor.mail.ends = [BUSY, BUSY]
    assert kantoor.send() == []
    assert kantoor.send(later=timedelta(seconds=59)) == []
    assert kantoor.send(later=timedelta(seconds=1)) == []
    assert kantoor.send(later=MINUTE) == []  # the second pause is two minutes
    assert len(kantoor.send(later=MINUTE)) == 1
    assert Bericht.objects.get().mislukt_aantal == 2


def test_a_refused_address_leads_to_the_next_way(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", ANNA)
    kantoor.mail.usual = REFUSED
    assert [post.aan for post in kantoor.send()] == [ANNA.telefoon]
    assert told(afspraak) == [
        ("BEVESTIGING", "EMAIL", "MISLUKT"),
        ("BEVESTIGING", "SMS", "VERZONDEN"),
    ]
    assert not Beltaak.objects.exists()


def test_who_cannot_be_reached_at_all_is_called(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", ANNA)
    kantoor.mail.usual = kantoor.sms.usual = REFUSED
    kantoor.send()
    task = Beltaak.objects.get()
    assert (task.afspraak, task.reden, task.uiterlijk) == (
        afspraak,
        "NIET_BEREIKT",
        afspraak.begin,
    )


def test_one_failed_reminder_is_no_reason_to_call_who_was_told(paspoort, kantoor):
    remind("2d")
    afspraak = booked(paspoort, "14:00", BRAM)
    kantoor.send()
    kantoor.mail.usual = REFUSED
    kantoor.send(at=afspraak.begin - timedelta(days=2))
    assert told(afspraak)[-1] == ("HERINNERING", "EMAIL", "MISLUKT")
    assert not Beltaak.objects.exists()


def test_a_message_that_cannot_be_written_does_not_hold_up_the_others(
    paspoort, kantoor, monkeypatch
):
    broken = booked(paspoort, "10:00")
    fine = booked(paspoort, "11:00", BRAM)
    render = outbox.writing.render

    def fail(bericht, afspraak, texts):
        if afspraak == broken:
            raise RuntimeError("no such placeholder")
        return render(bericht, afspraak, texts)

    monkeypatch.setattr(outbox.writing, "render", fail)
    kantoor.send()
    assert told(fine) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]
    assert told(broken)[0] == ("BEVESTIGING", "EMAIL", "MISLUKT")


def test_a_provider_that_is_down_is_left_alone_and_nothing_is_lost(town, kantoor):
    town.loket(plekken=20)
    paspoort = town.product("Paspoort")
    for n in range(8):
        booked(paspoort, "10:00", replace(BRAM, email=f"bram{n}@example.nl"))
    kantoor.mail.usual = BUSY
    kantoor.send()
    assert len(kantoor.mail.seen) == 5
    assert Bericht.objects.filter(status="WACHT").count() == 8
    assert Kanaalstand.objects.get().gepauzeerd_tot == NOW + MINUTE
    tries = []
    for minute in range(1, 22):
        before = len(kantoor.mail.seen)
        kantoor.send(later=MINUTE)
        tries += [minute] * (len(kantoor.mail.seen) - before)
    assert tries == [1, 6, 21]  # one try after each rest, of 1, 5, 15 minutes
    assert not Beltaak.objects.exists()
    kantoor.mail.usual = TAKEN
    sent = [post.aan for _minute in range(20) for post in kantoor.send(later=MINUTE)]
    assert sorted(sent) == sorted(f"bram{n}@example.nl" for n in range(8))


def test_a_provider_that_does_not_answer_leaves_few_uncertain(town, kantoor):
    town.loket(plekken=20)
    paspoort = town.product("Paspoort")
    for n in range(20):
        booked(paspoort, "10:00", replace(BRAM, email=f"bram{n}@example.nl"))
    kantoor.mail.usual = NO_ANSWER
    kantoor.send()
    assert Bericht.objects.filter(status="ONZEKER").count() == 5
    assert Bericht.objects.filter(status="WACHT").count() == 15


def test_a_cancelled_appointment_is_not_confirmed_any_more(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    booking.cancel(afspraak, partij=Partij.INWONER, now=NOW)
    kantoor.send()
    assert told(afspraak) == [
        ("BEVESTIGING", "EMAIL", "VERVALLEN"),
        ("ANNULERING", "EMAIL", "VERZONDEN"),
    ]


def test_what_was_due_during_a_long_outage_is_told_once_and_not_for_the_past(paspoort, kantoor):
    remind("4d", "2d", "3u")
    afspraak = booked(paspoort, "14:00")
    kantoor.send()
    # nothing runs until an hour before the appointment
    assert len(kantoor.send(at=afspraak.begin - HOUR)) == 1
    assert told(afspraak, soort="HERINNERING", status="VERZONDEN") == [
        ("HERINNERING", "EMAIL", "VERZONDEN")
    ]
    assert Bericht.objects.get(soort="HERINNERING", status="VERZONDEN").moment == "-3u"
    assert kantoor.send(at=afspraak.begin) == []


def test_the_number_of_queries_does_not_grow_with_the_batch(town):
    town.loket(plekken=20)
    paspoort = town.product("Paspoort")

    def write(numbers):
        for n in numbers:
            booked(paspoort, "10:00", replace(BRAM, email=f"bram{n}@example.nl"))
        batch = claim(["EMAIL"], most=99, now=NOW)
        with CaptureQueriesContext(connection) as seen:
            assert len(list(write_posts(batch))) == len(numbers)
        return len(seen)

    assert write(range(3)) == write(range(3, 12)) <= 6


def test_no_more_text_messages_leave_in_an_hour_than_the_budget_allows(town, kantoor, settings):
    settings.SMS_PER_UUR = 3
    town.loket(plekken=20)
    paspoort = town.product("Paspoort")
    for n in range(5):
        booked(paspoort, "10:00", Gegevens(naam=f"Klant {n}", telefoon=f"+3161234560{n}"))
    assert len(kantoor.send()) == 3
    assert kantoor.send(later=timedelta(minutes=59)) == []
    assert len(kantoor.send(later=timedelta(minutes=2))) == 2


def test_one_number_gets_few_text_messages_a_day(town, kantoor, settings):
    settings.SMS_PER_NUMMER = 2
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 9
    town.loket(plekken=20)
    paspoort = town.product("Paspoort")
    for _n in range(3):
        booked(paspoort, "10:00", Gegevens(naam="Anna", telefoon="+31612345600"))
    assert len(kantoor.send()) == 2
    assert Bericht.objects.get(status="MISLUKT").fout == "te veel sms op een dag"
    assert Beltaak.objects.count() == 1
