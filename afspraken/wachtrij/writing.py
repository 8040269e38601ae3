"""WRITES, shared: a step, the row that follows from it, and the status of the appointment."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, NoReturn

from django.db import IntegrityError, transaction

from afspraken import booking
from afspraken.models import (
    AAN_LOKET,
    Bevoegdheid,
    Middel,
    Partij,
    Wachtactie,
    Wachtende,
    Wachtstand,
    Wachtstap,
    name_of,
)
from afspraken.wachtrij.errors import CounterBusy, NothingToUndo, Overtaken
from afspraken.wachtrij.toestand import FROM, STATUS, Toestand, after


def step(
    wachtende: Wachtende,
    actie: Wachtactie,
    *,
    versie: int,
    door: Any,
    now: datetime,
    middel: Middel | None = None,
    bevoegdheid: Bevoegdheid | None = None,
    toelichting: str = "",
) -> Wachtende:
    """Take one step, if nobody took one since `versie`; the row as it is then.

    Raises: Overtaken; CounterBusy; NothingToUndo; StatusChanged.
    """
    stap = Wachtstap(
        wachtende=wachtende,
        nummer=versie + 1,
        actie=actie,
        op=now,
        door=door,
        middel=middel,
        bevoegdheid=bevoegdheid,
        toelichting=toelichting,
    )
    try:
        with transaction.atomic():
            return _write(stap, actie)
    except _Refused as refused:
        _tell_who_is_there(wachtende, refused.middel)


def fresh(pk: int) -> Wachtende:
    """The row as it is now, with what pages show beside it."""
    return Wachtende.objects.select_related(
        "locatie", "afspraak__klant", "middel", "medewerker", "voor_middel", "voor_bevoegdheid"
    ).get(pk=pk)


def _write(stap: Wachtstap, actie: Wachtactie) -> Wachtende:
    """Compare and swap: the number of the step is that of the row, or someone was first."""
    row = stap.wachtende
    earlier = list(row.stappen.order_by("nummer"))
    old = after(earlier)
    if len(earlier) != stap.nummer - 1 or old.stand not in FROM[actie]:
        _refuse(row, actie)
    new = after([*earlier, stap])
    try:
        is_swapped = _swap(row, stap.nummer, new)
    except IntegrityError as error:
        raise _Refused(new.middel_id) from error
    if not is_swapped:
        _refuse(row, actie)
    stap.save()
    written = fresh(row.pk)
    if written.afspraak is not None and STATUS[old.stand] != STATUS[new.stand]:
        booking.set_status(
            written.afspraak,
            STATUS[new.stand],
            van=STATUS[old.stand],
            now=stap.op,
            partij=Partij.MEDEWERKER if stap.door_id else Partij.SYSTEEM,
            door=str(stap.door_id or ""),
        )
        written.afspraak.refresh_from_db(fields=["status", "status_op"])
    return written


def _swap(row: Wachtende, nummer: int, new: Toestand) -> bool:
    """Write the row of step `nummer`, if the step before it is the last one still."""
    as_seen = Wachtende.objects.filter(pk=row.pk, versie=nummer - 1)
    return bool(as_seen.update(versie=nummer, **asdict(new)))


def _refuse(wachtende: Wachtende, actie: Wachtactie | None) -> NoReturn:
    now = fresh(wachtende.pk)
    if actie is Wachtactie.ONGEDAAN and now.stand == Wachtstand.VERVALLEN:
        raise NothingToUndo
    raise Overtaken(now, name_of(now.medewerker))


class _Refused(Exception):
    """The database refused a second person at a counter; the transaction must be left."""

    def __init__(self, middel: int | None) -> None:
        super().__init__()
        self.middel = middel


def _tell_who_is_there(wachtende: Wachtende, middel: int | None) -> NoReturn:
    """Say who has a counter. Raises: CounterBusy; Overtaken if they have just left it."""
    there = Wachtende.objects.select_related("middel").filter(middel=middel, stand__in=AAN_LOKET)
    if (other := there.exclude(pk=wachtende.pk).first()) is not None:
        raise CounterBusy(other)
    _refuse(wachtende, None)
