"""WRITES weekly series: hours that come back. Each write rebuilds what it touches; see `writing`.

A place without hours bounds nothing; from the first day of its first series on it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from afspraken.models import Locatie, Middel
from afspraken.roosters import series
from afspraken.roosters.clock import DAY
from afspraken.roosters.openstand import wait_for_others
from afspraken.roosters.series import Reeks
from afspraken.roosters.writing import check_days, log, rebuild_from_today

Hours = Mapping[int, Iterable[tuple[time, time]]]
"""Per weekday (0 is Monday) the hours from, until."""


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
        rebuild_from_today(None, None, min(week.eerste_dag for week in weeks), None, now=now)
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
    rebuild_from_today(middel, locatie, eerste_dag, laatste_dag if middel else None, now=now)
    return added


def _store_week(week: Week, *, now: datetime, door: str) -> list[Reeks]:
    check_days(week.eerste_dag, week.laatste_dag)
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
    check_days(laatste_dag)
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
    check_days(vanaf)
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
    log(
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
    rebuild_from_today(rooster.middel, rooster.locatie, reeks.eerste_dag, None, now=now)
