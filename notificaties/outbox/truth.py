"""Is what a message says still true? The one rule by which messages become void."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from afspraken.models import Status
from notificaties.models import Berichtsoort

_TRUE_WHILE: dict[Berichtsoort, tuple[Status, ...]] = {
    Berichtsoort.ANNULERING: (Status.GEANNULEERD,),
    Berichtsoort.NABERICHT: (Status.AFGEROND,),
    Berichtsoort.MEDEDELING: tuple(Status),  # it tells of a cancellation too
    Berichtsoort.ANTWOORD: tuple(Status),
}
"""In which status of its appointment a message is true; any other kind: while GEPLAND."""


def still_true(now: datetime) -> Q:
    """The rows (Bericht) that may be sent: of the present version, in time, and not yet over.

    A row without appointment has nothing that could change.
    """
    special = Q()
    for soort, statuses in _TRUE_WHILE.items():
        special |= Q(soort=soort, afspraak__status__in=statuses)
    usual = ~Q(soort__in=list(_TRUE_WHILE)) & Q(afspraak__status=Status.GEPLAND)
    promise = Q(afspraak__versie=F("versie")) & (special | usual)
    in_time = Q(vervalt_op__isnull=True) | Q(vervalt_op__gt=now)
    return in_time & (Q(afspraak__isnull=True) | promise)
