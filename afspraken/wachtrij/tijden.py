"""PURE: how long someone waited, was served, and was away, read from their steps.

What was taken back is as if it never was. Waiting before the time of an appointment does not
count: who comes early waits by choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from afspraken.models import ACTIEF, Wachtstand, Wachtstap
from afspraken.wachtrij.toestand import after, standing

NONE = timedelta()


@dataclass(frozen=True)
class Tijden:
    """Lengths of time; `onderweg` is from the call to the counter."""

    gewacht: timedelta = NONE
    onderweg: timedelta = NONE
    geholpen: timedelta = NONE
    geparkeerd: timedelta = NONE


def times(stappen: Iterable[Wachtstap], *, now: datetime, begin: datetime | None = None) -> Tijden:
    """The times of one visit, whose steps come oldest first; `now` ends one that is not over.

    `begin`: of the appointment; None for a walk-in.
    """
    counted = standing(stappen)
    spent = dict.fromkeys(ACTIEF, NONE)
    for number, (van, tot) in enumerate(pairwise([*(one.op for one in counted), now]), start=1):
        stand = after(counted[:number]).stand
        if stand in spent:
            since = max(van, begin) if begin and stand == Wachtstand.WACHT else van
            spent[stand] += max(tot - since, NONE)
    return Tijden(
        spent[Wachtstand.WACHT],
        spent[Wachtstand.OPGEROEPEN],
        spent[Wachtstand.IN_BEHANDELING],
        spent[Wachtstand.GEPARKEERD],
    )
