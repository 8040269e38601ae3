"""What a day of visits is made of: stops, a shift, a lunch, a route.

Times are whole seconds since one moment that the caller chooses. Travel is given as rows:
`travel[i][j]` seconds from place i to place j, by the vehicle of that shift. They must keep the
triangle inequality (a detour is never shorter), or removing a visit could break a promise;
seconds rounded up keep it. `travel[i][i]` is 0: two visits at one address are one stop.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace

Rows = Sequence[Sequence[int]]
Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit: where, how long, and the promise in which it begins.

        earliest     latest
           |------------|             the visit may begin here, both ends included
                  |=== service ===|   and may end after `latest`

    `skills` is everything that the visit asks of an official: competences, a kit, a kind of
    vehicle. A `pinned` stop stays on its route: a visit of two officials at once is two pinned
    stops whose windows have width 0.

    Raises: ValueError if the window ends before it begins, or the service is negative.
    """

    key: Hashable
    place: int
    service: int
    earliest: int
    latest: int
    skills: frozenset[int] = frozenset()
    pinned: bool = False

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError(f"stop {self.key}: the window ends before it begins")
        if self.service < 0:
            raise ValueError(f"stop {self.key}: a service takes no negative time")


@dataclass(frozen=True, slots=True)
class Lunch:
    """A break of `duration` seconds, taken once, on any one leg of the route.

        leave ≤ latest       earliest
            |---- travel ----|..|== duration ==|   then the next visit

    It begins on arrival, not before `earliest`, and only on a leg that is begun at `latest` or
    sooner. An attribute of a leg and not a stop: as a stop it has a place, and cancelling the
    visit at that place could make the rest of the day impossible.

    Raises: ValueError if it ends before it begins or takes no time.
    """

    earliest: int
    latest: int
    duration: int

    def __post_init__(self) -> None:
        if self.latest < self.earliest or self.duration <= 0:
            raise ValueError("a lunch takes time, and its window does not end before it begins")


@dataclass(frozen=True, slots=True)
class Dienst:
    """The shift of one official: leaves `start` from `begin` on, is at `finish` by `end`.

    `travel` is compared by identity and not shown. `lunch` None: no break is owed (any more).

    Raises: ValueError if it ends before it begins.
    """

    key: Hashable
    start: int
    finish: int
    begin: int
    end: int
    travel: Rows = field(repr=False, compare=False)
    skills: frozenset[int] = frozenset()
    lunch: Lunch | None = None

    def __post_init__(self) -> None:
        if self.end < self.begin:
            raise ValueError(f"shift {self.key}: it ends before it begins")


@dataclass(frozen=True, slots=True)
class Route:
    """A shift and its stops, in order. The first `frozen` stops stay where they are.

    Raises: ValueError if more stops are frozen than there are.
    """

    dienst: Dienst
    stops: tuple[Stop, ...] = ()
    frozen: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.frozen <= len(self.stops):
            raise ValueError("only stops of the route can be frozen")

    def places(self) -> list[int]:
        """Every place in order, from the start of the shift to its finish."""
        return [self.dienst.start, *(stop.place for stop in self.stops), self.dienst.finish]


def resume(route: Route, *, done: int, place: int, moment: int, lunched: bool) -> Route:
    """What is left of a running day: `done` stops are behind, the official is at `place`.

    A `moment` after the end of the shift gives a shift without time; `feasible` then says how
    late it becomes. Raises: ValueError if more is done than there was.
    """
    if not 0 <= done <= len(route.stops):
        raise ValueError("more stops are done than the route has")
    dienst = replace(
        route.dienst,
        start=place,
        begin=moment,
        end=max(moment, route.dienst.end),
        lunch=None if lunched else route.dienst.lunch,
    )
    return Route(dienst, route.stops[done:], frozen=max(0, route.frozen - done))


def rows(travel: Callable[[int, int], int], places: int) -> list[list[int]]:
    """Rows of a function of two places; it is not asked how far a place is from itself.

    >>> rows(lambda i, j: 60 * abs(i - j), 3)
    [[0, 60, 120], [60, 0, 60], [120, 60, 0]]
    """
    return [[travel(i, j) if i != j else 0 for j in range(places)] for i in range(places)]
