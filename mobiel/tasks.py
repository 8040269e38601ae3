"""Jobs of visits. Thin: each calls one function of `planning`. When they run: `conf/celery.py`."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from time import monotonic

from celery import shared_task
from django.utils import timezone

from afspraken.lokaal import local_day
from mobiel import planning, routing, triage, zitting

SECONDS_A_DAY = 2.0
DAYS_AHEAD = 14


@shared_task
def tidy_routes() -> int:
    """Free the places of holds that nobody confirmed."""
    return planning.tidy(now=timezone.now())


@shared_task
def lapse_proposals() -> int:
    """Bring back the requests for a visit whose proposal nobody answered in time, and tell so."""
    return triage.lapse_due(now=timezone.now())


@shared_task
def close_zittingen() -> int:
    """Close the care-home days that have come to their closing moment."""
    return zitting.close_due(now=timezone.now())


@shared_task
def tell_windows() -> int:
    """Tell whom we visit more precisely when: of tomorrow from the end of the afternoon on."""
    return planning.narrow_due(
        now=timezone.now(), budget=lambda: routing.seconds(SECONDS_A_DAY, monotonic)
    )


@shared_task
def reorder_routes() -> int:
    """At night: a better order for the days that come."""
    now, saved = timezone.now(), 0
    for n in range(1, DAYS_AHEAD + 1):
        with suppress(planning.RouteChanged):
            saved += planning.reoptimise(
                local_day(now) + timedelta(days=n),
                budget=routing.seconds(SECONDS_A_DAY, monotonic),
                search=planning.night_search(),
                now=now,
            )
    return saved
