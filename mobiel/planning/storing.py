"""WRITES the order of a day. Nothing is stored that `routing.feasible` does not pass.

Runs with the route locked (`locking`). A first visit occupies official, vehicle and kit over the
whole shift with a blokkade; when the last visit leaves they are free again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import IntegrityError

from afspraken import bezetting
from afspraken.engine.bitmap import cell_of
from afspraken.models import Blokkade
from afspraken.offers import Taken
from mobiel import routing
from mobiel.models import Route, Stop
from mobiel.planning.errors import PromiseBroken, names_of
from mobiel.reading import Net, Planned, Sheet
from mobiel.reading.sheets import moment_at


def check(sheet: Sheet, net: Net) -> None:
    """Refuse an order that breaks a rule. Raises: PromiseBroken, which says which and why."""
    broken = routing.feasible(net.route(sheet))
    if broken:
        raise PromiseBroken(broken, names_of(broken))


def write(sheet: Sheet, net: Net, *, checked: bool = True) -> Sheet:
    """Store a day with the times that it has now; its version rises.

    `checked` False: a visit was taken out, which breaks nothing; what was late stays late.
    Raises: PromiseBroken; Taken if the official, vehicle or kit is occupied by now.
    """
    if checked:
        check(sheet, net)
    sheet = net.timed(sheet)
    route = sheet.route
    route.is_geschat = net.table(route.vervoer).is_geschat
    if route.pk is None:
        _create(route)
    else:
        route.versie += 1
    _occupy_or_free(sheet)
    route.save()
    _as_it_went(sheet.done)
    if route.versie > 1:
        Stop.objects.filter(route=route).exclude(pk__in=[one.stop for one in sheet.done]).delete()
    first = max((one.order + 1 for one in sheet.done), default=0)
    rows = [
        Stop(
            route=route,
            bezoek_id=one.bezoek,
            deel=one.deel,
            volgorde=first + at,
            rit=one.rit,
            aankomst=moment_at(one.arrive),
            begin=moment_at(one.begin),
            einde=moment_at(one.leave),
        )
        for at, one in enumerate(sheet.todo)
    ]
    Stop.objects.bulk_create(rows)
    todo = (replace(one, stop=row.pk) for one, row in zip(sheet.todo, rows, strict=True))
    return replace(sheet, todo=tuple(todo), dead=())


def _as_it_went(done: Sequence[Planned]) -> None:
    """What began has the times that it had: as was planned, or as was reported. One statement."""
    rows = [
        Stop(
            pk=one.stop,
            aankomst=moment_at(one.arrive),
            begin=moment_at(one.begin),
            einde=moment_at(one.leave),
        )
        for one in done
    ]
    Stop.objects.bulk_update(rows, ["aankomst", "begin", "einde"])


def _create(route: Route) -> None:
    """Insert a route. Raises: Taken if somebody made one for this official and day just now."""
    try:
        route.save()
    except IntegrityError as error:
        raise Taken from error


def _occupy_or_free(sheet: Sheet) -> None:
    """A day with visits has a blokkade; one without has none. Raises: Taken."""
    route = sheet.route
    has_visits = bool(sheet.done or sheet.todo)
    if has_visits and route.blokkade_id is None:
        route.blokkade = Blokkade.objects.create(omschrijving=f"Bezoeken {route.dag:%Y-%m-%d}")
        bezetting.occupy(route.blokkade, claims(route))
    elif not has_visits and route.blokkade_id is not None:
        blokkade, route.blokkade = route.blokkade, None
        Route.objects.filter(pk=route.pk).update(blokkade=None)
        blokkade.delete()


def claims(route: Route) -> list[bezetting.Claim]:
    """What a route occupies over its whole shift."""
    first, last = cell_of(route.begin), cell_of(route.einde)
    taken = [route.middel_id, route.voertuig_id, route.koffer_id]
    return [bezetting.Claim(pk, 0, first, last) for pk in taken if pk]
