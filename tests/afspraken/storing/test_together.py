"""Residents move and cancel while a disruption is solved: in any order, nothing collides."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest

from afspraken import agenda, booking, integrity, storing
from afspraken.exceptions import BookingError
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Oplossing, Partij, Verplaatsvoorstel
from afspraken.storing.assigning import Seat, clash
from afspraken.storing.scene import wish_of
from tests.afspraken.storing.kantoor import planned, works
from tests.cast import Town, at, clock
from tests.effort import seeds

pytestmark = pytest.mark.django_db(transaction=True)

EARLY = at("8:05")
PEOPLE = 6
STEPS = ("propose", "choose", "choose", "approve", "carry", "carry", "move", "cancel", "book")


def collisions() -> bool:
    seats = [
        (row.pk, Seat(*zetel))
        for row in Verplaatsvoorstel.objects.filter(uitkomst="", storing__beeindigd_op=None)
        for zetel in row.zetels
    ]
    return any(clash(mine, other) for a, mine in seats for b, other in seats if a < b)


class Day:
    """One office, one counter that fails, and people who do as they like."""

    def __init__(self, town: Town) -> None:
        self.paspoort = town.product("Paspoort", duur=20, raster=20, horizon=9)
        self.loket = works(town, "Loket 1")
        works(town, "Loket 2", tot=10)
        self.people = [
            planned(
                self.paspoort, f"{9 + n // 3}:{n % 3 * 20:02}", bij=self.loket, naam=f"Klant {n}"
            )
            for n in range(PEOPLE)
        ]
        self.row = storing.open(
            self.loket, begin=EARLY, einde=at("17:00"), reden="Stuk", door=None, now=EARLY
        )
        storing.propose(self.row, now=EARLY)

    def do(self, what: str, number: int) -> None:
        self.row.refresh_from_db()
        person = Afspraak.objects.get(pk=self.people[number].pk)
        with suppress(storing.StoringError, BookingError, Verplaatsvoorstel.DoesNotExist):
            getattr(self, what)(person)

    def propose(self, person: Afspraak) -> None:
        storing.propose(self.row, now=EARLY)

    def choose(self, person: Afspraak) -> None:
        mine = Verplaatsvoorstel.objects.get(storing=self.row, afspraak=person)
        found = storing.other_times(mine, now=EARLY, most=3)
        if found:
            storing.choose(
                mine,
                Oplossing.VERPLAATS,
                begin=found[-1].begin,
                locatie=found[-1].locatie.pk,
                versie=mine.versie,
                door=None,
                now=EARLY,
            )

    def approve(self, person: Afspraak) -> None:
        storing.approve(self.row, versie=self.row.versie, door=None, now=EARLY)

    def carry(self, person: Afspraak) -> None:
        storing.carry_out(now=EARLY, most=2)

    def move(self, person: Afspraak) -> None:
        wish = wish_of(person)
        offers = agenda.nearest(wish, rond=at("9:00") + timedelta(days=1), now=EARLY)
        booking.move(person, wish, offers[0], partij=Partij.INWONER, now=EARLY)

    def cancel(self, person: Afspraak) -> None:
        booking.cancel(person, partij=Partij.INWONER, now=EARLY)

    def book(self, person: Afspraak) -> None:
        """Somebody else takes the time that was proposed to this person."""
        mine = Verplaatsvoorstel.objects.get(storing=self.row, afspraak=person)
        if mine.begin is not None:
            dag, hour = local_day(mine.begin), clock(mine.begin)
            planned(self.paspoort, hour, dag=dag, naam="Ander", now=EARLY)


@seeds(1, in_proof=6)
def test_whatever_happens_in_between_nothing_collides_and_all_is_as_it_should_be(town, seed):
    random, day = Random(seed), Day(town)
    for _step in range(14):
        what, number = random.choice(STEPS), random.randrange(PEOPLE)
        day.do(what, number)
        assert not collisions(), (what, number)
    day.do("approve", 0)
    storing.carry_out(now=EARLY)
    assert not Verplaatsvoorstel.objects.filter(uitkomst="", goedgekeurd_op__isnull=False).exists()
    assert not [fault for result in integrity.run(now=EARLY) for fault in result.faults]
    for row in Verplaatsvoorstel.objects.filter(uitkomst="VERPLAATST").select_related("afspraak"):
        if row.afspraak.versie == row.afspraak_versie + 1:
            assert row.afspraak.begin == row.begin
