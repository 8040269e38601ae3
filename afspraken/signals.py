"""What the core tells the other apps. Receivers only insert rows; a failing one fails the act."""

from __future__ import annotations

from enum import StrEnum

from django.dispatch import Signal


class Change(StrEnum):
    """What happened to an appointment."""

    BOOKED = "booked"
    MOVED = "moved"  # time or place; `versie` has risen
    UPDATED = "updated"  # persons or contact data; the promise stands
    CANCELLED = "cancelled"  # `versie` has risen
    STATUS = "status"


afspraak_changed = Signal()
"""Sent inside the transaction, sender Afspraak, with `afspraak`, `change` (Change), `door` (Partij)
and `now` (aware UTC)."""
