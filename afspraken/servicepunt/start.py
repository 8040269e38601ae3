"""The first page of an employee: what has to be done, most urgent first."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from afspraken import taken
from afspraken.contact import lijsten
from afspraken.lokaal import local_day
from afspraken.rechten import Recht, Toegang, met_recht, toegang
from afspraken.servicepunt.gesprek import bellers
from afspraken.taken import Taak

MOST = 50
"""So many tasks stand on the page; the list of promises has them all."""


@require_safe
@met_recht(Recht.KENNIS_LEZEN)
def start(request: HttpRequest) -> HttpResponse:
    """Show the most urgent open tasks that are for this employee, and how many there are."""
    now = timezone.now()
    mine, total = _most_urgent(toegang(request.user), now=now)
    calls = bellers.waiting(request, now=now)
    context = {
        "taken": mine,
        "aantal": total,
        "nu": now,
        "vandaag": local_day(now),
        "gesprekken": [one for one in calls if one.gesprek.is_open],
        "weggelegd": [one for one in calls if not one.gesprek.is_open],
    }
    return render(request, "servicepunt/start.html", context)


def _most_urgent(who: Toegang, *, now: datetime) -> tuple[list[Taak], int]:
    """The first tasks, and the number of all; of promises there may be thousands."""
    promises = lijsten.open_promises().filter(lijsten.within(who))
    others = taken.within_reach(taken.open_tasks(now=now, without="terugbelverzoeken"), who)
    first = sorted([*lijsten.as_tasks(promises[:MOST]), *others], key=lambda task: task.uiterlijk)
    return first[:MOST], promises.count() + len(others)
