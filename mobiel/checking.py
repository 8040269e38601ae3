"""Do the routes as they are stored keep every promise? Independent of whoever planned them.

Rows are compared as they stand: own arithmetic, no `routing`, no travel service. The search may be
wrong, the check after it too, a restore or an import may have gone around both; this still tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from math import cos, hypot, radians

from django.db.models import Count, Q, QuerySet

from afspraken.integrity import Check, Result, register, shortened
from afspraken.models import EXPECTED, PROMISED, RELEASED, Afspraak, Status
from mobiel.models import Bezoek, Route, Stop
from mobiel.uitval import routes_without_shift

AANBIEDER = "bezoek"
FASTEST = 130 / 3.6
"""Metres a second: nobody drives faster than this along a straight line."""

METRES_PER_DEGREE = 111_195
ROUNDED = timedelta(seconds=1)


def routes(now: datetime) -> Result:
    """Each route can be driven as it is stored, and keeps every promise and the lunch."""
    rows = list(
        Route.objects.select_related("vertrekt_van", "eindigt_bij", "blokkade").prefetch_related(
            "stops__bezoek__afspraak", "blokkade__inzetten"
        )
    )
    faults: list[str] = []
    for route in rows:
        stops = [one for one in route.stops.all() if _counts(one, now)]
        stops.sort(key=lambda one: one.volgorde)
        about = f"route {route.pk}"
        faults += [f"{about}: {fault}" for fault in _day(route, stops, now)]
        faults += [f"{about}: {fault}" for fault in _occupied(route, stops)]
    return Result("routes", len(rows), shortened(faults))


def bezoeken(now: datetime) -> Result:
    """Each promised visit is on the route of each who goes, at the address of its appointment."""
    promised = Afspraak.objects.filter(aanbieder=AANBIEDER).filter(
        Q(status__in=PROMISED) | Q(status=Status.VASTGEHOUDEN, houdbaar_tot__gt=now)
    )
    faults = [
        f"afspraak {pk} is een bezoek en staat op {count} routes"
        for pk, count, mede in promised.annotate(count=Count("bezoek__stops")).values_list(
            "pk", "count", "bezoek__mede"
        )
        if count != 1 + len(mede or ())
    ]
    faults += _together(promised, now)
    rows = Bezoek.objects.filter(afspraak__status__in=PROMISED).select_related("afspraak")
    for bezoek in rows:
        faults += _promise(bezoek)
    return Result("bezoeken", promised.count(), shortened(faults))


def _together(promised: QuerySet[Afspraak], now: datetime) -> Iterator[str]:
    """Who do a visit at once do each another part of it, and begin it at the agreed moment."""
    rows = Stop.objects.filter(bezoek__afspraak__in=promised).exclude(bezoek__mede=[])
    parts: dict[int, set[int]] = defaultdict(set)
    for stop in rows.select_related("bezoek"):
        if stop.begin > now and stop.begin != stop.bezoek.samen_op:
            yield f"stop {stop.pk} begint niet op het moment dat samen is afgesproken"
        if stop.deel in parts[stop.bezoek_id] or stop.deel > len(stop.bezoek.mede):
            yield f"stop {stop.pk} doet een deel van het bezoek dat een ander al doet"
        parts[stop.bezoek_id].add(stop.deel)


def rooster(now: datetime) -> Result:
    """Routes to come whose official is not out then any more: no fault, but somebody must look."""
    compared, outside = routes_without_shift(now=now)
    notes = (f"route {one.pk} valt buiten het rooster van de medewerker" for one in outside)
    return Result("bezoekroosters", compared, notes=shortened(notes))


def _counts(stop: Stop, now: datetime) -> bool:
    """True for what is promised or held, and for what had begun before it was cancelled."""
    afspraak = stop.bezoek.afspraak
    if afspraak.status == Status.VASTGEHOUDEN:
        return afspraak.houdbaar_tot is not None and afspraak.houdbaar_tot > now
    if afspraak.status in RELEASED:
        return afspraak.status != Status.VERLOPEN and bool(stop.begin <= afspraak.status_op)
    return True


def _day(route: Route, stops: list[Stop], now: datetime) -> Iterator[str]:
    """Times that follow one another with the road between them, in promise and shift."""
    left, place = route.begin, (route.vertrekt_van.breedtegraad, route.vertrekt_van.lengtegraad)
    for stop in stops:
        where = stop.bezoek.breedtegraad, stop.bezoek.lengtegraad
        if stop.begin > now:
            if stop.aankomst + ROUNDED < left + timedelta(seconds=stop.rit):
                yield f"stop {stop.pk} is er eerder dan de weg toelaat"
            if stop.rit + 1 < _metres(place, where) / FASTEST:
                yield f"stop {stop.pk} heeft een rit van {stop.rit} seconden, en dat kan niet"
        if stop.bezoek.afspraak.status in EXPECTED and stop.begin > now:
            yield from _kept(stop)
        left, place = stop.einde, where
    if stops and stops[-1].begin > now:
        if left + timedelta(seconds=route.rit_terug) > route.einde + ROUNDED:
            yield "eindigt na de dienst"
        if route.lunch_duur:
            yield from _lunch(route, stops, now)


def _kept(stop: Stop) -> Iterator[str]:
    afspraak = stop.bezoek.afspraak
    if not afspraak.begin <= stop.begin < afspraak.einde:
        yield f"stop {stop.pk} begint buiten wat afspraak {afspraak.pk} beloofd is"
    if stop.einde - stop.begin < timedelta(minutes=stop.bezoek.duur):
        yield f"stop {stop.pk} duurt korter dan het bezoek"


def _lunch(route: Route, stops: Iterable[Stop], now: datetime) -> Iterator[str]:
    """None is asked for once its time is over: who had no visits, or ran late, has eaten."""
    begin, einde = route.lunch_begin, route.lunch_einde
    if begin is None and route.lunch_tot is not None and route.lunch_tot < now:
        return
    if begin is None or einde is None or route.lunch_van is None:
        yield "heeft geen lunch"
        return
    if begin < route.lunch_van or einde - begin < timedelta(minutes=route.lunch_duur):
        yield "heeft een lunch die te vroeg of te kort is"
    if any(one.begin < einde and begin < one.einde for one in stops):
        yield "heeft een lunch tijdens een bezoek"
    around = [route.begin, *(moment for one in stops for moment in (one.begin, one.einde))]
    for before, after in pairwise([*around, route.einde]):
        if before <= begin < after and einde > after:
            yield "heeft een lunch die niet tussen twee bezoeken past"


def _occupied(route: Route, stops: list[Stop]) -> Iterator[str]:
    """The official, vehicle and kit are occupied over the whole shift, and only with visits."""
    if not stops:
        return
    if route.blokkade is None:
        yield "heeft bezoeken en houdt niemand bezet"
        return
    wanted = {pk for pk in (route.middel_id, route.voertuig_id, route.koffer_id) if pk}
    spans = {
        row.middel_id
        for row in route.blokkade.inzetten.all()
        if (row.begin, row.einde) == (route.begin, route.einde)
    }
    if spans != wanted:
        yield "houdt niet precies bezet wie en wat er onderweg is"


def _promise(bezoek: Bezoek) -> Iterator[str]:
    afspraak = bezoek.afspraak
    adres = afspraak.klantadres
    if adres is None or bezoek.breedtegraad is None or bezoek.lengtegraad is None:
        yield f"bezoek {bezoek.pk} is nergens op de kaart"
    elif _metres((bezoek.breedtegraad, bezoek.lengtegraad), adres.punt) > 5:
        yield f"bezoek {bezoek.pk} staat op een andere plek dan het adres van de afspraak"
    if not bezoek.belofte_van <= afspraak.begin < afspraak.einde <= bezoek.belofte_tot:
        yield f"afspraak {afspraak.pk} ligt buiten wat er eerst beloofd is"


def _metres(
    one: tuple[float | None, float | None], other: tuple[float | None, float | None]
) -> float:
    """Metres along a straight line, on a map of one municipality."""
    if None in one or None in other:
        return 0.0
    north = ((one[0] or 0) - (other[0] or 0)) * METRES_PER_DEGREE
    east = ((one[1] or 0) - (other[1] or 0)) * METRES_PER_DEGREE * cos(radians(one[0] or 0))
    return hypot(north, east)


for name, look in (("routes", routes), ("bezoeken", bezoeken), ("bezoekroosters", rooster)):
    register(Check(name, look))
