"""What a proposal changes for each visit: with whom and when it was, and will be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mobiel import routing
from mobiel.bord.beeld import Bezoekbeeld
from mobiel.bord.kaart import Stijl
from mobiel.bord.lezen import Standen
from mobiel.bord.voorstel import Voorstel
from mobiel.planning.agreeing import agree
from mobiel.planning.shares import shared_out
from mobiel.reading import Net
from mobiel.reading.sheets import moment_at

REASONS: Mapping[routing.Reason, str | Promise] = {
    routing.Reason.SKILL: _("Niemand anders kan of mag dit doen."),
    routing.Reason.ALONE: _("Dit past bij niemand in de dienst."),
    routing.Reason.FULL: _("De anderen zitten vol binnen het beloofde venster."),
}


@dataclass(frozen=True)
class Plek:
    """With whom, which number on the route, when it begins."""

    stijl: Stijl
    naam: str
    nummer: int
    begin: datetime

    @property
    def cijfer(self) -> str:
        return str(self.nummer)


@dataclass(frozen=True)
class Regel:
    """One visit that gets another place."""

    bezoek: Bezoekbeeld
    was: Plek
    wordt: Plek

    @property
    def is_ander(self) -> bool:
        """True if somebody else goes; else only the time or the number changes."""
        return self.was.stijl != self.wordt.stijl


@dataclass(frozen=True)
class Mist:
    """One visit without a place, and why."""

    bezoek: Bezoekbeeld
    reden: str | Promise


def lines(standen: Standen, voorstel: Voorstel, visits: Mapping[int, Bezoekbeeld]) -> list[Regel]:
    """The visits whose official, number or time changes, in the order of the day to come."""
    was, wordt = _before(standen, voorstel), _after(standen, voorstel)
    missed = {one.bezoek for one in voorstel.gemist}
    changed = [
        Regel(visits[part[0]], was[part], new)
        for part, new in wordt.items()
        if part[0] in visits and part in was and was[part] != new and part[0] not in missed
    ]
    return sorted(changed, key=lambda one: (one.wordt.naam, one.wordt.begin))


def missed(voorstel: Voorstel, visits: Mapping[int, Bezoekbeeld]) -> list[Mist]:
    """Who has no place, and why."""
    found = [one for one in voorstel.gemist if one.bezoek in visits]
    return [Mist(visits[one.bezoek], REASONS[one.reden]) for one in found]


Part = tuple[int, int]
"""A visit, and which part of it: of one official always part 0."""


def _before(standen: Standen, voorstel: Voorstel) -> dict[Part, Plek]:
    """Where each visit to do stands now."""
    found = {}
    for middel in voorstel.orders:
        sheet = standen.sheets[middel, voorstel.dag]
        style, name = standen.stijl(middel), standen.namen[middel]
        for at, one in enumerate(sheet.todo):
            number = len(sheet.done) + at + 1
            found[one.bezoek, one.deel] = Plek(style, name, number, moment_at(one.begin))
    return found


def _after(standen: Standen, voorstel: Voorstel) -> dict[Part, Plek]:
    """Where each visit to do would stand, with the earliest times that the order can have."""
    dag = voorstel.dag
    days = {key: one for key, one in standen.sheets.items() if key[1] == dag}
    mine = {middel: days[middel, dag] for middel in voorstel.orders}
    for middel, todo in shared_out(voorstel.orders, mine, loses=True).items():
        days[middel, dag] = mine[middel].with_todo(todo)
    agree(days, [(middel, dag) for middel in voorstel.orders])
    net = Net(days.values())
    found = {}
    for middel in voorstel.orders:
        sheet, style, name = days[middel, dag], standen.stijl(middel), standen.namen[middel]
        times = routing.schedule(net.route(sheet))
        for at, (one, visit) in enumerate(zip(sheet.todo, times.visits, strict=True)):
            number = len(sheet.done) + at + 1
            begin = moment_at(visit.begin)
            found[one.bezoek, one.deel] = Plek(style, name, number, begin)
    return found
