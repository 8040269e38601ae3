"""The town in memory once more, with hours that come from real rosters.

Hours change as in use: by an exception for a day, by the absence of a resource, and by a closing
of the place. Each is undone again by the next of its kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta

from afspraken import roosters
from afspraken.models import Middel, Soort, Uitzondering, Wijziging
from tests.cast import MAANDAG
from tests.proofs.model import Model
from tests.proofs.oracle import Thing, at_minute


@dataclass
class Rostered(Model):
    """As `Model`; only `change_opening` and how a resource opens differ."""

    exceptions: dict[int, list[Uitzondering]] = field(default_factory=dict)

    def resource(self, soort: Soort, pk: int, plekken: int, hours: str, staff: str) -> Middel:
        """A resource with a weekly roster, of which the day is one."""
        middel = self.town.middel(soort, f"{soort} {pk}", dagen=(), plekken=plekken, pk=pk)
        for text, alleen_personeel in ((hours, False), (staff, True)):
            if text:
                roosters.add_week(
                    middel,
                    self.town.gemeentehuis,
                    uren={MAANDAG.weekday(): [_hours(part) for part in text.split()]},
                    eerste_dag=MAANDAG - timedelta(days=28),
                    alleen_personeel=alleen_personeel,
                    now=self.now,
                )
        return middel

    def change_opening(self, number: int, first: int, last: int) -> None:
        """An exception, an absence or a closing; nothing that was promised is dropped."""
        thing, minutes = self.thing(number), set(range(first, last))
        if number % 3 == 0:
            self._other_hours(thing, first, last)
            thing.web = thing.staff = minutes
        elif number % 3 == 1:
            for row in thing.middel.afwezigheden.all():
                roosters.remove(row, now=self.now)
            begin, einde = at_minute(first), at_minute(last)
            roosters.set_absent(thing.middel, begin=begin, einde=einde, now=self.now)
            thing.away = minutes
        else:
            for sluiting in self.town.gemeentehuis.sluitingen.all():
                roosters.remove(sluiting, now=self.now)
            roosters.close(
                self.town.gemeentehuis,
                eerste_dag=MAANDAG,
                van=_time(first),
                tot=_time(last),
                reden="Storm",
                now=self.now,
            )
            self.closed = minutes
        self.note("roster", number % 3, first, last)

    def _other_hours(self, thing: Thing, first: int, last: int) -> None:
        """On this day no hours of the week, but these."""
        for row in self.exceptions.pop(thing.middel.pk, []):
            roosters.remove(row, now=self.now)
        place = self.town.gemeentehuis
        self.exceptions[thing.middel.pk] = [
            roosters.add_exception(
                thing.middel, place, dag=MAANDAG, soort=Wijziging.DICHT, now=self.now
            ),
            roosters.add_exception(
                thing.middel,
                place,
                dag=MAANDAG,
                soort=Wijziging.EXTRA,
                van=_time(first),
                tot=_time(last),
                now=self.now,
            ),
        ]


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _hours(text: str) -> tuple[time, time]:
    begin, end = (time(*map(int, part.split(":"))) for part in text.split("-"))
    return begin, end
