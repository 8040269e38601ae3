"""Every window of some days that can be promised to one more visit, and what it costs in travel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from afspraken.balie.reading import Rules
from afspraken.engine.bitmap import CELL_SECONDS, cell_of
from afspraken.models import Locatie
from mobiel import reistijd, routing
from mobiel.reading.asks import Asked
from mobiel.reading.crews import Crews
from mobiel.reading.sheets import Sheet
from mobiel.reading.shifts import Shift
from mobiel.reading.windows import Window, windows
from mobiel.reistijd import Punt

Day = tuple[Shift, Sheet]
"""One official's day, with the shift that the roster gives."""

Roads = dict[str, dict[Punt, int]]
"""Seconds by way to travel and point."""


class Way(NamedTuple):
    """One window that can be promised at a place, and the extra seconds of travel that it takes."""

    locatie: Locatie
    window: Window
    extra: int


def ways(asked: Asked, rules: Rules, seen: Iterable[Day], own: Window | None = None) -> list[Way]:
    """Every window of these days that can be promised, where it may be and at its cost.

    `own` is promised already, so it needs no notice and may cost what it costs.
    """
    days = list(seen)
    new = _Newcomer(asked, [sheet for _shift, sheet in days])
    if asked.is_alleen:
        return [way for day in days for way in _alone(new, rules, day, own)]
    by_place: Mapping[object, list[Day]] = defaultdict(list)
    for shift, sheet in days:
        by_place[shift.dag, shift.locatie.pk].append((shift, sheet))
    return [way for group in by_place.values() for way in _together(new, rules, group, own)]


class _Newcomer:
    """The visit that is asked, with the roads between it and every place of some days."""

    def __init__(self, asked: Asked, sheets: Sequence[Sheet]) -> None:
        self.asked = asked
        self._there, self._back = _roads(asked.punt, sheets)

    def on(self, sheet: Sheet) -> routing.Candidate:
        """As one of several, or the only one, may put it on a day; who may is asked elsewhere."""
        vervoer, points = sheet.route.vervoer, sheet.points
        return routing.Candidate(
            self.asked.seconds,
            [self._there[vervoer][point] for point in points],
            [self._back[vervoer][point] for point in points],
            self.asked.eisen if self.asked.is_alleen else frozenset(),
        )


def _alone(new: _Newcomer, rules: Rules, day: Day, own: Window | None) -> Iterator[Way]:
    shift, sheet = day
    offered = [one for one in windows(shift.dag, *_span(sheet)) if _fits(one, rules, shift)]
    offered = _with_own(offered, own, shift)
    found = routing.offerable(sheet.as_stored(), new.on(sheet), list(map(_moments, offered)))
    for window, answer in zip(offered, found, strict=True):
        if answer is not None and answer.extra <= window.costs:
            yield Way(shift.locatie, window, answer.extra)


def _together(
    new: _Newcomer, rules: Rules, days: Sequence[Day], own: Window | None
) -> Iterator[Way]:
    """Windows in which as many as it takes can begin at one moment, on one date from one place.

    What a shorter window may cost counts for each of them.
    """
    people = len(new.asked.delen)
    crews = Crews([sheet for _shift, sheet in days], new.asked)
    ways = [routing.insertions(sheet.as_stored(), new.on(sheet)) for _shift, sheet in days]
    known: dict[tuple[int, ...], list[routing.Meeting]] = {}
    for window in _shared_windows(days, own):
        who = tuple(n for n, day in enumerate(days) if _may_promise(window, rules, day, own))
        if len(who) < people:
            continue
        if who not in known:
            known[who] = routing.meetings(ways, crews.able(who), crews.goes)
        [meeting] = routing.meet_in(known[who], [_moments(window)])
        if meeting is not None and meeting.extra <= window.costs * people:
            yield Way(days[0][0].locatie, window, meeting.extra)


def _shared_windows(days: Sequence[Day], own: Window | None) -> list[Window]:
    """The windows of every span that begins and ends where one of these days does."""
    spans = [_span(sheet) for _shift, sheet in days]
    found: dict[tuple[int, int], Window] = {}
    for first, last in sorted({(a, b) for a, _end in spans for _begin, b in spans if a < b}):
        for one in windows(days[0][0].dag, first, last):
            found.setdefault((one.first, one.last), one)
    if own is not None:
        found[own.first, own.last] = own
    return list(found.values())


def _may_promise(window: Window, rules: Rules, day: Day, own: Window | None) -> bool:
    shift, sheet = day
    first, last = _span(sheet)
    is_inside = first <= window.first and window.last <= last
    return is_inside and (window is own or _fits(window, rules, shift))


def _with_own(offered: list[Window], own: Window | None, shift: Shift) -> list[Window]:
    if own is None or not (shift.first <= own.first and own.last <= shift.last):
        return offered
    return [*(one for one in offered if (one.first, one.last) != (own.first, own.last)), own]


def _moments(window: Window) -> tuple[int, int]:
    """When a visit may begin in a window, in seconds, both ends included."""
    return window.first * CELL_SECONDS, (window.last - 1) * CELL_SECONDS


def _span(sheet: Sheet) -> tuple[int, int]:
    """The cells in which this day may have visits: those of the route, which is in the shift."""
    return cell_of(sheet.route.begin), cell_of(sheet.route.einde)


def _fits(window: Window, rules: Rules, shift: Shift) -> bool:
    """True if notice, horizon and channel permit this window."""
    in_time = rules.earliest <= window.first < rules.latest
    return in_time and (rules.sees_staff_time or shift.is_public(window.first, window.last))


def _roads(punt: Punt, sheets: Sequence[Sheet]) -> tuple[Roads, Roads]:
    """The seconds from every place of these days to one point, and back from it."""
    there: Roads = {}
    back: Roads = {}
    for vervoer in {sheet.route.vervoer for sheet in sheets}:
        mine = (sheet for sheet in sheets if sheet.route.vervoer == vervoer)
        points = list(dict.fromkeys(point for sheet in mine for point in sheet.points))
        to = reistijd.between(points, [punt], vervoer)
        on = reistijd.between([punt], points, vervoer)
        there[vervoer] = dict(zip(points, (row[0] for row in to.seconden), strict=True))
        back[vervoer] = dict(zip(points, on.seconden[0], strict=True))
    return there, back
