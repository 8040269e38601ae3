"""From rows to engine values: the only place where the counter's tables become masks.

A constant number of queries, whatever the number of days, places, resources or products.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any, TypeAlias

from afspraken import bezetting, statements
from afspraken.engine.availability import Lane, Need, possible_starts
from afspraken.engine.bitmap import (
    BYTES_PER_DAY,
    CELLS_PER_DAY,
    cell_at_or_after,
    every,
    mask_of,
    moment_of,
    span,
)
from afspraken.lokaal import local_day, midnight
from afspraken.models import OVERBOOKABLE, Afspraak, Locatie
from afspraken.wens import Requirement, Wens

Buffer: TypeAlias = "bytes | memoryview"  # how one database and the other give a mask
_CLOSED = bytes(BYTES_PER_DAY)


FAR = 1 << 40
"""A cell later than any."""


@dataclass(frozen=True)
class Rules:
    """The rules of a wish that have nothing to do with anyone's time.

    Cells are counted from the epoch. `explain` relaxes one at a time.
    """

    length: int
    buffer: int
    grid: int
    earliest: int
    latest: int
    sees_staff_time: bool

    @classmethod
    def of(cls, wens: Wens, now: datetime, *, chosen_op: datetime | None = None) -> Rules:
        """The rules as the products state them. Notice does not bind staff: they see the day.

        Notice counts from `chosen_op`, when the time was chosen; None means now.
        """
        staff = wens.is_personeel
        notice = timedelta(0) if staff else timedelta(minutes=wens.aanlooptijd)
        last_day = local_day(now) + timedelta(days=wens.horizon)
        return cls(
            length=wens.cells,
            buffer=wens.buffer_cells,
            grid=wens.grid_cells,
            earliest=cell_at_or_after(max(now, (chosen_op or now) + notice)),
            latest=midnight(last_day + timedelta(days=1)),
            sees_staff_time=staff,
        )

    def for_a_promise(self) -> Rules:
        """What still binds an appointment that stays where it was promised: only the hours."""
        return replace(self, grid=1, earliest=0, latest=FAR, sees_staff_time=True)


@dataclass(frozen=True)
class Place:
    """One place with the lanes that can fill each requirement there."""

    locatie: Locatie
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Picture:
    """Everything known of [van, tot) cells; bit 0 of every mask is cell `origin`."""

    rules: Rules
    origin: int
    van: int
    tot: int
    places: tuple[Place, ...] = field(default=())

    def starts(self, place: Place) -> int:
        """Mask of the possible starts at a place, all rules applied."""
        rules = self.rules
        first, last = max(self.van, rules.earliest), min(self.tot, rules.latest)
        return possible_starts(
            place.needs,
            length=rules.length,
            buffer=rules.buffer,
            grid=every(rules.grid, max(last - self.origin, 0)),
            window=(first - self.origin, last - self.origin),
        )

    def without_busy(self) -> Picture:
        """The same picture with nobody else's appointments in it."""
        return self._with_lanes(lambda lane: replace(lane, busy=0))

    def has(self, claim: bezetting.Claim) -> bool:
        """True if the lane of a claim is one of those that were looked at."""
        lanes = (lane for place in self.places for need in place.needs for lane in need.lanes)
        return any((lane.resource, lane.number) == (claim.middel, claim.plek) for lane in lanes)

    def with_open(self, claims: Collection[bezetting.Claim]) -> Picture:
        """The same picture with the cells of these claims open, whatever the roster says."""
        held = {
            (claim.middel, claim.plek): span(claim.first - self.origin, claim.last - self.origin)
            for claim in claims
        }
        return self._with_lanes(
            lambda lane: replace(lane, open=lane.open | held.get((lane.resource, lane.number), 0))
        )

    def _with_lanes(self, change: Callable[[Lane], Lane]) -> Picture:
        def changed(need: Need) -> Need:
            return replace(need, lanes=tuple(map(change, need.lanes)))

        places = (replace(p, needs=tuple(map(changed, p.needs))) for p in self.places)
        return replace(self, places=tuple(places))


