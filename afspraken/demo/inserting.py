"""Stores planned appointments as `booking` would, many at once.

Occupied by `bezetting`, so the unique cells guard these appointments as they do all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from afspraken import bezetting, logboek, statements
from afspraken.beheerlink import hash_of, token_for
from afspraken.demo.mensen import invent
from afspraken.engine.availability import Lane
from afspraken.engine.bitmap import moment_of
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    Handeling,
    Klant,
    Locatie,
    Logregel,
    Partij,
    Status,
)
from afspraken.signals import Change, afspraak_changed
from afspraken.wens import Wens

NO_SHOW = 0.07
"""The share of today's appointments to which nobody came."""


@dataclass(frozen=True)
class Plan:
    """One appointment to be: lanes None means that it was cancelled since."""

    wens: Wens
    locatie: Locatie
    first: int
    lanes: tuple[Lane, ...] | None


@transaction.atomic
def store(plans: Sequence[Plan], *, now: datetime, random: Random) -> None:
    """Insert customers, appointments, products, spans and cells of one week."""
    people = [
        invent(
            random,
            adres=any(regel.product.vraagt_adres for regel in plan.wens.regels),
            met_voor_wie=True,
        )
        for plan in plans
    ]
    klanten = [Klant(**one.klant()) for one in people]
    statements.insert(klanten)
    afspraken = []
    for plan, klant, one in zip(plans, klanten, people, strict=True):
        afspraak = _afspraak(plan, klant, now=now, random=random)
        for name, value in one.afspraak().items():
            setattr(afspraak, name, value)
        afspraken.append(afspraak)
    statements.insert(afspraken)
    statements.insert(
        [
            Afspraakproduct(afspraak=afspraak, product=regel.product, aantal=regel.aantal)
            for plan, afspraak in zip(plans, afspraken, strict=True)
            for regel in plan.wens.regels
        ]
    )
    bezetting.occupy_all(
        (afspraak, _claim(plan, lane))
        for plan, afspraak in zip(plans, afspraken, strict=True)
        for lane in plan.lanes or ()
    )
    _tell(afspraken, now=now)


def _claim(plan: Plan, lane: Lane) -> bezetting.Claim:
    last = plan.first + plan.wens.cells + plan.wens.buffer_cells
    return bezetting.Claim(lane.resource, lane.number, plan.first, last)


def _afspraak(plan: Plan, klant: Klant, *, now: datetime, random: Random) -> Afspraak:
    begin, einde = moment_of(plan.first), moment_of(plan.first + plan.wens.cells)
    notice = max(plan.wens.aanlooptijd, 60)
    made = min(begin, now) - timedelta(minutes=random.randint(notice, 20 * 24 * 60))
    status, since = _status(plan, begin, einde, made, now=now, random=random)
    afspraak = Afspraak(
        status=status,
        status_op=since,
        begin=begin,
        einde=einde,
        locatie=plan.locatie,
        kanaal=plan.wens.kanaal,
        klant=klant,
        versie=2 if status == Status.GEANNULEERD else 1,
        aangemaakt_op=made,
        gewijzigd_op=since,
    )
    afspraak.code = random.randbytes(24).hex()[:32]
    afspraak.beheer_hash = hash_of(token_for(afspraak))
    return afspraak


def _status(
    plan: Plan,
    begin: datetime,
    einde: datetime,
    made: datetime,
    *,
    now: datetime,
    random: Random,
) -> tuple[Status, datetime]:
    """Where an appointment of today or later stands, and since when.

    Who is here now stands in a queue: that is written afterwards (`wachtruimte.py`).
    """
    if plan.lanes is None:
        return Status.GEANNULEERD, made + (min(begin, now) - made) / 2
    if einde <= now:
        if random.random() < NO_SHOW:
            return Status.NIET_VERSCHENEN, einde
        return Status.AFGEROND, einde
    return Status.GEPLAND, made


def _tell(afspraken: Sequence[Afspraak], *, now: datetime) -> None:
    """Log the acts as `booking` does; the other apps hear that they are no news."""
    logboek.write(_line(one, now=now) for one in afspraken)
    for one in afspraken:
        afspraak_changed.send(
            Afspraak, afspraak=one, change=Change.IMPORTED, door=Partij.INWONER, now=now
        )


def _line(afspraak: Afspraak, *, now: datetime) -> Logregel:
    is_cancelled = afspraak.status == Status.GEANNULEERD
    return logboek.line(
        Handeling.GEANNULEERD if is_cancelled else Handeling.GEBOEKT,
        f"afspraak:{afspraak.code}",
        partij=Partij.INWONER,
        now=now,
        versie=afspraak.versie,
    )
