"""READS the care-home days that could not close by themselves, as tasks for who plans them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from afspraken.rechten import Recht
from afspraken.taken import Taak
from mobiel.models import Zitting, Zittingstatus

PATIENCE = timedelta(minutes=15)
"""The beat tries every minute; what is open for longer needs somebody."""


def stuck(*, now: datetime) -> QuerySet[Zitting]:
    """What should have closed and still can.

    Another promise of the day leaves no begin, or no worker runs.
    """
    late = Zitting.objects.filter(status=Zittingstatus.OPEN, sluit_op__lt=now - PATIENCE)
    return late.filter(afspraak__einde__gt=now)


def as_tasks(now: datetime) -> Iterable[Taak]:
    """One task for each; one query."""
    rows = stuck(now=now).select_related("afspraak__klant", "product").order_by("sluit_op", "pk")
    for zitting in rows:
        afdeling = zitting.product.afdeling_id
        yield Taak(
            soort=gettext("zitting"),
            titel=gettext("Sluit de zitting bij %(wie)s: dat lukte niet vanzelf")
            % {"wie": zitting.instelling},
            uiterlijk=zitting.afspraak.begin,
            url=reverse("zittingen:zitting", args=[zitting.pk]),
            afdelingen=frozenset({afdeling} if afdeling else ()),
            recht=Recht.ZITTING_REGELEN,
        )
