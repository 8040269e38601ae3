"""WRITES the order of a day: a planner moves a visit, somebody is ill, the search found a better.

Promises stay as they are, so no appointment changes and nobody has to be told. What a planner saw
is told by versions: of two planners on one route the second is refused, and loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from afspraken import logboek
from afspraken.models import Handeling, Locatie, Partij
from mobiel import routing
from mobiel.models import Bezoek, Route
from mobiel.planning.board import Board, Key
from mobiel.planning.errors import AlreadyDone, NotOnRoute, RouteChanged, names_of, reason
from mobiel.reading import Net, Sheet


@dataclass(frozen=True)
class Gevolg:
    """What a move would do: more (or less) travel in seconds, and the broken rules in sentences.

    `dagen` are the days as they would be; nothing of it is stored.
    """

    extra: int
    redenen: tuple[str, ...]
    dagen: tuple[Sheet, ...]

    @property
    def is_mogelijk(self) -> bool:
        """True if no promise breaks."""
        return not self.redenen


def try_move(bezoek: int, *, middel: int, plek: int, dag: date, now: datetime) -> Gevolg:
    """What it would mean to make a visit number `plek` (0 is first) of what an official is to do.

    Reads only. Raises: NotOnRoute; AlreadyDone.
    """
    board = Board.of(_routes(dag), now=now)
    was, naar = _moved(board, bezoek, middel, plek, dag)
    before = sum(board.sheets[key].travel for key in {was, naar} if key in board.sheets)
    _put(board, bezoek, was, naar, plek)
    after, redenen, dagen = 0, list[str](), list[Sheet]()
    for key in sorted({was, naar}):
        sheet = board.sheets[key]
        net = Net([sheet])
        shown = net.timed(sheet)
        after += shown.travel
        dagen.append(shown)
        if key not in board.lost:
            broken = routing.feasible(net.route(sheet))
            redenen += [reason(one, names_of(broken)) for one in broken]
    return Gevolg(after - before, tuple(redenen), tuple(dagen))


@transaction.atomic
def move_stop(
    bezoek: int,
    *,
    middel: int,
    plek: int,
    dag: date,
    gezien: Mapping[int, int],
    door: str,
    now: datetime,
) -> None:
    """Make a visit number `plek` of what an official is to do that day; promises are kept.

    `gezien` are the routes (id to versie) as the planner saw them: of both days, if they exist.
    Raises: RouteChanged; NotOnRoute; AlreadyDone; PromiseBroken, which says which and why; Taken.
    """
    board = Board.locked({dag}, now=now)
    was, naar = _moved(board, bezoek, middel, plek, dag)
    for key in {was, naar}:
        route = board.sheets[key].route
        if route.pk is not None and gezien.get(route.pk) != route.versie:
            raise RouteChanged
    _put(board, bezoek, was, naar, plek)
    board.write()
    note(board, naar, "verplaatst", door=door, now=now, bezoek=bezoek)


def reoptimise(
    dag: date, *, budget: routing.Budget, now: datetime, door: str = "", seed: int = 0
) -> int:
    """Look for a better order of a whole day; the seconds of travel that it saves.

    The search takes its time without a lock. What it found is stored only if nobody changed any of
    these routes meanwhile. Raises: RouteChanged.
    """
    board = Board.of(_routes(dag), now=now)
    seen = {sheet.route.pk: sheet.route.versie for sheet in board.sheets.values()}
    places = {sheet.route.locatie for sheet in board.sheets.values()}
    for locatie in sorted(places, key=lambda place: place.pk):
        keys = [(one.route.middel_id, dag) for one in board.open_days(dag, locatie)]
        board.improve(keys, budget=budget, seed=seed)
    if not board.changed - board.lost:
        return 0
    with transaction.atomic():
        locked = Board.locked({dag}, now=now)
        if {one.route.pk: one.route.versie for one in locked.sheets.values()} != seen:
            raise RouteChanged
        before = sum(one.travel for one in locked.sheets.values())
        for key in board.changed:
            locked.put(locked.sheets[key].with_todo(board.sheets[key].todo))
        changed = sorted(locked.changed)
        locked.write()
        after = sum(one.travel for one in locked.sheets.values())
        note(locked, changed[0], "geoptimaliseerd", door=door, now=now, gewonnen=before - after)
    return before - after


@transaction.atomic
def redistribute(
    middel: int, dag: date, *, budget: routing.Budget, door: str, now: datetime, seed: int = 0
) -> list[int]:
    """Spread what an official was to do over the others that day, all solved together.

    The visits (ids) that found no place stay on the route as they were: somebody has to call.
    Raises: NotOnRoute if there is no route; PromiseBroken; Taken.
    """
    board = Board.locked({dag}, now=now)
    key = middel, dag
    if key not in board.sheets:
        raise NotOnRoute
    ill = board.sheets[key]
    found = board.open_days(dag, ill.route.locatie)
    others = list(_sharing_nothing(one for one in found if one.route.middel_id != middel))
    net = Net([*others, ill])
    plan = routing.redistribute(
        [net.route(one) for one in others],
        [net.stop(one) for one in ill.todo],
        budget=budget,
        seed=seed,
    )
    left = {unplaced.stop.key for unplaced in plan.unplaced}
    for sheet, route in zip(others, plan.routes, strict=True):
        board.reorder(sheet, route, [*others, ill])
    if len(left) < len(ill.todo):
        board.lose(ill.with_todo(one for one in ill.todo if one.bezoek in left))
    board.write()
    note(board, key, "herverdeeld", door=door, now=now, over=len(left))
    return [one.bezoek for one in ill.todo if one.bezoek in left]


def note(board: Board, key: Key, wat: str, *, door: str, now: datetime, **more: int) -> None:
    """Log what was done to a route; an employee did it if `door` is told."""
    route = board.sheets[key].route
    logboek.record(
        Handeling.GEWIJZIGD,
        f"route:{route.pk}",
        partij=Partij.MEDEWERKER if door else Partij.SYSTEEM,
        door=door,
        now=now,
        wat=wat,
        versie=route.versie,
        **more,
    )


def _sharing_nothing(days: Iterable[Sheet]) -> Iterator[Sheet]:
    """The days without those new ones that count on the vehicle or kit of another new one."""
    taken: set[int | None] = set()
    for sheet in days:
        if sheet.route.blokkade_id is None:
            if sheet.route.voertuig_id and sheet.route.voertuig_id in taken:
                continue
            if sheet.route.koffer_id and sheet.route.koffer_id in taken:
                sheet.route.koffer = None
                sheet = replace(sheet, skills=sheet.skills - {Bezoek.KOFFER})
            taken |= {sheet.route.voertuig_id, sheet.route.koffer_id}
        yield sheet


def _routes(dag: date) -> list[Route]:
    rows = Route.objects.filter(Q(dag=dag)).order_by("pk")
    return list(rows.select_related("locatie", "vertrekt_van", "eindigt_bij", "middel"))


def _moved(board: Board, bezoek: int, middel: int, plek: int, dag: date) -> tuple[Key, Key]:
    """From which day to which a visit goes; the second may be an empty one, made here."""
    found = board.find(bezoek)
    if found is None:
        raise NotOnRoute
    was, naar = found[0], (middel, dag)
    if board.is_done(was, bezoek):
        raise AlreadyDone
    if naar not in board.sheets or board.sheets[naar].route.blokkade_id is None:
        locatie: Locatie = board.sheets[was].route.locatie
        empty = [one for one in board.open_days(dag, locatie) if one.route.middel_id == middel]
        if not empty:
            raise NotOnRoute
        board.sheets[naar] = empty[0]
    if not board.sheets[naar].frozen <= plek:
        raise AlreadyDone
    return was, naar


def _put(board: Board, bezoek: int, was: Key, naar: Key, plek: int) -> None:
    """Take a visit off one day and put it on another, or elsewhere on the same."""
    [one] = [one for one in board.sheets[was].todo if one.bezoek == bezoek]
    board.take_out(bezoek)
    sheet = board.sheets[naar]
    board.put(sheet.with_todo((*sheet.todo[:plek], one, *sheet.todo[plek:])))
