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
from mobiel.planning.board import Board
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
    if found is None:
        raise NotOnRoute
    key, one = found
    if board.is_done(key, bezoek.pk):
        raise AlreadyDone
    moments = list(_moments(one, minutes))
    fixed = _in_order(board, board.sheets[key], moments) or _elsewhere(board, afspraak, moments)
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


def _in_order(board: Board, sheet: Sheet, moments: list[Planned]) -> Planned | None:
    """Put the visit at the first of these moments that breaks nothing new in this order."""
    net = Net([sheet])
    late = _broken(net, sheet)
    for fixed in moments:
        day = sheet.with_todo(fixed if each.bezoek == fixed.bezoek else each for each in sheet.todo)
        if _broken(net, day) <= late:
            (board.lose if late else board.put)(day)
            return fixed
    return None


def _elsewhere(board: Board, afspraak: Afspraak, moments: list[Planned]) -> Planned:
    """Give the visit another place on a route of the day. Raises: NotOffered."""
    found = board.find(moments[0].bezoek)
    assert found is not None, "it was found a moment ago, with the day locked"
    dag = found[0][1]
    board.take_out(moments[0].bezoek)
    for fixed in moments:
        with suppress(SlotTaken, NotOffered):
            board.seat(fixed, dag=dag, locatie=afspraak.locatie, seed=afspraak.code)
            return fixed
    raise NotOffered


def _broken(net: Net, sheet: Sheet) -> set[tuple[str, object]]:
    rules = routing.feasible(net.route(sheet))
    return {(one.rule, one.stop.key if one.stop else None) for one in rules}
