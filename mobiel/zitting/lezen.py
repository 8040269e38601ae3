"""READS one care-home day: who takes part, in which order, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from afspraken.engine.bitmap import cell_at_or_after, cell_of, moment_of
from afspraken.lokaal import LOCAL, local_day
from mobiel.models import Bewoner, Bewonerstatus, Stop, Zitting, Zittingstatus
from mobiel.zitting import tijden
from mobiel.zitting.errors import Cancelled, Closed

CELL_MINUTES = 5


class Tijd(NamedTuple):
    """When one resident is seen: as expected while the zitting is open, then as promised."""

    bewoner: Bewoner
    begin: datetime
    einde: datetime


def taking_part(zitting: Zitting) -> QuerySet[Bewoner]:
    """The residents with a place, in their order; also those who were seen already."""
    rows = Bewoner.objects.filter(zitting=zitting).exclude(status=Bewonerstatus.AFGEMELD)
    return rows.order_by("volgorde")


def is_open(zitting: Zitting, *, now: datetime) -> bool:
    """True while residents can be announced: the clock alone closes it too."""
    return zitting.status == Zittingstatus.OPEN and now < zitting.sluit_op


def times(zitting: Zitting, bewoners: Iterable[Bewoner] | None = None) -> list[Tijd]:
    """When each resident is seen, in order.

    While it is open: as it would become if it began as planned now; that may still change.
    """
    rows = list(taking_part(zitting) if bewoners is None else bewoners)
    if zitting.status != Zittingstatus.OPEN:
        known = [Tijd(row, row.begin, row.einde) for row in rows if row.begin and row.einde]
        return sorted(known, key=lambda one: one.begin)
    begin = cell_at_or_after(planned_begin(zitting))
    first = begin + zitting.opzet_minuten // CELL_MINUTES
    cells = zitting.plaatsminuten // CELL_MINUTES
    quiet = quiet_on(zitting.rusttijden, local_day(zitting.afspraak.begin))
    spans = tijden.in_order(first, len(rows), cells, quiet)
    return [
        Tijd(row, moment_of(van), moment_of(tot))
        for row, (van, tot) in zip(rows, spans, strict=True)
    ]


def planned_begin(zitting: Zitting) -> datetime:
    """When we begin as the route is planned now; else the begin of what was promised."""
    stop = Stop.objects.filter(bezoek__afspraak=zitting.afspraak_id).order_by("pk").first()
    begin: datetime = stop.begin if stop is not None else zitting.afspraak.begin
    return begin


def node_end(zitting: Zitting) -> datetime:
    """When we leave as the route is planned now."""
    stop = Stop.objects.filter(bezoek__afspraak=zitting.afspraak_id).order_by("pk").first()
    if stop is not None:
        leave: datetime = stop.einde
        return leave
    begin: datetime = zitting.afspraak.begin
    return begin + timedelta(minutes=zitting.afspraak.minuten)


def quiet_on(rusttijden: Iterable[tuple[time, time]], dag: date) -> list[tijden.Span]:
    """The quiet hours of a local day as cells, in whole cells around them."""
    return [
        (
            cell_of(datetime.combine(dag, van, tzinfo=LOCAL)),
            cell_at_or_after(datetime.combine(dag, tot, tzinfo=LOCAL)),
        )
        for van, tot in rusttijden
    ]


def locked(zitting: Zitting) -> Zitting:
    """The row as it is now, locked: whoever changes the list waits for whoever does already."""
    rows = Zitting.objects.select_for_update(of=("self",)).select_related(
        "afspraak__klant", "afspraak__locatie", "product", "middel"
    )
    return rows.get(pk=zitting.pk)


def locked_open(zitting: Zitting, *, now: datetime) -> Zitting:
    """As `locked`. Raises: Cancelled; Closed, by hand or by the clock."""
    fresh = locked(zitting)
    if fresh.status == Zittingstatus.GEANNULEERD:
        raise Cancelled
    if not is_open(fresh, now=now):
        raise Closed
    return fresh
