"""WRITES: the next one to a counter.

Two counters that call at once read the same order; one gets the first, the other the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from afspraken.models import Locatie, Middel, Wachtende
from afspraken.wachtrij.errors import Overtaken
from afspraken.wachtrij.reading import order_for
from afspraken.wachtrij.stappen import call
from afspraken.wachtrij.volgorde import Regel

MOST_TRIES = 20
"""So often the next one may just have gone to another counter."""


@dataclass(frozen=True)
class Oproep:
    """Who was called, and the rule by which it was their turn."""

    wachtende: Wachtende
    regel: Regel


def call_next(locatie: Locatie, middel: Middel, *, door: Any, now: datetime) -> Oproep | None:
    """Call who is next at a counter of a place; None if it can help nobody who waits.

    Raises: CounterBusy; Overtaken if colleagues took the next one twenty times.
    """
    tries = count(1)
    while (first := next(iter(order_for(locatie, middel, now=now)), None)) is not None:
        who = first.wachtende
        try:
            return Oproep(call(who, middel, versie=who.versie, door=door, now=now), first.regel)
        except Overtaken:
            if next(tries) == MOST_TRIES:
                raise
    return None
