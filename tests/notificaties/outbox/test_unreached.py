"""A visit that is near, and of which nothing got through: a person calls."""

from datetime import timedelta

import pytest

from afspraken.models import Afspraak
from notificaties import outbox
from notificaties.models import Beltaak, Bericht
from tests.cast import BRAM, NOW, booked
from tests.notificaties.post import NO_ANSWER

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def tomorrow(paspoort):
    """Someone booked on the evening before, and nothing has gone out since; nothing runs."""
    evening = NOW + timedelta(days=5, hours=3)
    return booked(paspoort, "10:00", BRAM, now=evening)


def called(now):
    outbox.sweep({}, now=now)
    return [(task.reden, task.aangemaakt_op) for task in Beltaak.objects.all()]


def test_a_visit_within_a_day_of_which_nothing_left_for_hours_is_called_about(tomorrow):
    since = Bericht.objects.get().niet_voor
    assert called(since + 4 * HOUR - MINUTE) == []
    assert called(since + 4 * HOUR) == [("NIET_BEREIKT", since + 4 * HOUR)]
    assert len(called(since + 5 * HOUR)) == 1


def test_who_was_called_is_not_called_again_about_the_same_message(tomorrow):
    since = Bericht.objects.get().niet_voor
    assert len(called(since + 4 * HOUR)) == 1
    Beltaak.objects.update(gedaan_op=since + 5 * HOUR)
    assert len(called(since + 6 * HOUR)) == 1


def test_who_was_called_is_called_again_about_later_news_that_is_stuck_too(tomorrow):
    since = Bericht.objects.get().niet_voor
    called(since + 4 * HOUR)
    Beltaak.objects.update(gedaan_op=since + 5 * HOUR)
    Bericht.objects.update(aangemaakt_op=since + 5 * HOUR, niet_voor=since + 5 * HOUR)
    assert len(called(since + 9 * HOUR)) == 2


def test_an_outage_costs_no_statement_for_each_task_that_is_made(
    paspoort, tomorrow, django_assert_num_queries
):
    since = Bericht.objects.get().niet_voor
    booked(paspoort, "11:00", BRAM, now=since)
    assert len(called(since + 4 * HOUR)) == 2
    with django_assert_num_queries(1):
        outbox.sweeping.call_unreached(now=since + 5 * HOUR)


def test_a_visit_that_is_further_away_or_has_begun_is_not(tomorrow):
    Bericht.objects.update(niet_voor=NOW, vervalt_op=None)
    assert called(tomorrow.begin - 24 * HOUR - MINUTE) == []
    assert called(tomorrow.begin) == []
    assert len(called(tomorrow.begin - 24 * HOUR)) == 1


@pytest.mark.parametrize("status", ["VERZONDEN", "AFGELEVERD"])
def test_nor_is_one_of_which_another_message_got_through(tomorrow, status):
    sent = Bericht.objects.get()
    sent.pk, sent.poging, sent.status = None, 1, status
    sent.referentie = "00000000000000000000000000000001"
    sent.save()
    assert called(tomorrow.begin - HOUR) == []


def test_nor_one_that_was_cancelled(tomorrow):
    Afspraak.objects.update(status="GEANNULEERD")
    assert called(tomorrow.begin - HOUR) == []


def test_what_an_employee_was_not_told_is_no_reason_to_call_the_customer(tomorrow):
    Bericht.objects.update(ontvanger="middel:1")
    assert called(tomorrow.begin - HOUR) == []


def test_reminders_are_reason_enough(tomorrow):
    Bericht.objects.update(soort="HERINNERING", moment="-1d")
    assert len(called(tomorrow.begin - HOUR)) == 1


def test_what_waits_for_the_word_of_a_person_is_not_called_about_twice(tomorrow, kantoor):
    """It has a task of its own: a person was asked when the provider could not tell."""
    kantoor.mail.usual = NO_ANSWER
    kantoor.send(at=Bericht.objects.get().niet_voor)
    kantoor.send(later=5 * HOUR)
    assert [task.reden for task in Beltaak.objects.all()] == ["ONZEKER"]


def test_a_reminder_that_is_in_hand_for_hours_is_overdue_too(tomorrow):
    Bericht.objects.update(status="WORDT_VERZONDEN", lease_tot=tomorrow.begin - 30 * MINUTE)
    outbox.sweeping.call_unreached(now=tomorrow.begin - HOUR)
    assert Beltaak.objects.count() == 1
