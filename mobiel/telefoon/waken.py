"""PURE: when a visit should be over, and who is told if nothing is heard.

    arrived ---- as long as planned ---- expected end -- 15 min -- reminder -- 15 min -- colleague

The reminder is on the phone of the official and needs no network. Whoever answers that it takes
longer has half an hour more. Where somebody is, is not known: only the last stop they reported.
"""

from __future__ import annotations

from datetime import datetime, timedelta

REMIND = timedelta(minutes=15)
ESCALATE = timedelta(minutes=30)
LONGER = timedelta(minutes=30)
REMEMBERED = timedelta(hours=24)
"""So long the last reported stop is told."""


def expected_end(began: datetime, duur: timedelta, busy: datetime | None) -> datetime:
    """When a visit should be over; `busy` is when the official last said that it takes longer."""
    planned = began + duur
    return max(planned, busy + LONGER) if busy else planned
