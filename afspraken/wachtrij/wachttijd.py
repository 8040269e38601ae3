"""PURE: how long someone will wait, from and to, by playing the queue forward.

Two plays, with the same rules as the counters follow (`volgorde.order`):

    from   nobody else comes, and everyone takes the time that was booked
    to     everyone with an appointment comes, and takes half as long again

A single number would be wrong most of the time, and people believe what a screen says. Counters
that close stop; when none is left before someone's turn, the answer is that it will not be today.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from afspraken.wachtrij.volgorde import Bezoek, Loket, Spelregels, can_help, order

SLOW = 1.5
"""So much longer things take on a slow day."""

STEP = 5
"""Minutes to which an answer is rounded, outward: nobody can promise to the minute."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Bezet:
    """A counter with the hours that it is open, half-open, and until when it has someone."""

    loket: Loket
    open: tuple[Span, ...]
    vrij_op: datetime


@dataclass(frozen=True)
class Wachttijd:
    """Minutes, from and to. `tot` None: it may not be today; `voor_u`: so many go first."""

    van: int
    tot: int | None
    voor_u: int


def expected_wait(
    nieuw: Bezoek,
    *,
    wachten: Sequence[Bezoek],
    komen: Sequence[Bezoek],
    loketten: Sequence[Bezet],
    now: datetime,
    spelregels: Spelregels,
) -> Wachttijd | None:
    """How long `nieuw` will wait; None if that will not be today.

    `wachten` are here, `komen` have an appointment later on and did not report yet.
    """

    def play(others: Iterable[Bezoek], factor: float) -> tuple[timedelta, int] | None:
        return _play(nieuw, [*wachten, *others], loketten, factor, now=now, spelregels=spelregels)

    soonest, latest = play((), 1), play(komen, SLOW)
    if soonest is None:
        return None
    van, voor_u = soonest
    tot = None if latest is None else max(_rounded_up(latest[0]), STEP)
    return Wachttijd(van // timedelta(minutes=STEP) * STEP, tot, voor_u)


def _rounded_up(wait: timedelta) -> int:
    """Minutes, in whole steps."""
    return -(-wait // timedelta(minutes=STEP)) * STEP


def _play(
    nieuw: Bezoek,
    others: Iterable[Bezoek],
    loketten: Sequence[Bezet],
    factor: float,
    *,
    now: datetime,
    spelregels: Spelregels,
) -> tuple[timedelta, int] | None:
    """After how long, and after how many, `nieuw` is called; None if the counters close first.

    Counters take turns: the one that is free first calls who is next for it at that moment.
    """
    left = {one.nummer: one for one in (nieuw, *others)}
    free = [(one.vrij_op, number) for number, one in enumerate(loketten)]
    heapq.heapify(free)
    called = 0
    while free:
        at, number = heapq.heappop(free)
        one = loketten[number]
        moment = _open_at(one.open, max(at, now))
        if moment is None:
            continue
        if moment > at:
            heapq.heappush(free, (moment, number))
            continue
        for_this = [bezoek for bezoek in left.values() if can_help(one.loket, bezoek)]
        here = [bezoek for bezoek in for_this if bezoek.gemeld_op <= moment]
        if not here:
            later = min((bezoek.gemeld_op for bezoek in for_this), default=None)
            if later is not None:
                heapq.heappush(free, (later, number))
            continue
        first = order(here, now=moment, spelregels=spelregels)[0].bezoek
        if first is nieuw:
            return moment - now, called
        del left[first.nummer]
        called += 1
        heapq.heappush(free, (moment + first.duur * factor, number))
    return None


def _open_at(spans: Iterable[Span], moment: datetime) -> datetime | None:
    """The first moment from this one on at which a counter is open; None if it stays closed."""
    return min((max(begin, moment) for begin, end in spans if moment < end), default=None)
