"""Which start times are possible, told as a story.

An appointment has *needs*: so many distinct resources out of these. A resource has one or more
*lanes*, places where it can serve one customer at a time. At one place:

    1. a lane can start where it is open for the whole length and not busy until after the buffer;
    2. a resource can start where any of its lanes can;
    3. a need is met where enough distinct resources can start;
    4. an appointment can start where all needs are met at once, nobody counted twice,
       on the grid and inside the window that was asked for.

The order matters. Joining the free time of two counters first, and looking for starts after,
promises an appointment that begins at one counter and ends at the other (docs/availability.md).

All masks have the same origin; lengths are in cells of five minutes (`bitmap`).
Not for queries, local time, or the promise itself: the offer may be taken while it is read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

from afspraken.engine.bitmap import at_least, span, starts

EVERYWHERE = -1  # all bits, without end


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane of one resource at one place: when it is open and when it is taken."""

    resource: int
    number: int
    open: int
    busy: int

    def __post_init__(self) -> None:
        if self.open < 0 or self.busy < 0:
            raise ValueError("a lane is never open or busy without end")


@dataclass(frozen=True, slots=True)
class Need:
    """`count` distinct resources out of those that own these lanes."""

    count: int
    lanes: tuple[Lane, ...]

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("a need asks for one resource or more")


def possible_starts(
    needs: Sequence[Need],
    *,
    length: int,
    buffer: int = 0,
    grid: int | None = None,
    window: tuple[int, int] | None = None,
) -> int:
    """Mask of the cells at which an appointment of `length` cells can start at this place.

    `buffer` cells after it must not be busy, but may lie after closing time. `grid` is a mask of
    allowed starts, `window` a half-open span of them; None allows all. No needs: no starts.

    >>> loket = Lane(resource=1, number=1, open=span(0, 8), busy=span(3, 4))
    >>> bin(possible_starts([Need(1, (loket,))], length=2))
    '0b1110011'
    """
    possible = _asked_for(grid, window) if needs else 0
    for group in _competing(needs):
        seats = sum(need.count for need in group)
        possible &= at_least(seats, _starts_per_resource(group, length, buffer).values())
    return possible


def lane_starts(lane: Lane, length: int, buffer: int) -> int:
    """Mask of the cells at which this lane can take an appointment, from begin to end.

        open                 ■ ■ ■ ■ ■ ■ ■ .
        busy                 . . . . ■ . . .
        free for buffer=1    ■ ■ ■ . . ■ ■ .    free now and one cell later
        length=2             ^ ^ . . . ^ . .    the last buffer lies after closing

    >>> bin(lane_starts(Lane(1, 1, open=0b1111111, busy=0b10000), length=2, buffer=1))
    '0b100011'
    """
    return starts(lane.open & starts(~lane.busy, buffer + 1), length)


def candidates_at(needs: Iterable[Need], start: int, *, length: int, buffer: int = 0) -> list[Need]:
    """The same needs, each with only those lanes that can start at this cell."""

    def can_start(lane: Lane) -> bool:
        return bool(lane_starts(lane, length, buffer) >> start & 1)

    return [replace(need, lanes=tuple(filter(can_start, need.lanes))) for need in needs]


def choose(
    candidates: Sequence[Need],
    preference: Sequence[int] = (),
) -> list[Lane] | None:
    """One lane per seat, all of distinct resources, in the order of the needs; None if impossible.

    Resources are seated in order of preference, those not named last. One that has a seat keeps
    one, though others may make it change places, so the set chosen is the best there is.

    >>> anna, bram = Lane(1, 1, open=1, busy=0), Lane(2, 1, open=1, busy=0)
    >>> chosen = choose([Need(1, (anna, bram)), Need(1, (anna,))], preference=[1, 2])
    >>> [lane.resource for lane in chosen]
    [2, 1]
    """
    by_need = [(need.count, _first_lanes(need)) for need in candidates]
    seats = [lanes for count, lanes in by_need for _ in range(count)]
    seated: dict[int, int] = {}
    for resource in dict.fromkeys(chain(preference, *seats)):
        _find_seat(resource, seats, seated, set())
    if not seats or len(seated) < len(seats):
        return None
    return [lanes[seated[seat]] for seat, lanes in enumerate(seats)]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named condition: `cells` cells in a row, from the start on, must lie in the mask.

    Opening hours count for the whole length, busy time (`~busy`) for length and buffer, notice,
    horizon and grid for the start only (one cell).
    """

    name: str
    mask: int
    cells: int = 1


def blocking_rule(rules: Iterable[Rule], window: tuple[int, int] | None = None) -> str | None:
    """Name of the first rule that takes away the last start; None if a start is left.

        asked for    ■ ■ ■ ■ ■ ■
        rooster      . ■ ■ ■ . .
        sluiting     ■ ■ ■ . . ■     left: . ■ ■ . . .
        bezet        ■ . . ■ ■ ■     left: nothing, so the answer is "bezet"

    >>> blocking_rule([Rule("rooster", 0b01110), Rule("bezet", ~0b01100, cells=2)], (0, 5))
    'bezet'
    """
    left = _asked_for(None, window)
    if not left:
        raise ValueError("no start was asked for, so no rule can be blamed")
    for rule in rules:
        left &= starts(rule.mask, rule.cells)
        if not left:
            return rule.name
    return None


def _asked_for(grid: int | None, window: tuple[int, int] | None) -> int:
    """Mask of the starts that may be offered at all, before anyone's time is looked at."""
    on_grid = EVERYWHERE if grid is None else grid
    return on_grid if window is None else on_grid & span(*window)


def _competing(needs: Sequence[Need]) -> Iterator[tuple[Need, ...]]:
    """Each need, and each group of needs that share a resource.

    Distinct resources can be found for all needs exactly where every group finds as many as it
    has seats; a group that shares nobody is settled by its members. Nearly always the needs are
    of different kinds, and nothing but the needs themselves is left to look at.
    Source: Hall's marriage theorem.
    """
    with_resources = [(need, {lane.resource for lane in need.lanes}) for need in needs]
    for size in range(1, len(needs) + 1):
        for group in combinations(with_resources, size):
            sets = [resources for _, resources in group]
            if size == 1 or len(set().union(*sets)) < sum(map(len, sets)):
                yield tuple(need for need, _ in group)


def _starts_per_resource(needs: Iterable[Need], length: int, buffer: int) -> dict[int, int]:
    """Where each resource can start for any of these needs, in one lane the whole time."""
    able: dict[int, int] = {}
    for lane in chain.from_iterable(need.lanes for need in needs):
        able[lane.resource] = able.get(lane.resource, 0) | lane_starts(lane, length, buffer)
    return able


def _first_lanes(need: Need) -> dict[int, Lane]:
    """For each resource of this need its first lane."""
    lanes: dict[int, Lane] = {}
    for lane in need.lanes:
        lanes.setdefault(lane.resource, lane)
    return lanes


def _find_seat(
    resource: int, seats: Sequence[dict[int, Lane]], seated: dict[int, int], tried: set[int]
) -> bool:
    """Seat this resource, asking those already seated to move up; False changes nothing.

    `seated` maps a seat to its resource, `tried` are the seats asked for in this round.
    """
    for seat, lanes in enumerate(seats):
        if resource in lanes and seat not in tried:
            tried.add(seat)
            if seat not in seated or _find_seat(seated[seat], seats, seated, tried):
                seated[seat] = resource
                return True
    return False
