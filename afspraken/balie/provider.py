"""Finding and occupying counters, rooms and officials.

The writing methods run inside booking's transaction. They read opening, rules and busy time
again, so an old offer is never trusted, and then claim cells; the unique cells have the last
word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from afspraken import bezetting
from afspraken.balie import explain as explaining
from afspraken.balie.places import giving
from afspraken.balie.reading import Picture, Place, Rules, picture
from afspraken.engine.availability import candidates_at, choose
from afspraken.engine.bitmap import cell_of, moment_of
from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.lokaal import midnight
from afspraken.models import Afspraak, Locatie
from afspraken.offers import Found, Overboeking
from afspraken.wens import Wens

EXTRA_LANES = 3
"""So many appointments at once one counter or official can be overbooked with."""


class Balie:
    """The provider of everything that happens at a place of ours (see `offers.Aanbieder`)."""

    bij_klant = False

    def find(
        self,
        wens: Wens,
        *,
        van: date,
        tot: date,
        now: datetime,
        locaties: Sequence[Locatie] | None = None,
        behalve: Afspraak | None = None,
        overboeken: bool = False,
    ) -> list[Found]:
        """All possible starts on the local days [van, tot), place by place; at most 4 queries."""
        seen = picture(
            wens,
            van=midnight(van),
            tot=midnight(tot),
            now=now,
            locaties=locaties,
            behalve=behalve,
            extra=EXTRA_LANES if overboeken else 0,
        )
        found = (
            Found(place.locatie, seen.origin, seen.starts(place), seen.rules.length)
            for place in seen.places
        )
        return [one for one in found if one.starts]

    def places(self, wens: Wens, *, van: date, tot: date) -> list[Locatie]:
        """The places that open what the wish needs on the local days [van, tot); one query."""
        return giving(wens, van=midnight(van), tot=midnight(tot))

    def explain(
        self, wens: Wens, *, locatie: Locatie, dag: date, now: datetime
    ) -> explaining.Uitleg:
        """Why this local day has no start here, and what would give one."""
        return explaining.explain(wens, locatie=locatie, dag=dag, now=now)

    def hold(
        self,
        afspraak: Afspraak,
        wens: Wens,
        *,
        now: datetime,
        seed: str,
        overboeking: Overboeking | None = None,
    ) -> None:
        """Occupy the least loaded resources that are free at that time.

        Notice counts from the moment at which the time was first chosen.
        Raises: NotOffered if a rule forbids the time; SlotTaken if all are occupied; Taken if
        one was free a moment ago (try again).
        """
        rules = Rules.of(wens, now, chosen_op=afspraak.aangemaakt_op)
        seen = _look(afspraak, wens, rules, now=now)
        try:
            claims = _seats(afspraak, seen, seed=seed)
        except SlotTaken:
            if overboeking is None:
                raise
            beyond = _look(afspraak, wens, rules, now=now, extra=EXTRA_LANES)
            claims = [
                claim if seen.has(claim) else replace(claim, overboeking=overboeking)
                for claim in _seats(afspraak, beyond, seed=seed)
            ]
        bezetting.occupy(afspraak, claims)

    def confirm(self, afspraak: Afspraak, *, now: datetime) -> None:
        """A hold at a counter already occupies what the promise needs."""

    def move(
        self,
        afspraak: Afspraak,
        wens: Wens,
        *,
        now: datetime,
        seed: str,
        stays: bool,
        liefst: Sequence[int] = (),
    ) -> None:
        """Occupy the new time, staying with the same resources where that is possible.

        What `stays` was promised already: only the hours of others can forbid more of it. Unless
        others are to do it (`liefst`): then what it has now may have closed.
        Raises: as `hold`; the old time is untouched once the transaction is left.
        """
        rules = Rules.of(wens, now)
        before = bezetting.claims_of(afspraak)
        seen = _look(
            afspraak, wens, rules.for_a_promise() if stays else rules, now=now, behalve=afspraak
        )
        if stays and not liefst:
            seen = seen.with_open(before)
        kept = [*liefst, *(claim.middel for claim in before if not liefst)]
        bezetting.reoccupy(afspraak, _seats(afspraak, seen, seed=seed, before=kept))

    def take_over(self, afspraak: Afspraak, held: Afspraak, *, now: datetime) -> None:
        """Exchange the spans: those of the hold become the appointment's."""
        bezetting.take_over(afspraak, held)

    def cancel(self, afspraak: Afspraak, *, now: datetime) -> None:
        """Free every cell at once."""
        bezetting.free([afspraak.pk])


def _look(
    afspraak: Afspraak,
    wens: Wens,
    rules: Rules,
    *,
    now: datetime,
    behalve: Afspraak | None = None,
    extra: int = 0,
) -> Picture:
    """What is known of the time and place of an appointment."""
    first = cell_of(afspraak.begin)
    return picture(
        wens,
        van=first,
        tot=first + 1,
        now=now,
        locaties=[afspraak.locatie],
        rules=rules,
        behalve=behalve,
        extra=extra,
    )


def _seats(
    afspraak: Afspraak, seen: Picture, *, seed: str, before: Sequence[int] = ()
) -> list[bezetting.Claim]:
    """Choose lanes for the time of the appointment; `before` are resources it has and may keep."""
    first, rules = seen.van, seen.rules
    as_long = (moment_of(first), moment_of(first + rules.length))
    if as_long != (afspraak.begin, afspraak.einde) or not seen.places:
        raise NotOffered
    place, at = seen.places[0], first - seen.origin
    if not seen.starts(place) >> at & 1:
        raise SlotTaken if _would_be_free(seen, at) else NotOffered
    able = candidates_at(place.needs, at, length=rules.length, buffer=rules.buffer)
    lanes = choose(able, _preference(place, seed, before))
    if lanes is None:
        raise SlotTaken
    last = first + rules.length + rules.buffer
    return [bezetting.Claim(lane.resource, lane.number, first, last) for lane in lanes]


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
