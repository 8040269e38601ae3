"""READS: what everyone in the waiting room may know, without names and without products."""

from __future__ import annotations

from datetime import datetime

from afspraken.lokaal import local_day
from afspraken.models import Locatie, Product, Soort, Wachtende, Wachtstand
from afspraken.wachtrij.bezoeken import needs
from afspraken.wachtrij.loketten import counters

_CALLED = (
    *(Wachtstand.OPGEROEPEN, Wachtstand.IN_BEHANDELING),
    *(Wachtstand.KLAAR, Wachtstand.NIET_VERSCHENEN),
)
"""Whoever was away for a moment still finds their number; who was sent on is called again."""


def last_called(locatie: Locatie, aantal: int, *, now: datetime) -> list[Wachtende]:
    """The visits that were called last today, with their counter, newest first; one query."""
    rows = Wachtende.objects.filter(locatie=locatie, dag=local_day(now), stand__in=_CALLED)
    called = rows.filter(opgeroepen_op__isnull=False, middel__isnull=False)
    return list(called.select_related("middel").order_by("-opgeroepen_op", "-pk")[:aantal])


def number_waiting(locatie: Locatie, *, now: datetime) -> int:
    """How many visits wait to be called."""
    today = Wachtende.objects.filter(locatie=locatie, dag=local_day(now))
    return today.filter(stand=Wachtstand.WACHT).count()


def walk_in_products(locatie: Locatie, *, now: datetime) -> list[Product]:
    """What one can come for without an appointment today: a counter here serves it.

    Not what is sensitive, nor what the desk does not do.
    """
    rows = Product.objects.filter(is_actief=True, is_gevoelig=False, vereisten__soort=Soort.LOKET)
    known = rows.distinct().prefetch_related("vereisten")
    able = [
        one.loket.bevoegdheden
        for one in counters(locatie, now=now)
        if one.loket.is_loket and one.open
    ]
    return [product for product in known if _is_served(product, able)]


def _is_served(product: Product, able: list[frozenset[int]]) -> bool:
    asked = needs([product])
    return asked is not None and any(asked <= competences for competences in able)
