"""How often a link may mail its code, or be mailed itself: pure, no tables, no clock.

Once a minute, and MOST times in the hour that begins with the first. So nobody fills the mailbox
of somebody else by pressing a button, and impatience makes no code worthless that is on its way.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

MOST = 5

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


class Teller(NamedTuple):
    """What was mailed: last when, and how often since when."""

    laatst: datetime | None
    aantal: int
    sinds: datetime | None


def again_from(teller: Teller, *, now: datetime) -> datetime | None:
    """From when on it may be mailed again; None: it may now."""
    until = [teller.laatst + _MINUTE] if teller.laatst else []
    if teller.sinds and teller.aantal >= MOST:
        until.append(teller.sinds + _HOUR)
    latest = max(until, default=now)
    return latest if latest > now else None


def mailed(teller: Teller, *, now: datetime) -> Teller:
    """The same after one more mail."""
    if teller.sinds is None or teller.sinds + _HOUR <= now:
        return Teller(now, 1, now)
    return Teller(now, teller.aantal + 1, teller.sinds)
