"""WRITES: approve the proposals of a disruption once, and carry them out one by one.

Each appointment is moved or cancelled by `booking` in a transaction of its own, against the promise
for which the proposal was made: whoever moved or cancelled it themselves meanwhile is left alone.
What came of it is written after. A crash in between loses nothing and doubles nothing: done again,
the promise is another one, and it stands where it was to go.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from afspraken import booking
from afspraken.exceptions import AlreadyClosed, BookingError, SlotTaken, StatusChanged
from afspraken.models import (
    RELEASED,
    Afspraak,
    Oplossing,
    Partij,
    Status,
    Storing,
    Uitkomst,
    Verplaatsvoorstel,
)
from afspraken.offers import offer_at
from afspraken.storing.affected import with_all
from afspraken.storing.proposing import TO_COME
from afspraken.storing.reporting import note, why_refused
from afspraken.storing.scene import wish_of
from afspraken.storing.words import apology

CARRIED_OUT = (Oplossing.VERPLAATS, Oplossing.ANNULEER)
"""What an approval does; who is to be called first, or stays, is for a person."""


@transaction.atomic
def approve(
    storing: Storing, *, versie: int, door: Any, now: datetime, voorstel: int | None = None
) -> int:
    """Approve all proposals of the page that was seen, or one of them; how many there are.

    Nothing is moved yet: see `carry_out`. Raises: Ended; Overtaken if anything changed since.
    """
    if not Storing.objects.filter(pk=storing.pk, versie=versie, beeindigd_op__isnull=True).update(
        versie=F("versie") + 1
    ):
        raise why_refused(storing)
    rows = Verplaatsvoorstel.objects.filter(TO_COME, storing=storing, oplossing__in=CARRIED_OUT)
    if voorstel is not None:
        rows = rows.filter(pk=voorstel)
    approved = rows.update(goedgekeurd_op=now, goedgekeurd_door=door)
    note(storing, "goedgekeurd", door=door, now=now, aantal=approved)
    return approved


def carry_out(*, now: datetime, storing: Storing | None = None, most: int | None = None) -> int:
    """Do what was approved, the earliest appointments first; how many were settled.

    Of one disruption, or of all. May run in several places at once, and again after a crash.
    """
    rows = Verplaatsvoorstel.objects.filter(uitkomst="", goedgekeurd_op__isnull=False)
    if storing is not None:
        rows = rows.filter(storing=storing)
    todo = list(rows.order_by("was_begin", "pk").values_list("pk", flat=True)[:most])
    return sum(_settle(pk, now=now) for pk in todo)


def _settle(pk: int, *, now: datetime) -> bool:
    """Carry out one proposal; False if someone else did in the meantime."""
    voorstel = (
        Verplaatsvoorstel.objects.select_related("locatie").filter(pk=pk, uitkomst="").first()
    )
    if voorstel is None:
        return False
    afspraak = with_all(Afspraak.objects.filter(pk=voorstel.afspraak_id)).get()
    try:
        outcome = _act(voorstel, afspraak, now=now)
    except (StatusChanged, AlreadyClosed):
        outcome = _what_happened(voorstel)
    except SlotTaken:
        outcome = Uitkomst.TIJD_WEG
    except BookingError:
        outcome = Uitkomst.MAG_NIET
    # A fact outweighs what was noted while it happened, such as that the disruption ended.
    open_or_over = Verplaatsvoorstel.objects.filter(pk=pk, uitkomst__in=["", Uitkomst.VOORBIJ])
    return bool(open_or_over.update(uitkomst=outcome, uitkomst_op=now))


def _act(voorstel: Verplaatsvoorstel, afspraak: Afspraak, *, now: datetime) -> Uitkomst:
    """Move or cancel. Raises: BookingError, each kind of which is an outcome."""
    if afspraak.status in (Status.AANGEMELD, Status.IN_BEHANDELING):
        return Uitkomst.IS_ER
    if afspraak.status == Status.GEPLAND and afspraak.begin <= now:
        return Uitkomst.BEGONNEN
    given: dict[str, Any] = {
        "partij": Partij.MEDEWERKER,
        "now": now,
        "door": str(voorstel.goedgekeurd_door_id or ""),
        "versie": voorstel.afspraak_versie,
        "reden": apology(afspraak),
    }
    if voorstel.oplossing == Oplossing.ANNULEER:
        booking.cancel(afspraak, **given)
        return Uitkomst.AFGEZEGD
    if voorstel.begin is None or voorstel.locatie is None:
        return Uitkomst.MAG_NIET
    middelen = [zetel[0] for zetel in voorstel.zetels]
    if _is_there(voorstel, afspraak, middelen):
        return Uitkomst.VERPLAATST
    wens = wish_of(afspraak)
    offer = offer_at(wens, voorstel.locatie, voorstel.begin)
    booking.move(afspraak, wens, offer, liefst=middelen, **given)
    return Uitkomst.VERPLAATST


def _is_there(voorstel: Verplaatsvoorstel, afspraak: Afspraak, middelen: list[int]) -> bool:
    """True if it has the new time and resources already; the promise may be the same."""
    has = (afspraak.begin, afspraak.locatie_id), {row.middel_id for row in afspraak.inzetten.all()}
    return has == ((voorstel.begin, voorstel.locatie_id), set(middelen))


def _what_happened(voorstel: Verplaatsvoorstel) -> Uitkomst:
    """Who made the promise another one: we, before a crash, or the customer."""
    now_is = Afspraak.objects.get(pk=voorstel.afspraak_id)
    if now_is.versie == voorstel.afspraak_versie + 1:
        if voorstel.oplossing == Oplossing.ANNULEER and now_is.status == Status.GEANNULEERD:
            return Uitkomst.AFGEZEGD
        if (now_is.begin, now_is.locatie_id) == (voorstel.begin, voorstel.locatie_id):
            return Uitkomst.VERPLAATST
    return Uitkomst.ZELF_AFGEZEGD if now_is.status in RELEASED else Uitkomst.ZELF_VERZET
