"""What is applied for will be ready: which documents, where, and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from afspraken import logboek
from afspraken.lokaal import local_day
from afspraken.models import (
    Afhaaldocument,
    Afspraak,
    Documentstatus,
    Handeling,
    Locatie,
    Ophaalplaats,
    Status,
)
from afspraken.ophalen import berichten
from afspraken.ophalen.errors import NotCollectedHere, Overtaken
from afspraken.roosters.feestdagen import closed_days
from afspraken.signals import Change
from afspraken.werkdagen import working_days_later

_LOOKED_AHEAD = timedelta(days=400)
"""Closings that are looked up: no document takes longer (`Ophaalplaats.werkdagen`)."""


@transaction.atomic
def expected(
    afspraak: Afspraak, *, now: datetime, locatie: Locatie | None = None, door: Any = None
) -> list[Afhaaldocument]:
    """The documents that follow from a finished appointment: one per product and person.

    Collected at `locatie` where that can be, else where the appointment was, else where it is
    ready first. Asking twice adds nothing. `door` is the user who finished it; None: the system.
    """
    counted = {row.product_id: row.aantal for row in afspraak.producten.all()}
    places = _places(counted)
    if not places:
        return []
    today = local_day(now)
    closed = closed_days(today, today + _LOOKED_AHEAD)
    known = set(afspraak.documenten.values_list("product", "nummer"))
    rows = []
    for product, here in places.items():
        plaats = _chosen(here, locatie, afspraak.locatie)
        rows += [
            Afhaaldocument(
                afspraak=afspraak,
                product=plaats.product,
                nummer=nummer,
                locatie=plaats.locatie,
                status_op=now,
                aangevraagd_op=now,
                verwacht_op=working_days_later(today, plaats.werkdagen, closed),
                door=door,
            )
            for nummer in range(1, counted[product] + 1)
            if (product, nummer) not in known
        ]
    if rows:
        Afhaaldocument.objects.bulk_create(rows, ignore_conflicts=True)
        _record(afspraak, "aangevraagd", door=door, now=now, aantal=len(rows))
    return list(afspraak.documenten.select_related("product", "locatie"))


@transaction.atomic
def withdraw(afspraak: Afspraak, *, now: datetime, door: Any = None) -> int:
    """The appointment was not finished after all: what is not ready yet goes; how many that was."""
    gone, _per_table = afspraak.documenten.filter(status=Documentstatus.AANGEVRAAGD).delete()
    if gone:
        _record(afspraak, "ingetrokken", door=door, now=now, aantal=gone)
    return gone


def follow(afspraak: Afspraak, change: Change, now: datetime, **_: Any) -> None:
    """Receiver of `afspraak_changed`: whoever finishes an appointment, its documents are expected.

    Registered once, by `apps.py`.
    """
    if change is not Change.STATUS:
        return
    if afspraak.status == Status.AFGEROND:
        expected(afspraak, now=now)
    else:
        withdraw(afspraak, now=now)


@transaction.atomic
def bring_to(
    document: Afhaaldocument, locatie: Locatie, *, door: Any, now: datetime
) -> Afhaaldocument:
    """Let it be collected at another place, where it is ready later, or sooner.

    What lies ready already travels: it takes the difference in working days, at least one.
    Raises: NotCollectedHere; Overtaken.
    """
    places = _places([document.product_id]).get(document.product_id, ())
    there = next((one for one in places if one.locatie == locatie), None)
    if there is None:
        raise NotCollectedHere
    here = next((one.werkdagen for one in places if one.locatie_id == document.locatie_id), 0)
    start, days = local_day(document.aangevraagd_op), there.werkdagen
    if document.status == Documentstatus.GEREED:
        start, days = local_day(now), max(1, there.werkdagen - here)
    closed = closed_days(start, start + _LOOKED_AHEAD)
    moved = Afhaaldocument.objects.filter(
        pk=document.pk,
        locatie=document.locatie_id,
        status__in=(Documentstatus.AANGEVRAAGD, Documentstatus.GEREED),
    ).update(
        locatie=locatie,
        status=Documentstatus.AANGEVRAAGD,
        status_op=now,
        gereed_op=None,
        opslagnummer="",
        herinnerd_op=None,
        verwacht_op=working_days_later(start, days, closed),
        door=door,
    )
    fresh = (
        Afhaaldocument.objects.select_related("afspraak__klant", "product", "locatie", "door")
        .filter(pk=document.pk)
        .first()
    )
    if not moved or fresh is None:
        raise Overtaken(fresh)
    _record(fresh.afspraak, "andere_plaats", door=door, now=now, locatie=locatie.pk)
    berichten.tell([fresh.afspraak], now=now)
    return fresh


def _places(products: Any) -> dict[int, list[Ophaalplaats]]:
    """Per product (id) that becomes a document, where it can be collected; the soonest first."""
    rows = Ophaalplaats.objects.filter(product__in=list(products), locatie__is_actief=True)
    found: dict[int, list[Ophaalplaats]] = {}
    for row in rows.exclude(product__document="").select_related("product", "locatie"):
        found.setdefault(row.product_id, []).append(row)
    return found


def _chosen(places: Sequence[Ophaalplaats], *wanted: Locatie | None) -> Ophaalplaats:
    asked = [one.pk for one in wanted if one is not None]
    by_place = {one.locatie_id: one for one in places}
    return next((by_place[pk] for pk in asked if pk in by_place), places[0])


def _record(afspraak: Afspraak, wat: str, *, door: Any, now: datetime, **gegevens: int) -> None:
    logboek.record_by(
        door,
        Handeling.OPHALEN,
        f"afspraak:{afspraak.code}",
        now=now,
        wat=wat,
        **gegevens,
    )
