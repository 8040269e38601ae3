"""WRITES to rosters: series, exceptions, closings, absence. Each rebuilds what it touches.

Every write is one transaction and leaves a line in the log. None is refused because of
appointments: those that fall outside are found by `conflicts`, before saving or after. Every
write has another that takes it back.

`door` is the number of the employee, empty for the system. Days and hours are those in town.
Rows are rebuilt from today on: what was open in the past stays as it was. A place without hours
bounds nothing; from the first day of its first series on it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from afspraken import logboek
from afspraken.lokaal import local_day
from afspraken.models import (
    Afwezigheid,
    Handeling,
    Locatie,
    Middel,
    Partij,
    Sluiting,
    Uitzondering,
)
from afspraken.roosters import series
from afspraken.roosters.clock import DAY
from afspraken.roosters.horizon import horizon_end
from afspraken.roosters.openstand import rebuild, wait_for_others
from afspraken.roosters.series import Reeks

Hours = Mapping[int, Iterable[tuple[time, time]]]
"""Per weekday (0 is Monday) the hours from, until."""

Wijzigbaar = Uitzondering | Sluiting | Afwezigheid

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""A year outside these is a typing error, and some are more than a calendar can hold."""


# --- weekly series --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Week:
    """Weekly hours for a resource at a place, or for the place itself (None)."""

    middel: Middel | None
    locatie: Locatie
    uren: Hours
    eerste_dag: date
    laatste_dag: date | None = None
    alleen_personeel: bool = False


@transaction.atomic
def add_weeks(weeks: Sequence[Week], *, now: datetime, door: str = "") -> list[Reeks]:
    """Add the weeks of a whole town in one go: every row is rebuilt, but once.

    Raises: ValidationError for hours, weekdays or days that cannot be.
    """
    wait_for_others()
    added = [reeks for week in weeks for reeks in _store_week(week, now=now, door=door)]
    if weeks:
        _rebuild(None, None, min(week.eerste_dag for week in weeks), None, now=now)
    return added


@transaction.atomic
def add_week(
    middel: Middel | None,
    locatie: Locatie,
    *,
    uren: Hours,
    eerste_dag: date,
    laatste_dag: date | None = None,
    alleen_personeel: bool = False,
    now: datetime,
    door: str = "",
) -> list[Reeks]:
    """Add weekly hours for a resource at a place, or for the place itself (None), in one go.

    Raises: ValidationError for hours, weekdays or days that cannot be.
    """
    wait_for_others()
    week = Week(middel, locatie, uren, eerste_dag, laatste_dag, alleen_personeel)
    added = _store_week(week, now=now, door=door)
    # From its first hours on a place bounds every day, also those after the last.
    _rebuild(middel, locatie, eerste_dag, laatste_dag if middel else None, now=now)
    return added


def _store_week(week: Week, *, now: datetime, door: str) -> list[Reeks]:
    _check_days(week.eerste_dag, week.laatste_dag)
    added = series.store(
        series.roster_for(week.middel, week.locatie, week.alleen_personeel),
        [(weekdag, van, tot) for weekdag, hours in week.uren.items() for van, tot in hours],
        eerste_dag=week.eerste_dag,
        laatste_dag=week.laatste_dag,
    )
    for reeks in added:
        _log_reeks(reeks, "gemaakt", now=now, door=door)
    return added


def add_series(
    middel: Middel | None,
    locatie: Locatie,
    *,
    weekdag: int,
    van: time,
    tot: time,
    eerste_dag: date,
    laatste_dag: date | None = None,
    alleen_personeel: bool = False,
    now: datetime,
    door: str = "",
) -> Reeks:
    """Add hours on one weekday; see `add_week`. Take back with `remove_series`."""
    [reeks] = add_week(
        middel,
        locatie,
        uren={weekdag: [(van, tot)]},
        eerste_dag=eerste_dag,
        laatste_dag=laatste_dag,
        alleen_personeel=alleen_personeel,
        now=now,
        door=door,
    )
    return reeks


@transaction.atomic
def end_series(reeks_id: int, *, laatste_dag: date | None, now: datetime, door: str = "") -> Reeks:
    """Let a series end after `laatste_dag`, or go on (None); returns it as it was before.

    Take back by calling again with the `laatste_dag` of what was returned.
    Raises: Rooster.DoesNotExist, ValidationError.
    """
    _check_days(laatste_dag)
    wait_for_others()
    before = series.find(reeks_id)
    series.set_end(reeks_id, laatste_dag)
    _log_reeks(before, "beeindigd", now=now, door=door)
    _rebuild_reeks(before, now=now)
    return before


