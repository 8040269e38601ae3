"""A way that fails again and again rests, each time longer; the manager hears of it once."""

from datetime import timedelta

import pytest

from notificaties.models import Kanaalstand
from notificaties.outbox.pausing import IN_A_ROW, failed, open_channels, worked
from tests.cast import NOW

pytestmark = pytest.mark.django_db
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def fails(times, *, now=NOW, fout="429"):
    for _n in range(times):
        failed("SMS", fout, now=now)
    return Kanaalstand.objects.get(kanaal="SMS")


def is_open(now):
    """Whether SMS may be used, and whether as a trial; None if it rests."""
    return open_channels(["SMS"], now=now).get("SMS")


def test_a_way_that_never_failed_is_open():
    assert open_channels(["SMS", "EMAIL"], now=NOW) == {"SMS": False, "EMAIL": False}


def test_four_failures_are_the_messages_and_five_are_the_way():
    assert fails(IN_A_ROW - 1).gepauzeerd_tot is None
    assert is_open(NOW) is False
    assert fails(1).gepauzeerd_tot == NOW + MINUTE
    assert is_open(NOW) is None
    assert open_channels(["SMS", "EMAIL"], now=NOW) == {"EMAIL": False}


def test_after_each_rest_one_message_tries_and_the_next_rest_is_longer():
    fails(IN_A_ROW)
    now, rests = NOW, []
    for _try in range(4):
        until = Kanaalstand.objects.get().gepauzeerd_tot
        rests.append((until - now) // MINUTE)
        assert (is_open(until - SECOND), is_open(until)) == (None, True)
        now = until
        fails(1, now=now)
    assert rests == [1, 5, 15, 15]


def test_no_rest_is_longer_than_the_longest_unless_the_clock_was_put_back():
    fails(IN_A_ROW + 2)
    until = Kanaalstand.objects.get().gepauzeerd_tot
    assert is_open(until - 15 * MINUTE) is None
    assert is_open(until - 15 * MINUTE - SECOND) is True


def test_a_way_that_works_again_forgets_everything_and_says_so(caplog):
    fails(IN_A_ROW)
    worked("SMS")
    stand = Kanaalstand.objects.get()
    assert (stand.fouten, stand.gepauzeerd_tot, stand.laatste_fout, stand.gemeld_op) == (
        0,
        None,
        "",
        None,
    )
    assert caplog.messages == [
        "SMS: 5 failures in a row (429), resting",
        "SMS: works again",
    ]
    worked("SMS")
    worked("EMAIL")
    assert len(caplog.messages) == 2


def test_one_failure_is_forgotten_too():
    fails(1)
    worked("SMS")
    assert Kanaalstand.objects.get().fouten == 0


def test_the_manager_hears_of_an_outage_once(caplog):
    stand = fails(IN_A_ROW + 3, fout="x" * 80)
    assert (stand.gemeld_op, stand.laatste_fout) == (NOW, "x" * 60)
    assert len(caplog.messages) == 1


def test_one_way_says_nothing_of_another():
    fails(IN_A_ROW)
    failed("EMAIL", "timeout", now=NOW)
    assert Kanaalstand.objects.get(kanaal="EMAIL").fouten == 1
    worked("EMAIL")
    assert Kanaalstand.objects.get(kanaal="SMS").fouten == IN_A_ROW
