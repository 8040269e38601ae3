"""Every official who could go along to a visit of one: when they begin, at what cost, and why not.

Nothing is locked, nothing is written (`keuzes` does the same for another place).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from mobiel import routing
from mobiel.bord.keuzes import Keuze, Vraag, address, minutes, spared, travel
from mobiel.bord.woorden import reasons
from mobiel.planning.agreeing import on_the_clock
from mobiel.planning.together import meeting_of
from mobiel.reading import Asked, Net, Planned, Sheet
from mobiel.reading.crews import Crews
from mobiel.reading.sheets import moment_at


def seconds(vraag: Vraag) -> list[Keuze]:
    """Who can go along, the cheapest first; then who cannot, by name."""
    if vraag.van is None:
        return []
    found = [
        _with(vraag, vraag.van, middel, sheet)
        for middel, sheet in vraag.rest.items()
        if middel != vraag.van and (middel, vraag.dag) in vraag.standen.open
    ]
    able = sorted((one for one in found if one.kan), key=lambda one: (one.extra, one.sleutel))
    return [*able, *sorted((one for one in found if not one.kan), key=lambda one: one.naam)]


def _with(vraag: Vraag, van: int, middel: int, sheet: Sheet) -> Keuze:
    visit = vraag.visit
    asked = Asked(visit.punt, visit.service // 60, (visit.skills, frozenset()))
    crews = Crews([vraag.rest[van], sheet], asked)
    windows = [(visit.begin, visit.begin), (visit.earliest, visit.latest)]
    meeting = meeting_of(crews, visit, windows, [van, middel])
    if meeting is None:
        at = _cheapest(sheet, visit)
        why = tuple(_why(vraag, crews, middel, at))
        return _keuze(vraag, middel, sheet, at, visit.begin, 0, why)
    at = meeting.ways[1].position if meeting.crew[1] else meeting.ways[0].position
    begin = on_the_clock(meeting.earliest, meeting.latest)
    extra = meeting.extra - spared(vraag, Net(vraag.rest.values(), [visit.punt]))
    return _keuze(vraag, middel, sheet, at, begin, extra, ())


def _keuze(
    vraag: Vraag,
    middel: int,
    sheet: Sheet,
    at: int,
    begin: int,
    extra: int,
    redenen: tuple[str, ...],
) -> Keuze:
    todo = (*sheet.done, *sheet.todo[:at], vraag.visit, *sheet.todo[at:])
    place = len(sheet.done) + at
    return Keuze(
        middel=middel,
        naam=vraag.standen.namen[middel],
        stijl=vraag.standen.stijl(middel),
        plek=at,
        nummer=place + 1,
        begin=moment_at(begin),
        extra=minutes(extra),
        na=address(vraag, todo, place - 1),
        voor=address(vraag, todo, place + 1),
        redenen=redenen,
    )


def _cheapest(sheet: Sheet, visit: Planned) -> int:
    """Where it would take least travel, whatever it breaks."""
    net = Net([sheet], [visit.punt])
    return min(
        range(sheet.frozen, len(sheet.todo) + 1),
        key=lambda at: travel(net, sheet.with_todo((*sheet.todo[:at], visit, *sheet.todo[at:]))),
    )


def _why(vraag: Vraag, crews: Crews, middel: int, at: int) -> Iterator[str]:
    """What it would break at the moment that it has, or what they both need."""
    sheet, visit = crews.sheets[1], vraag.visit
    pinned = replace(visit, skills=frozenset(), samen=visit.begin, mensen=2)
    day = sheet.with_todo((*sheet.todo[:at], pinned, *sheet.todo[at:]))
    broken = routing.feasible(Net([day]).route(day))
    naam = vraag.standen.namen[middel]
    yield from reasons(broken, wie=naam, dag=vraag.dag, visits=vraag.visits)
    if not broken:
        wie = vraag.standen.namen[vraag.van] if vraag.van else ""
        sentence = _("%(een)s en %(ander)s kunnen niet tegelijk. Hun dag of auto past niet.")
        yield sentence % {"een": wie, "ander": naam}
