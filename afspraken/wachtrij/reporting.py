"""WRITES: someone reports at a place, with an appointment or without.

Desk, kiosk and QR report by the same function; the desk alone may say `toch` where someone is too
early or too late to report by themselves. The place's row is locked first, so numbers follow each
other (docs/locking.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from afspraken import booking
from afspraken.exceptions import NotBookable
from afspraken.lokaal import local_day
from afspraken.models import (
    ACTIEF,
    RELEASED,
    Afspraak,
    Locatie,
    Meldwijze,
    Nummerreeks,
    Partij,
    Product,
    Status,
    Wachtactie,
    Wachtende,
    Wachtproduct,
    Wachtstand,
    Wachtstap,
)
from afspraken.wachtrij.bezoeken import needs
from afspraken.wachtrij.errors import (
    AlreadyOver,
    AlreadyReported,
    AtHome,
    Cancelled,
    NotServedHere,
    OtherDay,
    TooEarly,
    TooLateToReport,
    WrongPlace,
)
from afspraken.wachtrij.loketten import counters
from afspraken.wachtrij.writing import fresh


@transaction.atomic
def check_in(
    afspraak: Afspraak,
    *,
    locatie: Locatie,
    via: Meldwijze,
    now: datetime,
    door: Any = None,
    notitie: str = "",
    toch: bool = False,
) -> Wachtende:
    """The customer of an appointment is here: give a number and a place in the queue.

    `locatie` is where they report. `toch`: the desk looks past the limits of the clock.
    Raises: WrongPlace, OtherDay, TooEarly, TooLateToReport, AlreadyReported, Cancelled,
    AlreadyOver; StatusChanged if it was cancelled at this very moment.
    """
    plaats = _lock(locatie)
    current = (
        Afspraak.objects.select_related("locatie", "klant")
        .prefetch_related("producten")
        .get(pk=afspraak.pk)
    )
    refuse_report(current, locatie=plaats, now=now, toch=toch)
    partij = Partij.MEDEWERKER if door else Partij.INWONER
    booking.set_status(
        current,
        Status.AANGEMELD,
        van=Status.GEPLAND,
        now=now,
        partij=partij,
        door=str(door.pk) if door else "",
    )
    row = Wachtende(
        locatie=plaats,
        reeks=Nummerreeks.AFSPRAAK,
        afspraak=current,
        personen=max((regel.aantal for regel in current.producten.all()), default=1),
        taal=current.klant.taal if current.klant else "nl",
        notitie=notitie,
        via=via,
    )
    return _insert(row, door=door, now=now)


@transaction.atomic
def walk_in(
    locatie: Locatie,
    producten: Sequence[tuple[Product, int]],
    *,
    via: Meldwijze,
    now: datetime,
    door: Any = None,
    taal: str = "nl",
    notitie: str = "",
) -> Wachtende:
    """Someone comes without an appointment, for products with persons (none: a question).

    Raises: NotServedHere if no counter of this place can do all of it; NotBookable.
    """
    plaats = _lock(locatie)
    _refuse_products(plaats, producten, now=now)
    row = Wachtende(
        locatie=plaats,
        reeks=Nummerreeks.INLOOP,
        personen=max((aantal for _product, aantal in producten), default=1),
        taal=taal,
        notitie=notitie,
        via=via,
    )
    made = _insert(row, door=door, now=now)
    Wachtproduct.objects.bulk_create(
        Wachtproduct(wachtende=made, product=product, aantal=aantal)
        for product, aantal in producten
    )
    return made


def refuse_report(
    afspraak: Afspraak, *, locatie: Locatie, now: datetime, toch: bool = False
) -> None:
    """Why someone cannot report now, the reason that helps most first. Reads one row at most.

    Raises: as `check_in`.
    """
    if afspraak.status in (*RELEASED, Status.VASTGEHOUDEN):
        raise Cancelled
    if afspraak.locatie_id != locatie.pk and afspraak.is_venster:
        raise AtHome
    if local_day(afspraak.begin) != local_day(now):
        raise OtherDay(afspraak.begin)
    if afspraak.status != Status.GEPLAND:
        there = afspraak.wachtenden.filter(stand__in=ACTIEF).first()
        raise AlreadyReported(there) if there else AlreadyOver
    if afspraak.locatie_id != locatie.pk:
        raise WrongPlace(afspraak.locatie)
    vanaf = afspraak.begin - timedelta(minutes=locatie.melden_vanaf)
    if now < vanaf and not toch:
        raise TooEarly(afspraak.begin, vanaf)
    if now > afspraak.begin + timedelta(minutes=locatie.melden_tot) and not toch:
        raise TooLateToReport(afspraak.begin)


def _refuse_products(
    locatie: Locatie, producten: Sequence[tuple[Product, int]], *, now: datetime
) -> None:
    """Nobody gets a number for what they would wait for in vain.

    Raises: NotServedHere; NotBookable.
    """
    if len({product.pk for product, _aantal in producten}) < len(producten) or not all(
        product.is_actief and 1 <= aantal <= product.max_personen for product, aantal in producten
    ):
        raise NotBookable
    bevoegdheden = needs(product for product, _aantal in producten)
    if bevoegdheden is None or not any(
        one.loket.is_loket and bevoegdheden <= one.loket.bevoegdheden
        for one in counters(locatie, now=now)
    ):
        raise NotServedHere


def _lock(locatie: Locatie) -> Locatie:
    """The place as it is now; who else reports there waits until this one has a number."""
    return Locatie.objects.select_for_update(no_key=True).get(pk=locatie.pk)


def _insert(row: Wachtende, *, door: Any, now: datetime) -> Wachtende:
    row.dag = local_day(now)
    of_today = Wachtende.objects.filter(locatie=row.locatie, dag=row.dag, reeks=row.reeks)
    last = of_today.order_by("-nummer").values_list("nummer", flat=True).first()
    row.nummer = (last or 0) + 1
    row.gemeld_op = row.stand_op = now
    row.stand = Wachtstand.WACHT
    row.save()
    Wachtstap.objects.create(wachtende=row, nummer=1, actie=Wachtactie.GEMELD, op=now, door=door)
    return fresh(row.pk)
