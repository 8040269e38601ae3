"""Two who want the last place on a route at the same moment: one gets it, the other hears so."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from django.db import connection

from afspraken import booking
from afspraken.exceptions import SlotTaken
from afspraken.models import Afspraak, Partij
from mobiel import checking
from mobiel.models import Stop
from mobiel.planning import locking
from mobiel.planning.board import Board
from tests.afspraken.test_attempts import at_once, nobody_sits_double, person
from tests.cast import NOW
from tests.mobiel.dorp import booked, cancelled, moved, offer, plan, wens

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def last_place(dorp):
    """A morning with one visit, and room for one more; the offer that all have seen."""
    dorp.veldwerker("Sanne", open="8:30-12:30")
    product = dorp.product(duur=100)
    booked(product, (500, 0))
    wish = wens(product, (500, 100))
    return wish, offer(wish)


def rush(wish, chosen, people=4):
    return at_once(
        [
            lambda n=n: (
                booking.book(wish, chosen, person(n), partij=Partij.MEDEWERKER, now=NOW).referentie
            )
            for n in range(people)
        ]
    )


def all_is_well(results) -> bool:
    """One was served, the others heard that it was taken, and every promise can be kept."""
    served = [one for one in results if isinstance(one, str)]
    refused = [one for one in results if isinstance(one, SlotTaken)]
    faults = [f for look in (checking.routes, checking.bezoeken) for f in look(NOW).faults]
    return len(served) == 1 and len(served) + len(refused) == len(results) and not faults


def test_of_four_who_want_the_last_place_at_once_one_gets_it(last_place):
    results = rush(*last_place)
    assert all_is_well(results), results
    assert Afspraak.objects.count() == Stop.objects.count() == 2


def test_without_the_lock_of_the_route_it_goes_wrong(last_place, monkeypatch):
    """The negative control: all four read the route before any of them writes.

    SQLite lets one writer in at a time, from the start of its transaction, and that is a second
    guard; there the others wait in vain, and it goes well.
    """
    everyone_has_read, write = threading.Barrier(4), Board.write

    def all_at_once(board):
        with suppress(threading.BrokenBarrierError):
            everyone_has_read.wait(1)
        write(board)

    monkeypatch.setattr(Board, "write", all_at_once)
    monkeypatch.setattr(locking, "_for_update", lambda rows: rows.select_related("locatie"))
    assert all_is_well(rush(*last_place)) is (connection.vendor == "sqlite")


def test_the_first_two_of_a_day_share_one_route(dorp):
    sanne = dorp.veldwerker("Sanne")
    wish = wens(dorp.product(duur=30))
    results = rush(wish, offer(wish), people=3)
    assert all(isinstance(one, str) for one in results), results
    assert len(plan(sanne)) == 3
    assert nobody_sits_double()


def test_two_who_swap_their_half_days_do_not_wait_in_a_circle(dorp):
    dorp.veldwerker("Sanne")
    product = dorp.product(duur=60)
    one, other = booked(product), booked(product, (0, 1000), "12:30-16:30")
    results = at_once(
        [
            lambda: moved(one, "12:30-16:30").referentie,
            lambda: moved(other, "8:30-12:30").referentie,
            lambda: booked(product, (2000, 0)).referentie,
            lambda: cancelled(booked(product, (2000, 50))).referentie,
        ]
    )
    assert all(isinstance(result, str) for result in results), results
    assert not checking.routes(NOW).faults
    assert not checking.bezoeken(NOW).faults
