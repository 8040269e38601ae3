"""From rows to values: what the rules ask of who waits, in a constant number of queries.

The only place where rows of the queue become `Bezoek`; `volgorde.py` knows no tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import QuerySet

from afspraken.lokaal import local_day
from afspraken.models import (
    ACTIEF,
    Afspraak,
    Afspraakproduct,
    Locatie,
    Product,
    Soort,
    Wachtende,
    Wachtproduct,
)
from afspraken.wachtrij.volgorde import Bezoek, Spelregels

VRAAG = timedelta(minutes=10)
"""So long takes a walk-in who comes for no product, but with a question."""


def rules_of(locatie: Locatie) -> Spelregels:
    """What a place has agreed."""
    return Spelregels(
        timedelta(minutes=locatie.te_laat_na), timedelta(minutes=locatie.inloop_wacht)
    )


def active(locatie: Locatie, *, now: datetime) -> QuerySet[Wachtende]:
    """Those who are here, with all that pages and rules ask of them, in seven queries."""
    return (
        Wachtende.objects.filter(locatie=locatie, dag=local_day(now), stand__in=ACTIEF)
        .select_related("afspraak__klant", "middel", "medewerker")
        .select_related("voor_middel", "voor_bevoegdheid")
        .prefetch_related(
            "producten__product__vereisten",
            "afspraak__producten__product__vereisten",
            "afspraak__inzetten",
        )
    )


def visit(wachtende: Wachtende) -> Bezoek:
    """A row as the rules see it."""
    afspraak = wachtende.afspraak
    rows = afspraak.producten.all() if afspraak else wachtende.producten.all()
    one = as_visit(afspraak, rows, wachtende.pk, gemeld_op=wachtende.gemeld_op)
    if wachtende.voor_middel_id is not None:
        one = replace(one, alleen=frozenset({wachtende.voor_middel_id}))
    elif wachtende.voor_bevoegdheid_id is not None:
        one = replace(one, alleen=None, bevoegdheden=frozenset({wachtende.voor_bevoegdheid_id}))
    return replace(one, voorrang_op=wachtende.voorrang_op)


def as_visit(
    afspraak: Afspraak | None,
    rows: Iterable[Afspraakproduct] | Iterable[Wachtproduct],
    nummer: int,
    *,
    gemeld_op: datetime,
) -> Bezoek:
    """What products ask and how long they take; what no counter does goes where it is booked."""
    bevoegdheden = needs(row.product for row in rows)
    booked = afspraak.inzetten.all() if afspraak and bevoegdheden is None else ()
    minuten = sum(row.product.minutes_for(row.aantal) for row in rows)
    return Bezoek(
        nummer,
        gemeld_op,
        begin=afspraak.begin if afspraak else None,
        alleen=frozenset(one.middel_id for one in booked) if bevoegdheden is None else None,
        bevoegdheden=bevoegdheden or frozenset(),
        duur=afspraak.einde - afspraak.begin if afspraak else timedelta(minutes=minuten) or VRAAG,
    )


def needs(producten: Iterable[Product]) -> frozenset[int] | None:
    """The competences that a counter must have for products; None if no counter gives one."""
    competences: set[int] = set()
    for product in producten:
        vereisten = list(product.vereisten.all())
        if {vereiste.soort for vereiste in vereisten} != {Soort.LOKET}:
            return None
        competences |= {one.bevoegdheid_id for one in vereisten if one.bevoegdheid_id}
    return frozenset(competences)
