"""WRITES the end of a care-home day that is off, whoever cancelled it, and by which door.

The appointment of the institution may be cancelled as any appointment; the zitting follows
(`follow`), and so do its residents.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from afspraken import bezetting, booking
from afspraken.engine.bitmap import cell_of
from afspraken.models import RELEASED, Afspraak, Middel, Partij, Status
from afspraken.offers import Taken
from afspraken.signals import Change
from mobiel.models import Bewoner, Bewonerstatus, NietGezien, Zitting, Zittingstatus
from mobiel.zitting import berichten
from mobiel.zitting.errors import Closed, NoTimeLeft
from mobiel.zitting.lezen import locked, taking_part

SOONEST = timedelta(hours=16)
"""So long before a zitting that was moved begins, announcing ends at the latest."""

_STANDS = {
    Status.AFGEROND: (Bewonerstatus.GEHOLPEN, ""),
    Status.NIET_VERSCHENEN: (Bewonerstatus.NIET_GEZIEN, NietGezien.AFWEZIG),
}
"""Where a resident stands as their appointment does; of any other status they are to come."""


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
    residents know their time would move; NoTimeLeft.
    """
    if change is Change.CANCELLED:
        _end(afspraak, door=door, reden=reden, now=now)
        _leave(afspraak, now=now)
    elif change is Change.STATUS:
        _stand(afspraak, now=now)
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


def _stand(afspraak: Afspraak, *, now: datetime) -> None:
    """What the desk said of the appointment of one resident stands on the list too.

    Why they were not seen the desk does not say. Raises: NoTimeLeft if who is expected again gave
    their time away.
    """
    bewoner = Bewoner.objects.filter(afspraak=afspraak).select_related("zitting").first()
    if bewoner is None or bewoner.status == Bewonerstatus.AFGEMELD:
        return
    naar, reden = _STANDS.get(Status(afspraak.status), (Bewonerstatus.AANGEMELD, ""))
    if afspraak.status == Status.GEPLAND:
        _take_again(afspraak, bewoner)
    elif naar != Bewonerstatus.AANGEMELD:
        bezetting.free([afspraak.pk])
    if naar != bewoner.status:
        bewoner.status, bewoner.status_op, bewoner.reden = naar, now, reden
        bewoner.save(update_fields=["status", "status_op", "reden"])


def _take_again(afspraak: Afspraak, bewoner: Bewoner) -> None:
    """The own time of who is expected again, if it was free meanwhile. Raises: NoTimeLeft."""
    if afspraak.inzetten.exists():
        return
    first, last = cell_of(afspraak.begin), cell_of(afspraak.einde)
    try:
        bezetting.reoccupy(afspraak, [bezetting.Claim(bewoner.zitting.middel_id, 0, first, last)])
    except Taken:
        raise NoTimeLeft from None
