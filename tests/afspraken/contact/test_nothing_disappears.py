"""Nothing promised disappears, whatever happens to it and to its customer, in whatever order."""

from datetime import timedelta

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from afspraken import taken
from afspraken.contact import (
    ContactError,
    Eigenaar,
    attempt,
    finish,
    hand_over,
    lijsten,
    merge,
    reopen,
    take,
    unmerge,
)
from afspraken.models import Afdeling, Groep, Klant, Samenvoeging, Terugbelverzoek
from afspraken.rechten import Rol
from tests.afspraken.contact.promises import promised
from tests.afspraken.rechten.wie import medewerker
from tests.cast import NOW
from tests.effort import examples

pytestmark = pytest.mark.django_db

ACTS = ("promise", "take", "attempt", "hand_over", "finish", "reopen", "merge", "unmerge")
_numbers = st.integers(0, 5)
_acts = st.lists(
    st.tuples(st.sampled_from(ACTS), _numbers, _numbers, st.booleans()), min_size=15, max_size=25
)


class Office:
    """Three employees, two departments, a group, four rows of customers, and what was promised."""

    def __init__(self) -> None:
        self.now = NOW
        wonen, zorg = (Afdeling.objects.create(naam=naam) for naam in ("Wonen", "Zorg"))
        self.groep = Groep.objects.create(afdeling=wonen, naam="Vergunningen")
        self.wie = [
            medewerker(Rol.KLANTENSERVICE),
            medewerker(Rol.SPECIALIST, wonen),
            medewerker(Rol.SPECIALIST, zorg),
        ]
        self.owners = [
            Eigenaar(),
            Eigenaar(afdeling=wonen),
            Eigenaar(afdeling=zorg),
            Eigenaar(afdeling=wonen, groep=self.groep),
            Eigenaar(afdeling=wonen, medewerker=self.wie[1]),
            Eigenaar(medewerker=self.wie[0]),
        ]
        self.afdelingen = [None, wonen, zorg]
        self.klanten = [Klant.objects.create(naam=f"Klant {n}") for n in range(4)]
        self.open: set[int] = set()
        self.of: dict[int, int | None] = {}  # promise → the row of the customer who called

    def act(self, what: str, first: int, second: int, is_stale: bool) -> None:
        """One step of an employee; one who looks at an old page is refused."""
        self.now += timedelta(minutes=7)
        try:
            getattr(self, what)(first, second, is_stale)
        except ContactError:
            return

    def promise(self, first: int, second: int, _stale: bool) -> None:
        klant = self.klanten[second % 4]
        owner = self.owners[first].fields()
        row = promised(self.wie[0], klant=klant, now=self.now, **owner)
        self.open.add(row.pk)
        # who calls after a merge is the one that stayed, also when it is undone
        self.of[row.pk] = row.contact.klant_id

    def take(self, first: int, second: int, is_stale: bool) -> None:
        self._step(take, first, second, is_stale)

    def attempt(self, first: int, second: int, is_stale: bool) -> None:
        self._step(attempt, first, second, is_stale, toelichting="Geen gehoor")

    def hand_over(self, first: int, second: int, is_stale: bool) -> None:
        if row := self._row(first):
            versie = row.versie - is_stale
            owner = self.owners[second]
            hand_over(row, owner, versie=versie, reden="Ziek", door=self.wie[0], now=self.now)

    def finish(self, first: int, second: int, is_stale: bool) -> None:
        if row := self._step(finish, first, second, is_stale, resultaat="Gesproken"):
            self.open.remove(row.pk)

    def reopen(self, first: int, second: int, is_stale: bool) -> None:
        if row := self._step(reopen, first, second, is_stale):
            self.open.add(row.pk)

    def merge(self, first: int, second: int, _stale: bool) -> None:
        merge(self.klanten[first % 4], self.klanten[second % 4], door=self.wie[0], now=self.now)

    def unmerge(self, first: int, _second: int, _stale: bool) -> None:
        rows = list(Samenvoeging.objects.order_by("pk"))
        if rows:
            unmerge(rows[first % len(rows)], door=self.wie[0], now=self.now)

    def _row(self, number: int) -> Terugbelverzoek | None:
        rows = list(Terugbelverzoek.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def _step(self, step, first, second, is_stale, **more):
        if row := self._row(first):
            versie = row.versie - is_stale
            return step(row, versie=versie, door=self.wie[second % 3], now=self.now, **more)
        return None

    def check(self) -> None:
        """Each open promise is on one list of an owner and on that of the service point."""
        rows = lijsten.open_promises()
        lists = [
            *(lijsten.of_person(one) for one in self.wie),
            Q(groep=self.groep),
            *(Q(medewerker=None, groep=None, afdeling=one) for one in self.afdelingen),
        ]
        owned = [pk for one in lists for pk in rows.filter(one).values_list("pk", flat=True)]
        assert sorted(owned) == sorted(self.open)
        tasks = [task.url for task in taken.open_tasks(now=self.now)]
        assert sorted(tasks) == sorted(task for task in set(tasks))
        assert len(tasks) == len(self.open)
        joined = dict(Klant.objects.values_list("pk", "opgegaan_in"))
        for row in Terugbelverzoek.objects.select_related("contact"):
            stayed = self.of[row.pk]
            while stayed in joined and joined[stayed] is not None:
                stayed = joined[stayed]
            assert row.contact.klant_id == stayed  # never at a row that went


class NothingDisappears(TestCase):
    @examples(5, in_proof=200)
    @given(_acts)
    def test_each_open_promise_stays_on_one_list_of_an_owner_and_on_the_list_of_all(self, acts):
        office = Office()
        for act in acts:
            office.act(*act)
            office.check()
