"""Visits without a route, as tasks: give them a place, or call before the window begins.

Routes of an official who is not at work are tasks of their own (`mobiel/uitval.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from afspraken.lokaal import local_day
from afspraken.models import EXPECTED
from afspraken.rechten import Recht
from afspraken.taken import Taak
from mobiel.models import Bezoek, Stop

AHEAD = timedelta(days=14)


def tasks(now: datetime) -> Iterator[Taak]:
    """One for each visit of the coming days that is on no route, or that misses the second official
    whom a planner wished; in one query.
    """
    is_los = ~Exists(Stop.objects.filter(bezoek=OuterRef("pk")))
    rows = Bezoek.objects.filter(
        is_los | Q(met_twee=True, mede=[]),
        afspraak__status__in=EXPECTED,
        afspraak__begin__gte=now,
        afspraak__begin__lt=now + AHEAD,
    ).annotate(is_los=is_los)
    found = rows.select_related("afspraak__klant", "afspraak__locatie")
    for row in found.order_by("afspraak__begin", "pk"):
        board = f"{reverse('bezoeken:dag')}?dag={local_day(row.afspraak.begin)}"
        second = reverse("bezoeken:met_twee", args=[row.pk])
        yield Taak(
            soort=_("bezoek"),
            titel=_("Niemand gaat naar dit bezoek")
            if row.is_los
            else _("Dit bezoek zoekt een tweede medewerker"),
            uiterlijk=row.afspraak.begin,
            url=board if row.is_los else second,
            afspraak=row.afspraak,
            recht=Recht.BEZOEK_ZIEN,
        )
