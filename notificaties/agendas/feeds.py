"""The calendar of a resource or a place, as a file that phones and Outlook fetch over and over.

From 30 days ago to a year ahead, in Dutch for everyone, because it is kept for all. No level tells
who comes, and a sensitive product is only "Afspraak". Reads only; what is kept between two fetches
is in `feedcache.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet

from afspraken import agendabron
from afspraken.ical import Event, calendar
from afspraken.lokaal import day_begin, local_day
from afspraken.models import (
    PROMISED,
    Afspraak,
    Afspraakproduct,
    Inzet,
    Locatie,
    Middel,
    Soort,
    Status,
)
from notificaties.models import Agendalink, GeannuleerdeInzet, Niveau

PAST = timedelta(days=30)
AHEAD = timedelta(days=365)
CANCELLED_SHOWN = timedelta(days=30)
REFRESH = timedelta(hours=1)

SHOWN = (*PROMISED, Status.AFGEROND, Status.NIET_VERSCHENEN)
"""Promised, or over. A hold may still come to nothing; what is cancelled is looked up apart."""

WHERE = (Soort.LOKET, Soort.RUIMTE)
"""Kinds of resource to which one has to walk."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def build(link: Agendalink, *, now: datetime) -> bytes:
    """The calendar of a link as it is now, in at most five queries, and four for what apps add.

    The same rows give the same octets all day.
    """
    window = _Window.around(now)
    events = [*_afspraken(link, window), *_blokkades(link, window), *_added(link, window)]
    events.sort(key=lambda event: (event.begin, event.uid))
    return calendar(events, name=_name(link.eigenaar), refresh=REFRESH)


class _Window(NamedTuple):
    """What is shown: what begins in [van, tot), and what was cancelled since `cancelled_from`."""

    van: datetime
    tot: datetime
    cancelled_from: datetime

    @classmethod
    def around(cls, now: datetime) -> _Window:
        """Whole local days, so that the window stays the same until midnight."""
        today = local_day(now)
        van, tot = day_begin(today - PAST), day_begin(today + AHEAD + timedelta(days=1))
        return cls(van, tot, day_begin(today - CANCELLED_SHOWN))


# --- appointments ---------------------------------------------------------------------------------


class _Row(NamedTuple):
    """What is read of one appointment."""

    pk: int
    code: str
    begin: datetime
    einde: datetime
    gewijzigd_op: datetime
    versie: int
    referentie: str
    status: str
    locatie_id: int


