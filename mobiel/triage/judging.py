"""WRITES what employees decide about a request, and what the clock decides."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.db import transaction

from afspraken import booking
from afspraken.exceptions import BookingError
from afspraken.models import Kanaal, Partij
from afspraken.offers import Offer
from afspraken.wens import Wens
from mobiel.models import Aanvraagproduct, Aanvraagstatus, Bezoekaanvraag
from mobiel.triage import telling
from mobiel.triage.errors import Answered, NoReason, NotAsked, TooSoon
from mobiel.triage.steps import back_to_us, judged, let_go, log, step

MARGIN = timedelta(hours=12)
"""The answer is in so long before the window begins."""

SHORTEST = timedelta(hours=4)
"""A customer gets at least so long to answer."""


def wish_of(aanvraag: Bezoekaanvraag) -> Wens:
    """What is asked, as staff would book it. Raises: NotAsked once the address was forgotten."""
    adres = aanvraag.klantadres
    if adres is None:
        raise NotAsked
    return Wens.of([(aanvraag.product, 1)], kanaal=Kanaal.TELEFOON, adres=adres)


def propose(
    aanvraag: Bezoekaanvraag, wens: Wens, offer: Offer, *, door: Any, versie: int, now: datetime
) -> None:
    """Hold a window for the customer until they answered, and ask whether it suits.

    Opens its own transactions; what was held is let go if the last of them fails, and by itself
    after minutes if we die in between.
    Raises: StatusChanged for another `versie`; TooSoon; SlotTaken, NotOffered.
    """
    asked = Aanvraagproduct.objects.get(product=aanvraag.product)
    until = min(now + timedelta(days=asked.antwoorddagen), offer.begin - MARGIN)
    if until < now + SHORTEST:
        raise TooSoon
    held = booking.hold(wens, offer, sessie=f"bezoekaanvraag:{token_hex(12)}", now=now)
    try:
        with transaction.atomic():
            fresh = judged(aanvraag, versie=versie, now=now)
            let_go(fresh, now=now)
            fresh.status, fresh.antwoord_voor = Aanvraagstatus.VOORGESTELD, until
            fresh.afspraak = held
            fresh.save()
            booking.keep(held, tot=until, klant=fresh.klant, now=now)
            log(fresh, partij=Partij.MEDEWERKER, door=str(door.pk), now=now)
            telling.tell_proposed(fresh, held, now=now)
    except BookingError:
        booking.release(held, now=now)
        raise


@transaction.atomic
def reject(
    aanvraag: Bezoekaanvraag, besluit: str, *, door: Any, versie: int, now: datetime
) -> None:
    """We do not come, and say why; what was proposed is free. Raises: NoReason; StatusChanged."""
    if not besluit.strip():
        raise NoReason
    fresh = judged(aanvraag, versie=versie, now=now)
    fresh.status, fresh.besluit = Aanvraagstatus.AFGEWEZEN, besluit.strip()
    fresh.save()
    let_go(fresh, now=now)
    log(fresh, partij=Partij.MEDEWERKER, door=str(door.pk), now=now)
    telling.tell_rejected(fresh, now=now)


def lapse_due(*, now: datetime) -> int:
    """Bring back what was not answered in time, and tell so; returns how many."""
    late = Bezoekaanvraag.objects.filter(
        status=Aanvraagstatus.VOORGESTELD, antwoord_voor__lte=now
    ).order_by("pk")
    lapsed = 0
    for row in late:
        with suppress(Answered):  # withdrawn, or proposed anew, since we looked
            _lapse(row, now=now)
            lapsed += 1
    return lapsed


@transaction.atomic
def _lapse(aanvraag: Bezoekaanvraag, *, now: datetime) -> None:
    """Raises: Answered."""
    naar = Aanvraagstatus.NIEUW
    fresh = step(aanvraag, Aanvraagstatus.VOORGESTELD, naar, now=now, lapsed_too=True)
    if fresh.antwoord_voor is None or fresh.antwoord_voor > now:
        raise Answered
    back_to_us(fresh, now=now)
    let_go(fresh, now=now)
    log(fresh, partij=Partij.SYSTEEM, now=now)
    if fresh.afspraak is not None:
        telling.tell_lapsed(fresh, fresh.afspraak, now=now)
