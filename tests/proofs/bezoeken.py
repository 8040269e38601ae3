"""Random days of visits: people book, cancel, move; visits take longer; officials fall ill.

The walk knows nothing of routes. It remembers what was promised to whom, and looks after every step
whether that still holds: by the rows themselves, the checks that know no search, and the cells.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

from afspraken import agenda, booking, integrity
from afspraken.booking import Gegevens
from afspraken.exceptions import BookingError
from afspraken.lokaal import day_after
from afspraken.models import RELEASED, Afspraak, Partij, Soort
from afspraken.offers import offer_of
from afspraken.wens import Wens, wens_of
from mobiel import checking, planning, routing
from mobiel.bord import lezen
from mobiel.bord.keuzes import Keuze, Vraag, choices
from mobiel.models import Bezoek, Route, Stop, Vervoer
from tests.afspraken.test_attempts import nobody_sits_double
from tests.cast import MAANDAG, NOW
from tests.mobiel.dorp import Dorp, Spot, given_away, wens

DAGEN = [MAANDAG, MAANDAG + timedelta(days=1)]
STAFF = Partij.MEDEWERKER
STEPS = 60
OF_OTHERS = {"openstand en roosters"}
"""The check of what the cast writes without a roster behind it."""


class Walk:
    """One town and what happens in it, by chance; `check` fails with what is wrong."""

    def __init__(self, dorp: Dorp, seed: int) -> None:
        self.dorp, self.random, self.now = dorp, Random(seed), NOW
        self.promised: dict[int, tuple[datetime, datetime]] = {}
        self.told: list[str] = []
        self._build()

    def _build(self) -> None:
        pick = self.random
        self.koffer = self.dorp.town.middel(Soort.KOFFER, dagen=())
        for naam in ("Sanne", "Tim", "Noor")[: pick.randint(1, 3)]:
            self.dorp.veldwerker(
                naam,
                dagen=DAGEN[: pick.randint(1, 2)],
                open=pick.choice(["8:30-16:30", "8:30-12:30", "10:00-15:30"]),
                kan=pick.sample(["Wmo-advies", "Bouw"], pick.randint(1, 2)),
                vervoer=pick.choice(list(Vervoer)),
                koffer=pick.choice([None, self.koffer]),
                lunch_duur=pick.choice([0, 30]),
            )
        self.producten = [
            self.dorp.product("Advies", duur=pick.choice([30, 45, 60])),
            self.dorp.product("Bouw", duur=pick.choice([20, 90]), kan="Bouw"),
            self.dorp.product("Koffer", duur=25, kan=None, ook=[(Soort.KOFFER, 1, None)]),
            self.dorp.samen("Samen", duur=pick.choice([30, 60])),
            self.dorp.samen(
                "Bouw samen", duur=40, kan=("Wmo-advies", "Bouw"), ook=self._maybe_koffer()
            ),
        ]

    @property
    def acts(self) -> list[Callable[[], None]]:
        """What can happen, booking more often than the rest."""
        return [
            *[self.book] * 6,
            *[self.cancel] * 2,
            *[self.lengthen, self.move, self.ill, self.reoptimise, self.narrow, self.wait],
            self.drag,
        ]

    def step(self) -> None:
        """One thing happens, and everything still holds."""
        act = self.random.choice(self.acts)
        self.told.append(act.__name__)
        with suppress(BookingError):  # refused, with a sentence; then nothing may have changed
            act()
        self.check()

    # --- what happens -----------------------------------------------------------------------------

    def book(self) -> None:
        """Somebody is visited: at some address, in some window that is offered."""
        wish = wens(self.random.choice(self.producten), self._spot())
        found = [one for dag in DAGEN for one in agenda.search(wish, now=self.now).times(dag)]
        if found:
            taken = self.random.choice(found)
            afspraak = booking.book(wish, taken, Gegevens("X"), partij=STAFF, now=self.now)
            self.promised[afspraak.pk] = (afspraak.begin, afspraak.einde)

    def cancel(self) -> None:
        """Somebody is not visited after all."""
        if one := self._somebody():
            booking.cancel(one, partij=STAFF, now=self.now)
            del self.promised[one.pk]

    def lengthen(self) -> None:
        """A visit takes longer; the window stays."""
        if one := self._somebody():
            old = wens_of(one)
            more = self.random.choice([5, 30, 120])
            wish = Wens(old.regels, old.kanaal, old.extra_tijd + more, adres=old.adres)
            booking.move(one, wish, offer_of(wish, one), partij=STAFF, now=self.now)

    def move(self) -> None:
        """A visit gets another window."""
        if one := self._somebody():
            wish = wens_of(one)
            search = agenda.search(wish, now=self.now, behalve=one)
            found = [offer for dag in DAGEN for offer in search.times(dag)]
            if found:
                offer = self.random.choice(found)
                moved = booking.move(one, wish, offer, partij=STAFF, now=self.now)
                self.promised[one.pk] = (moved.begin, moved.einde)

    def ill(self) -> None:
        """An official is ill: what others can do goes to them, the rest stays and is named."""
        routes = list(Route.objects.filter(blokkade__isnull=False).order_by("pk"))
        if routes:
            route = self.random.choice(routes)
            had = self._todo(route)
            left = given_away(route.middel, dag=route.dag, now=self.now, steps=STEPS)
            assert set(left) <= had
            assert self._todo(route) == set(left)

    def drag(self) -> None:
        """A planner gives somebody another place: what the board says is possible can be stored."""
        dag = self._dag()
        standen = lezen.read_sheets(dag, day_after(dag), now=self.now)
        todo = [(key[0], one) for key, day in standen.sheets.items() for one in day.todo]
        if todo:
            van, one = self.random.choice(todo)
            vraag = Vraag.of(one, dag, standen, {}, van)
            found = [] if vraag.is_onderweg else [way for way in choices(vraag) if way.kan]
            if found:
                self._store(vraag, self.random.choice(found))

    def _store(self, vraag: Vraag, keuze: Keuze) -> None:
        orders, seen = vraag.orders(keuze.middel, keuze.plek), vraag.seen(keuze.middel)
        try:
            planning.rearrange(vraag.dag, orders, gezien=seen, wat="x", door="7", now=self.now)
        except BookingError as error:
            raise AssertionError((self.told, error)) from error
        stops = Stop.objects.filter(route__dag=vraag.dag, route__middel=keuze.middel)
        assert stops.get(bezoek=vraag.visit.bezoek).begin == keuze.begin, self.told

    def reoptimise(self) -> None:
        """The search looks at a day once more."""
        planning.reoptimise(self._dag(), budget=self._budget(), now=self.now)

    def narrow(self) -> None:
        """Everyone of a day is told more precisely; that is the promise from then on."""
        planning.narrow(self._dag(), now=self.now)
        for one in Afspraak.objects.filter(pk__in=self.promised):
            van, tot = self.promised[one.pk]
            assert van <= one.begin < one.einde <= tot
            self.promised[one.pk] = (one.begin, one.einde)

    def wait(self) -> None:
        """Time goes by; once the day has begun, half an hour at a time."""
        begun = self.now >= NOW + timedelta(days=6)
        self.now += timedelta(minutes=30) if begun else timedelta(hours=47)

    # --- what must hold ---------------------------------------------------------------------------

    def check(self) -> None:
        """No promise is broken and nobody is lost, whoever you ask."""
        self._check_promises()
        faults = [f for look in (checking.routes, checking.bezoeken) for f in look(self.now).faults]
        assert not faults, (self.told, faults)
        assert nobody_sits_double(), self.told

    def check_all(self) -> None:
        """`check_integrity` agrees."""
        self.check()
        results = [one for one in integrity.run(now=self.now) if one.name not in OF_OTHERS]
        faults = [fault for one in results for fault in one.faults]
        assert not faults, (self.told, faults)

    def _check_promises(self) -> None:
        rows = Afspraak.objects.exclude(status__in=RELEASED)
        has = {row.pk: (row.begin, row.einde) for row in rows}
        assert has == self.promised, self.told
        stops = Stop.objects.filter(bezoek__afspraak__in=self.promised)
        begins = dict(stops.values_list("bezoek__afspraak", "begin"))
        assert begins.keys() == self.promised.keys(), self.told
        for pk, (van, tot) in self.promised.items():
            assert van <= begins[pk] < tot, self.told

    # --- chance -----------------------------------------------------------------------------------

    def _spot(self) -> Spot:
        return self.random.randint(-4000, 4000), self.random.randint(-4000, 4000)

    def _dag(self) -> date:
        return self.random.choice(DAGEN)

    def _maybe_koffer(self) -> list[tuple[Soort, int, str | None]]:
        return self.random.choice([[], [(Soort.KOFFER, 1, None)]])

    def _budget(self) -> routing.Budget:
        return routing.iterations(STEPS)

    def _somebody(self) -> Afspraak | None:
        if not self.promised:
            return None
        pk = self.random.choice(sorted(self.promised))
        return Afspraak.objects.select_related("locatie", "klant").get(pk=pk)

    def _todo(self, route: Route) -> set[int]:
        rows = Bezoek.objects.filter(stops__route=route, stops__begin__gt=self.now)
        return set(rows.values_list("pk", flat=True))
