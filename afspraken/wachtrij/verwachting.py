"""READS: how long someone will wait at a place. The arithmetic is in `wachttijd.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from afspraken import agenda
from afspraken.lokaal import local_day
from afspraken.models import AAN_LOKET, Locatie, Product, Status, Wachtende, Wachtstand
from afspraken.wachtrij import wachttijd
from afspraken.wachtrij.bezoeken import VRAAG, active, as_visit, needs, rules_of, visit
from afspraken.wachtrij.loketten import counters
from afspraken.wachtrij.volgorde import Bezoek
from afspraken.wachtrij.wachttijd import Wachttijd

_NOBODY = 2**63
"""The number of someone who has not reported yet: after all who report at the same moment."""


def expected_wait(
    locatie: Locatie, producten: Sequence[tuple[Product, int]], *, now: datetime
) -> Wachttijd | None:
    """How long someone would wait who walks in now for products with persons; None: not today."""
    minuten = sum(product.minutes_for(aantal) for product, aantal in producten)
    bevoegdheden = needs(product for product, _aantal in producten)
    nieuw = Bezoek(
        _NOBODY,
        now,
        alleen=frozenset() if bevoegdheden is None else None,
        bevoegdheden=bevoegdheden or frozenset(),
        duur=timedelta(minutes=minuten) or VRAAG,
    )
    return _wait(nieuw, locatie, now=now)


def wait_of(wachtende: Wachtende, *, now: datetime) -> Wachttijd | None:
    """How long someone who waits will wait still; None: not today."""
    return _wait(visit(wachtende), wachtende.locatie, now=now)


def _wait(bezoek: Bezoek, locatie: Locatie, *, now: datetime) -> Wachttijd | None:
    here = list(active(locatie, now=now))
    waiting = [visit(one) for one in here if one.stand == Wachtstand.WACHT]
    free = {one.middel_id: _until(one, now) for one in here if one.stand in AAN_LOKET}
    return wachttijd.expected_wait(
        bezoek,
        wachten=[one for one in waiting if one.nummer != bezoek.nummer],
        komen=_still_to_come(locatie, now=now),
        loketten=[
            wachttijd.Bezet(one.loket, one.open, free.get(one.middel.pk, now))
            for one in counters(locatie, now=now)
        ],
        now=now,
        spelregels=rules_of(locatie),
    )


def _until(wachtende: Wachtende, now: datetime) -> datetime:
    """When a counter will be done with who is there, at the earliest now."""
    return max(now, wachtende.stand_op + visit(wachtende).duur)


def _still_to_come(locatie: Locatie, *, now: datetime) -> list[Bezoek]:
    """Who has an appointment and can still be in time for it, as if they report at its begin."""
    since = now - timedelta(minutes=locatie.te_laat_na)
    rows = (
        agenda.day_list(locatie, local_day(now))
        .filter(status=Status.GEPLAND, begin__gt=since)
        .prefetch_related("producten__product__vereisten")
    )
    return [
        as_visit(one, one.producten.all(), -one.pk, gemeld_op=max(one.begin, now)) for one in rows
    ]
