"""What officials reported of their day, and the day as it follows from that.

Who reported nothing is taken to keep to the plan. As soon as one step of a route was reported,
visits count as begun by reports alone (or because a colleague wrote it down): what was planned by
now and not reported is still to do, and an official who is late is where they are now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from afspraken.models import Status
from mobiel.models import STEPS, Actiesoort, Uitkomst, Veldactie
from mobiel.reading.sheets import Planned, epoch

_WRITTEN = (Status.IN_BEHANDELING, Status.AFGEROND, Status.NIET_VERSCHENEN)
"""Statuses that say of a visit that it began."""

_HEARD = (Uitkomst.TOEGEPAST, Uitkomst.DUBBEL)

_ENDS = (Actiesoort.KLAAR, Actiesoort.NIET_THUIS)


Reports = Mapping[int, Mapping[int, Mapping[str, int]]]
"""The steps that were reported, in seconds since 1970: by visit, by official, by kind."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one official's day knows of one visit, in seconds since 1970; None: not that.

    `left`: it is over. `is_own` is False where only a colleague who does it too reported it.
    """

    going: int | None = None
    arrived: int | None = None
    left: int | None = None
    is_own: bool = True

    @property
    def has_begun(self) -> bool:
        return self.arrived is not None or self.left is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """A stop as it is stored, and the status of its appointment since when."""

    planned: Planned
    status: str
    status_op: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the official is: begun in the order in which it began, then to do.

    `dead` was cancelled before it began. `since` is when the official set out for the first to do
    (0: not told), `is_inside` whether the last begun goes on.
    """

    done: tuple[Planned, ...]
    todo: tuple[Planned, ...]
    dead: tuple[int, ...]
    since: int
    is_inside: bool


def told(versions: Mapping[int, int]) -> Reports:
    """What was reported of visits; `versions` of their promises. One query.

    Of who did a visit together each counts for themselves, though the second step changed nothing.
    """
    if not versions:
        return {}
    rows = Veldactie.objects.filter(
        bezoek__in=list(versions), soort__in=STEPS, uitkomst__in=_HEARD
    ).order_by("pk")
    found: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    fields = ("bezoek", "versie", "soort", "gedaan_op", "middel")
    for bezoek, versie, soort, op, middel in rows.values_list(*fields):
        if versions[bezoek] == versie:
            found[bezoek][middel].setdefault(soort, epoch(op))
    return found


def progress(
    standings: Iterable[Standing], reports: Reports, *, by: int, now: int
) -> Progress | None:
    """The day as it was reported; None if nothing was, so that the plan is all we know.

    What a colleague reported of a visit that they do together counts for the visit, and says
    nothing of the rest of the day of this official (`by`): not that they set out, nor that they
    left where they are.
    """
    rows = list(standings)
    if not any(_is_of(one.planned, reports, by) for one in rows):
        return None
    begun, todo, dead = [], [], []
    for row in rows:
        one, report = row.planned, _known(row, reports, by)
        if report.has_begun:
            begun.append((report, one))
        elif row.status == Status.GEANNULEERD:
            dead.append(one.stop)
        else:
            todo.append((report.going or 0, one))
    begun.sort(key=lambda pair: (_begin(*pair), pair[1].order))
    own = [pair for pair in begun if pair[0].is_own]
    since, going = max(todo, key=lambda pair: pair[0], default=(0, None))
    if own and since < _begin(*own[-1]):
        since = 0
    first = [going] if since and going is not None else []
    rest = [one for _since, one in todo if one not in first]
    done = _as_it_went(begun, since, now)
    if own and (since or own[-1][0].left is None):  # they said where they are, or set out from
        done.append(done.pop(begun.index(own[-1])))
        is_inside = not since
    else:
        is_inside = bool(begun) and begun[-1][0].left is None and not since
    return Progress(tuple(done), (*first, *rest), tuple(dead), since, is_inside)


def _is_of(one: Planned, reports: Reports, by: int) -> bool:
    found = reports.get(one.bezoek)
    return found is not None and (not one.is_samen or by in found)


def _known(row: Standing, reports: Reports, by: int) -> Told:
    """What was reported, with what a colleague wrote down where the official did not."""
    found = _told(row.planned, reports, by)
    if row.status not in _WRITTEN:
        return found
    moment = epoch(row.status_op)
    if row.status == Status.IN_BEHANDELING:
        return found if found.has_begun else replace(found, arrived=moment)
    return found if found.left else replace(found, left=min(row.planned.leave, moment))


def _told(one: Planned, reports: Reports, by: int) -> Told:
    """The steps of a visit at the moments of this official, else those of a colleague."""
    found = reports.get(one.bezoek, {})
    own = found.get(by, {})
    steps: dict[str, int] = {}
    for each in (own, *found.values()):
        steps = {**each, **steps}
    return Told(
        (own if one.is_samen else steps).get(Actiesoort.ONDERWEG),
        steps.get(Actiesoort.AANGEKOMEN),
        max((steps[end] for end in _ENDS if end in steps), default=None),
        not one.is_samen or by in found,
    )


def _begin(report: Told, one: Planned) -> int:
    """When a visit began: on arrival, else as planned, but before it was left."""
    if report.arrived is not None:
        return report.arrived if report.left is None else min(report.arrived, report.left)
    return min(one.begin, report.left or one.begin)


def _as_it_went(begun: Sequence[tuple[Told, Planned]], since: int, now: int) -> list[Planned]:
    """Visits with the times that they had. One that goes on takes as long as planned, at least.

    Whoever began the next, or set out for it, had left the one before; a colleague did so for
    themselves only.
    """
    found = []
    latest = since
    for report, one in reversed(begun):
        begin = _begin(report, one)
        leave = report.left if report.left is not None else max(begin + one.service, now)
        leave = max(begin, min(leave, latest or leave))
        found.append(replace(one, arrive=begin, begin=begin, leave=leave))
        latest = begin if report.is_own else latest
    return found[::-1]