def picture(
    wens: Wens,
    *,
    van: int,
    tot: int,
    now: datetime,
    locaties: Sequence[Locatie] | None = None,
    rules: Rules | None = None,
    behalve: Afspraak | None = None,
    extra: int = 0,
) -> Picture:
    """Read what the engine needs for starts in the cells [van, tot), in at most four queries.

    `locaties` None means every active place. The time of the appointment `behalve` counts as
    free, for moving it. `extra` lanes more count of what may be overbooked.
    """
    rules = rules or Rules.of(wens, now)
    [seen] = pictures(
        [(wens, rules)],
        van=van,
        tot=tot,
        now=now,
        locaties=locaties,
        behalve=behalve,
        extra=extra,
    )
    return seen


def pictures(
    wishes: Sequence[tuple[Wens, Rules]],
    *,
    van: int,
    tot: int,
    now: datetime,
    locaties: Sequence[Locatie] | None = None,
    behalve: Afspraak | None = None,
    extra: int = 0,
) -> list[Picture]:
    """The same for several wishes, read once for all: at most four queries, however many.

    All must see staff time, or none.
    """
    requirements = list(dict.fromkeys(chain.from_iterable(w.requirements for w, _ in wishes)))
    longest = max(rules.length + rules.buffer for _, rules in wishes)
    sees_staff_time = wishes[0][1].sees_staff_time
    first_day = van // CELLS_PER_DAY
    last_day = (tot + longest) // CELLS_PER_DAY
    origin = first_day * CELLS_PER_DAY
    able, plekken = _resources(requirements, extra=extra)
    useful = [_only(wens.met, able, plekken) for wens, _ in wishes]
    plekken = {pk: lanes for each in useful for pk, lanes in each.items()}
    places = _places(locaties)
    open_masks = _open_masks(
        plekken, places, first_day=first_day, last_day=last_day, staff=sees_staff_time, now=now
    )
    busy = _busy_masks(
        {middel: plekken[middel] for _locatie, middel in open_masks},
        van=origin,
        tot=(last_day + 1) * CELLS_PER_DAY,
        now=now,
        behalve=behalve,
    )
    lanes: dict[int, dict[int, list[Lane]]] = defaultdict(dict)
    for (locatie, middel), mask in open_masks.items():
        lanes[locatie][middel] = [
            Lane(middel, plek, mask, busy.get((middel, plek), 0)) for plek in range(plekken[middel])
        ]
    return [
        Picture(
            rules,
            origin,
            van,
            tot,
            tuple(
                Place(place, needs)
                for pk, place in places.items()
                if (needs := _needs(wens.requirements, able, lanes[pk], useful=mine))
            ),
        )
        for (wens, rules), mine in zip(wishes, useful, strict=True)
    ]


_RESOURCES = """
    SELECT middel.id, soort, plekken, bevoegdheid_id FROM afspraken_middel middel
    LEFT JOIN afspraken_middel_bevoegdheden bevoegd ON bevoegd.middel_id = middel.id
    WHERE is_actief AND soort IN ({}) ORDER BY middel.id
"""
# A place given by the caller may be out of use by now.
_OPEN = """
    SELECT middel_id, locatie_id, CAST(dag AS text), open, open_web
    FROM afspraken_openstand JOIN afspraken_locatie locatie ON locatie.id = locatie_id
    WHERE middel_id IN ({}) AND locatie_id IN ({}) AND is_actief AND dag >= %s AND dag <= %s
"""


