"""What happens when two want the same at the same moment: real threads, real transactions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction

from afspraken import booking
from afspraken.exceptions import KeyReused, LimitReached, SlotTaken
from afspraken.models import Afspraak, BezetteCel, Inzet, Partij, Soort, Status
from afspraken.offers import offer_at
from tests.cast import ANNA, NOW, at, booked, offer, wens

pytestmark = pytest.mark.django_db(transaction=True)

EMPLOYEE = Partij.MEDEWERKER


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run all acts at the same moment; each result is what it returned or raised."""
    ready = threading.Barrier(len(acts))

    def run(act):
        try:
            ready.wait()
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def nobody_sits_double() -> bool:
    """Every span has its own cells, and no two spans of a lane overlap."""
    spans = list(Inzet.objects.order_by("middel", "plek", "begin"))
    in_order = all(
        (one.middel_id, one.plek) != (two.middel_id, two.plek) or one.einde <= two.begin
        for one, two in zip(spans, spans[1:], strict=False)
    )
    length = sum((span.einde - span.begin).total_seconds() // 300 for span in spans)
    return in_order and BezetteCel.objects.count() == length


def person(number: int) -> booking.Gegevens:
    return booking.Gegevens(naam=f"Klant {number}", email=f"k{number}@example.nl")


def test_of_twelve_customers_at_once_three_counters_serve_three(town):
    for _counter in range(3):
        town.loket(open="9:00-9:20")
    wish = wens(town.product(duur=20))
    chosen = offer(wish, "9:00")
    results = at_once(
        [lambda n=n: booking.book(wish, chosen, person(n), now=NOW) for n in range(12)]
    )
    assert sum(isinstance(one, Afspraak) for one in results) == 3
    assert sum(isinstance(one, SlotTaken) for one in results) == 9
    assert Afspraak.objects.count() == 3
    assert nobody_sits_double()


def test_official_and_room_booked_in_opposite_order_never_wait_in_a_circle(town):
    for naam in ("Fatma", "Gijs"):
        town.ambtenaar(naam, kan=[naam], open="9:00-10:00")
    for _room in range(2):
        town.ruimte(open="9:00-10:00")
    room_first = town.product(
        duur=60, vraagt=[(Soort.RUIMTE, 1, None), (Soort.AMBTENAAR, 1, "Fatma")]
    )
    official_first = town.product(
        duur=60, vraagt=[(Soort.AMBTENAAR, 1, "Gijs"), (Soort.RUIMTE, 1, None)]
    )
    wishes = [wens(product) for product in (room_first, official_first)] * 6
    results = at_once(
        [
            lambda n=n, wish=wish: booking.book(
                wish, offer_at(wish, town.gemeentehuis, at("9:00")), person(n), now=NOW
            )
            for n, wish in enumerate(wishes)
        ]
    )
    assert sum(isinstance(one, Afspraak) for one in results) == 2
    assert all(isinstance(one, Afspraak | SlotTaken) for one in results), results
    assert nobody_sits_double()


def test_neighbours_who_swap_at_once_both_keep_an_appointment(town):
    town.loket("een", open="9:00-10:00")
    paspoort = town.product(duur=20, raster=20)
    anna = booked(paspoort, "9:00", person(1))
    bram = booked(paspoort, "9:20", person(2))
    wish = wens(paspoort)

    def to(afspraak: Afspraak, clock_time: str) -> Callable[[], Afspraak]:
        new = offer_at(wish, town.gemeentehuis, at(clock_time))
        return lambda: booking.move(afspraak, wish, new, partij=EMPLOYEE, now=NOW)

    results = at_once([to(anna, "9:20"), to(bram, "9:00")])
    assert all(isinstance(one, SlotTaken) for one in results), results
    results = at_once([to(anna, "9:40"), to(bram, "9:40")])
    assert sum(isinstance(one, Afspraak) for one in results) == 1
    assert Afspraak.objects.filter(status=Status.GEPLAND).count() == 2
    assert nobody_sits_double()


def test_one_expired_hold_is_taken_over_by_one_of_many(town):
    town.loket(open="9:00-9:20")
    wish = wens(town.product(duur=20))
    chosen = offer(wish, "9:00")
    old = booking.hold(wish, chosen, sessie="weg", now=NOW)
    later = old.houdbaar_tot
    results = at_once(
        [lambda n=n: booking.hold(wish, chosen, sessie=f"s{n}", now=later) for n in range(8)]
    )
    assert sum(isinstance(one, Afspraak) for one in results) == 1
    assert nobody_sits_double()


def test_who_confirms_an_expired_hold_and_who_takes_it_over_do_not_both_win(town):
    town.loket(open="9:00-9:20")
    wish = wens(town.product(duur=20))
    chosen = offer(wish, "9:00")
    for round_ in range(5):
        old = booking.hold(wish, chosen, sessie=f"oud{round_}", now=NOW)
        later = old.houdbaar_tot
        results = at_once(
            [
                lambda old=old, later=later: booking.confirm(
                    old.code, person(1), sessie=old.sessie, now=later
                ),
                lambda later=later: booking.book(wish, chosen, person(2), now=later),
            ]
        )
        won = [one for one in results if isinstance(one, Afspraak)]
        assert len(won) == 1, results
        assert nobody_sits_double()
        booking.cancel(won[0], partij=EMPLOYEE, now=NOW)


def test_the_same_request_twenty_times_at_once_is_one_appointment(town):
    town.loket(), town.loket()
    wish = wens(town.product(duur=20))
    chosen = offer(wish, "9:00")

    def act():
        return booking.book(wish, chosen, ANNA, now=NOW, client="formulier", sleutel="a1")

    results = at_once([act] * 20)
    assert {getattr(one, "code", one) for one in results} == {Afspraak.objects.get().code}
    with pytest.raises(KeyReused):
        booking.book(wish, chosen, person(2), now=NOW, client="formulier", sleutel="a1")


def test_the_same_hold_confirmed_ten_times_at_once_is_one_appointment(town):
    town.loket()
    wish = wens(town.product(duur=20))
    hold = booking.hold(wish, offer(wish, "9:00"), sessie="tablet", now=NOW)

    def act():
        return booking.confirm(hold.code, ANNA, sessie="tablet", now=NOW)

    results = at_once([act] * 10)
    assert {getattr(one, "code", one) for one in results} == {hold.code}
    assert Afspraak.objects.get().klant.naam == ANNA.naam


def test_one_session_that_chooses_in_ten_tabs_holds_one_time(town):
    town.loket()
    wish = wens(town.product(duur=20, raster=20))
    choices = [offer(wish, f"{9 + n // 3}:{n % 3 * 20:02}") for n in range(10)]
    results = at_once(
        [lambda c=c: booking.hold(wish, c, sessie="tablet", now=NOW) for c in choices]
    )
    assert all(isinstance(one, Afspraak) for one in results), results
    assert Afspraak.objects.filter(status=Status.VASTGEHOUDEN).count() == 1
    assert nobody_sits_double()


def test_the_maximum_of_a_contact_holds_in_a_race(town):
    for _counter in range(6):
        town.loket()
    wish = wens(town.product(duur=20))
    chosen = offer(wish, "9:00")
    results = at_once([lambda: booking.book(wish, chosen, ANNA, now=NOW)] * 6)
    assert sum(isinstance(one, Afspraak) for one in results) == 2
    assert sum(isinstance(one, LimitReached) for one in results) == 4, results


def test_without_the_unique_key_the_race_is_lost(town):
    """The negative control: the guard, not luck, is what kept the others apart."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, so a second guard stands before this one")
    for _counter in range(2):
        town.loket(open="9:00-9:20")
    wish = wens(town.product(duur=20))
    chosen = offer(wish, "9:00")
    table = BezetteCel._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey")
    try:
        results = at_once(
            [lambda n=n: booking.book(wish, chosen, person(n), now=NOW) for n in range(20)]
        )
        assert sum(isinstance(one, Afspraak) for one in results) > 2
        assert not nobody_sits_double()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
            cursor.execute(f"ALTER TABLE {table} ADD PRIMARY KEY (middel_id, plek, cel)")


def test_booking_refuses_to_run_inside_a_transaction(town):
    town.loket()
    wish = wens(town.product())
    chosen = offer(wish, "9:00")
    with transaction.atomic(), pytest.raises(RuntimeError):
        booking.book(wish, chosen, ANNA, now=NOW)
    assert not Afspraak.objects.exists()
