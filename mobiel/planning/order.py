"""WRITES the order of a day without anybody who looks: somebody is ill, the search found a better.

Promises stay as they are, so no appointment changes and nobody has to be told. What a planner saw
and chose is stored by `rearranging`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from afspraken import logboek
from afspraken.models import Handeling, Partij
from mobiel import routing
from mobiel.models import Bezoek, Route
from mobiel.planning.board import Board, Key
from mobiel.planning.errors import NotOnRoute, RouteChanged
from mobiel.reading import Net, Sheet


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
