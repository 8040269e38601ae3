"""PURE: when the next stop can begin, and whether its resident should hear that it gets late.

Only the next one: what comes after may still be made up for, and a message that was too early is
one too many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mobiel.telefoon.regels import Stand

SLIPS = timedelta(minutes=10)
"""So much later than planned is worth a message, also within the window."""

ROUNDED = timedelta(minutes=5)
"""A moment that is told is rounded up to this."""


@dataclass(frozen=True)
class Halte:
    """One stop, as far as time goes: planned `begin`, promised until `belofte_tot`.

    `rit` and `duur` are lengths; `sinds` is when it got where it stands, None if not begun.
    """

    bezoek: int
    stand: Stand
    begin: datetime
    belofte_van: datetime
    belofte_tot: datetime
    rit: timedelta
    duur: timedelta
    sinds: datetime | None = None


@dataclass(frozen=True)
class Uitloop:
    """The next stop, and when it can begin. `na_belofte`: later than was promised."""

    bezoek: int
    verwacht: datetime
    later: timedelta
    na_belofte: bool

    @property
    def is_laat(self) -> bool:
        """True if its resident should hear of it."""
        return self.na_belofte or self.later > SLIPS


def next_up(haltes: Sequence[Halte], now: datetime) -> Uitloop | None:
    """The next stop that was not reached, with its expected begin; None if there is none.

    A visit that goes on is expected to take as long as planned, and at least until now.
    """
    free = now
    for halte in haltes:
        if halte.stand is Stand.AANGEKOMEN and halte.sinds is not None:
            free = max(free, halte.sinds + halte.duur)
    upcoming = [one for one in haltes if one.stand < Stand.AANGEKOMEN]
    if not upcoming:
        return None
    halte = next((one for one in upcoming if one.stand is Stand.ONDERWEG), upcoming[0])
    leaves = halte.sinds if halte.stand is Stand.ONDERWEG and halte.sinds else free
    if halte.stand is Stand.NOG:
        # Nobody leaves for a visit so early that the door has to wait for its window.
        leaves = max(leaves, halte.begin - halte.rit)
    verwacht = _rounded(max(leaves + halte.rit, now, halte.belofte_van))
    return Uitloop(
        halte.bezoek,
        verwacht,
        later=max(verwacht - halte.begin, timedelta()),
        na_belofte=verwacht > halte.belofte_tot,
    )


def _rounded(moment: datetime) -> datetime:
    over = timedelta(
        minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond
    )
    return moment + ROUNDED - over if over else moment
