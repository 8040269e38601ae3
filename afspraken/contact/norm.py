"""By when a promise is to be kept: the norm of the department, counted in working hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.conf import settings

from afspraken.contact import werktijd
from afspraken.lokaal import local_day
from afspraken.models import Afdeling, Dagdeel, Sluiting
from afspraken.roosters.clock import moment

NOON = time(12, 30)
"""Until when one is called who asked for the morning."""


def due(
    afdeling: Afdeling | None,
    *,
    now: datetime,
    dag: date | None = None,
    dagdeel: str = "",
) -> datetime:
    """The deadline of a call-back promised now: by the norm, or later if the customer asks.

    `dag` and `dagdeel` are when the customer likes to be called. One query.
    """
    closed = closings(local_day(now))
    term = timedelta(hours=(afdeling and afdeling.terugbelnorm) or settings.TERUGBELNORM_UREN)
    by_norm = werktijd.deadline(now, term, week=settings.WERKTIJDEN, closed=closed)
    if dag is None:
        return by_norm
    _van, tot = settings.WERKTIJDEN.get(dag.weekday(), (NOON, time(17)))
    asked = moment(dag, min(tot, NOON) if dagdeel == Dagdeel.OCHTEND else tot, until=True)
    return max(by_norm, asked)


def closings(van: date) -> werktijd.Closed:
    """When the whole municipality is closed, from a day on; closings of one place do not count."""
    rows = list(Sluiting.objects.filter(is_actief=True, locatie__isnull=True, laatste_dag__gte=van))

    def closed(dag: date) -> Sequence[werktijd.Span]:
        return [
            (moment(dag, row.van or time()), _until(dag, row.tot))
            for row in rows
            if row.eerste_dag <= dag <= row.laatste_dag
        ]

    return closed


def _until(dag: date, tot: time | None) -> datetime:
    return moment(dag, tot, until=True) if tot else moment(dag + timedelta(days=1), time())
