"""WRITES the end of a care-home day that is off, whoever cancelled it, and by which door.

The appointment of the institution may be cancelled as any appointment; the zitting follows
(`follow`), and so do its residents.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from afspraken import booking
from afspraken.models import RELEASED, Afspraak, Middel, Partij, Status
from afspraken.signals import Change
from mobiel.models import Bewoner, Bewonerstatus, Zitting, Zittingstatus
from mobiel.zitting import berichten
from mobiel.zitting.errors import Closed
from mobiel.zitting.lezen import locked, taking_part

SOONEST = timedelta(hours=16)
"""So long before a zitting that was moved begins, announcing ends at the latest."""


@transaction.atomic
def cancel(zitting: Zitting, *, now: datetime, reden: str = "", door: str = "") -> Zitting:
    """Call a care-home day off: the contact person and every representative hear why.

    `door` is the number of an employee. Twice changes nothing.
    Raises: AlreadyClosed if we have been there; TooLate.
    """
    afspraak = Afspraak.objects.select_for_update(of=("self",)).get(pk=zitting.afspraak_id)
    if afspraak.status not in RELEASED:
        partij = Partij.MEDEWERKER if door else Partij.SYSTEEM
        booking.cancel(afspraak, partij=partij, reden=reden, door=door, now=now)
    zitting.refresh_from_db()
    return zitting


def follow(
    afspraak: Afspraak, change: Change, door: Partij, now: datetime, reden: str = "", **_: Any
) -> None:
    """Receiver of `afspraak_changed`: what happens to an appointment, happens to its zitting.

    What moves before it has closed, closes before it begins. Raises: Closed where a zitting whose
    residents know their time would move.
    """
    if change is Change.CANCELLED:
        _end(afspraak, door=door, reden=reden, now=now)
        _leave(afspraak, now=now)
    elif change is Change.MOVED:
        _move(afspraak)


def _move(afspraak: Afspraak) -> None:
    zitting = Zitting.objects.filter(afspraak=afspraak).first()
    if zitting is None:
        return
    if zitting.status == Zittingstatus.GESLOTEN:
        raise Closed
    if zitting.sluit_op > afspraak.begin - SOONEST:
        zitting.sluit_op = afspraak.begin - SOONEST
        zitting.save(update_fields=["sluit_op"])


def _end(afspraak: Afspraak, *, door: Partij, reden: str, now: datetime) -> None:
    """The appointment of an institution is off: so is its zitting, and who was on it."""
    found = Zitting.objects.filter(afspraak=afspraak).first()
    if found is None:
        return
    zitting = locked(found)
    bewoners = list(taking_part(zitting).select_related("afspraak"))
    zitting.status = Zittingstatus.GEANNULEERD
    zitting.versie += 1
    zitting.save(update_fields=["status", "versie"])
    Middel.objects.filter(pk=zitting.middel_id).update(is_actief=False)
    for one in bewoners:
        if one.afspraak is not None and one.afspraak.status == Status.GEPLAND:
            booking.cancel(one.afspraak, partij=Partij.SYSTEEM, reden=reden, now=now)
    berichten.tell_off(zitting, bewoners, reden, now=now)


def _leave(afspraak: Afspraak, *, now: datetime) -> None:
    """The appointment of one resident is off: they have no place any more."""
    Bewoner.objects.filter(afspraak=afspraak, status=Bewonerstatus.AANGEMELD).update(
        status=Bewonerstatus.AFGEMELD, status_op=now
    )
