"""Which local day a page is about: `?dag=2026-12-07`, today where it says nothing sensible."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest

from afspraken.lokaal import local_day

LAST_DAY = timedelta(days=2 * 366)
"""Further away nobody looks, whatever the address says."""

DAY = timedelta(days=1)


def asked(request: HttpRequest, *, now: datetime) -> date:
    """The day of the address (or the form); today where it is no day, or absurdly far away."""
    given = request.POST.get("dag") or request.GET.get("dag", "")
    try:
        dag = forms.DateField(required=False).clean(given)
    except forms.ValidationError:
        dag = None
    today = local_day(now)
    return dag if dag is not None and abs(dag - today) <= LAST_DAY else today


def around(dag: date, *, now: datetime) -> dict[str, Any]:
    """The days to which a page leads: before, after, today, tomorrow."""
    today = local_day(now)
    return {
        "dag": dag,
        "vorige": dag - DAY,
        "volgende": dag + DAY,
        "vandaag": today,
        "morgen": today + DAY,
    }
