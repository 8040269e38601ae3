"""WRITES a second official to a visit of one, because a planner wishes that, and takes them off.

    accompany(bezoek, met=…, …)   this one goes along, as the planner saw it
    as_before(bezoek, …)          take that back: who went goes alone, in the order that they had
    go_alone(bezoek, …)           nobody need go along any more
    wish_second(afspraak, …)      whoever can; if nobody can the wish stays, for a planner to see

The wish (`Bezoek.met_twee`) stays with the visit when it moves. What the products ask stays with
the first; the second need not be able to do anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.lokaal import local_day
from afspraken.models import EXPECTED, PROMISED, Afspraak
from afspraken.offers import Taken
from mobiel.models import Bezoek, Markering
from mobiel.planning.board import Board
from mobiel.planning.errors import (
    AlreadyDone,
    NobodyAlone,
    NotOnRoute,
    OnTheWay,
    PromiseBroken,
    RouteChanged,
)
from mobiel.planning.order import note
from mobiel.planning.rearranging import version_of
from mobiel.planning.shares import Orders
from mobiel.planning.together import seat_together
from mobiel.reading import Asked, Planned, Sheet


@transaction.atomic
def accompany(
    bezoek: Bezoek, *, met: int, gezien: Mapping[int, int], wat: str, door: str, now: datetime
) -> dict[int, int]:
    """Let this official go along with who goes; `gezien`, `wat`, `door` as for `rearrange`.

    The versions that come of it, of the routes that were seen.
    Raises: RouteChanged; NotOnRoute; AlreadyDone; SlotTaken or NotOffered if they cannot meet.
    """
    board = _locked(bezoek, now=now)
    one, who = _alone(board, bezoek)
    _refuse_changed(board, bezoek, gezien)
    _seat_two(board, bezoek, one, [who, met], only=True)
    Bezoek.objects.filter(pk=bezoek.pk).update(met_twee=True)
    [dag, *_same] = [dag for _middel, dag in board.find(bezoek.pk)]
    _store(board, wat, door=door, now=now)
    return {pk: version_of(board.sheets[pk, dag]) for pk in gezien}


@transaction.atomic
def as_before(
    bezoek: Bezoek,
    orders: Orders,
    *,
    met_twee: bool,
    gezien: Mapping[int, int],
    wat: str,
    door: str,
    now: datetime,
) -> None:
    """Take `accompany` back: `orders` and the wish (`met_twee`) are those of before it.

    Raises: RouteChanged; NotOnRoute; AlreadyDone; OnTheWay; PromiseBroken; Taken.
    """
    board = _locked(bezoek, now=now)
    _refuse_none_to_take_off(board, bezoek)
    _refuse_changed(board, bezoek, gezien)
    needs = frozenset().union(*bezoek.delen)
    [dag, *_same] = [dag for _middel, dag in board.find(bezoek.pk)]
    for middel, order in orders.items():
        sheet = board.sheets[middel, dag]
        mine = {one.bezoek: one for one in sheet.todo}
        if bezoek.pk in mine:
            mine[bezoek.pk] = _for_one(mine[bezoek.pk], needs)
        if list(order[: sheet.frozen]) != [one.bezoek for one in sheet.todo[: sheet.frozen]]:
            raise OnTheWay
        board.put(sheet.with_todo(mine[one] for one in order if one in mine))
    _note_one(bezoek, needs, met_twee=met_twee)
    _store(board, wat, door=door, now=now)


@transaction.atomic
def go_alone(
    bezoek: Bezoek, *, gezien: Mapping[int, int], wat: str, door: str, now: datetime
) -> None:
    """Take the second official off a visit for which only a planner wished one.

    Who stays has all that either brought or could do; else somebody who has goes instead.
    Raises: RouteChanged; NotOnRoute; AlreadyDone; NobodyAlone; PromiseBroken; Taken.
    """
    board = _locked(bezoek, now=now)
    _refuse_none_to_take_off(board, bezoek)
    _refuse_changed(board, bezoek, gezien)
    needs = frozenset().union(*bezoek.delen)
    _seat_alone(board, bezoek, needs)
    _note_one(bezoek, needs, met_twee=False)
    _store(board, wat, door=door, now=now)


def wish_second(afspraak: Afspraak, *, now: datetime) -> bool:
    """Note that two are to go to a visit, and let a second go who can; False: nobody can.

    Inside a transaction, with the appointment locked. One with several officials stays as it is.
    Where nobody can, whatever refuses it, nothing changes but the wish: it becomes a task.
    """
    bezoek = Bezoek.objects.get(afspraak=afspraak)
    if bezoek.mede:
        return True
    Bezoek.objects.filter(pk=bezoek.pk).update(met_twee=True)
    board = _locked(bezoek, now=now)
    try:
        with transaction.atomic():
            one, who = _alone(board, bezoek)
            _seat_two(board, bezoek, one, [who])
            board.write()
    except (NotOnRoute, AlreadyDone, SlotTaken, NotOffered, PromiseBroken, Taken):
        return False
    return True


def is_marked(afspraak: Afspraak) -> bool:
    """True if its customer is to be visited by two, on the day of this appointment."""
    if afspraak.klant_id is None:
        return False
    marks = Markering.objects.filter(afspraak__klant=afspraak.klant_id, met_twee=True)
    return marks.filter(tot__gte=local_day(afspraak.begin)).exists()


@transaction.atomic
def wish_second_for(mark: Markering, *, now: datetime) -> tuple[int, int]:
    """Let two go to every visit to come of a customer who was marked so.

    How many visits two go to now, and how many still miss the second.
    """
    rows = Afspraak.objects.filter(
        klant=mark.afspraak.klant_id,
        aanbieder="bezoek",
        bezoek__isnull=False,
        status__in=set(PROMISED) & set(EXPECTED),
        begin__gt=now,
    )
    found = [
        wish_second(one, now=now)
        for one in rows.select_for_update(of=("self",)).select_related("locatie").order_by("pk")
        if local_day(one.begin) <= mark.tot
    ]
    return sum(found), len(found) - sum(found)


def _locked(bezoek: Bezoek, *, now: datetime) -> Board:
    return Board.locked(_days(bezoek), now=now)


def _days(bezoek: Bezoek) -> set[date]:
    return set(bezoek.stops.values_list("route__dag", flat=True))


def _alone(board: Board, bezoek: Bezoek) -> tuple[Planned, int]:
    """The visit as its one official has it, and who that is. Raises: NotOnRoute; AlreadyDone."""
    if board.is_done(bezoek.pk):
        raise AlreadyDone
    keys = board.find(bezoek.pk)
    if len(keys) != 1:
        raise NotOnRoute
    return _part(board.sheets[keys[0]], bezoek), keys[0][0]


def _refuse_none_to_take_off(board: Board, bezoek: Bezoek) -> None:
    """Raises: NotOnRoute where no planner wished a second, or nobody goes; AlreadyDone."""
    if not bezoek.met_twee or not board.find(bezoek.pk):
        raise NotOnRoute
    if board.is_done(bezoek.pk):
        raise AlreadyDone


def _refuse_changed(board: Board, bezoek: Bezoek, gezien: Mapping[int, int]) -> None:
    """Raises: RouteChanged if a route of that day is another than was seen."""
    versions = {pk: version_of(sheet) for (pk, _dag), sheet in board.sheets.items() if pk in gezien}
    if any(versions.get(pk, 0) != versie for pk, versie in gezien.items()):
        raise RouteChanged


def _seat_two(
    board: Board, bezoek: Bezoek, one: Planned, who: Sequence[int], *, only: bool = False
) -> None:
    """Put the visit on two routes, at the moment that it has if that is possible."""
    [(_middel, dag)] = board.find(bezoek.pk)
    asked = Asked(one.punt, bezoek.duur, (one.skills, frozenset()))
    new = replace(one, stop=0, skills=frozenset())
    board.take_out(bezoek.pk)
    afspraak = bezoek.afspraak
    seat_together(
        board,
        new,
        asked,
        dag=dag,
        locatie=afspraak.locatie,
        liefst=who,
        only=only,
        op=one.begin,
    )


def _seat_alone(board: Board, bezoek: Bezoek, needs: frozenset[int]) -> None:
    """Leave the visit with the first of the two who has all that it needs, else give it to who has.

    Raises: NobodyAlone; Taken.
    """
    parts = {key: _part(board.sheets[key], bezoek) for key in board.find(bezoek.pk)}
    keys = sorted(parts, key=lambda key: parts[key].deel)
    alone = _for_one(parts[keys[0]], needs)
    stays = next((key for key in keys if needs <= board.sheets[key].skills), None)
    if stays is None:
        _seat_elsewhere(board, bezoek, alone)
        return
    for key in keys:
        sheet = board.sheets[key]
        mine = {bezoek.pk: alone if key == stays else None}
        todo = (mine.get(one.bezoek, one) for one in sheet.todo)
        board.lose(sheet.with_todo(one for one in todo if one is not None))


def _seat_elsewhere(board: Board, bezoek: Bezoek, alone: Planned) -> None:
    """Give the visit to somebody who can do it alone. Raises: NobodyAlone; Taken."""
    [dag, *_same] = [dag for _middel, dag in board.find(bezoek.pk)]
    afspraak = bezoek.afspraak
    board.take_out(bezoek.pk)
    try:
        board.seat(replace(alone, stop=0), dag=dag, locatie=afspraak.locatie, seed=afspraak.code)
    except (SlotTaken, NotOffered) as error:
        raise NobodyAlone from error


def _for_one(part: Planned, needs: frozenset[int]) -> Planned:
    """A part of a visit of two as the whole visit, for one official."""
    return replace(part, skills=needs, deel=0, mensen=1, samen=0)


def _note_one(bezoek: Bezoek, needs: frozenset[int], *, met_twee: bool) -> None:
    """Write that one goes; `met_twee`: a second one is wished all the same."""
    bezoek.eisen = sorted(needs)
    bezoek.met_twee, bezoek.mede, bezoek.samen_op = met_twee, [], None
    bezoek.save(update_fields=["eisen", "met_twee", "mede", "samen_op"])


def _part(sheet: Sheet, bezoek: Bezoek) -> Planned:
    return next(one for one in sheet.todo if one.bezoek == bezoek.pk)


def _store(board: Board, wat: str, *, door: str, now: datetime) -> None:
    keys = sorted(board.changed)
    board.write()
    for key in keys:
        note(board, key, wat, door=door, now=now)
