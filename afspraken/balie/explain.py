"""Why is there no start on a day, and which single rule would have to give?

Every relaxation that is named was searched for real, so it can be taken at its word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from afspraken import roosters
from afspraken.balie.reading import Picture, Rules, picture
from afspraken.engine.availability import EVERYWHERE, Lane, Rule, blocking_rule
from afspraken.engine.bitmap import bits, every, moment_of, span
from afspraken.lokaal import midnight
from afspraken.models import Locatie, Middel, Openstand
from afspraken.wens import Wens

MOST_RELAXATIONS = 3


class Reden(StrEnum):
    """The rules that can block, in the order in which they are looked at."""

    ROOSTER = "rooster"  # not in the roster, or no opening long enough
    SLUITING = "sluiting"  # in the roster, but the place is closed then
    AFWEZIG = "afwezig"  # in the roster, but the resource is away then
    PERSONEEL = "personeel"  # open, but still reserved for telephone and desk
    AANLOOPTIJD = "aanlooptijd"  # too soon
    HORIZON = "horizon"  # too far ahead
    RASTER = "raster"  # fits only between the steps of the grid
    BEZET = "bezet"  # other appointments are in the way
    UITLOOP = "uitloop"  # only the buffer does not fit
    SAMEN = "samen"  # each could, but never all that are needed at the same time


@dataclass(frozen=True)
class Hindernis:
    """The first rule that leaves one resource no start."""

    middel: Middel
    reden: Reden


@dataclass(frozen=True)
class Versoepeling:
    """One rule less, and the first start that this gives (aware UTC)."""

    reden: Reden
    begin: datetime


@dataclass(frozen=True)
class Uitleg:
    """Empty `hindernissen` and `is_mogelijk` False: the place has nothing for this wish."""

    is_mogelijk: bool
    hindernissen: tuple[Hindernis, ...]
    versoepelingen: tuple[Versoepeling, ...]


def explain(wens: Wens, *, locatie: Locatie, dag: date, now: datetime) -> Uitleg:
    """Why the local day `dag` has no start for this wish at this place."""
    seen = _look(wens, Rules.of(wens, now), locatie, dag, now)
    if any(seen.starts(place) for place in seen.places):
        return Uitleg(True, (), ())
    reasons = dict(_blocked(wens, seen, locatie, dag, now))
    middelen = Middel.objects.in_bulk(reasons)
    return Uitleg(
        is_mogelijk=False,
        hindernissen=tuple(Hindernis(middelen[pk], reasons[pk]) for pk in sorted(reasons)),
        versoepelingen=tuple(_relaxations(wens, seen, locatie, dag, now)),
    )


def _look(wens: Wens, rules: Rules, locatie: Locatie, dag: date, now: datetime) -> Picture:
    return picture(
        wens,
        van=midnight(dag),
        tot=midnight(dag + timedelta(days=1)),
        now=now,
        locaties=[locatie],
        rules=rules,
    )


def _blocked(
    wens: Wens, seen: Picture, locatie: Locatie, dag: date, now: datetime
) -> Iterator[tuple[int, Reden]]:
    """Each resource that could serve this wish, with the first rule that blocks it."""
    candidates = _candidates(wens, locatie)
    staff = _look(wens, replace(seen.rules, sees_staff_time=True), locatie, dag, now)
    open_web = {(lane.resource, lane.number): lane.open for lane in _lanes(seen)}
    # Two days: a start late in the evening may run past midnight.
    scope = roosters.Scope(dag, dag + timedelta(days=2), frozenset(candidates), locatie.pk)
    layers = roosters.layers_of(scope)
    nothing = roosters.Layers(staff=0, web=0, closed=0, away=0)
    for pk in candidates:
        hours = _hours(layers.get((pk, locatie.pk), nothing), scope.origin - seen.origin)
        lanes = [lane for lane in _lanes(staff) if lane.resource == pk] or [Lane(pk, 0, 0, 0)]
        reasons = [
            _first_reason(lane, hours, open_web.get((pk, lane.number), 0), seen) for lane in lanes
        ]
        yield pk, max(reasons, key=list(Reden).index)


def _hours(layers: roosters.Layers, shift: int) -> dict[Reden, int]:
    """What is left after each rule of the roster; bit 0 of the layers is cell `shift`."""

    def moved(mask: int) -> int:
        return mask << shift if shift >= 0 else mask >> -shift

    roster = moved(layers.staff)
    return {
        Reden.ROOSTER: roster,
        Reden.SLUITING: roster & ~moved(layers.closed),
        Reden.AFWEZIG: roster & ~moved(layers.closed) & ~moved(layers.away),
    }


def _lanes(seen: Picture) -> Iterator[Lane]:
    done = set()
    for place in seen.places:
        for need in place.needs:
            for lane in need.lanes:
                if (lane.resource, lane.number) not in done:
                    done.add((lane.resource, lane.number))
                    yield lane


def _candidates(wens: Wens, locatie: Locatie) -> list[int]:
    """Resources that belong to the place and could fill a requirement, open or not."""
    found: set[int] = set()
    for requirement in wens.requirements:
        rows = Middel.objects.filter(is_actief=True, soort=requirement.kind).filter(
            Q(locatie=locatie)
            | Exists(Openstand.objects.filter(middel=OuterRef("pk"), locatie=locatie))
        )
        for competence in requirement.competences:
            rows = rows.filter(bevoegdheden=competence)
        found.update(rows.values_list("pk", flat=True))
    return sorted(found)


def _first_reason(lane: Lane, hours: Mapping[Reden, int], open_web: int, seen: Picture) -> Reden:
    """The first rule, in the order of `Reden`, after which this lane has no start left.

    What is stored as open counts as open under every rule of the roster.
    """
    rules, origin = seen.rules, seen.origin
    window = (seen.van - origin, seen.tot - origin)
    visible = lane.open if rules.sees_staff_time else open_web
    name = blocking_rule(
        [
            *(Rule(reden, mask | lane.open, rules.length) for reden, mask in hours.items()),
            Rule(Reden.ROOSTER, lane.open, rules.length),  # out of use, or not worked out yet
            Rule(Reden.PERSONEEL, visible, rules.length),
            Rule(Reden.AANLOOPTIJD, EVERYWHERE << max(rules.earliest - origin, 0)),
            Rule(Reden.HORIZON, span(0, rules.latest - origin)),
            Rule(Reden.RASTER, every(rules.grid, window[1])),
            Rule(Reden.BEZET, ~lane.busy, rules.length),
            Rule(Reden.UITLOOP, ~lane.busy, rules.length + rules.buffer),
        ],
        window,
    )
    return Reden(name) if name else Reden.SAMEN


def _relaxations(
    wens: Wens, seen: Picture, locatie: Locatie, dag: date, now: datetime
) -> Iterator[Versoepeling]:
    """Up to three rules that would each, alone, give a start; nearest to the wish first."""
    rules = seen.rules
    without = {
        Reden.PERSONEEL: replace(rules, sees_staff_time=True),
        Reden.AANLOOPTIJD: replace(rules, earliest=0),
        Reden.RASTER: replace(rules, grid=1),
        Reden.UITLOOP: replace(rules, buffer=0),
        Reden.HORIZON: replace(rules, latest=seen.tot),
    }
    found = 0
    for reason, relaxed in without.items():
        if found == MOST_RELAXATIONS:
            return
        if relaxed == rules:
            continue
        looked = _look(wens, relaxed, locatie, dag, now)
        begin = _first_start(looked, now)
        if begin is not None:
            found += 1
            yield Versoepeling(reason, begin)


def _first_start(seen: Picture, now: datetime) -> datetime | None:
    """The first start over the places that does not lie in the past."""
    moments = (
        moment_of(seen.origin + bit) for place in seen.places for bit in bits(seen.starts(place))
    )
    return min((moment for moment in moments if moment >= now), default=None)
