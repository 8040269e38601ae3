"""WRITES the order that a planner chose for some officials on one day: all of it, or nothing.

    rearrange(dag, {anna: [3, 1], bram: [2]}, gezien={anna: 7, bram: 4}, …)

Moving a visit, undoing that, a better order and giving away the day of who is ill are all this one
act. What was done stays; who is on the way to a visit still goes there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from afspraken.lokaal import day_after
from afspraken.models import EXPECTED, Afspraak
from mobiel.models import Bezoek
from mobiel.planning.board import Board
from mobiel.planning.errors import AlreadyDone, NotAtWork, OnTheWay, RouteChanged
from mobiel.planning.order import note
from mobiel.planning.shares import Orders, shared_out
from mobiel.reading import Planned, Sheet
from mobiel.reading.days import days, sharing_nothing
from mobiel.reading.sheets import window_of
from mobiel.reistijd import Punt


@transaction.atomic
def rearrange(
    dag: date,
    orders: Orders,
    *,
    gezien: Mapping[int, int],
    wat: str,
    door: str,
    now: datetime,
    loses: bool = False,
) -> dict[int, int]:
    """Give each of these officials what is to do on a local day; the versions that come of it.

    `gezien` are the versions of their routes as somebody saw them (0: none yet). A visit that was
    theirs and is in no order any more is left without a route, if `loses`. `wat` is a word for the
    log, `door` the number of an employee. Where several officials go to one visit it begins at
    another moment, if the new orders ask that; their promises are kept as any.
    Raises: RouteChanged; NotOnRoute; OneMissing; AlreadyDone; OnTheWay; NotAtWork; PromiseBroken;
    Taken.
    """
    loose = _lock_loose(orders)
    board = Board.locked({dag}, now=now)
    today = days(board.people, van=dag, tot=day_after(dag), now=now, stored=board.sheets)
    at_work = {key[0]: sheet for key, (_shift, sheet) in today.items()}
    sheets = {pk: at_work.get(pk) or board.sheets.get((pk, dag)) for pk in orders}
    mine = {pk: sheet for pk, sheet in sheets.items() if sheet is not None}
    if mine.keys() != orders.keys():
        raise NotAtWork
    if {pk: version_of(sheet) for pk, sheet in mine.items()} != dict(gezien):
        raise RouteChanged
    with_visits = sharing_nothing(mine[pk] for pk, order in orders.items() if order)
    mine |= {sheet.route.middel_id: sheet for sheet in with_visits}
    _refuse_done(orders, board)
    for pk, todo in shared_out(orders, mine, loose, loses=loses).items():
        _put(board, mine[pk], todo, is_at_work=pk in at_work)
    board.agree()
    changed = sorted(board.changed)
    board.write()
    for key in changed:
        note(board, key, wat, door=door, now=now)
    return {pk: version_of(board.sheets.get((pk, dag), mine[pk])) for pk in orders}


def version_of(sheet: Sheet) -> int:
    """The version of a day as it is stored; 0 if it is not."""
    return sheet.route.versie if sheet.route.pk else 0


def loose_parts(row: Bezoek) -> list[Planned]:
    """A visit that is on no route, with the window that its customer was promised: each part."""
    afspraak = row.afspraak
    return [
        Planned(
            0,
            row.pk,
            afspraak.pk,
            Punt.of(row.breedtegraad or 0.0, row.lengtegraad or 0.0),
            row.duur * 60,
            *window_of(afspraak.begin, afspraak.einde),
            frozenset(needs),
            deel=deel,
            mensen=len(row.delen),
        )
        for deel, needs in enumerate(row.delen)
    ]


def _lock_loose(orders: Orders) -> list[Planned]:
    """The visits among these without a route; their appointments are locked before any route."""
    asked = [one for order in orders.values() for one in order]
    rows = Bezoek.objects.filter(pk__in=asked, stops=None).select_related("afspraak")
    found = {row.afspraak_id: row for row in rows}
    locked = Afspraak.objects.select_for_update().filter(pk__in=list(found), status__in=EXPECTED)
    return [part for one in locked.order_by("pk") for part in loose_parts(found[one.pk])]


def _refuse_done(orders: Orders, board: Board) -> None:
    """Raises: AlreadyDone for a visit that has begun, for any who does it."""
    if any(board.is_done(one) for order in orders.values() for one in order):
        raise AlreadyDone


def _put(board: Board, sheet: Sheet, todo: Sequence[Planned], *, is_at_work: bool) -> None:
    """Change one day on the board, if it changes. Raises: OnTheWay; NotAtWork."""
    was, new = [one.bezoek for one in sheet.todo], [one.bezoek for one in todo]
    if was == new:
        return
    if sheet.frozen and new[: sheet.frozen] != was[: sheet.frozen] and is_at_work:
        raise OnTheWay
    if new == [one for one in was if one in set(new)]:
        board.lose(sheet.with_todo(todo))
    elif is_at_work:
        board.put(sheet.with_todo(todo))
    else:
        raise NotAtWork
