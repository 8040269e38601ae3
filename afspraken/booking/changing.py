"""What happens to a promise: another time or place, other contact data, the end of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from afspraken import bezetting, contactlimiet
from afspraken.attempts import MOST_TAKEN, Collision
from afspraken.booking.gegevens import Gegevens
from afspraken.booking.steps import limit, refuse_other_wish, tell, try_for, visited, write_products
from afspraken.exceptions import (
    AlreadyClosed,
    HoldExpired,
    InvalidOffer,
    LimitReached,
    NameFixed,
    StatusChanged,
    TooLate,
)
from afspraken.models import Afspraak, Handeling, Klant, Partij, Status
from afspraken.offers import Offer, provider
from afspraken.signals import Change, Was
from afspraken.wens import Wens


def move(
    afspraak: Afspraak,
    wens: Wens,
    offer: Offer,
    *,
    partij: Partij,
    now: datetime,
    door: str = "",
    versie: int | None = None,
    liefst: Sequence[int] = (),
    reden: str = "",
) -> Afspraak:
    """Give an appointment another time, place, address or number of persons; code and link stay.

    Works by difference, so the old time is kept when the new one proves taken. `versie` rises
    only if time or place changes. Opens its own transactions. `versie` is the promise that the
    caller saw; None does not ask. `liefst` are resources (ids) to take where they are free, also
    at the time that it has: those it has now may be gone. `reden` is told to the customer.
    Raises: SlotTaken or NotOffered with alternatives; TooLate; AlreadyClosed; StatusChanged for
    another `versie`; LimitReached for other products; InvalidOffer for those of another provider.
    """
    refuse_other_wish(wens, offer)

    def act() -> Afspraak:
        fresh = _locked_open(afspraak, now=now, strict=partij is Partij.INWONER, versie=versie)
        if fresh.aanbieder != wens.aanbieder:
            raise InvalidOffer
        before, old = copy(fresh), bezetting.claims_of(fresh)
        stays = _where(fresh) == (offer.begin, offer.locatie.pk, visited(wens))
        moved = not stays or fresh.einde != offer.einde
        fresh.begin, fresh.einde, fresh.locatie = offer.begin, offer.einde, offer.locatie
        fresh.extra_tijd, fresh.bezoekadres = wens.extra_tijd, visited(wens)
        fresh.versie += moved
        fresh.gewijzigd_op = now
        fresh.save(
            update_fields=["begin", "einde", "locatie", "extra_tijd", "bezoekadres"]
            + ["versie", "gewijzigd_op"]
        )
        if _replace_products(fresh, wens) and partij is Partij.INWONER:
            _claim_limit_anew(fresh, now=now)
        provider(fresh.aanbieder).move(
            fresh, wens, now=now, seed=fresh.code, stays=stays, liefst=liefst
        )
        if partij is Partij.INWONER and _is_scarce(fresh):
            _leave_to_chance(before, old, but=bezetting.claims_of(fresh), now=now)
        handeling = Handeling.VERZET if moved else Handeling.GEWIJZIGD
        change = Change.MOVED if moved else Change.RESEATED if liefst else Change.UPDATED
        was = _was(before, old)
        tell(fresh, handeling, change, partij=partij, door=door, now=now, was=was, reden=reden)
        return fresh

    return try_for(act, wens, offer, now=now, behalve=afspraak)


@transaction.atomic
def take_over(
    afspraak: Afspraak, held: Afspraak, *, partij: Partij, now: datetime, door: str = ""
) -> Afspraak:
    """Move an appointment to a time that was held for it; its own time becomes free.

    The spans change owner and no cell is inserted, so while the hold lives nothing can refuse
    this. May run inside a transaction. Products stay; code, link and customer too.
    Raises: HoldExpired; TooLate if the appointment has begun; AlreadyClosed if not GEPLAND.
    """
    fresh = _locked_open(afspraak, now=now, strict=True)
    before, old = copy(fresh), bezetting.claims_of(fresh)
    living = Afspraak.objects.filter(
        pk=held.pk, status=Status.VASTGEHOUDEN, houdbaar_tot__gt=now
    ).update(status=Status.VERLOPEN, status_op=now, gewijzigd_op=now, houdbaar_tot=None)
    if not living:
        raise HoldExpired
    provider(fresh.aanbieder).take_over(fresh, held, now=now)
    fresh.begin, fresh.einde, fresh.locatie = held.begin, held.einde, held.locatie
    fresh.bezoekadres = held.bezoekadres
    fresh.versie += 1
    fresh.gewijzigd_op = now
    fresh.save(update_fields=["begin", "einde", "locatie", "bezoekadres", "versie", "gewijzigd_op"])
    if partij is Partij.INWONER and _is_scarce(fresh):
        _leave_to_chance(before, old, but=bezetting.claims_of(fresh), now=now)
    was = _was(before, old)
    tell(fresh, Handeling.VERZET, Change.MOVED, partij=partij, door=door, now=now, was=was)
    return fresh


def update_contact(
    afspraak: Afspraak, gegevens: Gegevens, *, partij: Partij, now: datetime, door: str = ""
) -> Afspraak:
    """Correct contact data and needs; the promise stays as it is.

    Raises: TooLate; AlreadyClosed; NameFixed if a resident renames a scarce appointment (S3);
    LimitReached if the new contact has the maximum already (S4).
    """
    for _again in range(MOST_TAKEN):
        with suppress(Collision), transaction.atomic():
            return _update_contact(afspraak, gegevens, partij=partij, now=now, door=door)
    raise LimitReached


@transaction.atomic
def cancel(
    afspraak: Afspraak,
    *,
    partij: Partij,
    now: datetime,
    door: str = "",
    versie: int | None = None,
    reden: str = "",
) -> Afspraak:
    """Cancel and free its resources at once; of a scarce product after a while (S5).

    Frees cells only, so it cannot clash with a booking (docs/locking.md). `versie` and `reden` as
    in `move`.
    Raises: TooLate if a resident's appointment has begun; AlreadyClosed if not GEPLAND;
    StatusChanged.
    """
    fresh = _locked_open(afspraak, now=now, strict=partij is Partij.INWONER, versie=versie)
    occupied = bezetting.claims_of(fresh)
    provider(fresh.aanbieder).cancel(fresh, now=now)
    if partij is Partij.INWONER and _is_scarce(fresh):
        _leave_to_chance(fresh, occupied, now=now)
    contactlimiet.release([fresh.pk])
    fresh.status, fresh.status_op, fresh.gewijzigd_op = Status.GEANNULEERD, now, now
    fresh.versie += 1
    fresh.save(update_fields=["status", "status_op", "gewijzigd_op", "versie"])
    tell(
        fresh,
        Handeling.GEANNULEERD,
        Change.CANCELLED,
        partij=partij,
        door=door,
        now=now,
        was=_was(fresh, occupied),
        reden=reden,
    )
    return fresh


def _update_contact(
    afspraak: Afspraak, gegevens: Gegevens, *, partij: Partij, now: datetime, door: str
) -> Afspraak:
    fresh = _locked_open(afspraak, now=now, strict=partij is Partij.INWONER)
    klant = fresh.klant
    if klant is None:
        raise AlreadyClosed
    if klant.naam != gegevens.naam and partij is Partij.INWONER and _is_scarce(fresh):
        raise NameFixed
    before = _counted_by(fresh, klant)
    for name, value in gegevens.klant().items():
        setattr(klant, name, value)
    klant.save()
    for field, given in gegevens.afspraak().items():
        setattr(fresh, field, given)
    fresh.save(update_fields=list(gegevens.afspraak()))
    if partij is Partij.INWONER and before != _counted_by(fresh, klant):
        _claim_limit_anew(fresh, now=now)
    tell(fresh, Handeling.GEWIJZIGD, Change.UPDATED, partij=partij, door=door, now=now)
    return fresh


def _counted_by(afspraak: Afspraak, klant: Klant) -> tuple[str, ...]:
    """What decides by whom an appointment counts for the maximum."""
    return klant.email, str(klant.telefoon), klant.organisatie, afspraak.namens


def _claim_limit_anew(afspraak: Afspraak, *, now: datetime) -> None:
    """Count the appointment for its present contact and products. Raises: LimitReached."""
    klant = afspraak.klant
    if klant is None:
        return
    contactlimiet.release([afspraak.pk])
    gegevens = Gegevens(
        naam=klant.naam,
        email=klant.email,
        telefoon=str(klant.telefoon),
        organisatie=klant.organisatie,
        namens=afspraak.namens,
    )
    limit(afspraak, gegevens, now=now)


def _where(afspraak: Afspraak) -> tuple[datetime, int, dict[str, Any]]:
    """When and where it was promised; its length aside."""
    return afspraak.begin, afspraak.locatie_id, afspraak.bezoekadres


def _was(afspraak: Afspraak, claims: Sequence[bezetting.Claim]) -> Was:
    return Was(afspraak.locatie_id, frozenset(claim.middel for claim in claims))


def _is_scarce(afspraak: Afspraak) -> bool:
    return afspraak.producten.filter(product__is_schaars=True).exists()


def _locked_open(
    afspraak: Afspraak, *, now: datetime, strict: bool, versie: int | None = None
) -> Afspraak:
    """The row as it is now, locked. `strict`: also refuse what has begun; `versie`: another one."""
    fresh = (
        Afspraak.objects.select_for_update(of=("self",))
        .select_related("locatie", "klant")
        .get(pk=afspraak.pk)
    )
    if fresh.status != Status.GEPLAND:
        raise AlreadyClosed
    if versie is not None and fresh.versie != versie:
        raise StatusChanged
    if strict and fresh.begin <= now:
        raise TooLate
    return fresh


def _replace_products(afspraak: Afspraak, wens: Wens) -> bool:
    """The products and persons of the wish; True if there are other products than before."""
    before = {row.product_id: row.aantal for row in afspraak.producten.all()}
    after = {regel.product.pk: regel.aantal for regel in wens.regels}
    if before != after:
        afspraak.producten.all().delete()
        write_products(afspraak, wens)
    return before.keys() != after.keys()


def _leave_to_chance(
    before: Afspraak,
    claims: Sequence[bezetting.Claim],
    *,
    but: Sequence[bezetting.Claim] = (),
    now: datetime,
) -> None:
    """Keep freed time for nobody until an unknown moment, 5 to 60 minutes on (S5).

    `before` is the appointment at the time that it left, `but` what it occupies now. The cells
    were freed in this transaction, so nobody else can have them yet.
    """
    if any(one.overlaps(other) for one in claims for other in but):
        return
    nobody = Afspraak.objects.create(
        status=Status.VASTGEHOUDEN,
        status_op=now,
        houdbaar_tot=now + timedelta(seconds=random.randint(300, 3600)),
        begin=before.begin,
        einde=before.einde,
        locatie_id=before.locatie_id,
        kanaal=before.kanaal,
        aanbieder=before.aanbieder,
        aangemaakt_op=now,
        gewijzigd_op=now,
    )
    bezetting.occupy(nobody, claims)
