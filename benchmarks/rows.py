"""What the agenda reads, read raw: plain SQL, a plain cursor, nothing done with the rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import connections

from afspraken.engine.bitmap import moment_of
from afspraken.lokaal import midnight
from afspraken.models import LONGEST_INZET, Middel

_OPEN = """
    SELECT middel_id, locatie_id, dag, open, open_web FROM afspraken_openstand
    WHERE middel_id IN ({}) AND dag >= %s AND dag <= %s
"""
_BUSY = """
    SELECT middel_id, plek, {} FROM afspraken_inzet
    WHERE middel_id IN ({}) AND begin > %s AND begin < %s
"""
_MOMENTS = {
    "sqlite": "begin, einde",
    # As datetimes they take the driver eight times as long, which would flatter us.
    "postgresql": "date_part('epoch', begin)::bigint, date_part('epoch', einde)::bigint",
}


class RawRows:
    """Fetches openings and busy spans of the local days [van, tot) for every resource."""

    def __init__(self, van: date, tot: date, alias: str = "default") -> None:
        self._middelen = list(Middel.objects.using(alias).values_list("pk", flat=True))
        self._alias = alias
        begin, end = moment_of(midnight(van)), moment_of(midnight(tot))
        self._days = (begin.date(), (end + timedelta(hours=12)).date())
        self._moments = (begin - LONGEST_INZET, end)

    def __call__(self) -> tuple[list[Any], list[Any]]:
        """The rows, as the driver gives them."""
        marks = ", ".join(["%s"] * len(self._middelen))
        with connections[self._alias].cursor() as cursor:
            cursor.execute(_OPEN.format(marks), [*self._middelen, *self._days])
            openings = cursor.fetchall()
            busy = _BUSY.format(_MOMENTS[connections[self._alias].vendor], marks)
            cursor.execute(busy, [*self._middelen, *self._moments])
            return openings, cursor.fetchall()
