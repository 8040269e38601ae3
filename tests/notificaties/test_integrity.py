"""The check of the outbox finds each fault that it is there for, and nothing in a healthy one."""

from datetime import timedelta

import pytest

from afspraken import integrity
from afspraken.models import Partij
from afspraken.signals import Change
from notificaties import outbox
from notificaties.integrity import LONG_OVER
from notificaties.models import Bericht
from notificaties.outbox.claiming import LEASE, claim
from tests.cast import ANNA, BRAM, NOW, booked
from tests.notificaties.post import NO_ANSWER, remind

pytestmark = pytest.mark.django_db


def found(*, now=NOW):
    return next(one for one in integrity.run(now=now) if one.name == "berichten")


def test_an_outbox_that_works_has_no_faults(paspoort, kantoor):
    remind("2d")
    afspraak = booked(paspoort, "14:00")
    kantoor.send()
    kantoor.send(at=afspraak.begin - timedelta(days=2))
    assert found(now=kantoor.now) == integrity.Result("berichten", 2)


def test_a_message_that_stays_in_hand_is_found(paspoort):
    booked(paspoort, "10:00")
    [row] = claim(["EMAIL"], most=9, now=NOW)
    long_over = NOW + LEASE + LONG_OVER
    assert found(now=long_over - timedelta(seconds=1)).faults == ()
    assert found(now=long_over).faults == (f"bericht {row.pk} bleef in handen: draaien de taken?",)


def test_a_message_that_was_sent_at_no_moment_is_found(paspoort, kantoor):
    booked(paspoort, "10:00")
    kantoor.send()
    Bericht.objects.update(verzonden_op=None)
    assert found().faults == (
        f"bericht {Bericht.objects.get().pk} is verzonden, maar niet bekend is wanneer",
    )


def test_two_text_messages_with_one_number_at_the_provider_are_found(town, kantoor):
    town.loket(plekken=2)
    paspoort = town.product("Paspoort")
    for one in (ANNA, BRAM):
        booked(paspoort, "10:00", one)
    kantoor.send()
    assert found().faults == ()  # a mail server uses its numbers again
    Bericht.objects.update(kanaal="SMS")
    assert found().faults == ("2 sms'jes hebben hetzelfde nummer: SM1",)


def test_what_may_have_gone_out_is_listed_and_no_fault(paspoort, kantoor):
    booked(paspoort, "10:00")
    kantoor.mail.usual = NO_ANSWER
    kantoor.send()
    assert found() == integrity.Result(
        "berichten", 1, notes=(f"bericht {Bericht.objects.get().pk} is misschien verzonden",)
    )


def test_who_comes_and_will_hear_nothing_is_listed_and_no_fault(paspoort, kantoor):
    remind("2d")
    afspraak = booked(paspoort, "14:00")
    Bericht.objects.all().delete()
    outbox.tell(afspraak, Change.IMPORTED, door=Partij.SYSTEEM, now=NOW)
    sentence = f"afspraak {afspraak.pk} heeft nog geen herinnering: doe plan_herinneringen"
    assert (found().faults, found().notes) == ((), (sentence,))
    assert found(now=afspraak.begin - timedelta(days=1)).notes == ()  # too late for a reminder
    outbox.plan_missing([afspraak], now=NOW)
    assert found().notes == ()
