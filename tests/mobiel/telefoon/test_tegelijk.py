"""The same queue sent twice at the same moment, as a phone does that lost the answer."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from django.db import connection

from afspraken.models import Afspraak, Handeling, Logregel, Status
from mobiel.models import Veldactie
from mobiel.telefoon import melden
from notificaties.models import Bericht
from tests.afspraken.test_attempts import at_once
from tests.cast import at
from tests.mobiel.telefoon.sanne import act

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queue(sanne):
    """Two visits done, on the way to the third; the clock stands still."""
    anna, bram, carla = sanne.visits(3)
    return [
        act("AANGEKOMEN", anna, op=at("8:40")),
        act("KLAAR", anna, op=at("8:55")),
        act("AANGEKOMEN", bram, op=at("9:00")),
        act("KLAAR", bram, op=at("9:15")),
        act("ONDERWEG", carla, op=at("9:16")),
    ]


def both(sanne, queue):
    """Two connections store it at once; what each of them hears."""
    now = sanne.at("9:17")
    store = lambda: melden.report(queue, sanne.melder, now=now)  # noqa: E731
    return at_once([store, store])


def is_applied_once(results, queue) -> bool:
    """One hears that it counts, the other that it was there; and it happened once."""
    if any(isinstance(one, Exception) for one in results):
        return False
    heard = [sorted({answer.uitkomst.value for answer in one}) for one in results]
    changes = Logregel.objects.filter(handeling=Handeling.STATUS)
    return (
        sorted(heard) == [["DUBBEL"], ["TOEGEPAST"]]
        and Veldactie.objects.count() == len(queue)
        and Afspraak.objects.filter(status=Status.AFGEROND).count() == changes.count() == 2
        and Bericht.objects.filter(soort="ONDERWEG").count() == 1
    )


def test_a_queue_that_is_sent_twice_at_once_is_applied_once(sanne, queue):
    results = both(sanne, queue)
    assert is_applied_once(results, queue), results


def test_without_the_lock_of_the_official_it_goes_wrong(sanne, queue, monkeypatch):
    """The negative control: both read before one of them writes.

    SQLite lets one writer in at a time, from the start of its transaction, and that is a second
    guard; there the other waits in vain, and it goes well.
    """
    both_have_read, note = threading.Barrier(2), melden._note_clock

    def together(*args, **kwargs):
        with suppress(threading.BrokenBarrierError):
            both_have_read.wait(1)
        note(*args, **kwargs)

    monkeypatch.setattr(melden, "_note_clock", together)
    monkeypatch.setattr(melden, "_one_at_a_time", lambda middel: None)
    results = both(sanne, queue)
    assert is_applied_once(results, queue) is (connection.vendor == "sqlite")
