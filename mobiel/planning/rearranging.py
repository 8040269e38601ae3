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
from mobiel.planning.errors import (
    AlreadyDone,
    NotAtWork,
    NotOnRoute,
    OnTheWay,
    RouteChanged,
)
from mobiel.planning.order import note
from mobiel.reading import Planned, Sheet
from mobiel.reading.days import days, sharing_nothing
from mobiel.reading.sheets import window_of
from mobiel.reistijd import Punt

Orders = Mapping[int, Sequence[int]]
"""By official what is to do (ids of Bezoek), in order."""


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
    log, `door` the number of an employee.
    Raises: RouteChanged; NotOnRoute; AlreadyDone; OnTheWay; NotAtWork; PromiseBroken; Taken.
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
    visits = loose | {one.bezoek: one for sheet in mine.values() for one in sheet.todo}
    _refuse_wrong_visits(orders, visits, mine, loses=loses)
    for pk, order in orders.items():
        _put(board, mine[pk], [visits[one] for one in order], is_at_work=pk in at_work)
    changed = sorted(board.changed)
    board.write()
    for key in changed:
        note(board, key, wat, door=door, now=now)
    return {pk: version_of(board.sheets.get((pk, dag), mine[pk])) for pk in orders}


def version_of(sheet: Sheet) -> int:
    """The version of a day as it is stored; 0 if it is not."""
    return sheet.route.versie if sheet.route.pk else 0


def loose_visit(row: Bezoek) -> Planned:
    """A visit that is on no route, with the window that its customer was promised."""
    afspraak = row.afspraak
    return Planned(
        0,
        row.pk,
        afspraak.pk,
        Punt.of(row.breedtegraad or 0.0, row.lengtegraad or 0.0),
        row.duur * 60,
        *window_of(afspraak.begin, afspraak.einde),
        frozenset(row.eisen),
    )


def _lock_loose(orders: Orders) -> dict[int, Planned]:
    """The visits among these without a route; their appointments are locked before any route."""
    asked = [one for order in orders.values() for one in order]
    rows = Bezoek.objects.filter(pk__in=asked, stops=None).select_related("afspraak")
    found = {row.afspraak_id: row for row in rows}
    locked = Afspraak.objects.select_for_update().filter(pk__in=list(found), status__in=EXPECTED)
    return {found[one.pk].pk: loose_visit(found[one.pk]) for one in locked.order_by("pk")}


def _refuse_wrong_visits(
    orders: Orders, visits: Mapping[int, Planned], mine: Mapping[int, Sheet], *, loses: bool
) -> None:
    """Raises: NotOnRoute for a visit that is elsewhere, is there twice, or is forgotten.

    AlreadyDone for one that has begun.
    """
    asked = [one for order in orders.values() for one in order]
    owned = {one.bezoek for sheet in mine.values() for one in sheet.todo}
    is_lost = not owned <= set(asked) and not loses
    if set(asked) & {one.bezoek for sheet in mine.values() for one in sheet.done}:
        raise AlreadyDone
    if len(asked) != len(set(asked)) or is_lost:
        raise NotOnRoute
    if not set(asked) <= visits.keys():
        raise NotOnRoute


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
