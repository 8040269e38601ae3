"""WRITES who takes part, until the closing moment: announced, withdrawn, in another order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from afspraken import booking, logboek
from afspraken.models import Afspraak, Handeling, Partij, Status
from afspraken.zoeknaam import search_name
from mobiel.models import Aanmelder, Bewoner, Bewonerstatus, Zitting, Zittingtoegang
from mobiel.zitting.errors import AlreadyAnnounced, Changed, Closed, Full
from mobiel.zitting.lezen import is_open, locked, locked_open, taking_part

OUT_OF_THE_WAY = 1000
"""More than there are places: where an order is put before the new one is written."""


@dataclass(frozen=True)
class Aanmelding:
    """What is told about one resident, checked by the door. `telefoon` is E.164."""

    naam: str
    kamer: str = ""
    vertegenwoordiger: str = ""
    email: str = ""
    telefoon: str = ""
    bijzonderheden: str = ""


@transaction.atomic
def announce(
    zitting: Zitting,
    aanmelding: Aanmelding,
    *,
    door: Aanmelder,
    now: datetime,
    toegang: Zittingtoegang | None = None,
    wie: str = "",
) -> Bewoner:
    """Put a resident at the end of the order. `wie` is the number of an employee.

    `toegang` is the link by which a family announces; it takes one resident.
    Raises: Closed; Cancelled; AlreadyAnnounced; Full.
    """
    fresh = locked_open(zitting, now=now)
    present = list(taking_part(fresh))
    refuse_twice(aanmelding, present)
    if toegang is not None and any(one.toegang_id == toegang.pk for one in present):
        raise AlreadyAnnounced
    if len(present) >= fresh.plaatsen:
        raise Full
    bewoner = add(fresh, aanmelding, door=door, toegang=toegang, now=now)
    note(fresh, "aangemeld", door=door, wie=wie, now=now)
    return bewoner


@transaction.atomic
def withdraw(bewoner: Bewoner, *, door: Aanmelder, now: datetime, wie: str = "") -> None:
    """Take a resident off; the others keep their order, and after the closing their times.

    After the closing only an employee does this: the appointment of the resident is cancelled,
    and who was told hears of it. Withdrawing twice changes nothing.
    Raises: Closed; Changed for a resident who was seen already.
    """
    zitting = locked(bewoner.zitting)
    afspraak = Afspraak.objects.select_for_update(of=("self",)).filter(bewoner=bewoner).first()
    fresh = Bewoner.objects.get(pk=bewoner.pk)
    if fresh.status == Bewonerstatus.AFGEMELD:
        return
    if not is_open(zitting, now=now) and door != Aanmelder.SERVICEPUNT:
        raise Closed
    if fresh.status != Bewonerstatus.AANGEMELD:
        raise Changed
    if afspraak is not None and afspraak.status == Status.GEPLAND:
        booking.cancel(afspraak, partij=partij_of(door), door=wie, now=now)
    fresh.status, fresh.status_op = Bewonerstatus.AFGEMELD, now
    fresh.save(update_fields=["status", "status_op"])
    note(zitting, "afgemeld", door=door, wie=wie, now=now)


@transaction.atomic
def reorder(
    zitting: Zitting,
    ids: Sequence[int],
    *,
    versie: int,
    now: datetime,
    door: Aanmelder = Aanmelder.CONTACT,
    wie: str = "",
) -> Zitting:
    """Give the residents (ids of Bewoner) this order. `versie` is that of the list as it was seen.

    Raises: Closed; Cancelled; Changed for another `versie`, or if somebody is missing or twice.
    """
    fresh = locked_open(zitting, now=now)
    present = list(taking_part(fresh).values_list("pk", flat=True))
    if fresh.versie != versie or sorted(ids) != sorted(present):
        raise Changed
    if list(ids) == present:
        return fresh
    taking_part(fresh).order_by().update(volgorde=F("volgorde") + OUT_OF_THE_WAY)
    for place, pk in enumerate(ids, start=1):
        Bewoner.objects.filter(pk=pk).update(volgorde=place)
    note(fresh, "volgorde", door=door, wie=wie, now=now)
    return fresh


def add(
    zitting: Zitting,
    aanmelding: Aanmelding,
    *,
    door: Aanmelder,
    now: datetime,
    toegang: Zittingtoegang | None = None,
    inloop: bool = False,
) -> Bewoner:
    """The row of a resident, last in the order. Within the transaction that locked the zitting."""
    last = Bewoner.objects.filter(zitting=zitting).aggregate(last=Max("volgorde"))["last"] or 0
    return Bewoner.objects.create(
        zitting=zitting,
        volgorde=last + 1,
        naam=aanmelding.naam,
        kamer=aanmelding.kamer,
        vertegenwoordiger=aanmelding.vertegenwoordiger,
        email=aanmelding.email,
        telefoon=aanmelding.telefoon,
        bijzonderheden=aanmelding.bijzonderheden,
        door=door,
        toegang=toegang,
        inloop=inloop,
        status_op=now,
        aangemeld_op=now,
    )


def refuse_twice(aanmelding: Aanmelding, present: Sequence[Bewoner]) -> None:
    """Raises: AlreadyAnnounced for the same name in the same room, or where one has no room."""
    naam, kamer = search_name(aanmelding.naam), _room(aanmelding.kamer)
    for one in present:
        there = _room(one.kamer)
        if search_name(one.naam) == naam and (there == kamer or not there or not kamer):
            raise AlreadyAnnounced


def note(zitting: Zitting, wat: str, *, door: Aanmelder, wie: str, now: datetime) -> None:
    """The list changed: its version rises, and the log knows who did it."""
    Zitting.objects.filter(pk=zitting.pk).update(versie=F("versie") + 1)
    zitting.versie += 1
    logboek.record(
        Handeling.GEWIJZIGD,
        f"zitting:{zitting.pk}",
        partij=partij_of(door),
        door=wie,
        now=now,
        wat=wat,
        versie=zitting.versie,
    )


def partij_of(door: Aanmelder) -> Partij:
    """How the log and the messages name who did it."""
    is_ours = door in (Aanmelder.SERVICEPUNT, Aanmelder.AFDELING)
    return Partij.MEDEWERKER if is_ours else Partij.INWONER


def _room(kamer: str) -> str:
    return "".join(kamer.split()).casefold()
