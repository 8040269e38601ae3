"""A visit that nobody booked, written down afterwards as an appointment that was kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from afspraken.beheerlink import hash_of, token_for
from afspraken.booking.gegevens import Gegevens
from afspraken.booking.steps import new_klant
from afspraken.engine.bitmap import cell_of, moment_of
from afspraken.logboek import record
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    Handeling,
    Kanaal,
    Locatie,
    Partij,
    Product,
    Status,
)


def write_down(
    locatie: Locatie,
    producten: Sequence[tuple[Product, int]],
    gegevens: Gegevens,
    *,
    now: datetime,
    door: str = "",
) -> Afspraak:
    """An AFGEROND appointment of the last five minutes, for products with persons.

    It occupies nothing and nobody is told: the time was that of a number in the queue. It is there
    for what follows from a visit, such as a document. Inside the transaction of the caller.
    """
    cell = cell_of(now)
    afspraak = Afspraak(
        status=Status.AFGEROND,
        status_op=now,
        begin=moment_of(cell - 1),
        einde=moment_of(cell),
        locatie=locatie,
        kanaal=Kanaal.BALIE,
        klant=new_klant(gegevens),
        aangemaakt_op=now,
        gewijzigd_op=now,
    )
    afspraak.beheer_hash = hash_of(token_for(afspraak))
    afspraak.save()
    Afspraakproduct.objects.bulk_create(
        Afspraakproduct(afspraak=afspraak, product=product, aantal=aantal)
        for product, aantal in producten
    )
    record(
        Handeling.GEBOEKT,
        f"afspraak:{afspraak.code}",
        partij=Partij.MEDEWERKER,
        door=door,
        now=now,
        wat="inloop",
    )
    return afspraak