@transaction.atomic
def change_series(
    reeks_id: int, *, vanaf: date, van: time, tot: time, now: datetime, door: str = ""
) -> Reeks:
    """Give a series other hours from a day on: it ends, and a new one is returned.

    Single-day exceptions stay. Take back with `undo_change`.
    Raises: Rooster.DoesNotExist, ValidationError.
    """
    _check_days(vanaf)
    wait_for_others()
    old = series.find(reeks_id)
    if old.laatste_dag is not None and vanaf > old.laatste_dag:
        raise ValidationError(_("Op die dag is deze reeks al voorbij."))
    vanaf = max(vanaf, old.eerste_dag)
    hours = [(old.weekdag, van, tot)]
    [new] = series.store(old.rooster, hours, eerste_dag=vanaf, laatste_dag=old.laatste_dag)
    series.set_end(old.id, vanaf - DAY)
    _log_reeks(old, "vervangen", now=now, door=door, nieuw=new.id)
    _rebuild_reeks(old, now=now)
    return new


@transaction.atomic
def undo_change(oud_id: int, nieuw_id: int, *, now: datetime, door: str = "") -> Reeks:
    """Take a `change_series` back: the new series goes, the old one lasts as long as it would.

    Raises: Rooster.DoesNotExist; ValidationError if the one did not replace the other.
    """
    wait_for_others()
    old, new = series.find(oud_id), series.find(nieuw_id)
    same = old.rooster == new.rooster and old.weekdag == new.weekdag
    if (
        not same
        or old.laatste_dag is None
        or not DAY <= new.eerste_dag - old.laatste_dag <= 7 * DAY
    ):
        raise ValidationError(_("Deze wijziging kan niet meer ongedaan worden gemaakt."))
    series.delete(new.id)
    series.set_end(old.id, new.laatste_dag)
    _log_reeks(new, "teruggedraaid", now=now, door=door)
    restored = series.find(old.id)
    _rebuild_reeks(restored, now=now)
    return restored


@transaction.atomic
def remove_series(reeks_id: int, *, now: datetime, door: str = "") -> None:
    """Delete a series as if it had never been. Raises: Rooster.DoesNotExist."""
    wait_for_others()
    reeks = series.find(reeks_id)
    series.delete(reeks_id)
    _log_reeks(reeks, "verwijderd", now=now, door=door)
    _rebuild_reeks(reeks, now=now)


def _log_reeks(reeks: Reeks, wat: str, *, now: datetime, door: str, **more: int) -> None:
    _log(
        f"reeks:{reeks.id}",
        now=now,
        door=door,
        wat=wat,
        middel=reeks.rooster.middel_id,
        locatie=reeks.rooster.locatie_id,
        weekdag=reeks.weekdag,
        van=f"{reeks.van:%H:%M}",
        tot=f"{reeks.tot:%H:%M}",
        **more,
    )


def _rebuild_reeks(reeks: Reeks, *, now: datetime) -> None:
    rooster = reeks.rooster
    _rebuild(rooster.middel, rooster.locatie, reeks.eerste_dag, None, now=now)


# --- exceptions, closings, absence ----------------------------------------------------------------


@transaction.atomic
def save(row: Wijzigbaar, *, now: datetime, door: str = "") -> None:
    """Store a new or edited exception, closing or absence.

    Take back with `remove`, or by saving the earlier values.
    Raises: ValidationError with a sentence per field.
    """
    wait_for_others()
    row.full_clean()
    _check_days(*_days_of(row))
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
    _check_days(row.begin.date(), row.einde.date())
    return local_day(row.begin), local_day(row.einde)


def _reach(row: Wijzigbaar) -> tuple[Middel | None, Locatie | None, date, date]:
    """What a row touches: resource and place (None: all), first and last local day."""
    middel = None if isinstance(row, Sluiting) else row.middel
    locatie = None if isinstance(row, Afwezigheid) else row.locatie
    return middel, locatie, *_days_of(row)


def _rebuild_row(row: Wijzigbaar, *, now: datetime) -> None:
    _rebuild(*_reach(row), now=now)


def _log_row(row: Wijzigbaar, wat: str, *, now: datetime, door: str) -> None:
    middel, locatie, first, last = _reach(row)
    _log(
        f"{row._meta.model_name}:{row.pk}",
        now=now,
        door=door,
        wat=wat,
        middel=middel.pk if middel else None,
        locatie=locatie.pk if locatie else None,
        eerste_dag=first,
        laatste_dag=last,
    )


# --- what they share ------------------------------------------------------------------------------


def _rebuild(
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


def _log(onderwerp: str, *, now: datetime, door: str, **gegevens: logboek.Value) -> None:
    partij = Partij.MEDEWERKER if door else Partij.SYSTEEM
    logboek.record(Handeling.ROOSTER, onderwerp, partij=partij, door=door, now=now, **gegevens)


def _check_days(*days: date | None) -> None:
    for dag in days:
        if dag is not None and not FIRST_YEAR <= dag.year <= LAST_YEAR:
            raise ValidationError(_("Kies een jaar tussen 2000 en 2199."))
