"""Jobs that keep the tables tidy. Thin: each calls one function of the core.

All may run twice, late, or not at all for a day: they look at the tables, not at the clock
that woke them. When they run is in `conf/celery.py`.
"""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from afspraken import booking, logboek, ophalen, privacy, roosters, storing, wachtrij
from afspraken.lokaal import local_day


@shared_task
def let_expired_holds_go() -> int:
    """Free the cells of holds that nobody confirmed."""
    return booking.sweep_expired(now=timezone.now())


@shared_task
def seal_log() -> int:
    """Lay the chain of seals over the settled lines of the log."""
    return logboek.seal(timezone.now())


@shared_task
def extend_rosters() -> int:
    """Open the days that came into sight, with this and next year's holidays closed."""
    now = timezone.now()
    year = local_day(now).year
    roosters.compute_holidays([year, year + 1], now=now)
    return roosters.extend_horizon(now=now)


@shared_task
def carry_out_approved() -> int:
    """Move whoever was approved to be moved because of a disruption."""
    return storing.carry_out(now=timezone.now())


@shared_task
def close_days() -> int:
    """Close the visits of earlier days that nobody closed."""
    return wachtrij.close_days(now=timezone.now())


@shared_task
def forget_personal_data() -> int:
    """Blank what is past its retention term."""
    return privacy.pseudonymise_due(timezone.now())


@shared_task
def remind_of_documents() -> int:
    """Remind customers of what has been lying ready for long."""
    return ophalen.remind(now=timezone.now())


@shared_task
def clear_sessions() -> None:
    """Delete visits that ended; they may hold what somebody typed."""
    call_command("clearsessions")
