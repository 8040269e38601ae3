"""WRITES what customers do with a request: ask, say yes or no, take it back.

Who calls instead is served by an employee: `partij` and `door` tell who wrote it down.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from afspraken import booking
from afspraken.beheerlink import hash_of
from afspraken.bezoekadres import Adres
from afspraken.booking import Gegevens
from afspraken.models import Afspraak, Klant, Partij, Product
from mobiel.models import OPEN, Aanvraagstatus, Bezoekaanvraag
from mobiel.triage import telling
from mobiel.triage.errors import Answered, NotAsked
from mobiel.triage.links import token_for
from mobiel.triage.steps import back_to_us, decide_before, let_go, log, step


@transaction.atomic
def request(
    product: Product,
    klant: Klant,
    adres: Adres,
    *,
    reden: str,
    voorkeur: str = "",
    toegang: str = "",
    begeleider: str = "",
    partij: Partij = Partij.INWONER,
    door: str = "",
    now: datetime,
) -> Bezoekaanvraag:
    """Store a request of a customer; `token_for` gives the link by which they follow it.

    Raises: NotAsked.
    """
    asked = getattr(product, "bezoekaanvraag", None)
    if asked is None or not product.is_actief:
        raise NotAsked
    aanvraag = Bezoekaanvraag(
        klant=klant,
        product=product,
        adres=adres.as_dict(),
        reden=reden,
        voorkeur=voorkeur,
        toegang=toegang,
        begeleider=begeleider,
        status_op=now,
        ontvangen_op=now,
        beslis_voor=decide_before(asked.beslisdagen, now=now),
    )
    aanvraag.token_hash = hash_of(token_for(aanvraag))
    aanvraag.save()
    log(aanvraag, partij=partij, door=door, now=now)
    telling.tell_received(aanvraag, now=now)
    return aanvraag


@transaction.atomic
def accept(
    aanvraag: Bezoekaanvraag,
    *,
    partij: Partij = Partij.INWONER,
    door: str = "",
    now: datetime,
) -> Afspraak:
    """The customer takes the window: it is promised, and confirmed as any appointment.

    Raises: Answered; HoldExpired, TooLate where the clock was first.
    """
    fresh = step(aanvraag, Aanvraagstatus.VOORGESTELD, Aanvraagstatus.AANVAARD, now=now)
    log(fresh, partij=partij, door=door, now=now)
    telling.take_back(fresh, now=now)
    return booking.confirm(
        fresh.afspraak.code,
        _gegevens(fresh),
        sessie=fresh.afspraak.sessie,
        klant=fresh.klant,
        partij=partij,
        door=door,
        now=now,
    )


@transaction.atomic
def decline(
    aanvraag: Bezoekaanvraag, *, partij: Partij = Partij.INWONER, door: str = "", now: datetime
) -> None:
    """The window does not suit: it is free, and somebody looks for another. Raises: Answered."""
    fresh = step(aanvraag, Aanvraagstatus.VOORGESTELD, Aanvraagstatus.NIEUW, now=now)
    back_to_us(fresh, now=now)
    let_go(fresh, now=now)
    telling.take_back(fresh, now=now)
    log(fresh, partij=partij, door=door, now=now)


@transaction.atomic
def withdraw(
    aanvraag: Bezoekaanvraag, *, partij: Partij = Partij.INWONER, door: str = "", now: datetime
) -> None:
    """The customer does not need us any more. Raises: Answered if it is not open."""
    status = Aanvraagstatus(aanvraag.status)
    if status not in OPEN:
        raise Answered
    fresh = step(aanvraag, status, Aanvraagstatus.INGETROKKEN, now=now, lapsed_too=True)
    let_go(fresh, now=now)
    telling.take_back(fresh, now=now)
    log(fresh, partij=partij, door=door, now=now)


def _gegevens(aanvraag: Bezoekaanvraag) -> Gegevens:
    """What the customer told, as booking wants it."""
    klant = aanvraag.klant
    return Gegevens(
        naam=klant.naam,
        email=klant.email,
        telefoon=str(klant.telefoon),
        organisatie=klant.organisatie,
        postcode=klant.postcode,
        huisnummer=klant.huisnummer,
        taal=klant.taal,
        voorkeur=klant.voorkeur,
        toegang=aanvraag.toegang,
        begeleider=aanvraag.begeleider,
    )
