"""READS the care-home days that need a person: what could not close, or was not ticked off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from afspraken.rechten import Recht
from afspraken.taken import Taak
from mobiel.models import Bewoner, Bewonerstatus, Zitting, Zittingstatus

PATIENCE = timedelta(minutes=15)
"""The beat tries every minute; what is open for longer needs somebody."""


def stuck(*, now: datetime) -> QuerySet[Zitting]:
    """What should have closed and still can.

    Another promise of the day leaves no begin, or no worker runs.
    """
    late = Zitting.objects.filter(status=Zittingstatus.OPEN, sluit_op__lt=now - PATIENCE)
    return late.filter(afspraak__einde__gt=now)


def unticked(*, now: datetime) -> QuerySet[Zitting]:
    """What closed, and after its last time has residents of whom nobody told how it went.

    Until somebody tells (`naderhand`), or their appointments are kept no longer.
    """
    closed = Zitting.objects.filter(status=Zittingstatus.GESLOTEN, afspraak__begin__lt=now)
    open_rows = Bewoner.objects.filter(
        zitting=OuterRef("pk"), status=Bewonerstatus.AANGEMELD, afspraak__isnull=False
    )
    return (
        closed.filter(Exists(open_rows))
        .annotate(klaar=Max("bewoners__einde"))
        .filter(klaar__lt=now)
    )


def as_tasks(now: datetime) -> Iterable[Taak]:
    """One task for each; two queries."""
    yield from _to_close(now)
    rows = unticked(now=now).select_related("afspraak__klant", "product").order_by("klaar", "pk")
    for zitting in rows:
        yield _task(
            zitting,
            gettext("Noteer wie er geholpen is bij %(wie)s") % {"wie": zitting.instelling},
            "zittingen:naderhand",
            uiterlijk=getattr(zitting, "klaar", now),
        )


def _to_close(now: datetime) -> Iterable[Taak]:
    rows = stuck(now=now).select_related("afspraak__klant", "product").order_by("sluit_op", "pk")
    for zitting in rows:
        titel = gettext("Sluit de zitting bij %(wie)s: dat lukte niet vanzelf")
        titel = titel % {"wie": zitting.instelling}
        yield _task(zitting, titel, "zittingen:zitting", uiterlijk=zitting.afspraak.begin)


def _task(zitting: Zitting, titel: str, pagina: str, *, uiterlijk: datetime) -> Taak:
    afdeling = zitting.product.afdeling_id
    return Taak(
        soort=gettext("zitting"),
        titel=titel,
        uiterlijk=uiterlijk,
        url=reverse(pagina, args=[zitting.pk]),
        afdelingen=frozenset({afdeling} if afdeling else ()),
        recht=Recht.ZITTING_REGELEN,
    )
