"""A counter hall that is walked through at random, and what must hold after every step.

Beside the tables it keeps what *should* be true in plain Python: for each visit the stands that it
went through, newest last, so that a step back is a `pop`.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st

from afspraken import booking, integrity, wachtrij
from afspraken.exceptions import BookingError
from afspraken.models import (
    ACTIEF,
    Afspraak,
    Bevoegdheid,
    Meldwijze,
    Partij,
    Soort,
    Wachtende,
    Wachtstand,
)
from afspraken.rechten import Rol
from afspraken.wachtrij import integriteit
from afspraken.wachtrij.errors import DayOver
from tests.afspraken.rechten.wie import medewerker
from tests.afspraken.wachtrij.zaal import Zaal, everyone
from tests.cast import Town, at

ACTS = (
    *("check_in", "check_in", "walk_in", "call_next", "call_next", "call", "begin", "begin"),
    *("call_again", "park", "take_back"),
    *("hand_on", "finish", "no_show", "leave", "undo", "cancel", "not_come", "come_after_all"),
)
TIMES = ("10:00", "10:20", "10:40", "11:00")
OVER = tuple(one for one in Wachtstand if one not in (*ACTIEF, Wachtstand.VERVALLEN))

numbers = st.integers(0, 5)
seldom = st.integers(0, 7).map(lambda number: number == 7)
"""An old page, or a desk that looks past the clock: else half of a day would be refusals."""

acts = st.lists(
    st.tuples(st.sampled_from(ACTS), numbers, numbers, seldom), min_size=25, max_size=40
)

Stand = tuple[str, int | None]
"""A stand, and the counter that has the person."""


class Hal:
    """Three counters, of which one may marry people, four appointments, and who walks in."""

    def __init__(self) -> None:
        self.zaal = Zaal(Town(), medewerker(Rol.BALIE))
        town = self.zaal.town
        trouwloket = town.loket("Loket 3", kan=["trouwen"])
        self.trouwen = Bevoegdheid.objects.get()
        self.loketten = [self.zaal.loket, self.zaal.loket2, trouwloket]
        self.producten = [
            self.zaal.paspoort,
            town.product("Trouwen", duur=10, vraagt=[(Soort.LOKET, 1, "trouwen")]),
        ]
        self.afspraken = [self.zaal.afspraak(clock) for clock in TIMES]
        self.now = at("9:45")
        self.went: dict[int, list[Stand]] = {}

    def act(self, what: str, first: int, second: int, is_stale: bool) -> None:
        """One act of someone; what is not possible is refused and must change nothing."""
        self.now += timedelta(minutes=3)
        with suppress(BookingError):
            getattr(self, what)(first, second, is_stale)

    # --- reporting ----

    def check_in(self, first: int, second: int, by_desk: bool) -> None:
        made = wachtrij.check_in(
            self.afspraken[first % len(self.afspraken)],
            locatie=self.zaal.plaats,
            via=[*Meldwijze][second % 3],
            now=self.now,
            toch=by_desk,
        )
        self.went[made.pk] = [("WACHT", None)]

    def walk_in(self, first: int, second: int, _stale: bool) -> None:
        chosen = [(self.producten[first % 2], 1)] if second else []
        made = wachtrij.walk_in(self.zaal.plaats, chosen, via=Meldwijze.ZUIL, now=self.now)
        self.went[made.pk] = [("WACHT", None)]

    # --- at the counters ----

    def call_next(self, first: int, _second: int, _stale: bool) -> None:
        loket = self.loketten[first % 3]
        can = wachtrij.order_for(self.zaal.plaats, loket, now=self.now)
        oproep = wachtrij.call_next(self.zaal.plaats, loket, door=self.zaal.door, now=self.now)
        assert (oproep is None) == (not can)
        if oproep:
            assert (oproep.wachtende, oproep.regel) == (can[0].wachtende, can[0].regel)
            self.went[oproep.wachtende.pk].append(("OPGEROEPEN", loket.pk))

    def call(self, first: int, second: int, is_stale: bool) -> None:
        loket = self.loketten[second % 3]
        self._step(wachtrij.call, first, is_stale, loket, to=("OPGEROEPEN", loket.pk))

    def call_again(self, first: int, _second: int, is_stale: bool) -> None:
        self._step(wachtrij.call_again, first, is_stale, to="OPGEROEPEN")

    def begin(self, first: int, _second: int, is_stale: bool) -> None:
        self._step(wachtrij.begin, first, is_stale, to="IN_BEHANDELING")

    def park(self, first: int, _second: int, is_stale: bool) -> None:
        to = ("GEPARKEERD", None)
        self._step(wachtrij.park, first, is_stale, to=to, reden="Haalt een foto")

    def take_back(self, first: int, _second: int, is_stale: bool) -> None:
        self._step(wachtrij.take_back, first, is_stale, to=("WACHT", None))

    def hand_on(self, first: int, second: int, is_stale: bool) -> None:
        naar = self.trouwen if second == 5 else self.loketten[second % 3]
        self._step(wachtrij.hand_on, first, is_stale, naar, to=("WACHT", None), reden="Vraag")

    def finish(self, first: int, _second: int, is_stale: bool) -> None:
        self._step(wachtrij.finish, first, is_stale, to="KLAAR")

    def no_show(self, first: int, _second: int, is_stale: bool) -> None:
        self._step(wachtrij.no_show, first, is_stale, to="NIET_VERSCHENEN")

    def leave(self, first: int, _second: int, is_stale: bool) -> None:
        self._step(wachtrij.leave, first, is_stale, to="VERTROKKEN")

    def undo(self, first: int, _second: int, is_stale: bool) -> None:
        if row := self._row(first):
            self._do(wachtrij.undo, row, is_stale)
            self.went[row.pk].pop()

    # --- beside the queue ----

    def cancel(self, first: int, _second: int, _stale: bool) -> None:
        booking.cancel(self._afspraak(first), partij=Partij.INWONER, now=self.now)

    def not_come(self, first: int, _second: int, _stale: bool) -> None:
        booking.no_show(self._afspraak(first), now=self.now)

    def come_after_all(self, first: int, _second: int, _stale: bool) -> None:
        booking.undo_no_show(self._afspraak(first), now=self.now)

    def _afspraak(self, number: int) -> Afspraak:
        return self.afspraken[number % len(self.afspraken)]

    def _row(self, number: int) -> Wachtende | None:
        rows = list(Wachtende.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def _do(self, act: Any, row: Wachtende, is_stale: bool, *args: Any, **more: Any) -> None:
        versie = row.versie - is_stale
        act(row, *args, versie=versie, door=self.zaal.door, now=self.now, **more)

    def _step(
        self, act: Any, number: int, is_stale: bool, *args: Any, to: Stand | str, **more: Any
    ) -> None:
        """A step of some row; an old page is refused. `to` without a counter: it stays."""
        row = self._row(number)
        if row is None:
            return
        self._do(act, row, is_stale, *args, **more)
        here = self.went[row.pk][-1][1]
        self.went[row.pk].append((to, here) if isinstance(to, str) else to)

    # --- what must hold ----

    def check(self) -> None:
        """Nobody is lost or served twice, and everyone who waits can be called by someone."""
        should = {pk: went[-1] if went else ("VERVALLEN", None) for pk, went in self.went.items()}
        rows = {row.pk: row for row in Wachtende.objects.all()}
        assert {pk: (row.stand, row.middel_id) for pk, row in rows.items()} == should
        rij = wachtrij.queue(self.zaal.plaats, now=self.now)
        here = [row.pk for row in everyone(rij)]
        assert sorted(here) == sorted(pk for pk, (stand, _at) in should.items() if stand in ACTIEF)
        assert all(plaats.loketten for plaats in rij.wacht)
        at_counters = Counter(row.middel_id for row in (*rij.opgeroepen, *rij.in_behandeling))
        assert max(at_counters.values(), default=1) == 1
        visits = Counter(row.afspraak_id for row in rows.values() if row.stand != "VERVALLEN")
        del visits[None]
        assert max(visits.values(), default=1) == 1
        assert integriteit.check(self.now).faults == ()

    def faults(self) -> tuple[str, ...]:
        """The faults of all checks but one: the cast opens counters without a roster."""
        return tuple(
            fault
            for one in integrity.run(now=self.now)
            if one.name != "openstand en roosters"
            for fault in one.faults
        )

    def end_of_day(self) -> None:
        """After the night the hall is empty, everyone has an end, and nothing can be taken back."""
        night = at("0:05") + timedelta(days=1)
        open_ = Wachtende.objects.filter(stand__in=ACTIEF).count()
        assert wachtrij.close_days(now=night) == open_
        rows = list(Wachtende.objects.exclude(stand="VERVALLEN"))
        assert {row.stand for row in rows} <= set(OVER)
        assert sum(row.stand == "NIET_AFGEMELD" for row in rows) == open_
        for row in rows[:1]:
            with pytest.raises(DayOver):
                wachtrij.undo(row, versie=row.versie, door=self.zaal.door, now=night)
