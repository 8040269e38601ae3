"""The day of one official as values: what is done, and what is to do in which order.

                    now
        done ■ ■ ■   |   todo □ □ □

What began at or before now is done and stays as it is: by the plan, or by what was reported
(`reported`). Once the last of it was left, the official is on the way to the first to do, and that
one stays first. Moments are whole seconds since 1970.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from afspraken.engine.bitmap import CELL_SECONDS
from afspraken.models import Locatie
from mobiel import routing
from mobiel.models import Route
from mobiel.reading.asks import Asked
from mobiel.reistijd import Punt


def epoch(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return int(moment.timestamp())


def moment_at(seconds: int) -> datetime:
    """The moment so many seconds after 1970, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def point_of(locatie: Locatie) -> Punt:
    """Where a place is; one that is nowhere on the map counts as at the equator, far from all."""
    return Punt.of(locatie.breedtegraad or 0.0, locatie.lengtegraad or 0.0)


@dataclass(frozen=True, slots=True)
class Planned:
    """One visit on a route: what was promised, and when it is planned now (`arrive` to `leave`).

    `stop` is the key of its row (0: not stored yet) and `order` its number there; `rit` is the road
    before it, in seconds. Of a visit by `mensen` officials at once this is part `deel`; they begin
    together at `samen` (0: to be agreed).
    """

    stop: int
    bezoek: int
    afspraak: int
    punt: Punt
    service: int
    earliest: int
    latest: int
    skills: frozenset[int]
    rit: int = 0
    arrive: int = 0
    begin: int = 0
    leave: int = 0
    order: int = 0
    deel: int = 0
    mensen: int = 1
    samen: int = 0

    @property
    def is_samen(self) -> bool:
        """True if it is done with others."""
        return self.mensen > 1


@dataclass(frozen=True)
class Sheet:
    """One official's day: the row of its route, what is done, and what is to do, in order.

    `dead` are rows of stops that do not count any more. `frozen` is 1 if the first to do stays so,
    `since` when the official reported to set out for it (0: not reported).
    """

    route: Route
    skills: frozenset[int]
    now: int
    done: tuple[Planned, ...] = ()
    todo: tuple[Planned, ...] = ()
    dead: tuple[int, ...] = ()
    frozen: int = 0
    since: int = 0

    @property
    def start(self) -> Punt:
        """Where the rest of the day begins."""
        return self.done[-1].punt if self.done else point_of(self.route.vertrekt_van)

    @property
    def finish(self) -> Punt:
        """Where the day ends."""
        return point_of(self.route.eindigt_bij)

    @property
    def points(self) -> list[Punt]:
        """Every place of the rest of the day, in order."""
        return [self.start, *(one.punt for one in self.todo), self.finish]

    @property
    def travel(self) -> int:
        """Seconds on the road of the rest of the day, as it was planned."""
        return sum(one.rit for one in self.todo) + self.route.rit_terug

    @property
    def moment(self) -> int:
        """From when on the rest of the day can begin."""
        if self.frozen:
            overdue = self.now - self.todo[0].rit if self.is_overdue else 0
            return max(self._left(), self.since, overdue)
        return max(self._left(), self.now, self._lunch_end())

    @property
    def is_overdue(self) -> bool:
        """True if the first to do should have begun by now, and nobody reported that it did."""
        return bool(self.todo) and self.todo[0].begin < self.now

    @property
    def has_lunched(self) -> bool:
        """True if no lunch is owed any more, or none ever was."""
        return not self.route.lunch_duur or self._took_lunch() or self._missed_lunch()

    def dienst(self, start: int, finish: int, rows: Sequence[Sequence[int]]) -> routing.Dienst:
        """The rest of the shift, between two numbered places."""
        lunch = None
        if not self.has_lunched and self.route.lunch_van and self.route.lunch_tot:
            lunch = routing.Lunch(
                epoch(self.route.lunch_van),
                epoch(self.route.lunch_tot),
                self.route.lunch_duur * 60,
            )
        return routing.Dienst(
            key=self.route.middel_id,
            start=start,
            finish=finish,
            begin=self.moment,
            end=max(self.moment, epoch(self.route.einde)),
            travel=rows,
            skills=self.skills,
            lunch=lunch,
        )

    def as_stored(self) -> routing.Route:
        """The rest of the day with the travel times that were stored; places are 0, 1, … in order.

        Only the roads that are driven are known, which is all that `slack` and `insertions` ask.
        """
        last = len(self.todo) + 1
        rows = [[0] * (last + 1) for _ in range(last + 1)]
        for at, one in enumerate(self.todo):
            rows[at][at + 1] = one.rit
        rows[last - 1][last] = self.route.rit_terug
        stops = tuple(stop_of(one, at + 1) for at, one in enumerate(self.todo))
        return routing.Route(self.dienst(0, last, rows), stops, frozen=self.frozen)

    def with_todo(self, todo: Iterable[Planned]) -> Sheet:
        """The same day with other things to do; the first stays frozen only if it is the same."""
        new = tuple(todo)
        same = bool(new and self.todo and new[0].bezoek == self.todo[0].bezoek)
        return replace(self, todo=new, frozen=self.frozen if same else 0)

    def _left(self) -> int:
        return self.done[-1].leave if self.done else epoch(self.route.begin)

    def _took_lunch(self) -> bool:
        if self.route.lunch_begin is None:
            return False
        begin = epoch(self.route.lunch_begin)
        if self.done and begin < self.done[-1].begin:
            return True
        if self.done and begin < self.done[-1].leave:
            return False  # the visit took longer than planned
        return begin <= self.now and (not self.frozen or self.is_overdue)

    def _missed_lunch(self) -> bool:
        """True if it cannot be planned any more: who is so late eats when they can."""
        latest = epoch(self.route.lunch_tot) if self.route.lunch_tot else self.now
        return latest < self.now and (not self.frozen or latest < self._left())

    def _lunch_end(self) -> int:
        end = self.route.lunch_einde
        return epoch(end) if end is not None and self._took_lunch() else 0


def stop_of(one: Planned, place: int) -> routing.Stop:
    """A visit at a numbered place, as `routing` knows it; one with others stays where it is."""
    earliest, latest = one.earliest, max(one.earliest, one.latest)
    if one.samen:
        earliest = latest = one.samen
    return routing.Stop(
        one.bezoek, place, one.service, earliest, latest, one.skills, pinned=one.is_samen
    )


def planned(asked: Asked, *, bezoek: int, afspraak: int, van: datetime, tot: datetime) -> Planned:
    """A visit that is not on a route yet, with the window promised to its customer."""
    return Planned(
        0, bezoek, afspraak, asked.punt, asked.seconds, *window_of(van, tot), asked.eisen
    )


def window_of(van: datetime, tot: datetime) -> tuple[int, int]:
    """When a visit may begin that was promised from `van` to `tot`, both ends included.

    The promise is in whole cells, half-open, and the last of them counts: one cell is a fixed time.
    """
    return epoch(van), epoch(tot) - CELL_SECONDS
