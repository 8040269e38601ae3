"""Rows become days (`sheets`), and back: the only place that knows how a stop is stored.

A hold that has expired, and what was cancelled before it began, does not count, though its rows may
still be there: `planning` takes them out when it next writes on that route.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from afspraken.lokaal import local_day
from afspraken.models import RELEASED, Status
from mobiel.models import Bezoek, Route, Stop
from mobiel.reading.reported import Progress, Reports, Standing, progress, told
from mobiel.reading.sheets import Planned, Sheet, epoch, window_of
from mobiel.reading.travel import Net
from mobiel.reistijd import Punt

_FIELDS = (
    *("pk", "route_id", "bezoek_id", "bezoek__afspraak_id", "bezoek__breedtegraad"),
    *("bezoek__lengtegraad", "bezoek__duur", "bezoek__afspraak__begin", "bezoek__afspraak__einde"),
    *("bezoek__eisen", "rit", "aankomst", "begin", "einde", "bezoek__afspraak__status"),
    *("bezoek__afspraak__status_op", "bezoek__afspraak__houdbaar_tot", "volgorde"),
    *("bezoek__afspraak__versie", "deel", "bezoek__mede", "bezoek__samen_op"),
)


def sheets_of(
    routes: Iterable[Route], skills: Mapping[int, frozenset[int]], *, now: datetime
) -> list[Sheet]:
    """The days of these routes, in one query; `skills` by official, none for who is not in it.

    One query more where a day has begun: what was reported of it.
    """
    routes = list(routes)
    stored = [route.pk for route in routes if route.pk]
    rows: dict[int, list[Any]] = defaultdict(list)
    if stored:
        found = Stop.objects.filter(route__in=stored).order_by("route", "volgorde")
        for row in found.values_list(*_FIELDS):
            rows[row[1]].append(row)
    begun = [one.pk for one in routes if one.dag <= local_day(now)]
    reports = told({row[2]: row[18] for pk in begun for row in rows[pk]})
    return [
        _sheet(one, rows[one.pk], skills.get(one.middel_id, frozenset()), reports, now)
        for one in routes
    ]


def sheets_between(
    middelen: Collection[int],
    skills: Mapping[int, frozenset[int]],
    *,
    van: date,
    tot: date,
    now: datetime,
) -> dict[tuple[int, date], Sheet]:
    """The days that have a route, on the local days [van, tot); two queries, or three."""
    routes = Route.objects.filter(middel__in=middelen, dag__gte=van, dag__lt=tot).select_related(
        "vertrekt_van", "eindigt_bij", "locatie"
    )
    return {(one.route.middel_id, one.route.dag): one for one in sheets_of(routes, skills, now=now)}


def _sheet(
    route: Route,
    rows: Iterable[Any],
    skills: frozenset[int],
    reports: Reports,
    now: datetime,
) -> Sheet:
    moment, skills = epoch(now), skills - _left_behind(route)
    alive: list[Standing] = []
    dead: list[int] = []
    for row in rows:
        if _is_dead(row[12], *row[14:17], now=now):
            dead.append(row[0])
            continue
        alive.append(Standing(_planned(row), row[14], row[15]))
    stored = [one.planned for one in alive]
    went = progress(alive, reports, by=route.middel_id, now=moment)
    if went is not None:
        return _as_reported(Sheet(route, skills, moment, dead=tuple(dead)), went, stored)
    done = tuple(one for one in stored if one.begin <= moment)
    todo = tuple(one for one in stored if one.begin > moment)
    on_the_way = (
        bool(todo) and moment > epoch(route.begin) and not (done and done[-1].leave > moment)
    )
    sheet = Sheet(route, skills, moment, done, todo, tuple(dead), int(on_the_way))
    return Net([sheet]).with_roads(sheet) if dead else sheet


def _left_behind(route: Route) -> frozenset[int]:
    """What does not go along, whatever its official has by now: a colleague may have it that day.

    What goes along is chosen with the first visit (`days`), and occupied from then on.
    """
    along = {Bezoek.KOFFER: route.koffer_id, Bezoek.VOERTUIG: route.voertuig_id}
    return frozenset(skill for skill, middel in along.items() if middel is None)


def _as_reported(empty: Sheet, went: Progress, stored: Sequence[Planned]) -> Sheet:
    """The day as its official reported it; the roads are reckoned anew if it went otherwise."""
    is_out = empty.now > epoch(empty.route.begin) or bool(went.since)
    sheet = replace(
        empty,
        done=went.done,
        todo=went.todo,
        dead=(*empty.dead, *went.dead),
        frozen=int(bool(went.todo) and is_out and not went.is_inside),
        since=went.since,
    )
    as_planned = [one.stop for one in (*went.done, *went.todo)] == [one.stop for one in stored]
    return sheet if as_planned and not sheet.dead else Net([sheet]).with_roads(sheet)


def _is_dead(
    begin: datetime,
    status: str,
    status_op: datetime,
    houdbaar_tot: datetime | None,
    *,
    now: datetime,
) -> bool:
    if status == Status.VASTGEHOUDEN:
        return houdbaar_tot is None or houdbaar_tot <= now
    return status == Status.VERLOPEN or (status in RELEASED and begin > status_op)


def _planned(row: Any) -> Planned:
    (pk, _route, bezoek, afspraak, lat, lon, minuten, van, tot, eisen, rit, aankomst, begin) = row[
        :13
    ]
    deel, mede, samen_op = row[19:]
    needs = [eisen, *mede]
    earliest, latest = window_of(van, tot)
    return Planned(
        pk,
        bezoek,
        afspraak,
        Punt.of(lat or 0.0, lon or 0.0),
        minuten * 60,
        earliest,
        latest,
        frozenset(needs[deel] if deel < len(needs) else ()),
        rit,
        epoch(aankomst),
        epoch(begin),
        epoch(row[13]),
        row[17],
        deel,
        len(needs),
        epoch(samen_op) if samen_op and mede else 0,
    )
