"""PURE: a new time for each of many appointments, so that no two get the same lane-time.

Class by class (`Request.rank`): first everyone who can keep their own time keeps it; then the
others get, the earliest first, what asks least of them (`weighing`) among what is free then. What
was given away counts as taken for the next. Whoever finds nothing makes room: takes a time that was
given to others, if these find another, and so on (an augmenting path). So nobody is left without
while moving others around would help, as far as it is looked for: exactly where appointments are
of one length on a grid of that length and need one resource; else nearly always. What is taken by
people who are not in the round is never touched.

Values in, values out: standard library and the arithmetic of `engine`; no clock, no database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, product
from typing import NamedTuple

from afspraken.engine.availability import (
    Lane,
    Need,
    candidates_at,
    choose,
    possible_starts,
)
from afspraken.engine.bitmap import span
from afspraken.storing.weighing import Days, Option, options

PATIENCE = 1000
"""So many times may somebody be asked to move up in one round, all together."""

WAYS = 64
"""So many ways to seat one appointment at one time are tried when room has to be made."""


class Seat(NamedTuple):
    """One lane of one resource for the cells [first, last), buffer included."""

    resource: int
    number: int
    first: int
    last: int

    @property
    def lane(self) -> tuple[int, int]:
        return self.resource, self.number

    @property
    def mask(self) -> int:
        return span(self.first, self.last)


@dataclass(frozen=True)
class Request:
    """One appointment that needs another time.

    `rank`: the lowest goes first. `needs` are those of each place where it may go; `allowed` masks
    the starts that rules permit; `old` is (place, start) as promised, and what it occupies now
    (`own`) is free for itself alone.
    """

    key: int
    rank: int
    old: tuple[int, int]
    needs: Mapping[int, Sequence[Need]]
    length: int
    buffer: int
    allowed: int
    own: tuple[Seat, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """The new place and start, what it asks, and the lanes on which it counts."""

    place: int
    start: int
    cost: int
    seats: tuple[Seat, ...]


def assign(
    requests: Iterable[Request], days: Days, *, taken: Iterable[Seat] = ()
) -> dict[int, Proposal]:
    """A proposal by key; who is not in it finds nothing. `taken` are seats promised to others."""
    requests = sorted(requests, key=lambda one: (one.rank, one.old[1], one.key))
    board = Board(days, taken, wanted=_wanted(requests))
    for _rank, same in groupby(requests, key=lambda one: one.rank):
        for request in [one for one in same if not board.keep(one)]:
            if not board.place(request):
                board.make_room(request)
    return dict(board.given)


def free_options(
    request: Request, days: Days, *, taken: Iterable[Seat] = ()
) -> Iterator[tuple[Option, tuple[Seat, ...]]]:
    """Everything one appointment could have, what asks least first, with the lanes for it."""
    board = Board(days, taken)
    for option in options(days, request.old, board.starts(request)):
        seats = board.seats(request, option)
        if seats:
            yield option, seats


class Board:
    """What has been given away so far. Places requests one by one, and makes room."""

    def __init__(
        self, days: Days, taken: Iterable[Seat] = (), *, wanted: Mapping[int, int] | None = None
    ) -> None:
        self.days = days
        self._wanted = wanted or {}
        self.given: dict[int, Proposal] = {}
        self._requests: dict[int, Request] = {}
        self._promised: dict[tuple[int, int], int] = {}
        for seat in taken:
            self._promised[seat.lane] = self._promised.get(seat.lane, 0) | seat.mask
        self._taken = dict(self._promised)
        self._patience = PATIENCE

    def starts(self, request: Request, *, crowded: bool = True) -> dict[int, int]:
        """Where a request can start, by place; not crowded: as if it were the first of all."""
        return {
            place: possible_starts(
                [self._lanes(request, need, crowded) for need in needs],
                length=request.length,
                buffer=request.buffer,
            )
            & request.allowed
            for place, needs in request.needs.items()
        }

    def seats(self, request: Request, option: Option) -> tuple[Seat, ...]:
        """The lanes for an option that is free now; empty if there are none.

        Its own resources first, then those of which the fewest others have use.
        """
        able = self._able(request, option, crowded=True)
        own = {seat.resource for seat in request.own}
        found = {lane.resource for need in able for lane in need.lanes}
        liked = sorted(found, key=lambda pk: (pk not in own, self._wanted.get(pk, 0), pk))
        chosen = choose(able, liked)
        return tuple(_seat(request, option, lane) for lane in chosen or ())

    def keep(self, request: Request) -> bool:
        """Let a request keep its own time with others who do it; False if they cannot."""
        place, start = request.old
        if place not in request.needs or start < 0 or not request.allowed >> start & 1:
            return False
        option = Option(0, start, place)
        seats = self.seats(request, option)
        if seats:
            self._give(request, option, seats)
        return bool(seats)

    def place(self, request: Request) -> bool:
        """Give a request the best of what is free; False if nothing is."""
        for option in options(self.days, request.old, self.starts(request)):
            seats = self.seats(request, option)
            if seats:
                self._give(request, option, seats)
                return True
        return False

    def make_room(self, request: Request) -> bool:
        """Give a request a time by letting others move up; False leaves everything as it was."""
        tried: set[tuple[int, tuple[Seat, ...]]] = set()
        return self._make_room(request, frozenset({request.key}), tried)

    def _make_room(
        self, request: Request, moving: frozenset[int], tried: set[tuple[int, tuple[Seat, ...]]]
    ) -> bool:
        empty = self.starts(request, crowded=False)
        for option in options(self.days, request.old, empty):
            for seats in islice(self._ways(request, option), WAYS):
                in_the_way = self._in_the_way(seats)
                if in_the_way & moving or (request.key, seats) in tried:
                    continue
                if self._patience <= 0:
                    return False
                self._patience -= 1
                tried.add((request.key, seats))
                if self._move_up(request, option, seats, in_the_way, moving, tried):
                    return True
        return False

    def _move_up(
        self,
        request: Request,
        option: Option,
        seats: tuple[Seat, ...],
        in_the_way: frozenset[int],
        moving: frozenset[int],
        tried: set[tuple[int, tuple[Seat, ...]]],
    ) -> bool:
        """Seat a request, and find something else for everyone in its way; all or nothing."""
        before = dict(self.given), dict(self._requests), dict(self._taken)
        others = [self._requests[key] for key in sorted(in_the_way)]
        for other in others:
            self._take_back(other)
        self._give(request, option, seats)
        moving = moving | in_the_way
        for other in others:
            if not (self.place(other) or self._make_room(other, moving, tried)):
                self.given, self._requests, self._taken = before
                return False
        return True

    def _ways(self, request: Request, option: Option) -> Iterator[tuple[Seat, ...]]:
        """Each choice of lanes for an option, whoever was given them in this round."""
        able = self._able(request, option, crowded=False)
        per_seat = [need.lanes for need in able for _seat_number in range(need.count)]
        for lanes in product(*per_seat):
            if len({lane.resource for lane in lanes}) == len(per_seat):
                yield tuple(_seat(request, option, lane) for lane in lanes)

    def _in_the_way(self, seats: Iterable[Seat]) -> frozenset[int]:
        return frozenset(
            key
            for key, proposal in self.given.items()
            if any(clash(one, other) for one in proposal.seats for other in seats)
        )

    def _able(self, request: Request, option: Option, *, crowded: bool) -> list[Need]:
        """The needs at a place, with only the lanes that can start then."""
        cells = request.length + request.buffer
        needs = [
            _clipped(self._lanes(request, need, crowded), option.start, cells)
            for need in request.needs[option.place]
        ]
        return candidates_at(needs, 0, length=request.length, buffer=request.buffer)

    def _lanes(self, request: Request, need: Need, crowded: bool) -> Need:
        """A need as this request sees it: its own time free, what was given away taken."""
        given = self._taken if crowded else self._promised
        own = {seat.lane: seat.mask for seat in request.own}
        if not given and not own:
            return need

        def seen(lane: Lane) -> Lane:
            key = lane.resource, lane.number
            busy = lane.busy & ~own.get(key, 0) | given.get(key, 0)
            return lane if busy == lane.busy else replace(lane, busy=busy)

        return replace(need, lanes=tuple(map(seen, need.lanes)))

    def _give(self, request: Request, option: Option, seats: tuple[Seat, ...]) -> None:
        self.given[request.key] = Proposal(option.place, option.start, option.cost, seats)
        self._requests[request.key] = request
        for seat in seats:
            self._taken[seat.lane] = self._taken.get(seat.lane, 0) | seat.mask

    def _take_back(self, request: Request) -> None:
        for seat in self.given.pop(request.key).seats:
            self._taken[seat.lane] &= ~seat.mask


def clash(one: Seat, other: Seat) -> bool:
    """True if both want a cell of the same lane.

    >>> clash(Seat(1, 0, 0, 4), Seat(1, 0, 3, 7)), clash(Seat(1, 0, 0, 4), Seat(1, 0, 4, 8))
    (True, False)
    """
    return one.lane == other.lane and one.first < other.last and other.first < one.last


def _wanted(requests: Iterable[Request]) -> Counter[int]:
    """For how many requests each resource is of use."""
    return Counter(
        resource
        for request in requests
        for resource in {
            lane.resource
            for needs in request.needs.values()
            for need in needs
            for lane in need.lanes
        }
    )


def _seat(request: Request, option: Option, lane: Lane) -> Seat:
    last = option.start + request.length + request.buffer
    return Seat(lane.resource, lane.number, option.start, last)


def _clipped(need: Need, start: int, cells: int) -> Need:
    """A need in which bit 0 is `start`, and nothing after `cells` is looked at."""
    window = span(0, cells)
    return replace(
        need,
        lanes=tuple(
            replace(lane, open=lane.open >> start & window, busy=lane.busy >> start & window)
            for lane in need.lanes
        ),
    )
