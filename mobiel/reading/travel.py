"""The travel times between all places of some days, as numbers for `routing`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mobiel import reistijd, routing
from mobiel.reading.sheets import Planned, Sheet, moment_at, stop_of
from mobiel.reistijd import Punt


class Net:
    """The places of some days, numbered once; a table of seconds for each way to travel.

    `extra` are places of visits that are on none of these days yet.
    """

    def __init__(self, days: Iterable[Sheet], extra: Iterable[Punt] = ()) -> None:
        self._days = list(days)
        found = [*(point for day in self._days for point in day.points), *extra]
        self._points = list(dict.fromkeys(found))
        self._number = {point: at for at, point in enumerate(self._points)}
        self._tables: dict[str, reistijd.Tabel] = {}

    def table(self, vervoer: str) -> reistijd.Tabel:
        """Seconds between all places by this way to travel."""
        known = self._tables.get(vervoer)
        if known is None:
            known = reistijd.between(self._points, self._points, vervoer)
            self._tables[vervoer] = known
        return known

    @property
    def is_geschat(self) -> bool:
        """True if a service was asked for some of these times, and an estimate stands in."""
        return any(one.is_geschat for one in self._tables.values())

    def route(self, sheet: Sheet) -> routing.Route:
        """The rest of a day as `routing` knows it."""
        number, rows = self._number, self.table(sheet.route.vervoer).seconden
        dienst = sheet.dienst(number[sheet.start], number[sheet.finish], rows)
        return routing.Route(dienst, tuple(map(self.stop, sheet.todo)), frozen=sheet.frozen)

    def stop(self, one: Planned) -> routing.Stop:
        """A visit at its place."""
        return stop_of(one, self._number[one.punt])

    def with_roads(self, sheet: Sheet) -> Sheet:
        """The same day with the road before each visit, and the last one back, as it is now."""
        rows = self.table(sheet.route.vervoer).seconden
        here = self._number[sheet.start]
        todo = []
        for one in sheet.todo:
            there = self._number[one.punt]
            todo.append(replace(one, rit=rows[here][there]))
            here = there
        sheet.route.rit_terug = rows[here][self._number[sheet.finish]]
        return replace(sheet, todo=tuple(todo))

    def timed(self, sheet: Sheet) -> Sheet:
        """The same order with the earliest times that it can have, and the lunch among them."""
        sheet = self.with_roads(sheet)
        times = routing.schedule(self.route(sheet))
        todo = tuple(
            replace(one, arrive=visit.arrive, begin=visit.begin, leave=visit.leave)
            for one, visit in zip(sheet.todo, times.visits, strict=True)
        )
        if not sheet.has_lunched:
            lunch = times.lunch
            sheet.route.lunch_begin = moment_at(lunch.begin) if lunch else None
            sheet.route.lunch_einde = moment_at(lunch.end) if lunch else None
        return replace(sheet, todo=todo)
