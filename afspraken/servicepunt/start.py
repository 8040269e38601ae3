"""The first page of an employee: what has to be done, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from afspraken import taken
from afspraken.lokaal import local_day
from afspraken.rechten import Recht, Toegang, met_recht, toegang
from afspraken.servicepunt.gesprek import concept
from afspraken.taken import Taak


@require_safe
@met_recht(Recht.KENNIS_LEZEN)
def start(request: HttpRequest) -> HttpResponse:
    """Show the open tasks that are for this employee."""
    now = timezone.now()
    mine = within_reach(taken.open_tasks(now=now), toegang(request.user))
    calls = list(concept.of_today(request, now=now))
    context = {
        "taken": mine,
        "nu": now,
        "vandaag": local_day(now),
        "gesprekken": [one for one in calls if one.is_open],
        "weggelegd": [one for one in calls if not one.is_open],
    }
    return render(request, "servicepunt/start.html", context)


def within_reach(tasks: Iterable[Taak], who: Toegang) -> list[Taak]:
    """The tasks of departments for which this employee keeps promises, in the same order."""
    tasks = list(tasks)
    afspraken = [task.afspraak for task in tasks if task.afspraak is not None]
    prefetch_related_objects(afspraken, "producten__product")
    return [task for task in tasks if who.mag(Recht.TERUGBELLEN_ZIEN, _departments(task))]


def _departments(task: Taak) -> set[int | None]:
    """The departments (ids) that a task is of; of an appointment, those of its products."""
    if task.afspraak is None:
        return set(task.afdelingen)
    return {row.product.afdeling_id for row in task.afspraak.producten.all()}
