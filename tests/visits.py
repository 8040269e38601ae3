"""A small provider of visits, for tests of what the core knows about them.

It knows no roads: a day has three windows and each can hold so many visits.
"""

from __future__ import annotations

from afspraken import offers
from afspraken.engine.bitmap import CELLS_PER_DAY, cell_of, span
from afspraken.exceptions import SlotTaken
from afspraken.lokaal import midnight
from afspraken.models import OCCUPYING, Afspraak
from afspraken.offers import Found
from tests.cast import MAANDAG, Town, at

BEZOEK = "proefbezoek"
"""The name under which it is registered; the real one is `mobiel`'s."""

WINDOWS = ("8:30-12:30", "8:30-10:30", "12:30-16:30")


class Bezoeken:
    """Visits on MAANDAG, `plekken` in each window; `kosten` are extra minutes of travel."""

    bij_klant = True

    def __init__(self, town: Town) -> None:
        self.locatie = town.locatie("Bij u thuis", bij_klant=True)
        self.plekken = 10
        self.windows = WINDOWS
        self.kosten = dict.fromkeys(WINDOWS, 6)
        self.asked = 0

    def register(self, monkeypatch) -> Bezoeken:
        """Make it known for one test."""
        monkeypatch.setitem(offers._aanbieders, BEZOEK, self)
        return self

    def find(self, wens, *, van, tot, now, locaties, behalve, overboeken=False):
        """One `Found` per window that has room."""
        self.asked += 1
        if not van <= MAANDAG < tot or (locaties is not None and self.locatie not in locaties):
            return []
        origin = midnight(MAANDAG) // CELLS_PER_DAY * CELLS_PER_DAY
        found = []
        for window in self.windows:
            begin, end = map(at, window.split("-"))
            first, last = cell_of(begin), cell_of(end)
            bit = first - origin
            if self._room(begin, behalve):
                costs = {bit: self.kosten.get(window, 0)}
                found.append(Found(self.locatie, origin, span(bit, bit + 1), last - first, costs))
        return found

    def places(self, wens, *, van, tot):
        """Only at the customer's."""
        return [self.locatie]

    def explain(self, wens, *, locatie, dag, now):
        """It has nothing to say."""

    def hold(self, afspraak, wens, *, now, seed, overboeking=None):
        """Count who is there already."""
        if not self._room(afspraak.begin, afspraak):
            raise SlotTaken

    def confirm(self, afspraak, *, now):
        """A hold counts as much as a promise."""

    def move(self, afspraak, wens, *, now, seed, stays, liefst=()):
        """As `hold`."""
        self.hold(afspraak, wens, now=now, seed=seed)

    def take_over(self, afspraak, held, *, now):
        """Nothing is occupied but the rows themselves."""

    def cancel(self, afspraak, *, now):
        """Nothing is occupied but the rows themselves."""

    def _room(self, begin, behalve) -> bool:
        rows = Afspraak.objects.filter(aanbieder=BEZOEK, begin=begin, status__in=OCCUPYING)
        others = rows.exclude(pk=behalve.pk) if behalve else rows
        return others.count() < self.plekken
