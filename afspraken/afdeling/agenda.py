"""The own agenda: a week with a day on top for a phone, and a month to look around in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from afspraken.afdeling.agendabeeld import Dag
from afspraken.afdeling.agendalezen import read_days
from afspraken.afdeling.eigen import eigen_agenda
from afspraken.contact import lijsten
from afspraken.lokaal import local_day
from afspraken.models import Middel, Tijdvoorstel, Voorstelstatus
from afspraken.rechten import toegang
from afspraken.roosterscherm.keuze import LAST_DAY

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WORKING_DAYS = 5

ANSWERS_SHOWN = timedelta(days=7)
"""So long an answer of a customer stands above the agenda."""


@require_safe
@eigen_agenda
def week(request: HttpRequest, middel: Middel) -> HttpResponse:
    """One week, with one day chosen: all a phone shows until it is asked for more."""
    now = timezone.now()
    dag, is_week = _asked(request, now), request.GET.get("toon") == "week"
    maandag = dag - dag.weekday() * DAY
    dagen = read_days(middel, toegang(request.user), van=maandag, tot=maandag + WEEK, now=now)
    context = {
        **_around(request, middel, now),
        "dagen": without_empty_weekend(dagen, chosen=dag),
        "gekozen": dag,
        "is_week": is_week,
        "maandag": maandag,
        "zondag": maandag + 6 * DAY,
        "weeknummer": maandag.isocalendar().week,
        "vorige_dag": dag - DAY,
        "volgende_dag": dag + DAY,
        "vorige": maandag - WEEK,
        "volgende": maandag + WEEK,
        "vandaag": local_day(now),
    }
    return render(request, "afdeling/week.html", context)


@require_safe
@eigen_agenda
def maand(request: HttpRequest, middel: Middel) -> HttpResponse:
    """One month: how many appointments each day has, when one is away, and what needs a look."""
    now = timezone.now()
    dag = _asked(request, now)
    eerste = dag.replace(day=1)
    after = eerste + monthrange(dag.year, dag.month)[1] * DAY
    van, tot = eerste - eerste.weekday() * DAY, after + -after.weekday() % 7 * DAY
    dagen = read_days(middel, toegang(request.user), van=van, tot=tot, now=now)
    context = {
        **_around(request, middel, now),
        "weken": [dagen[n : n + 7] for n in range(0, len(dagen), 7)],
        "maand": eerste,
        "gekozen": dag,
        "vorige": eerste - DAY,
        "volgende": after,
    }
    return render(request, "afdeling/maand.html", context)


def without_empty_weekend(dagen: list[Dag], *, chosen: date) -> list[Dag]:
    """The days of a week, Saturday and Sunday only where there is something to see."""
    return [
        dag
        for dag in dagen
        if dag.dag.weekday() < WORKING_DAYS or not dag.is_leeg or dag.dag == chosen
    ]


def _asked(request: HttpRequest, now: datetime) -> date:
    """The day of ?dag=…; today where it is no day, or too far away to mean anything."""
    try:
        dag = forms.DateField(required=False).clean(request.GET.get("dag", ""))
    except forms.ValidationError:
        dag = None
    today = local_day(now)
    return dag if dag is not None and abs(dag - today) <= LAST_DAY else today


def _around(request: HttpRequest, middel: Middel, now: datetime) -> dict[str, Any]:
    """What stands above an agenda: what waits for this employee, and what customers answered."""
    answered = Tijdvoorstel.objects.filter(
        door=request.user.pk, status_op__gt=now - ANSWERS_SHOWN
    ).exclude(status__in=[Voorstelstatus.OPEN, Voorstelstatus.INGETROKKEN])
    return {
        "middel": middel,
        "nu": now,
        "taken": lijsten.open_promises().filter(lijsten.of_person(request.user)).count(),
        "antwoorden": answered.select_related("afspraak__klant")[:5],
        "adres": reverse("afdeling:start"),
    }