def _rows(
    sql: str, *lists: Collection[int | str], extra: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """The rows of plain SQL, each {} a list of values. Compiling took longer than asking."""
    if not all(lists):
        return []
    marks = [", ".join(["%s"] * len(values)) for values in lists]
    return statements.fetch(sql.format(*marks), [*chain(*lists), *extra])


def _resources(
    requirements: Sequence[Requirement], *, extra: int
) -> tuple[dict[int, tuple[str, frozenset[int]]], dict[int, int]]:
    """Kind and competences, and number of lanes, of every resource that may be of use."""
    held: dict[int, set[int]] = defaultdict(set)
    kinds: dict[int, str] = {}
    plekken: dict[int, int] = {}
    kinds_asked = sorted({requirement.kind for requirement in requirements})
    for pk, kind, lanes, competence in _rows(_RESOURCES, kinds_asked):
        kinds[pk], plekken[pk] = kind, lanes + (extra if kind in OVERBOOKABLE else 0)
        if competence is not None:
            held[pk].add(competence)
    able = {pk: (kind, frozenset(held[pk])) for pk, kind in kinds.items()}
    useful = {
        pk: lanes
        for pk, lanes in plekken.items()
        if any(_fills(able[pk], requirement) for requirement in requirements)
    }
    return able, useful


def _only(
    middel: int | None, able: Mapping[int, tuple[str, frozenset[int]]], plekken: Mapping[int, int]
) -> Mapping[int, int]:
    """The resources without the others of the kind of one of them; None: all."""
    if middel is None or middel not in able:
        return plekken
    kind, _competences = able[middel]
    return {pk: lanes for pk, lanes in plekken.items() if pk == middel or able[pk][0] != kind}


def _fills(resource: tuple[str, frozenset[int]], requirement: Requirement) -> bool:
    kind, competences = resource
    return kind == requirement.kind and requirement.competences <= competences


def _places(locaties: Sequence[Locatie] | None) -> dict[int, Locatie]:
    rows = Locatie.objects.filter(is_actief=True) if locaties is None else locaties
    return {locatie.pk: locatie for locatie in rows if not locatie.bij_klant}


def utc_day(number: int) -> date:
    """The UTC day that comes so many days after 1 January 1970."""
    return moment_of(number * CELLS_PER_DAY).astimezone(UTC).date()


def _open_masks(
    middelen: Mapping[int, int],
    places: Mapping[int, Locatie],
    *,
    first_day: int,
    last_day: int,
    staff: bool,
    now: datetime,
) -> dict[tuple[int, int], int]:
    """What is open for this channel, by (place, resource). Staff time is released in time."""
    day_numbers = range(first_day, last_day + 1)
    days = {utc_day(number).isoformat(): number - first_day for number in day_numbers}
    whole: dict[tuple[int, int], dict[int, Buffer]] = defaultdict(dict)
    web: dict[tuple[int, int], dict[int, Buffer]] = defaultdict(dict)
    rows = _rows(_OPEN, middelen, places, extra=[min(days), max(days)])
    for middel, locatie, dag, open_staff, open_web in rows:
        whole[locatie, middel][days[dag]] = open_staff
        if open_web != open_staff:
            web[locatie, middel][days[dag]] = open_web
    masks = {}
    for key, per_day in whole.items():
        masks[key] = _joined(per_day)
        if not staff and key in web:
            released = span(0, _released_until(places[key[0]], now) - first_day * CELLS_PER_DAY)
            masks[key] = _joined(per_day | web[key]) | masks[key] & released
    return masks


def _joined(days: Mapping[int, Buffer]) -> int:
    """One mask of many UTC days, each as its row holds it; a missing day is closed."""
    return int.from_bytes(
        b"".join(days.get(day, _CLOSED) for day in range(max(days) + 1)), "little"
    )


def _released_until(locatie: Locatie, now: datetime) -> int:
    """The cell up to which the web may see staff time at a place."""
    if locatie.vrijgave is None:
        return 0
    return cell_at_or_after(now + timedelta(hours=locatie.vrijgave))


def _busy_masks(
    plekken: Mapping[int, int], *, van: int, tot: int, now: datetime, behalve: Afspraak | None
) -> dict[tuple[int, int], int]:
    """What is taken of each lane (resource, number) in the cells [van, tot)."""
    return {
        (middel, plek): mask_of(spans, tot - van)
        for middel, plek, spans in bezetting.busy(
            plekken, van=van, tot=tot, now=now, behalve=behalve
        )
    }


def _needs(
    requirements: Sequence[Requirement],
    able: Mapping[int, tuple[str, frozenset[int]]],
    lanes: Mapping[int, Sequence[Lane]],
    *,
    useful: Collection[int],
) -> tuple[Need, ...]:
    """One need per requirement; empty if the place lacks the `useful` resources for one of them."""
    needs = []
    for requirement in requirements:
        fitting = [pk for pk in lanes if pk in useful and _fills(able[pk], requirement)]
        if len(fitting) < requirement.count:
            return ()
        needs.append(
            Need(requirement.count, tuple(chain.from_iterable(lanes[pk] for pk in fitting)))
        )
    return tuple(needs)
