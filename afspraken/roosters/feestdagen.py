"""Dutch holidays, computed into closings that the town may edit.

Computed is what the law names; whether a town works on such a day is its own choice, so each is a
`Sluiting` that can be set inactive, renamed or given hours, and a next computation leaves that.
Source: Algemene termijnenwet, art. 3 (wetten.overheid.nl/BWBR0002448): New Year's Day, Easter
Monday, Ascension Day, Whit Monday, both days of Christmas, King's Day and 5 May; Good Friday is
put on a par with them. Easter Sunday and Whit Sunday are Sundays, which the law names apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import holidays
from django.db import transaction

from afspraken.models import Sluiting
from afspraken.roosters.changes import save
from afspraken.roosters.openstand import wait_for_others

CATEGORIES = ("public", "optional")
"""The package calls 5 May optional, except once in five years."""

OFTEN_WORKED = frozenset({"Goede vrijdag", "Bevrijdingsdag"})
"""Most collective agreements make these no day off each year: they begin inactive."""

LUSTRUM = 5
"""5 May is a day off in years that this divides."""


@transaction.atomic
def compute_holidays(jaren: Iterable[int], *, now: datetime) -> int:
    """Add the holidays of these years that are not there yet; returns the number added.

    A holiday is known by its day, or by its name within the year: so one that was renamed or moved
    is not added again. One that was deleted is.
    """
    wait_for_others()
    years = sorted(set(jaren))
    known = Sluiting.objects.filter(is_feestdag=True)
    on_days = set(known.values_list("eerste_dag", flat=True))
    names = {(dag.year, reden) for dag, reden in known.values_list("eerste_dag", "reden")}
    added = 0
    computed = holidays.country_holidays(
        "NL", years=years, categories=CATEGORIES, language="nl", expand=False
    )
    for dag, reden in sorted(computed.items()):
        if dag in on_days or (dag.year, reden) in names:
            continue
        worked = reden in OFTEN_WORKED and not (
            reden == "Bevrijdingsdag" and dag.year % LUSTRUM == 0
        )
        row = Sluiting(
            eerste_dag=dag, laatste_dag=dag, reden=reden, is_feestdag=True, is_actief=not worked
        )
        save(row, now=now)
        added += 1
    return added


def closed_days(eerste_dag: date, laatste_dag: date) -> set[date]:
    """The days, both included, on which the whole town is closed all day. One query."""
    closed = Sluiting.objects.filter(
        locatie__isnull=True,
        van__isnull=True,
        is_actief=True,
        eerste_dag__lte=laatste_dag,
        laatste_dag__gte=eerste_dag,
    ).values_list("eerste_dag", "laatste_dag")
    return {
        begin + timedelta(days=n)
        for begin, end in closed
        for n in range((min(end, laatste_dag) - begin).days + 1)
    }
