"""WRITES what an official reports, and the status of the appointments that follows from it.

All acts of a queue are judged together, in the order in which they happened, within one
transaction: either the phone hears of each what became of it, or nothing was stored and it sends
them again. Questions and statements do not grow with the number of acts; only the status of an
appointment that changes costs its own (docs/telefoon.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from afspraken import booking
from afspraken.models import Afspraak, Middel, Status
from mobiel.models import (
    STEPS,
    Actiesoort,
    Reden,
    Stop,
    Toestel,
    Uitkomst,
    Veldactie,
    Veldwerker,
)
from mobiel.telefoon import regels, waarschuwen
from mobiel.telefoon.acties import Actie
from mobiel.telefoon.regels import Bezoekstand

_ONCE_A_DAY = timedelta(hours=12)


@dataclass(frozen=True)
class Melder:
    """Who reports, and with which phone."""

    middel: Middel
    gebruiker: Any
    toestel: Toestel | None = None


@dataclass(frozen=True)
class Antwoord:
    """What became of one act."""

    uuid: UUID
    uitkomst: Uitkomst
    reden: Reden


@transaction.atomic
def report(
    acties: Iterable[Actie], melder: Melder, *, now: datetime, skew: timedelta = timedelta()
) -> list[Antwoord]:
    """Store acts and let appointments follow; the answers are in the order of the acts.

    `skew` is what our clock is ahead of that of the phone.
    """
    _one_at_a_time(melder.middel)
    acties = list(acties)
    known = _known(acties)
    fresh = _in_order({one.uuid: one for one in acties if one.uuid not in known}, skew, now)
    visits = _visits(fresh, melder.middel)
    rows = [_judged(actie, op, visits.stands, melder, now) for op, actie in fresh]
    _note_clock(rows, melder, skew, now)
    Veldactie.objects.bulk_create(rows)
    _follow(visits, melder, now=now)
    waarschuwen.warn(rows, melder.middel, now=now)
    answers = known | {row.uuid: _answer(row) for row in rows}
    return [answers[one.uuid] for one in acties]


def _one_at_a_time(middel: Middel) -> None:
    """Let a second queue of this official wait until the first was stored, and then read."""
    Veldwerker.objects.select_for_update().get(middel=middel)


def _known(acties: Sequence[Actie]) -> dict[UUID, Antwoord]:
    """What was stored before: sent again because the answer got lost on the way."""
    rows = Veldactie.objects.filter(uuid__in=[one.uuid for one in acties])
    return {
        row.uuid: Antwoord(
            row.uuid,
            Uitkomst.CONFLICT if row.uitkomst == Uitkomst.CONFLICT else Uitkomst.DUBBEL,
            Reden(row.reden),
        )
        for row in rows
    }


def _answer(row: Veldactie) -> Antwoord:
    return Antwoord(row.uuid, Uitkomst(row.uitkomst), Reden(row.reden))


def _in_order(
    acties: dict[UUID, Actie], skew: timedelta, now: datetime
) -> list[tuple[datetime, Actie]]:
    """The acts by when they happened, by our clock; of the same moment as they were sent."""
    moments = [
        (regels.put_right(one.gedaan_op, skew, now) if one.gedaan_op else now, one)
        for one in acties.values()
    ]
    return sorted(moments, key=lambda pair: pair[0])


@dataclass(frozen=True)
class _Visits:
    """The visits that acts are about, by number: their appointments and where they stand."""

    rows: dict[int, Afspraak]
    stands: dict[int, Bezoekstand]


def _visits(fresh: list[tuple[datetime, Actie]], middel: Middel) -> _Visits:
    """Three queries; the appointments are locked, in the order of their numbers."""
    wanted = {one.bezoek for _op, one in fresh if one.bezoek}
    if not wanted:
        return _Visits({}, {})
    afspraken = (
        Afspraak.objects.select_for_update(of=("self",))
        .filter(bezoek__in=wanted)
        .exclude(status=Status.VASTGEHOUDEN)
        .select_related("locatie", "klant", "bezoek")
        .order_by("pk")
    )
    rows = {one.bezoek.pk: one for one in afspraken}
    mine = set(
        Stop.objects.filter(bezoek__in=wanted, route__middel=middel).values_list(
            "bezoek", flat=True
        )
    )
    stands = {
        pk: Bezoekstand(Status(one.status), one.versie, one.begin, pk in mine)
        for pk, one in rows.items()
    }
    counted = Veldactie.objects.filter(bezoek__in=rows, soort__in=STEPS, uitkomst="TOEGEPAST")
    for row in counted:
        if row.bezoek_id and row.versie == stands[row.bezoek_id].versie:
            stands[row.bezoek_id].gemeld[Actiesoort(row.soort)] = row.gedaan_op
    return _Visits(rows, stands)


def _judged(
    actie: Actie, op: datetime, stands: dict[int, Bezoekstand], melder: Melder, now: datetime
) -> Veldactie:
    """The row of an act, with what becomes of it; a step that counts is counted for the next."""
    visit = stands.get(actie.bezoek)
    uitkomst, reden = Uitkomst.TOEGEPAST, Reden.GEEN
    if actie.soort == Actiesoort.SPOED:
        reden = Reden.SPOED
    elif actie.soort in STEPS:
        uitkomst, reden = regels.judge(actie.soort, actie.versie, op, visit)
    elif visit is None or not visit.is_mine:
        uitkomst, reden = Uitkomst.CONFLICT, Reden.NIET_VAN_U
    if visit and uitkomst == Uitkomst.TOEGEPAST and actie.soort in STEPS:
        visit.gemeld[actie.soort] = op
    return Veldactie(
        uuid=actie.uuid,
        middel=melder.middel,
        bezoek_id=actie.bezoek if visit else None,
        toestel=melder.toestel,
        soort=actie.soort,
        versie=actie.versie,
        gedaan_op=op,
        op=now,
        uitkomst=uitkomst,
        reden=reden,
        resultaat=actie.resultaat,
        notitie=actie.notitie,
        legitimatie=actie.legitimatie,
    )


def _note_clock(rows: Sequence[Veldactie], melder: Melder, skew: timedelta, now: datetime) -> None:
    """A clock that is wrong is told once a day, with the first act that nothing else is said of."""
    row = next((one for one in rows if not one.reden), None)
    if row is None or abs(skew) <= regels.CLOCK_TOLERANCE:
        return
    told = Veldactie.objects.filter(middel=melder.middel, reden=Reden.KLOK)
    if not told.filter(op__gt=now - _ONCE_A_DAY).exists():
        row.reden = Reden.KLOK


def _follow(visits: _Visits, melder: Melder, *, now: datetime) -> None:
    """Bring each appointment to the status of where its visit stands now: one step for each."""
    for pk, row in visits.rows.items():
        visit = visits.stands[pk]
        wanted = regels.status_for(visit.stand, visit.status)
        if visit.is_mine and wanted is not None:
            booking.set_status(
                row, wanted, van=visit.status, now=now, door=str(melder.gebruiker.pk)
            )
