"""READS: what of disruptions a person still has to do, for the list of the service point."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from afspraken.models import Oplossing, Storing, Uitkomst
from afspraken.rechten import Recht
from afspraken.taken import Taak

UNSETTLED = Q(voorstellen__uitkomst="", voorstellen__goedgekeurd_op__isnull=True) & ~Q(
    voorstellen__oplossing=Oplossing.BLIJFT
) | Q(voorstellen__uitkomst__in=[Uitkomst.TIJD_WEG, Uitkomst.MAG_NIET])


def for_the_service_point(now: datetime) -> Iterable[Taak]:
    """One task per disruption in which someone still waits, before the first of them would come."""
    rows = Storing.objects.filter(beeindigd_op__isnull=True).select_related("middel", "locatie")
    for row in rows.annotate(first=Min("voorstellen__was_begin", filter=UNSETTLED)):
        first: datetime | None = row.first
        if first is not None and first > now:
            yield Taak(
                soort=_("storing"),
                titel=_("Storing: %(wat)s") % {"wat": row},
                uiterlijk=first,
                url=reverse("servicepunt:storing", args=[row.pk]),
                afdelingen=_departments(row),
                recht=Recht.STORING_OPLOSSEN,
            )


def _departments(storing: Storing) -> frozenset[int]:
    """The department of the resource; none for a place, which is of everyone."""
    afdeling = storing.middel.afdeling_id if storing.middel else None
    return frozenset() if afdeling is None else frozenset({afdeling})
