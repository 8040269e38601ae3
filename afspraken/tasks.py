"""Jobs of the core, thin: each calls one function with the time of the clock.

Each may run twice, late or not at all without harm; when they run is in `conf/celery.py`.
"""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from afspraken import booking, logboek, privacy
from afspraken.roosters import horizon


@shared_task
def sweep_holds() -> None:
    """Let holds go that have expired; they already count as free."""
    booking.sweep_expired(now=timezone.now())


@shared_task
def seal_log() -> None:
    """Seal the lines of the log that nobody is writing any more."""
    logboek.seal(timezone.now())


@shared_task
def extend_horizon() -> None:
    """Open the days that came within reach, and mend what is wrong in the others."""
    horizon.extend_horizon(now=timezone.now())


@shared_task
def forget() -> None:
    """Erase personal data whose term has run out."""
    privacy.pseudonymise_due(timezone.now())


@shared_task
def clear_sessions() -> None:
    """Delete visits that ended; they may hold what somebody typed."""
    call_command("clearsessions")
