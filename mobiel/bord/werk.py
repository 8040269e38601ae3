"""Visits without a route, as tasks: give them a place, or call before the window begins.

Routes of an official who is not at work are tasks of their own (`mobiel/uitval.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from afspraken.lokaal import local_day
from afspraken.models import EXPECTED
from afspraken.rechten import Recht
from afspraken.taken import Taak
from mobiel.models import Bezoek

AHEAD = timedelta(days=14)


def tasks(now: datetime) -> Iterator[Taak]:
    """One for each visit of the coming days that is on no route, in one query."""
    rows = Bezoek.objects.filter(
        stops=None,
        afspraak__status__in=EXPECTED,
        afspraak__begin__gte=now,
        afspraak__begin__lt=now + AHEAD,
    ).select_related("afspraak__klant", "afspraak__locatie")
    for row in rows.order_by("afspraak__begin", "pk"):
        yield Taak(
            soort=_("bezoek"),
            titel=_("Niemand gaat naar dit bezoek"),
            uiterlijk=row.afspraak.begin,
            url=f"{reverse('bezoeken:dag')}?dag={local_day(row.afspraak.begin)}",
            afspraak=row.afspraak,
            recht=Recht.BEZOEK_ZIEN,
        )