@dataclass(frozen=True)
class _Detail:
    """What the level adds: by appointment the resources and the products; by number the places."""

    middelen: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    producten: dict[int, list[tuple[str, int, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    locaties: dict[int, Locatie] = field(default_factory=dict)


def _afspraken(link: Agendalink, window: _Window) -> Iterator[Event]:
    afspraken = _of_place(link, window) if link.locatie_id else _of_resource(link, window)
    rows = list(map(_Row._make, afspraken.values_list(*_Row._fields)))
    detail = _detail(afspraken, Niveau(link.niveau))
    alarm = timedelta(minutes=link.seintje) if link.seintje else None
    for row in rows:
        is_cancelled = row.status == Status.GEANNULEERD
        yield Event(
            uid=row.code,
            begin=row.begin,
            einde=row.einde,
            gewijzigd_op=row.gewijzigd_op,
            summary=_summary(row, detail, Niveau(link.niveau), is_cancelled=is_cancelled),
            location=_location(row, detail),
            description=_description(row, Niveau(link.niveau)),
            sequence=row.versie - 1,
            is_cancelled=is_cancelled,
            alarm=None if is_cancelled else alarm,
        )


def _of_place(link: Agendalink, window: _Window) -> QuerySet[Afspraak]:
    cancelled = Q(status=Status.GEANNULEERD, status_op__gte=window.cancelled_from)
    return Afspraak.objects.filter(
        Q(status__in=SHOWN) | cancelled,
        locatie=link.locatie_id,
        begin__gte=window.van,
        begin__lt=window.tot,
    ).order_by()


def _of_resource(link: Agendalink, window: _Window) -> QuerySet[Afspraak]:
    """Those that occupy the resource, and those that did until they were cancelled."""
    occupying = Inzet.objects.filter(
        middel=link.middel_id,
        begin__gte=window.van,
        begin__lt=window.tot,
        afspraak__status__in=SHOWN,
    )
    cancelled = GeannuleerdeInzet.objects.filter(
        middel=link.middel_id,
        op__gte=window.cancelled_from,
        afspraak__begin__gte=window.van,
        afspraak__begin__lt=window.tot,
    )
    either = occupying.values("afspraak").union(cancelled.values("afspraak"))
    return Afspraak.objects.filter(pk__in=either).order_by()


def _detail(afspraken: QuerySet[Afspraak], niveau: Niveau) -> _Detail:
    detail = _Detail()
    ids = afspraken.values("pk")
    if niveau != Niveau.BEZET:
        detail.locaties.update(Locatie.objects.in_bulk())
        rooms = Inzet.objects.filter(afspraak__in=ids, middel__soort__in=WHERE).order_by("middel")
        for afspraak, naam in rooms.values_list("afspraak_id", "middel__naam"):
            detail.middelen[afspraak].append(naam)
    if niveau == Niveau.VOLLEDIG:
        products = Afspraakproduct.objects.filter(afspraak__in=ids).order_by("pk")
        columns = ("afspraak_id", "product__naam", "aantal", "product__is_gevoelig")
        for afspraak, *product in products.values_list(*columns):
            detail.producten[afspraak].append((product[0], product[1], product[2]))
    return detail


def _summary(row: _Row, detail: _Detail, niveau: Niveau, *, is_cancelled: bool) -> str:
    if niveau == Niveau.BEZET:
        return "Geannuleerd" if is_cancelled else "Bezet"
    products = detail.producten[row.pk]
    summary = ", ".join(
        naam if aantal == 1 else f"{naam} × {aantal}" for naam, aantal, _s in products
    )
    if not products or any(is_gevoelig for _n, _a, is_gevoelig in products):
        summary = "Afspraak"
    return f"Geannuleerd: {summary}" if is_cancelled else summary


def _location(row: _Row, detail: _Detail) -> str:
    locatie = detail.locaties.get(row.locatie_id)
    return ", ".join([*detail.middelen[row.pk], locatie.naam, locatie.adres]) if locatie else ""


def _description(row: _Row, niveau: Niveau) -> str:
    if niveau != Niveau.VOLLEDIG:
        return ""
    return f"Referentie: {row.referentie}"


# --- what else occupies a resource ----------------------------------------------------------------


def _blokkades(link: Agendalink, window: _Window) -> Iterator[Event]:
    """Maintenance, visit shifts and the like; what they are for stays inside.

    Nobody keeps when one was changed. So another time is another event, and none ever changes.
    """
    if not link.middel_id:
        return
    rows = Inzet.objects.filter(
        middel=link.middel_id,
        begin__gte=window.van,
        begin__lt=window.tot,
        blokkade__isnull=False,
    )
    host = urlsplit(settings.PUBLIC_URL).hostname
    for pk, begin, einde in rows.values_list("pk", "begin", "einde"):
        uid = f"blokkade-{pk}-{begin:%Y%m%d%H%M}-{einde:%H%M}@{host}"
        yield Event(uid, begin, einde, gewijzigd_op=_LONG_AGO, summary="Bezet")


# --- what apps add: visits ------------------------------------------------------------------------


def _added(link: Agendalink, window: _Window) -> Iterator[Event]:
    """Within the shift that is busy as a whole: what happens when, from the middle level on.

    As of a blokkade another time is another event: they move without a new version of a promise.
    """
    niveau, middel = Niveau(link.niveau), link.middel
    if middel is None or middel.soort != Soort.AMBTENAAR or niveau == Niveau.BEZET:
        return
    alarm = timedelta(minutes=link.seintje) if link.seintje else None
    tells_all = niveau == Niveau.VOLLEDIG
    for one in agendabron.entries(middel.pk, window.van, window.tot):
        yield Event(
            uid=f"{one.code}-{one.begin:%Y%m%d%H%M}-{one.einde:%H%M}",
            begin=one.begin,
            einde=one.einde,
            gewijzigd_op=one.gewijzigd_op,
            summary=(one.wat if tells_all else "") or one.soort,
            location=(one.adres if tells_all else "") or one.plaats,
            description=f"Referentie: {one.referentie}" if tells_all else "",
            alarm=alarm,
        )


def _name(eigenaar: Middel | Locatie) -> str:
    """As the calendar is called in the list of a phone."""
    if isinstance(eigenaar, Middel) and eigenaar.locatie:
        return f"{eigenaar.naam}, {eigenaar.locatie.naam}"
    return eigenaar.naam
