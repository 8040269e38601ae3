"""What all writes to rosters share.

Every write is one transaction and leaves a line in the log. None is refused because of
appointments: those that fall outside are found by `conflicts`, before saving or after. Every
write has another that takes it back.

`door` is the number of the employee, empty for the system. Days and hours are those in town.
Rows are rebuilt from today on: what was open in the past stays as it was.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from afspraken import logboek
from afspraken.lokaal import local_day
from afspraken.models import Handeling, Locatie, Middel, Partij
from afspraken.roosters.clock import DAY
from afspraken.roosters.horizon import horizon_end
from afspraken.roosters.openstand import rebuild

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""A year outside these is a typing error, and some are more than a calendar can hold."""


def rebuild_from_today(
    middel: Middel | None,
    locatie: Locatie | None,
    first: date,
    last: date | None,
    *,
    now: datetime,
) -> None:
    """Rebuild the local days from first through last (None: on and on), as far as rows reach."""
    end = horizon_end(now)
    rebuild(
        middelen=None if middel is None else [middel],
        locatie=locatie,
        van=max(first, local_day(now)),
        tot=end if last is None else min(last + DAY, end),
    )


def log(onderwerp: str, *, now: datetime, door: str, **gegevens: logboek.Value) -> None:
    """Leave a line of this act; no `door` is the system."""
    partij = Partij.MEDEWERKER if door else Partij.SYSTEEM
    logboek.record(Handeling.ROOSTER, onderwerp, partij=partij, door=door, now=now, **gegevens)


def check_days(*days: date | None) -> None:
    """Raises: ValidationError for a day in a year that nobody means."""
    for dag in days:
        if dag is not None and not FIRST_YEAR <= dag.year <= LAST_YEAR:
            raise ValidationError(_("Kies een jaar tussen 2000 en 2199."))
