"""Finding and occupying counters, rooms and officials.

The writing methods run inside booking's transaction. They read opening, rules and busy time
again, so an old offer is never trusted, and then claim cells; the unique cells have the last
word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from afspraken import bezetting
from afspraken.balie import explain as explaining
from afspraken.balie.reading import Picture, Place, picture
from afspraken.engine.availability import Lane, candidates_at, choose
from afspraken.engine.bitmap import cell_of, moment_of
from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.lokaal import midnight
from afspraken.models import Afspraak, Locatie
from afspraken.offers import Found
from afspraken.wens import Wens


@dataclass(frozen=True)
class Seat:
    """A lane chosen for an appointment, from cell `first` to `last` (buffer included)."""

    lane: Lane
    first: int
    last: int

    @property
    def claim(self) -> bezetting.Claim:
        """The same as a claim on the database."""
        return bezetting.Claim(self.lane.resource, self.lane.number, self.first, self.last)


class Balie:
    """The provider of everything that happens at a place of ours (see `offers.Aanbieder`)."""

    def find(
        self,
        wens: Wens,
        *,
        van: date,
        tot: date,
        now: datetime,
        locaties: Sequence[Locatie] | None = None,
        behalve: Afspraak | None = None,
    ) -> list[Found]:
        """All possible starts on the local days [van, tot), place by place; at most 4 queries."""
        seen = picture(
            wens, van=midnight(van), tot=midnight(tot), now=now, locaties=locaties, behalve=behalve
        )
        found = (
            Found(place.locatie, seen.origin, seen.starts(place), seen.rules.length)
            for place in seen.places
        )
        return [one for one in found if one.starts]

    def explain(
        self, wens: Wens, *, locatie: Locatie, dag: date, now: datetime
    ) -> explaining.Uitleg:
        """Why this local day has no start here, and what would give one."""
        return explaining.explain(wens, locatie=locatie, dag=dag, now=now)

    def hold(self, afspraak: Afspraak, wens: Wens, *, now: datetime, seed: str) -> None:
        """Occupy the least loaded resources that are free at that time.

        Raises: NotOffered if a rule forbids the time; SlotTaken if all are occupied; Taken if
        one was free a moment ago (try again).
        """
        seats = _seats(afspraak, wens, now=now, seed=seed)
        bezetting.occupy(afspraak, [seat.claim for seat in seats])

    def confirm(self, afspraak: Afspraak, *, now: datetime) -> None:
        """A hold at a counter already occupies what the promise needs."""

    def move(self, afspraak: Afspraak, wens: Wens, *, now: datetime, seed: str) -> None:
        """Occupy the new time, staying with the same resources where that is possible.

        Raises: as `hold`; the old time is untouched once the transaction is left.
        """
        before = [claim.middel for claim in bezetting.claims_of(afspraak)]
        seats = _seats(afspraak, wens, now=now, seed=seed, before=before)
        bezetting.reoccupy(afspraak, [seat.claim for seat in seats])

    def cancel(self, afspraak: Afspraak) -> None:
        """Free every cell at once."""
        bezetting.free([afspraak.pk])


def _seats(
    afspraak: Afspraak, wens: Wens, *, now: datetime, seed: str, before: Sequence[int] = ()
) -> list[Seat]:
    """Choose lanes for the time of the appointment; `before` are resources it has and may keep."""
    first = cell_of(afspraak.begin)
    seen = picture(
        wens,
        van=first,
        tot=first + 1,
        now=now,
        locaties=[afspraak.locatie],
        behalve=afspraak if before else None,
    )
    if moment_of(first) != afspraak.begin or not seen.places:
        raise NotOffered
    place, at, rules = seen.places[0], first - seen.origin, seen.rules
    if not seen.starts(place) >> at & 1:
        raise SlotTaken if _would_be_free(seen, at) else NotOffered
    able = candidates_at(place.needs, at, length=rules.length, buffer=rules.buffer)
    lanes = choose(able, _preference(place, seed, before))
    if lanes is None:
        raise SlotTaken
    last = first + rules.length + rules.buffer
    return [Seat(lane, first, last) for lane in lanes]


def _would_be_free(seen: Picture, at: int) -> bool:
    """True if only other appointments are in the way, and no rule."""
    emptied = seen.without_busy()
    return any(emptied.starts(place) >> at & 1 for place in emptied.places)


def _preference(place: Place, seed: str, before: Sequence[int]) -> list[int]:
    """Resources in the order in which to choose them: kept ones, then the least loaded.

    Equal ones are ordered by a hash of the request, so that many requests at once spread.
    """
    load: dict[int, int] = {}
    for need in place.needs:
        for lane in need.lanes:
            load[lane.resource] = load.get(lane.resource, 0) + lane.busy.bit_count()

    def order(resource: int) -> tuple[bool, int, bytes]:
        shuffle = hashlib.sha256(f"{seed}:{resource}".encode()).digest()
        return resource not in before, load[resource], shuffle

    return sorted(set(load), key=order)
