"""WRITES the order of a day. Nothing is stored that `routing.feasible` does not pass.

Runs with the route locked (`locking`). A first visit occupies official, vehicle and kit over the
whole shift with a blokkade; when the last visit leaves they are free again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from django.db import IntegrityError

from afspraken import bezetting
from afspraken.engine.bitmap import cell_of
from afspraken.models import Blokkade
from afspraken.offers import Taken
from mobiel import routing
from mobiel.models import Bezoek, Route, Stop
from mobiel.planning.errors import PromiseBroken
from mobiel.reading import Net, Planned, Sheet


def check(sheet: Sheet, net: Net) -> None:
    """Refuse an order that breaks a rule. Raises: PromiseBroken, which says which and why."""
    broken = routing.feasible(net.route(sheet))
    if broken:
        raise PromiseBroken(broken, _names(broken))


def write(sheet: Sheet, net: Net, *, checked: bool = True) -> Sheet:
    """Store a day with the times that it has now; its version rises.

    `checked` False: a visit was taken out, which breaks nothing; what was late stays late.
    Raises: PromiseBroken; Taken if the official, vehicle or kit is occupied by now.
    """
    if checked:
        check(sheet, net)
    sheet = timed(net.with_roads(sheet), net)
    route = sheet.route
    route.is_geschat = net.table(route.vervoer).is_geschat
    if route.pk is None:
        _create(route)
    else:
        route.versie += 1
    _occupy_or_free(sheet)
    route.save()
    if sheet.done:
        _end_last(sheet.done[-1])
    if route.versie > 1:
        Stop.objects.filter(route=route).exclude(pk__in=[one.stop for one in sheet.done]).delete()
    first = sheet.done[-1].order + 1 if sheet.done else 0
    rows = [
        Stop(
            route=route,
            bezoek_id=one.bezoek,
            volgorde=first + at,
            rit=one.rit,
            aankomst=_moment(one.arrive),
            begin=_moment(one.begin),
            einde=_moment(one.leave),
        )
        for at, one in enumerate(sheet.todo)
    ]
    Stop.objects.bulk_create(rows)
    todo = (replace(one, stop=row.pk) for one, row in zip(sheet.todo, rows, strict=True))
    return replace(sheet, todo=tuple(todo), dead=())


def timed(sheet: Sheet, net: Net) -> Sheet:
    """The same order with the earliest times that it can have, and the lunch among them."""
    times = routing.schedule(net.route(sheet))
    todo = tuple(
        replace(one, arrive=visit.arrive, begin=visit.begin, leave=visit.leave)
        for one, visit in zip(sheet.todo, times.visits, strict=True)
    )
    if not sheet.has_lunched:
        lunch = times.lunch
        sheet.route.lunch_begin = _moment(lunch.begin) if lunch else None
        sheet.route.lunch_einde = _moment(lunch.end) if lunch else None
    return replace(sheet, todo=todo)


def _end_last(last: Planned) -> None:
    """What began last may end at another moment than was planned; nothing else of it changes."""
    Stop.objects.filter(pk=last.stop).exclude(einde=_moment(last.leave)).update(
        einde=_moment(last.leave)
    )


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


def _names(broken: Iterable[routing.Broken]) -> dict[int, str]:
    """What the visits of broken rules are called: the reference of their appointment."""
    keys = [one.stop.key for one in broken if one.stop is not None]
    rows = Bezoek.objects.filter(pk__in=keys).values_list("pk", "afspraak__referentie")
    return dict(rows)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
