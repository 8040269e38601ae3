"""WRITES: one step of someone in the queue, and the last one taken back.

Each act names the `versie` that the employee saw: of two who act at once, one does, and the other
hears who was first. The step, the row that follows from it, and the status of the appointment are
one transaction. Acts may run inside the transaction of a caller. `door` is the user who acts. What
is possible when: `toestand.py`. How it is written: `writing.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from afspraken.lokaal import local_day
from afspraken.models import Bevoegdheid, Middel, Wachtactie, Wachtende
from afspraken.wachtrij.errors import DayOver
from afspraken.wachtrij.writing import step


def call(
    wachtende: Wachtende, middel: Middel, *, versie: int, door: Any, now: datetime
) -> Wachtende:
    """Call this one to a counter, also before their turn. Raises: Overtaken, CounterBusy."""
    return step(wachtende, Wachtactie.OPGEROEPEN, versie=versie, door=door, now=now, middel=middel)


def call_again(wachtende: Wachtende, *, versie: int, door: Any, now: datetime) -> Wachtende:
    """Let the screen call the number once more. Raises: Overtaken."""
    return step(wachtende, Wachtactie.NOG_EENS, versie=versie, door=door, now=now)


def begin(wachtende: Wachtende, *, versie: int, door: Any, now: datetime) -> Wachtende:
    """The customer has come to the counter. Raises: Overtaken."""
    return step(wachtende, Wachtactie.BEGONNEN, versie=versie, door=door, now=now)


def park(wachtende: Wachtende, *, versie: int, reden: str, door: Any, now: datetime) -> Wachtende:
    """The customer is off to do something first, and comes back. Raises: Overtaken."""
    return step(
        wachtende, Wachtactie.GEPARKEERD, versie=versie, door=door, now=now, toelichting=reden
    )


def take_back(wachtende: Wachtende, *, versie: int, door: Any, now: datetime) -> Wachtende:
    """Who was parked is back, and goes first. Raises: Overtaken."""
    return step(wachtende, Wachtactie.TERUG, versie=versie, door=door, now=now)


def hand_on(
    wachtende: Wachtende,
    naar: Middel | Bevoegdheid,
    *,
    versie: int,
    reden: str,
    door: Any,
    now: datetime,
) -> Wachtende:
    """To another counter, or to any that has a competence; there the customer goes first.

    Raises: Overtaken.
    """
    return step(
        wachtende,
        Wachtactie.DOORGESTUURD,
        versie=versie,
        door=door,
        now=now,
        middel=naar if isinstance(naar, Middel) else None,
        bevoegdheid=naar if isinstance(naar, Bevoegdheid) else None,
        toelichting=reden,
    )


def finish(wachtende: Wachtende, *, versie: int, door: Any, now: datetime) -> Wachtende:
    """The customer was served. Raises: Overtaken."""
    return step(wachtende, Wachtactie.KLAAR, versie=versie, door=door, now=now)


def no_show(wachtende: Wachtende, *, versie: int, door: Any, now: datetime) -> Wachtende:
    """The customer was called and is not there. Raises: Overtaken."""
    return step(wachtende, Wachtactie.NIET_VERSCHENEN, versie=versie, door=door, now=now)


def leave(
    wachtende: Wachtende, *, versie: int, door: Any, now: datetime, reden: str = ""
) -> Wachtende:
    """The customer says that they leave, without being served. Raises: Overtaken."""
    return step(
        wachtende, Wachtactie.VERTROKKEN, versie=versie, door=door, now=now, toelichting=reden
    )


def undo(wachtende: Wachtende, *, versie: int, door: Any, now: datetime) -> Wachtende:
    """Take the last step back, and again the one before it; the first takes back the report.

    Raises: Overtaken; CounterBusy if the counter has someone else by now; NothingToUndo; DayOver.
    """
    if wachtende.dag != local_day(now):
        raise DayOver(wachtende.dag)
    return step(wachtende, Wachtactie.ONGEDAAN, versie=versie, door=door, now=now)


def close(wachtende: Wachtende, *, now: datetime) -> Wachtende:
    """The day is over and nobody told what happened. Raises: Overtaken."""
    return step(wachtende, Wachtactie.AFGESLOTEN, versie=wachtende.versie, door=None, now=now)
