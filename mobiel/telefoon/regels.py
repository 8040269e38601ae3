"""PURE: what an act means for a visit. The server orders; a visit never goes back.

    NOG --onderweg--> ONDERWEG --aangekomen--> AANGEKOMEN --klaar------> KLAAR
                                                          --niet thuis-> NIET_THUIS

Any step may be missing or come late: a step behind where the visit stands fills in its moment and
changes nothing else. Only what contradicts, or concerns a visit that is no longer the official's,
is a conflict: a person looks at it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from afspraken.models import RELEASED, Status
from mobiel.models import Actiesoort, Reden, Uitkomst

CLOCK_TOLERANCE = timedelta(minutes=5)
"""A clock that is this wrong is put right without a word; beyond it, somebody is told."""


class Stand(IntEnum):
    """Where a visit stands. Higher is later; the last two end it."""

    NOG = 0
    ONDERWEG = 1
    AANGEKOMEN = 2
    NIET_THUIS = 3
    KLAAR = 4

    @property
    def is_over(self) -> bool:
        return self >= Stand.NIET_THUIS


_STAND = {
    Actiesoort.ONDERWEG: Stand.ONDERWEG,
    Actiesoort.AANGEKOMEN: Stand.AANGEKOMEN,
    Actiesoort.NIET_THUIS: Stand.NIET_THUIS,
    Actiesoort.KLAAR: Stand.KLAAR,
}
_ENDS = {Actiesoort.KLAAR: Actiesoort.NIET_THUIS, Actiesoort.NIET_THUIS: Actiesoort.KLAAR}
_ENDED_BY = {
    Status.AFGEROND: Actiesoort.KLAAR,
    Status.NIET_VERSCHENEN: Actiesoort.NIET_THUIS,
}


@dataclass
class Bezoekstand:
    """One visit as the rules see it. `gemeld` are the steps that count, with their moments."""

    status: Status
    versie: int
    begin: datetime
    is_mine: bool
    gemeld: dict[Actiesoort, datetime] = field(default_factory=dict)

    @property
    def stand(self) -> Stand:
        """How far it is, whichever step was heard of first."""
        return stand_of(self.gemeld, self.status)


def stand_of(gemeld: Collection[Actiesoort], status: Status = Status.GEPLAND) -> Stand:
    """Where a visit stands by its steps, and by what the desk wrote down.

    >>> stand_of({Actiesoort.AANGEKOMEN, Actiesoort.ONDERWEG}).name
    'AANGEKOMEN'
    """
    ended = _ENDED_BY.get(status)
    return max((_STAND[one] for one in (*gemeld, *filter(None, [ended]))), default=Stand.NOG)


def judge(
    soort: Actiesoort, versie: int, op: datetime, visit: Bezoekstand | None
) -> tuple[Uitkomst, Reden]:
    """What becomes of a step; `visit` None: there is no such visit."""
    if visit is None:
        return Uitkomst.CONFLICT, Reden.NIET_VAN_U
    if soort in visit.gemeld:
        return Uitkomst.DUBBEL, Reden.GEEN
    if visit.status in RELEASED:
        return Uitkomst.CONFLICT, Reden.AFGEZEGD
    if not visit.is_mine:
        return Uitkomst.CONFLICT, Reden.NIET_VAN_U
    if versie != visit.versie:
        return Uitkomst.CONFLICT, Reden.VERPLAATST
    other = _ENDS.get(soort)
    if other and (other in visit.gemeld or _ENDED_BY.get(visit.status) == other):
        return Uitkomst.CONFLICT, Reden.TEGENSTRIJDIG
    if soort == Actiesoort.NIET_THUIS and op < visit.begin:
        return Uitkomst.CONFLICT, Reden.TE_VROEG
    return Uitkomst.TOEGEPAST, Reden.GEEN


def status_for(stand: Stand, status: Status) -> Status | None:
    """The status that an appointment gets where its visit stands so; None: it stays."""
    wanted = {
        Stand.AANGEKOMEN: Status.IN_BEHANDELING,
        Stand.KLAAR: Status.AFGEROND,
        Stand.NIET_THUIS: Status.NIET_VERSCHENEN,
    }.get(stand)
    return wanted if wanted != status else None


def put_right(device: datetime, skew: timedelta, now: datetime) -> datetime:
    """When something happened, by our clock; never in the future.

    `skew` is what our clock is ahead of that of the phone.
    """
    return min(device + skew, now)


def drive_order(gemeld: Mapping[int, Mapping[Actiesoort, datetime]]) -> list[int]:
    """The visits that were reached, by when: what the kilometres are counted over."""
    reached = {
        key: steps.get(Actiesoort.AANGEKOMEN) or max(steps.values())
        for key, steps in gemeld.items()
        if stand_of(steps.keys()) >= Stand.AANGEKOMEN
    }
    return sorted(reached, key=lambda key: reached[key])
