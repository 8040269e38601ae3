"""Several threads send at once; one that breaks down keeps nobody from sending."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from notificaties import outbox
from notificaties.models import Bericht
from notificaties.outbox.claiming import LEASE
from tests.cast import BRAM, NOW, Town, booked

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = 12


@pytest.fixture
def twelve(transactional_db):
    """So many confirmations that are due."""
    town = Town()
    town.loket(plekken=NUMBER)
    paspoort = town.product("Paspoort")
    for n in range(NUMBER):
        booked(paspoort, "10:00", replace(BRAM, email=f"bram{n}@example.nl"))


def send(kantoor, threads):
    return outbox.send_due(kantoor.channels, clock=lambda: kantoor.now, threads=threads)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_each_message_leaves_once_with_any_number_of_threads(twelve, kantoor, threads):
    assert send(kantoor, threads) == {"aanvaard": NUMBER}
    assert len({post.aan for post in kantoor.mail.taken}) == len(kantoor.mail.taken) == NUMBER
    assert not Bericht.objects.exclude(status="VERZONDEN").exists()


def test_a_provider_that_breaks_a_thread_keeps_nobody_from_sending(twelve, kantoor, caplog):
    """The row stays in hand, is told of in the log, and is uncertain when its lease is over."""

    def break_once(post):
        if post.aan == "bram3@example.nl":
            raise RuntimeError("no such provider")

    kantoor.mail.before = break_once
    with caplog.at_level(logging.ERROR):
        assert send(kantoor, 2).total() == NUMBER - 1
    left = Bericht.objects.get(status="WORDT_VERZONDEN")
    assert [one.getMessage() for one in caplog.records] == [f"message {left.pk} was left in hand"]
    outbox.sweep({}, now=NOW + LEASE)
    left.refresh_from_db()
    assert left.status == "ONZEKER"


def test_one_thread_breaks_off_at_once(twelve, kantoor):
    """Whoever called hears of it; nothing else is claimed."""

    def break_down(_post):
        raise RuntimeError("no such provider")

    kantoor.mail.before = break_down
    with pytest.raises(RuntimeError):
        send(kantoor, 1)
    assert Bericht.objects.filter(status="WORDT_VERZONDEN").count() == 1


def test_after_its_time_a_round_claims_nothing_more(twelve, kantoor):
    def a_minute_each(_post):
        kantoor.now += timedelta(minutes=1)

    kantoor.mail.before = a_minute_each
    ended = outbox.send_due(
        kantoor.channels, clock=lambda: kantoor.now, until=NOW + timedelta(minutes=1)
    )
    assert ended == {"aanvaard": 1}
    assert outbox.send_due(kantoor.channels, clock=lambda: kantoor.now, until=NOW).total() == 0
