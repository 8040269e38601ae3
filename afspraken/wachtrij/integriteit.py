"""The check of the queue: rows follow from their steps, and appointments from their rows."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import Exists, OuterRef, QuerySet

from afspraken.integrity import Result, shortened
from afspraken.lokaal import local_day
from afspraken.models import ACTIEF, Afspraak, Status, Wachtende, Wachtstand
from afspraken.wachtrij.toestand import STATUS, after

BATCH = 500
LOOK_BACK = timedelta(days=31)
"""Older visits are history: the row cannot change any more, and its reasons were blanked."""

CLOSE_WITHIN = timedelta(days=1)
"""The nightly run may have failed once."""


def check(now: datetime) -> Result:
    """Every visit of the last month: its steps are whole, and all that follows from them."""
    rows = (
        Wachtende.objects.filter(dag__gte=local_day(now - LOOK_BACK))
        .select_related("afspraak")
        .prefetch_related("stappen")
        .order_by("pk")
    )
    faults = chain(
        (
            f"wachtende {row.pk} ({row.volgnummer}): {fault}"
            for row in rows.iterator(chunk_size=BATCH)
            for fault in _faults(row, now=now)
        ),
        (
            f"afspraak {one.pk} is {one.get_status_display()} en staat in geen rij"
            for one in _reported_and_lost()
        ),
    )
    return Result("wachtrij", rows.count(), shortened(faults))


def _reported_and_lost() -> QuerySet[Afspraak]:
    """Who has reported stands in a queue, or nobody will ever call them; not who is visited."""
    rows = Wachtende.objects.filter(afspraak=OuterRef("pk"), stand__in=ACTIEF)
    here = Afspraak.objects.filter(status__in=[Status.AANGEMELD, Status.IN_BEHANDELING])
    return here.filter(~Exists(rows), locatie__bij_klant=False).order_by("pk")


def _faults(row: Wachtende, *, now: datetime) -> list[str]:
    stappen = list(row.stappen.all())
    if [one.nummer for one in stappen] != list(range(1, row.versie + 1)):
        return ["de stappen zijn niet compleet"]
    try:
        expected = asdict(after(stappen))
    except ValueError:
        return ["de stappen kunnen niet na elkaar"]
    faults = [
        f"{name} volgt niet uit de stappen"
        for name, value in expected.items()
        # What was written about a visit, and who worked here, is forgotten in time.
        if getattr(row, name) != value and name not in ("reden", "medewerker_id")
    ]
    if row.stand in ACTIEF and row.dag < local_day(now - CLOSE_WITHIN):
        faults.append("staat nog open van een andere dag")
    stand = Wachtstand(row.stand)
    if row.afspraak and stand in ACTIEF and row.afspraak.status != STATUS[stand]:
        faults.append("de afspraak heeft een andere status")
    return faults
