"""One round of the outbox: what a job or a command does when it is its turn."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from afspraken.models import EXPECTED, Afspraak
from notificaties import outbox
from notificaties.channels.keuze import channels

AT_MOST = timedelta(seconds=50)
"""A round ends after this; what is left is for the next, so other jobs get their turn."""

BATCH = 500


def send() -> Counter[str]:
    """Send what is due; how many ended how."""
    return outbox.send_due(
        channels(),
        clock=timezone.now,
        threads=settings.BERICHTEN_TEGELIJK,
        until=timezone.now() + AT_MOST,
    )


def tidy() -> None:
    """Put right what workers left behind."""
    outbox.sweep(channels(), now=timezone.now())


def plan() -> int:
    """Give every appointment to come its reminders; how many rows that took."""
    now = timezone.now()
    rows = (
        Afspraak.objects.filter(status__in=EXPECTED, begin__gt=now)
        .select_related("klant")
        .prefetch_related("producten")
        .order_by("pk")
    )
    planned, last = 0, 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        planned += outbox.plan_missing(batch, now=now)
        last = batch[-1].pk
    return planned
