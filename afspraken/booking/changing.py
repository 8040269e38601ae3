"""What happens to a promise: another time or place, other contact data, the end of it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.db import transaction

from afspraken import bezetting, contactlimiet
from afspraken.booking.gegevens import Gegevens
from afspraken.booking.steps import refuse_other_wish, tell, try_for, write_products
from afspraken.exceptions import AlreadyClosed, NameFixed, TooLate
from afspraken.models import Afspraak, Handeling, Partij, Status
from afspraken.offers import Offer, provider
from afspraken.signals import Change
from afspraken.wens import Wens


def move(
    afspraak: Afspraak, wens: Wens, offer: Offer, *, partij: Partij, now: datetime, door: str = ""
) -> Afspraak:
    """Give an appointment another time, place or number of persons; code and link stay.

    Works by difference, so the old time is kept when the new one proves taken. `versie` rises
    only if time or place changes. Opens its own transactions.
    Raises: SlotTaken or NotOffered with alternatives; TooLate; AlreadyClosed.
    """
    refuse_other_wish(wens, offer)

    def act() -> Afspraak:
        fresh = _locked_open(afspraak, now=now, strict=partij is Partij.INWONER)
        moved = (fresh.begin, fresh.einde, fresh.locatie_id) != (
            offer.begin,
            offer.einde,
            offer.locatie.pk,
        )
        fresh.begin, fresh.einde, fresh.locatie = offer.begin, offer.einde, offer.locatie
        fresh.extra_tijd = wens.extra_tijd
        fresh.versie += moved
        fresh.save(update_fields=["begin", "einde", "locatie", "extra_tijd", "versie"])
        _replace_products(fresh, wens)
        provider(fresh.aanbieder).move(fresh, wens, now=now, seed=fresh.code)
        handeling = Handeling.VERZET if moved else Handeling.GEWIJZIGD
        change = Change.MOVED if moved else Change.UPDATED
        tell(fresh, handeling, change, partij=partij, door=door, now=now)
        return fresh

    return try_for(act, wens, offer, now=now, behalve=afspraak)


@transaction.atomic
def update_contact(
    afspraak: Afspraak, gegevens: Gegevens, *, partij: Partij, now: datetime, door: str = ""
) -> Afspraak:
    """Correct contact data and needs; the promise stays as it is.

    Raises: TooLate; AlreadyClosed; NameFixed if a resident renames a scarce appointment (S3).
    """
    fresh = _locked_open(afspraak, now=now, strict=partij is Partij.INWONER)
    klant = fresh.klant
    if klant is None:
        raise AlreadyClosed
    renamed = klant.naam != gegevens.naam
    scarce = fresh.producten.filter(product__is_schaars=True).exists()
    if renamed and scarce and partij is Partij.INWONER:
        raise NameFixed
    for name, value in gegevens.klant().items():
        setattr(klant, name, value)
    klant.save()
    for field, given in gegevens.afspraak().items():
        setattr(fresh, field, given)
    fresh.save(update_fields=list(gegevens.afspraak()))
    tell(fresh, Handeling.GEWIJZIGD, Change.UPDATED, partij=partij, door=door, now=now)
    return fresh


@transaction.atomic
def cancel(afspraak: Afspraak, *, partij: Partij, now: datetime, door: str = "") -> Afspraak:
    """Cancel and free its resources at once; of a scarce product after a while (S5).

    Frees cells only, so it cannot clash with a booking (docs/locking.md).
    Raises: TooLate if a resident's appointment has begun; AlreadyClosed if not GEPLAND.
    """
    fresh = _locked_open(afspraak, now=now, strict=partij is Partij.INWONER)
    if partij is Partij.INWONER and fresh.producten.filter(product__is_schaars=True).exists():
        _leave_to_chance(fresh, now=now)
    provider(fresh.aanbieder).cancel(fresh)
    contactlimiet.release([fresh.pk])
    fresh.status, fresh.status_op = Status.GEANNULEERD, now
    fresh.versie += 1
    fresh.save(update_fields=["status", "status_op", "versie"])
    tell(fresh, Handeling.GEANNULEERD, Change.CANCELLED, partij=partij, door=door, now=now)
    return fresh


def _locked_open(afspraak: Afspraak, *, now: datetime, strict: bool) -> Afspraak:
    """The row as it is now, locked. `strict`: also refuse what has begun."""
    fresh = (
        Afspraak.objects.select_for_update(of=("self",))
        .select_related("locatie", "klant")
        .get(pk=afspraak.pk)
    )
    if fresh.status != Status.GEPLAND:
        raise AlreadyClosed
    if strict and fresh.begin <= now:
        raise TooLate
    return fresh


def _replace_products(afspraak: Afspraak, wens: Wens) -> None:
    """The products and persons of the wish instead of those it had."""
    before = {(row.product_id, row.aantal) for row in afspraak.producten.all()}
    if before != {(regel.product.pk, regel.aantal) for regel in wens.regels}:
        afspraak.producten.all().delete()
        write_products(afspraak, wens)


def _leave_to_chance(afspraak: Afspraak, *, now: datetime) -> None:
    """Hand the cells to a hold of nobody that ends at an unknown moment, 5 to 60 minutes on."""
    nobody = Afspraak.objects.create(
        status=Status.VASTGEHOUDEN,
        status_op=now,
        houdbaar_tot=now + timedelta(seconds=random.randint(300, 3600)),
        begin=afspraak.begin,
        einde=afspraak.einde,
        locatie_id=afspraak.locatie_id,
        kanaal=afspraak.kanaal,
        aanbieder=afspraak.aanbieder,
        aangemaakt_op=now,
    )
    bezetting.hand_over(afspraak, nobody)
