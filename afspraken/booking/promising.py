"""Booking at once, and the same request only once."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime

from afspraken.beheerlink import hash_of, token_for
from afspraken.booking.gegevens import Gegevens
from afspraken.booking.steps import (
    insert,
    known_klant,
    limit,
    new_klant,
    new_row,
    refuse_other_wish,
    tell,
    try_for,
)
from afspraken.exceptions import KeyReused
from afspraken.models import Afspraak, Handeling, Klant, Partij, Status, Verzoek
from afspraken.offers import Offer
from afspraken.signals import Change
from afspraken.wens import Wens


def book(
    wens: Wens,
    offer: Offer,
    gegevens: Gegevens,
    *,
    now: datetime,
    partij: Partij = Partij.INWONER,
    door: str = "",
    klant: Klant | None = None,
    client: str = "",
    sleutel: str = "",
) -> Afspraak:
    """Hold and confirm in one transaction, for a door that asks nothing in between.

    With an idempotency key (`client`, `sleutel`) the same request again gives the same
    appointment, also when it was sent twenty times at once. Opens its own transactions.
    `klant` is a customer whom an employee found: what they told now is written back to the row.
    Raises: SlotTaken or NotOffered with alternatives; LimitReached; KeyReused; KlantGone;
    InvalidOffer.
    """
    refuse_other_wish(wens, offer)
    body = _body_hash(wens, offer, gegevens)

    def act() -> Afspraak:
        known = _known(client, sleutel, body) if sleutel else None
        if known is not None:
            return known
        afspraak = new_row(wens, offer, Status.GEPLAND, now=now)
        afspraak.klant = known_klant(klant, gegevens) if klant else new_klant(gegevens)
        afspraak.beheer_hash = hash_of(token_for(afspraak))
        for name, value in gegevens.afspraak().items():
            setattr(afspraak, name, value)
        insert(afspraak, wens, now=now, verzoek=(client, sleutel, body))
        limit(afspraak, gegevens, now=now)
        tell(afspraak, Handeling.GEBOEKT, Change.BOOKED, partij=partij, door=door, now=now)
        return afspraak

    return try_for(act, wens, offer, now=now)


def _known(client: str, sleutel: str, body: str) -> Afspraak | None:
    """The appointment that this request made before. Raises: KeyReused for another body."""
    row = (
        Verzoek.objects.filter(client=client, sleutel=sleutel)
        .select_related("afspraak__locatie", "afspraak__klant")
        .first()
    )
    if row is None:
        return None
    if row.body_hash != body:
        raise KeyReused
    return row.afspraak


def _body_hash(wens: Wens, offer: Offer, gegevens: Gegevens) -> str:
    when = (offer.begin.isoformat(), offer.einde.isoformat())
    parts = [wens.sleutel, str(offer.locatie.pk), *when, repr(asdict(gegevens))]
    return hashlib.sha256("|".join(parts).encode(errors="surrogatepass")).hexdigest()
