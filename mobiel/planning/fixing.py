"""WRITES the one moment at which a visit begins, where others wait for it: a care-home day.

The window becomes one cell, so from then on no search and no planner moves it on the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from afspraken.engine.bitmap import CELL_SECONDS
from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.models import Afspraak
from mobiel import routing
from mobiel.models import Bezoek, Stop
from mobiel.planning.board import Board, Key
from mobiel.planning.errors import AlreadyDone, NotOnRoute
from mobiel.reading import Net, Planned, Sheet
from mobiel.reading.sheets import moment_at

Minutes = Callable[[datetime], int]
"""How long the visit takes, buffer included, if it begins then."""


def fix(afspraak: Afspraak, minutes: Minutes, *, now: datetime) -> datetime:
    """Settle when a visit begins, as near to the plan as can be; that moment.

    In the order of the day as it is; where no whole cell keeps every promise so, wherever it costs
    least. The appointment is locked by the caller, who narrows its window to the cell.
    Raises: NotOnRoute; AlreadyDone; NotOffered if no moment of the window keeps every promise.
    """
    bezoek = Bezoek.objects.get(afspraak=afspraak)
    dagen = set(Stop.objects.filter(bezoek=bezoek).values_list("route__dag", flat=True))
    board = Board.locked(dagen, now=now)
    found = board.find(bezoek.pk)
    if not found:
        raise NotOnRoute
    if board.is_done(bezoek.pk):
        raise AlreadyDone
    one = next(each for each in board.sheets[found[0]].todo if each.bezoek == bezoek.pk)
    moments = list(_moments(one, minutes))
    fixed = _in_order(board, found, moments) or _elsewhere(board, afspraak, moments)
    bezoek.duur, bezoek.afgekondigd_op = fixed.service // 60, now
    bezoek.save(update_fields=["duur", "afgekondigd_op"])
    board.write()
    return moment_at(fixed.earliest)


def _moments(one: Planned, minutes: Minutes) -> Iterator[Planned]:
    """The visit at each whole cell of its promise, nearest to the plan first."""
    cells = range(one.earliest, one.latest + 1, CELL_SECONDS)
    for begin in sorted(cells, key=lambda cell: (abs(cell - one.begin), cell)):
        service = minutes(moment_at(begin)) * 60
        yield replace(one, earliest=begin, latest=begin, service=service)


def _in_order(board: Board, keys: list[Key], moments: list[Planned]) -> Planned | None:
    """Put the visit at the first of these moments that breaks nothing new in these orders."""
    sheets = [board.sheets[key] for key in keys]
    net = Net(sheets)
    late = [_broken(net, sheet) for sheet in sheets]
    for fixed in moments:
        days = [_at(sheet, fixed) for sheet in sheets]
        if all(_broken(net, day) <= was for day, was in zip(days, late, strict=True)):
            for day, was in zip(days, late, strict=True):
                (board.lose if was else board.put)(day)
            if fixed.is_samen:
                board.agreed[fixed.bezoek] = fixed.earliest
            return fixed
    return None


def _at(sheet: Sheet, fixed: Planned) -> Sheet:
    """A day with the visit at its moment, whichever part of it the official does."""
    begin = fixed.earliest
    todo = []
    for one in sheet.todo:
        if one.bezoek == fixed.bezoek:
            one = replace(one, earliest=begin, latest=begin, service=fixed.service)
            one = replace(one, samen=begin) if one.is_samen else one
        todo.append(one)
    return sheet.with_todo(todo)


def _elsewhere(board: Board, afspraak: Afspraak, moments: list[Planned]) -> Planned:
    """Give the visit another place on a route of the day. Raises: NotOffered.

    What several officials do at once a planner gives another place.
    """
    if moments[0].is_samen:
        raise NotOffered
    dag = board.find(moments[0].bezoek)[0][1]
    board.take_out(moments[0].bezoek)
    for fixed in moments:
        with suppress(SlotTaken, NotOffered):
            board.seat(fixed, dag=dag, locatie=afspraak.locatie, seed=afspraak.code)
            return fixed
    raise NotOffered


def _broken(net: Net, sheet: Sheet) -> set[tuple[str, object]]:
    rules = routing.feasible(net.route(sheet))
    return {(one.rule, one.stop.key if one.stop else None) for one in rules}
