"""Documents for tests: a passport that is collected at the town hall, or later in Duivendrecht."""

from __future__ import annotations

from datetime import datetime, timedelta

from afspraken.booking import Gegevens
from afspraken.models import Afhaaldocument, Afspraak, Locatie, Partij, Product, Status
from afspraken.signals import Change, afspraak_changed
from tests.cast import ANNA, MAANDAG, NOW, Town, at, booked

DONE = at("10:20")
"""Monday 7 December 2026, when the appointment at 10.00 is over."""


def paspoort(town: Town, *, dorpshuis: int | None = 6, **fields: object) -> Product:
    """Ready after five working days at the town hall, after `dorpshuis` in Duivendrecht."""
    town.loket(kan=("Balie",))
    product = town.product(
        "Paspoort aanvragen",
        vraagt=(("LOKET", 1, "Balie"),),
        document="paspoort",
        document_en="passport",
        **fields,
    )
    product.ophaalplaatsen.create(locatie=town.gemeentehuis, werkdagen=5)
    if dorpshuis is not None:
        product.ophaalplaatsen.create(locatie=duivendrecht(town), werkdagen=dorpshuis)
    return product


def duivendrecht(town: Town) -> Locatie:
    """The second place of the town; the same one each time."""
    known = Locatie.objects.filter(naam="Dorpshuis Duivendrecht").first()
    return known or town.locatie("Dorpshuis Duivendrecht")


def afhalen(town: Town, *days_after: int) -> Product:
    """Collecting takes five minutes at a desk in Duivendrecht, so many days after Monday."""
    days = [MAANDAG + timedelta(days=n) for n in days_after]
    town.loket("Afhaalbalie", locatie=duivendrecht(town), dagen=days, kan=("Afhalen",))
    vraagt = (("LOKET", 1, "Afhalen"),)
    return town.product("Document afhalen", vraagt=vraagt, duur=5, raster=5, max_personen=6)


def finished(afspraak: Afspraak, *, now: datetime = DONE) -> Afspraak:
    """The appointment as it is when its customer was served."""
    return _in_status(afspraak, Status.AFGEROND, now=now)


def not_finished(afspraak: Afspraak, *, now: datetime = DONE) -> Afspraak:
    """Its customer is being served after all."""
    return _in_status(afspraak, Status.IN_BEHANDELING, now=now)


def applied(
    product: Product, gegevens: Gegevens = ANNA, *, clock: str = "10:00", now: datetime = NOW
) -> Afhaaldocument:
    """A document for which its customer was at the counter on Monday."""
    afspraak = finished(booked(product, clock, gegevens, now=now))
    return Afhaaldocument.objects.select_related("afspraak__klant", "product", "locatie").get(
        afspraak=afspraak, nummer=1
    )


def again(document: Afhaaldocument) -> Afhaaldocument:
    """The document as it is stored now."""
    rows = Afhaaldocument.objects.select_related("afspraak__klant", "product", "locatie", "door")
    return rows.get(pk=document.pk)


def _in_status(afspraak: Afspraak, status: Status, *, now: datetime) -> Afspraak:
    afspraak.status, afspraak.status_op = status, now
    afspraak.save(update_fields=["status", "status_op"])
    afspraak_changed.send(
        Afspraak,
        afspraak=afspraak,
        change=Change.STATUS,
        door=Partij.MEDEWERKER,
        now=now,
        was=None,
    )
    return afspraak
