"""WRITES exceptions, closings and absence. Each write rebuilds what it touches; see `writing`."""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from afspraken.lokaal import local_day
from afspraken.models import Afwezigheid, Locatie, Middel, Sluiting, Uitzondering
from afspraken.roosters.openstand import wait_for_others
from afspraken.roosters.writing import check_days, log, rebuild_from_today

Wijzigbaar = Uitzondering | Sluiting | Afwezigheid


@transaction.atomic
def save(row: Wijzigbaar, *, now: datetime, door: str = "") -> None:
    """Store a new or edited exception, closing or absence.

    Take back with `remove`, or by saving the earlier values.
    Raises: ValidationError with a sentence per field.
    """
    wait_for_others()
    row.full_clean()
    check_days(*_days_of(row))
    before = None if row.pk is None else type(row)._default_manager.filter(pk=row.pk).first()
    row.save()
    _log_row(row, "gewijzigd" if before else "gemaakt", now=now, door=door)
    _rebuild_row(row, now=now)
    if before and _reach(before) != _reach(row):
        _rebuild_row(before, now=now)


@transaction.atomic
def remove(row: Wijzigbaar, *, now: datetime, door: str = "") -> None:
    """Delete an exception, closing or absence; the row keeps its values and can be saved anew.

    Raises: ValidationError for a computed holiday: it would come back, so `reopen` it.
    """
    wait_for_others()
    if isinstance(row, Sluiting) and row.is_feestdag:
        raise ValidationError(_("Zet deze feestdag op niet actief. Verwijderen kan niet."))
    _log_row(row, "verwijderd", now=now, door=door)
    row.delete()
    _rebuild_row(row, now=now)


def add_exception(
    middel: Middel | None,
    locatie: Locatie,
    *,
    dag: date,
    soort: str,
    oud_van: time | None = None,
    oud_tot: time | None = None,
    van: time | None = None,
    tot: time | None = None,
    alleen_personeel: bool = False,
    reden: str = "",
    now: datetime,
    door: str = "",
) -> Uitzondering:
    """Change one day of a resource at a place, or of the place itself (None); see `Wijziging`.

    Raises: ValidationError if the hours do not suit the kind of change.
    """
    row = Uitzondering(
        middel=middel,
        locatie=locatie,
        dag=dag,
        soort=soort,
        oud_van=oud_van,
        oud_tot=oud_tot,
        van=van,
        tot=tot,
        alleen_personeel=alleen_personeel,
        reden=reden,
    )
    save(row, now=now, door=door)
    return row


def close(
    locatie: Locatie | None,
    *,
    eerste_dag: date,
    laatste_dag: date | None = None,
    van: time | None = None,
    tot: time | None = None,
    reden: str,
    now: datetime,
    door: str = "",
) -> Sluiting:
    """Close a place, or every place (None), on one day or through `laatste_dag`.

    With hours: closed only between these on each of the days. Raises: ValidationError.
    """
    row = Sluiting(
        locatie=locatie,
        eerste_dag=eerste_dag,
        laatste_dag=laatste_dag or eerste_dag,
        van=van,
        tot=tot,
        reden=reden,
    )
    save(row, now=now, door=door)
    return row


def reopen(sluiting: Sluiting, *, now: datetime, door: str = "") -> None:
    """Set a closing inactive: the town works. `close_again` takes it back."""
    sluiting.is_actief = False
    save(sluiting, now=now, door=door)


def close_again(sluiting: Sluiting, *, now: datetime, door: str = "") -> None:
    """Set a closing active, such as a holiday on which the town does not work after all."""
    sluiting.is_actief = True
    save(sluiting, now=now, door=door)


def set_absent(
    middel: Middel,
    *,
    begin: datetime,
    einde: datetime,
    reden: str = "",
    now: datetime,
    door: str = "",
) -> Afwezigheid:
    """Note that a resource is away from `begin` to `einde` (half-open). Raises: ValidationError."""
    row = Afwezigheid(middel=middel, begin=begin, einde=einde, reden=reden)
    save(row, now=now, door=door)
    return row


def _days_of(row: Wijzigbaar) -> tuple[date, date]:
    """The first and last local day that a row touches."""
    if isinstance(row, Uitzondering):
        return row.dag, row.dag
    if isinstance(row, Sluiting):
        return row.eerste_dag, row.laatste_dag
    check_days(row.begin.date(), row.einde.date())
    return local_day(row.begin), local_day(row.einde)


def _reach(row: Wijzigbaar) -> tuple[Middel | None, Locatie | None, date, date]:
    """What a row touches: resource and place (None: all), first and last local day."""
    middel = None if isinstance(row, Sluiting) else row.middel
    locatie = None if isinstance(row, Afwezigheid) else row.locatie
    return middel, locatie, *_days_of(row)


def _rebuild_row(row: Wijzigbaar, *, now: datetime) -> None:
    rebuild_from_today(*_reach(row), now=now)


def _log_row(row: Wijzigbaar, wat: str, *, now: datetime, door: str) -> None:
    middel, locatie, first, last = _reach(row)
    log(
        f"{row._meta.model_name}:{row.pk}",
        now=now,
        door=door,
        wat=wat,
        middel=middel.pk if middel else None,
        locatie=locatie.pk if locatie else None,
        eerste_dag=first,
        laatste_dag=last,
    )
