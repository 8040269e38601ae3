"""Reminders that are missing are added and those that no rule asks for go; nothing else changes."""

from datetime import timedelta

import pytest

from afspraken import booking
from afspraken.models import Afspraak, Partij
from notificaties import outbox
from notificaties.models import Bericht, Berichtmoment
from tests.cast import ANNA, BRAM, NOW, booked, held
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.post import BUSY, NO_ANSWER, TAKEN, remind, told

pytestmark = pytest.mark.django_db
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
LATER = NOW + HOUR


def plan(*afspraken, now=LATER):
    """Plan for these appointments, or for all."""
    rows = Afspraak.objects.select_related("klant").prefetch_related("producten").order_by("pk")
    if afspraken:
        rows = rows.filter(pk__in=[one.pk for one in afspraken])
    return outbox.plan_missing(list(rows), now=now)


def reminders(afspraak):
    return told(afspraak, soort="HERINNERING")


@pytest.fixture
def no_rules():
    """The manager takes all moments away."""

    def forget():
        Berichtmoment.objects.all().delete()

    return forget


def test_every_appointment_gets_its_own(paspoort):
    afspraken = [booked(paspoort, "10:00", ANNA), booked(paspoort, "11:00", BRAM)]
    remind("2d", "1d")
    assert plan() == 4
    for afspraak in afspraken:
        assert reminders(afspraak) == [("HERINNERING", "EMAIL", "WACHT")] * 2
    assert plan() == 0
    for afspraak in afspraken:
        assert reminders(afspraak) == [("HERINNERING", "EMAIL", "WACHT")] * 2


def test_of_other_appointments_nothing_changes(paspoort, no_rules):
    remind("2d")
    mine, other = booked(paspoort, "10:00", ANNA), booked(paspoort, "11:00", BRAM)
    no_rules()
    plan(mine)
    assert reminders(mine) == [("HERINNERING", "EMAIL", "VERVALLEN")]
    assert reminders(other) == [("HERINNERING", "EMAIL", "WACHT")]


def test_who_cancelled_or_only_holds_a_time_gets_none(paspoort):
    gone = booked(paspoort, "10:00")
    booking.cancel(gone, partij=Partij.INWONER, now=NOW)
    held(paspoort, "11:00")
    remind("2d")
    assert plan() == 0


def test_what_is_void_since_and_what_waits_again_since_is_known(paspoort, no_rules):
    remind("2d")
    booked(paspoort, "10:00")
    no_rules()
    plan()
    row = Bericht.objects.get(soort="HERINNERING")
    assert (row.status, row.status_op) == ("VERVALLEN", LATER)
    remind("2d")
    assert plan(now=LATER + MINUTE) == 1
    row.refresh_from_db()
    assert (row.status, row.status_op) == ("WACHT", LATER + MINUTE)


def test_what_left_is_neither_void_nor_sent_again(paspoort, kantoor, no_rules):
    remind("4d")
    afspraak = booked(paspoort, "14:00")
    kantoor.send()
    kantoor.send(at=afspraak.begin - timedelta(days=4))
    no_rules()
    plan(now=kantoor.now)
    remind("4d")
    assert plan(now=kantoor.now) == 0
    assert reminders(afspraak) == [("HERINNERING", "EMAIL", "VERZONDEN")]


def test_a_reminder_that_is_due_is_on_its_way_whatever_the_rules_say_now(
    paspoort, kantoor, no_rules
):
    remind("2d")
    afspraak = booked(paspoort, "14:00")
    kantoor.send()
    no_rules()
    due = afspraak.begin - timedelta(days=2)
    plan(now=due)
    assert len(kantoor.send(at=due)) == 1


def test_a_reminder_that_a_busy_provider_put_off_still_goes(paspoort, kantoor):
    """Its moment is past, so no rule asks for it any more; but it is on its way."""
    remind("2d")
    afspraak = booked(paspoort, "14:00")
    kantoor.send()
    kantoor.mail.ends = [BUSY]
    kantoor.send(at=afspraak.begin - timedelta(days=2))
    plan(now=kantoor.now + SECOND)
    assert len(kantoor.send(later=MINUTE)) == 1


def test_a_confirmation_that_was_put_off_is_no_surplus_reminder(paspoort, kantoor):
    booked(paspoort, "14:00")
    kantoor.mail.ends = [BUSY]
    kantoor.send()
    plan(now=NOW + SECOND)
    assert len(kantoor.send(later=MINUTE)) == 1


def test_an_uncertain_reminder_is_left_to_who_decides(paspoort, kantoor, no_rules):
    remind("4d")
    afspraak = booked(paspoort, "14:00")
    kantoor.send()
    kantoor.mail.ends = [NO_ANSWER]
    kantoor.send(at=afspraak.begin - timedelta(days=4))
    no_rules()
    plan(now=kantoor.now)
    assert reminders(afspraak) == [("HERINNERING", "EMAIL", "ONZEKER")]


def test_after_a_move_only_the_new_time_is_planned(paspoort):
    afspraak = moved(booked(paspoort, "10:00"))
    remind("2d")
    assert plan() == 1
    row = Bericht.objects.get(soort="HERINNERING")
    assert (row.versie, row.niet_voor) == (
        2,
        Afspraak.objects.get(pk=afspraak.pk).begin - timedelta(days=2),
    )


def test_who_was_told_yesterday_by_whatever_way_is_reminded_today(paspoort, kantoor):
    """Not the day on which the reminder was thought of counts, but the day of the first news."""
    afspraak = booked(paspoort, "14:00")
    kantoor.mail.usual = TAKEN
    kantoor.send()
    remind("3u")
    assert plan(now=afspraak.begin - 5 * HOUR) == 1


def test_who_said_stop_is_reminded_by_e_mail(paspoort):
    from notificaties.afmelding import hash_of
    from notificaties.models import SmsAfmelding

    SmsAfmelding.objects.create(nummer_hash=hash_of(ANNA.telefoon), op=NOW)
    afspraak = booked(paspoort, "14:00", ANNA)
    remind("2d", kanaal="SMS")
    remind("1d")
    plan()
    assert reminders(afspraak) == [("HERINNERING", "EMAIL", "WACHT")]
