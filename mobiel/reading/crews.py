"""Who can do a visit of several officials at once: which day which part, and which days together.

Two days that nobody went out on yet may count on one car or one kit: then they do not go both, or
only one of them has the kit. What one of a crew must have (`Asked.samen`) anyone of them may bring.
"""

from __future__ import annotations

from collections.abc import Sequence

from mobiel import routing
from mobiel.models import Bezoek
from mobiel.reading.asks import Asked
from mobiel.reading.days import sharing_nothing
from mobiel.reading.sheets import Sheet


class Crews:
    """The days of one date and place, by number, and one visit."""

    def __init__(self, sheets: Sequence[Sheet], asked: Asked) -> None:
        self.sheets = list(sheets)
        self._asked = asked

    def able(self, among: Sequence[int] | None = None) -> list[list[int]]:
        """By part of the visit the days that can do it, out of these numbers (None: of all)."""
        numbers = range(len(self.sheets)) if among is None else among
        return [
            [number for number in numbers if part <= self.sheets[number].skills]
            for part in self._asked.delen
        ]

    def goes(self, crew: routing.Crew) -> bool:
        """True if these can go together: no car is needed twice, and somebody has what is asked."""
        days = [self.sheets[number] for number in crew]
        cars = [one.route.voertuig_id for one in days if one.route.blokkade_id is None]
        cars = [car for car in cars if car]
        return len(cars) == len(set(cars)) and self._asked.samen <= self._skills(days)

    def parts(self, crew: routing.Crew) -> list[frozenset[int]]:
        """What is asked of each; what one of them must have is asked of the first who has it."""
        parts = [set(part) for part in self._asked.delen]
        for need in self._asked.samen:
            first = next(at for at, number in enumerate(crew) if need in self.sheets[number].skills)
            parts[first].add(need)
        return [frozenset(part) for part in parts]

    def going(self, crew: routing.Crew) -> list[Sheet]:
        """Their days, by part; of a kit that two new ones count on only who needs it has it."""
        parts = self.parts(crew)
        order = sorted(range(len(crew)), key=lambda at: Bezoek.KOFFER not in parts[at])
        days = sharing_nothing(self.sheets[crew[at]] for at in order)
        by_part = dict(zip(order, days, strict=True))
        return [by_part[at] for at in range(len(crew))]

    def _skills(self, days: Sequence[Sheet]) -> frozenset[int]:
        return frozenset().union(*(one.skills for one in days))
