"""WRITES the order of a day without anybody who looks: the search found a better one.

Promises stay as they are, so no appointment changes and nobody has to be told. What a planner saw
and chose is stored by `rearranging`.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from afspraken import logboek
from afspraken.models import Handeling, Partij
from mobiel import routing
from mobiel.models import Route
from mobiel.planning.board import Board, Key
from mobiel.planning.errors import RouteChanged
from mobiel.routing import vroom


def night_search() -> routing.Searching:
    """Who looks at night: VROOM if the setting asks, our own where that fails or is not there.

    It runs in a process of its own, which is ended when it takes too long; only what keeps every
    stop and every promise comes back (`routing.vroom`), and `storing` asks once more.
    """
    seconds = settings.VROOM_SECONDEN
    return partial(vroom.improve, seconds=seconds) if seconds else routing.improve


def reoptimise(
    dag: date,
    *,
    budget: routing.Budget,
    now: datetime,
    door: str = "",
    seed: int = 0,
    search: routing.Searching = routing.improve,
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
        board.improve(keys, budget=budget, seed=seed, search=search)
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


def _routes(dag: date) -> list[Route]:
    rows = Route.objects.filter(Q(dag=dag)).order_by("pk")
    return list(rows.select_related("locatie", "vertrekt_van", "eindigt_bij", "middel"))
