"""Jobs of messages and calendars. Thin: each calls one function.

All may run twice, late, or not at all for a day: they look at the tables, not at what woke them.
When they run is in `afspraken/conf/celery.py`.
"""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from notificaties import ronde
from notificaties.bounces import postbus
from notificaties.buitenagenda import keeping


@shared_task
def send_messages() -> None:
    """Send what is due; a few seconds after it was written at the latest."""
    ronde.send()


@shared_task
def tidy_messages() -> None:
    """Put right what a worker left behind, and ask for what is uncertain."""
    ronde.tidy()


@shared_task
def plan_missing_reminders() -> None:
    """Give every appointment to come the reminders that the rules ask for."""
    ronde.plan()


@shared_task
def fetch_calendars() -> None:
    """Ask every calendar from outside when its owner is busy."""
    keeping.refresh_all(now=timezone.now())


@shared_task
def read_bounces() -> None:
    """Tell the outbox what came back; without a mailbox there is nothing to read."""
    if settings.MAIL_BOUNCES_URL:
        postbus.process_new(now=timezone.now())
