"""Some days of all officials together, locked, as values: changed here first, then written at once.

board = Board.locked({dag}, now=now)
board.seat(new, …)      put a visit where it costs least (of several officials: `together`)
board.take_out(bezoek)  take one off
board.improve(…)        look at days together, promises as they are
board.write()           what changed, in an order that cannot deadlock
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from django.db.models import Q

from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.lokaal import day_after
from afspraken.models import Locatie
from afspraken.offers import Taken
from mobiel import routing
from mobiel.models import Bezoek, Route
from mobiel.planning.agreeing import agree
from mobiel.planning.locking import lock
from mobiel.planning.storing import write
from mobiel.reading import Net, Official, Planned, Sheet, officials, sheets_of
from mobiel.reading.days import days
from mobiel.reading.sheets import moment_at, window_of

STEPS = 150
"""So many steps a search takes after each booking: room for the next one, in a blink."""

Key = tuple[int, date]


@dataclass
class Board:
    """The sheets of whole days by official and day.

    `changed` are those to be written, `lost` those among them that only lost a visit. `agreed` are
    the moments (seconds) at which officials are to begin a visit together, by visit.
    """

    now: datetime
    people: dict[int, Official]
    sheets: dict[Key, Sheet]
    changed: set[Key] = field(default_factory=set)
    lost: set[Key] = field(default_factory=set)
    agreed: dict[int, int] = field(default_factory=dict)

    @classmethod
    def locked(cls, dagen: Collection[date], *, now: datetime) -> Board:
        """Every route of these local days, locked first and read after."""
        return cls.of(lock(Q(dag__in=dagen)), now=now)

    @classmethod
    def of(cls, routes: Iterable[Route], *, now: datetime) -> Board:
        """The days of routes that are locked, or only looked at."""
        people = officials()
        skills = {pk: one.skills for pk, one in people.items()}
        found = sheets_of(routes, skills, now=now)
        board = cls(now, people, {key_of(one): one for one in found})
        for one in found:
            if one.dead:
                board.lose(one)
        return board

    @classmethod
    def with_days(cls, sheets: Iterable[Sheet]) -> Board:
        """Days that are nowhere stored yet."""
        days = list(sheets)
        return cls(datetime.fromtimestamp(days[0].now, UTC), {}, {key_of(one): one for one in days})

    def find(self, bezoek: int) -> list[Key]:
        """The days on which a visit stands, done or not: of each official who does it."""
        return [
            key
            for key, sheet in self.sheets.items()
            if any(one.bezoek == bezoek for one in (*sheet.done, *sheet.todo))
        ]

    def is_done(self, bezoek: int) -> bool:
        """True if this visit has begun."""
        return any(one.bezoek == bezoek for sheet in self.sheets.values() for one in sheet.done)

    def put(self, sheet: Sheet) -> None:
        """This is how a day is to be; it is checked before it is stored."""
        self.sheets[key_of(sheet)] = sheet
        self.changed.add(key_of(sheet))
        self.lost.discard(key_of(sheet))

    def lose(self, sheet: Sheet) -> None:
        """As `put`, of a day that only lost a visit: what was late on it stays late."""
        self.put(sheet)
        self.lost.add(key_of(sheet))

    def take_out(self, bezoek: int) -> None:
        """Take a visit off every day where it is, if it has not begun."""
        for key in [] if self.is_done(bezoek) else self.find(bezoek):
            sheet = self.sheets[key]
            self.lose(sheet.with_todo(one for one in sheet.todo if one.bezoek != bezoek))

    def promise(self, bezoek: int, van: datetime, tot: datetime) -> None:
        """Plan a visit for another window than its appointment says as yet."""
        earliest, latest = window_of(van, tot)
        for key, sheet in self.sheets.items():
            self.sheets[key] = replace(
                sheet,
                todo=tuple(
                    replace(one, earliest=earliest, latest=latest) if one.bezoek == bezoek else one
                    for one in sheet.todo
                ),
            )

    def seat(
        self,
        new: Planned,
        *,
        dag: date,
        locatie: Locatie,
        seed: str,
        liefst: Sequence[int] = (),
    ) -> list[Key]:
        """Put a visit on the route of that day where it costs least travel; `liefst` go first.

        Answers the days that were looked at.
        Raises: SlotTaken if it would fit without the other visits; else NotOffered. Taken if
        somebody made a route of this day after it was locked (try again).
        """
        able = self.open_days(dag, locatie, new.skills)
        net = Net(able, [new.punt])
        stop, options = net.stop(new), []
        for sheet in able:
            way = routing.cheapest(net.route(sheet), stop)
            if way is not None:
                options.append((_order(sheet, way.extra, seed, liefst), way.position, sheet))
        if not options:
            self.refuse_if_behind(dag)
            empty = (net.route(replace(one, todo=(), frozen=0)) for one in able)
            fits = any(routing.cheapest(route, stop) for route in empty)
            raise SlotTaken if fits else NotOffered
        _order_of_it, position, sheet = min(options, key=lambda option: option[:2])
        self.put(sheet.with_todo((*sheet.todo[:position], new, *sheet.todo[position:])))
        return [key_of(one) for one in able]

    def refuse_if_behind(self, dag: date) -> None:
        """A route that is not among those locked occupies its official. Raises: Taken."""
        known = [sheet.route.pk for sheet in self.sheets.values() if sheet.route.pk]
        if Route.objects.filter(dag=dag).exclude(pk__in=known).exists():
            raise Taken

    def open_days(
        self, dag: date, locatie: Locatie, skills: frozenset[int] = frozenset()
    ) -> list[Sheet]:
        """The days of a date that the roster has open now, empty ones too, of who can do this."""
        able = {pk: one for pk, one in self.people.items() if skills <= one.skills}
        seen = days(
            able,
            van=dag,
            tot=day_after(dag),
            now=self.now,
            locaties=[locatie],
            stored=self.sheets,
        )
        return [sheet for _shift, sheet in seen.values() if skills <= sheet.skills]

    def improve(
        self,
        among: Iterable[Key],
        *,
        budget: routing.Budget,
        seed: int = 0,
        search: routing.Searching = routing.improve,
    ) -> None:
        """Find a better order for these days together; kept only if it travels less.

        Nobody loses a place, and no promise changes. `search` is who looks: our own, or VROOM.
        """
        today = [self.sheets[key] for key in among if key in self.sheets]
        today = [one for one in today if one.todo]
        if sum(len(one.todo) for one in today) < 3:
            return
        net = Net(today)
        routes = [net.route(one) for one in today]
        before = routing.Plan(tuple(routes)).travel
        plan = search(routes, budget=budget, seed=seed)
        if plan.unplaced or plan.travel >= before:
            return
        for sheet, route in zip(today, plan.routes, strict=True):
            self.reorder(sheet, route, today)

    def reorder(self, sheet: Sheet, route: routing.Route, among: Iterable[Sheet]) -> None:
        """Give a day the visits of a route that a search found, which stood on `among`."""
        by_key = {one.bezoek: one for day in (*among, sheet) for one in day.todo}  # own part last
        todo = [by_key[stop.key] for stop in route.stops]  # type: ignore[index]
        if [one.bezoek for one in todo] != [one.bezoek for one in sheet.todo]:
            self.put(sheet.with_todo(todo))

    def agree(self) -> None:
        """Let everyone begin together who is to, also on days that nobody put in another order."""
        before = dict(self.sheets)
        self.agreed |= agree(self.sheets, self.changed)
        for key, sheet in before.items():
            if self.sheets[key] is not sheet and key not in self.lost:
                self.put(self.sheets[key])

    def write(self) -> None:
        """Store what changed: first days that have visits, in order, then those left empty.

        Who begin a visit together still do, if need be at another moment. Cells are freed after the
        last was taken (docs/locking.md). Raises: PromiseBroken; Taken.
        """
        self.agree()
        keys = sorted(self.changed, key=lambda key: (not _visits(self.sheets[key]), key))
        for key in keys:
            sheet = self.sheets[key]
            self.sheets[key] = write(sheet, Net([sheet]), checked=key not in self.lost)
        for bezoek, moment in self.agreed.items():
            Bezoek.objects.filter(pk=bezoek).update(samen_op=moment_at(moment))
        self.changed.clear()
        self.lost.clear()
        self.agreed.clear()


def key_of(sheet: Sheet) -> Key:
    """By what a board knows a day."""
    return sheet.route.middel_id, sheet.route.dag


def _visits(sheet: Sheet) -> bool:
    return bool(sheet.done or sheet.todo)


def _order(sheet: Sheet, extra: int, seed: str, liefst: Sequence[int]) -> tuple[bool, int, bytes]:
    """Who is asked first: a preferred official, then the least travel; equal ones by a hash."""
    middel = sheet.route.middel_id
    shuffle = hashlib.sha256(f"{seed}:{middel}".encode()).digest()
    return middel not in liefst, extra, shuffle
