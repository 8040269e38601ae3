"""What we hear of the core. Receivers only insert rows; one that fails, fails the act."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from afspraken.models import Afspraak, Partij
from afspraken.signals import (
    Berichtverzoek,
    Change,
    afspraak_changed,
    bericht_gevraagd,
    bericht_ingetrokken,
)
from notificaties import outbox


@receiver(afspraak_changed, dispatch_uid="notificaties.tell")
def tell(
    afspraak: Afspraak, change: Change, door: Partij, now: datetime, reden: str = "", **_: Any
) -> None:
    """An appointment changed: its customer and its resources hear of it."""
    outbox.tell(afspraak, change, door=door, now=now, reden=reden)


@receiver(bericht_gevraagd, dispatch_uid="notificaties.request")
def request(verzoek: Berichtverzoek, now: datetime, **_: Any) -> None:
    """Another app asks for a message."""
    outbox.request(verzoek, now=now)


@receiver(bericht_ingetrokken, dispatch_uid="notificaties.withdraw")
def withdraw(
    now: datetime,
    afspraak: Afspraak | None = None,
    soort: str = "",
    onderwerp: str = "",
    **_: Any,
) -> None:
    """Another app takes back what it asked for, as far as it did not leave yet."""
    if afspraak is not None:
        outbox.withdraw(afspraak, soort, now=now)
    if onderwerp:
        outbox.withdraw_subject(onderwerp, now=now)
