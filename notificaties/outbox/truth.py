"""Is what a message says still true? The one rule by which messages become void."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from afspraken.models import Status
from notificaties.models import Berichtsoort

_TRUE_WHILE: dict[Berichtsoort, tuple[Status, ...]] = {
    Berichtsoort.ANNULERING: (Status.GEANNULEERD,),
    Berichtsoort.NABERICHT: (Status.AFGEROND,),
    Berichtsoort.KLAAR: (Status.AFGEROND,),
    Berichtsoort.BEZOEKVOORSTEL: (Status.VASTGEHOUDEN,),
    Berichtsoort.MEDEDELING: tuple(Status),  # it tells of a cancellation too
    Berichtsoort.ANTWOORD: tuple(Status),
    Berichtsoort.ZITTING_CODE: tuple(Status),  # the list may be looked at while we are there
}
"""In which status of its appointment a message is true; any other kind: while GEPLAND."""


def statuses_of(soort: str) -> tuple[Status, ...]:
    """The statuses of an appointment in which a message of this kind is true."""
    return _TRUE_WHILE.get(Berichtsoort(soort), (Status.GEPLAND,))


def still_true(now: datetime) -> Q:
    """The rows (Bericht) that may be sent: of the present version, in time, and not yet over.

    A row without appointment has nothing that could change.
    """
    special = Q()
    for statuses in dict.fromkeys(_TRUE_WHILE.values()):
        kinds = [soort for soort, own in _TRUE_WHILE.items() if own == statuses]
        special |= Q(soort__in=kinds, afspraak__status__in=statuses)
    usual = ~Q(soort__in=list(_TRUE_WHILE)) & Q(afspraak__status=Status.GEPLAND)
    promise = Q(afspraak__versie=F("versie")) & (special | usual)
    in_time = Q(vervalt_op__isnull=True) | Q(vervalt_op__gt=now)
    return in_time & (Q(afspraak__isnull=True) | promise)


def row_still_true(soort: str) -> str:
    """The same for one row of a kind, as SQL with one value: now. Asked for every message.

    `still_true` and this are kept equal by a test over all kinds, statuses and versions.
    """
    statuses = ", ".join(f"'{status}'" for status in statuses_of(soort))
    return f"""
        (vervalt_op IS NULL OR vervalt_op > %s) AND (afspraak_id IS NULL OR EXISTS (
            SELECT 1 FROM afspraken_afspraak AS promise
            WHERE promise.id = notificaties_bericht.afspraak_id
                AND promise.versie = notificaties_bericht.versie
                AND promise.status IN ({statuses})))"""
