"""WRITES requests for a visit: asked, judged, proposed, agreed (see `models/aanvragen.py`).

A proposal is held with a place on a route until the answer is in, so accepting cannot come too late
but by the clock. Each step is a compare-and-swap on status and versie: of two at once, one counts.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, override

from afspraken import booking, logboek, taken
from afspraken.beheerlink import hash_of
from afspraken.bezoekadres import Adres
from afspraken.booking import Gegevens
from afspraken.exceptions import BookingError, StatusChanged
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import Afspraak, Handeling, Kanaal, Klant, Partij, Product
from afspraken.offers import Offer
from afspraken.rechten import Recht
from afspraken.roosters.feestdagen import closed_days
from afspraken.signals import Berichtverzoek, bericht_gevraagd, bericht_ingetrokken
from afspraken.templatetags.datums import kort_moment
from afspraken.templatetags.wanneer import wanneer
from afspraken.wens import Wens
from afspraken.werkdagen import working_days_later
from mobiel.models import OPEN, Aanvraagproduct, Aanvraagstatus, Bezoekaanvraag

BERICHT = "BEZOEKVOORSTEL"
"""The kind of message that asks the customer whether a window suits."""

MARGIN = timedelta(hours=12)
"""The answer is in so long before the window begins."""

SHORTEST = timedelta(hours=4)
"""A customer gets at least so long to answer."""


class NotAsked(BookingError):
    """Visits for this product are not asked for, or the address is missing."""

    sentence = gettext_lazy("Voor dit product kunt u geen bezoek aanvragen.")
    status = 400


class TooSoon(BookingError):
    """The customer would have no time to answer."""

    sentence = gettext_lazy("De klant kan niet op tijd antwoorden. Bel de klant, of kies later.")


class NoReason(BookingError):
    """Whoever is not visited is told why."""

    sentence = gettext_lazy("Vul in waarom wij niet langskomen. De klant leest dit.")
    status = 400


class Answered(BookingError):
    """The proposal has an answer already, was withdrawn, or has lapsed."""

    sentence = gettext_lazy("Dit voorstel geldt niet meer. Hieronder ziet u hoe het nu staat.")


# --- the customer asks ----------------------------------------------------------------------------


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
        beslis_voor=_decide_before(asked.beslisdagen, now=now),
    )
    aanvraag.token_hash = hash_of(token_for(aanvraag))
    aanvraag.save()
    _log(aanvraag, partij=partij, door=door, now=now)
    return aanvraag


@transaction.atomic
def accept(aanvraag: Bezoekaanvraag, *, now: datetime) -> Afspraak:
    """The customer takes the window: it is promised, and confirmed as any appointment.

    Raises: Answered; HoldExpired, TooLate where the clock was first.
    """
    fresh = _step(aanvraag, Aanvraagstatus.VOORGESTELD, Aanvraagstatus.AANVAARD, now=now)
    _log(fresh, partij=Partij.INWONER, door="", now=now)
    return booking.confirm(
        fresh.afspraak.code,
        _gegevens(fresh),
        sessie=fresh.afspraak.sessie,
        klant=fresh.klant,
        partij=Partij.INWONER,
        now=now,
    )


@transaction.atomic
def decline(aanvraag: Bezoekaanvraag, *, now: datetime) -> None:
    """The window does not suit: it is free, and somebody looks for another. Raises: Answered."""
    fresh = _step(aanvraag, Aanvraagstatus.VOORGESTELD, Aanvraagstatus.NIEUW, now=now)
    _let_go(fresh, now=now)
    _log(fresh, partij=Partij.INWONER, door="", now=now)


@transaction.atomic
def withdraw(aanvraag: Bezoekaanvraag, *, now: datetime) -> None:
    """The customer does not need us any more. Raises: Answered if it is not open."""
    status = Aanvraagstatus(aanvraag.status)
    if status not in OPEN:
        raise Answered
    fresh = _step(aanvraag, status, Aanvraagstatus.INGETROKKEN, now=now, lapsed_too=True)
    _let_go(fresh, now=now)
    _log(fresh, partij=Partij.INWONER, door="", now=now)


# --- we judge -------------------------------------------------------------------------------------


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
            fresh = _judged(aanvraag, versie=versie, now=now)
            _let_go(fresh, now=now)
            fresh.status, fresh.antwoord_voor = Aanvraagstatus.VOORGESTELD, until
            fresh.afspraak = held
            fresh.save()
            booking.keep(held, tot=until, klant=fresh.klant, now=now)
            _log(fresh, partij=Partij.MEDEWERKER, door=str(door.pk), now=now)
            bericht_gevraagd.send(Bezoekaanvraag, verzoek=_message(fresh, held), now=now)
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
    fresh = _judged(aanvraag, versie=versie, now=now)
    fresh.status, fresh.besluit = Aanvraagstatus.AFGEWEZEN, besluit.strip()
    fresh.save()
    _let_go(fresh, now=now)
    _log(fresh, partij=Partij.MEDEWERKER, door=str(door.pk), now=now)


# --- reading --------------------------------------------------------------------------------------


def token_for(aanvraag: Bezoekaanvraag) -> str:
    """The token of the link to a request: 32 URL-safe characters that nobody can guess."""
    key = f"bezoekaanvraag:{settings.SECRET_KEY}".encode()
    digest = hmac.digest(key, aanvraag.code.encode(), "sha256")[:24]
    return base64.urlsafe_b64encode(digest).decode()


def open_link(token: str) -> Bezoekaanvraag | None:
    """The request that this token opens; None for any other."""
    rows = Bezoekaanvraag.objects.filter(token_hash=hash_of(token))
    return rows.select_related("klant", "product__bezoekaanvraag", "afspraak__locatie").first()


def is_offered() -> bool:
    """True if there is something that residents may ask a visit for."""
    return Aanvraagproduct.objects.filter(product__is_actief=True).exists()


def to_judge(*, now: datetime) -> QuerySet[Bezoekaanvraag]:
    """What waits for us, the most urgent first: new, or proposed without an answer in time."""
    lapsed = Q(status=Aanvraagstatus.VOORGESTELD, antwoord_voor__lte=now)
    rows = Bezoekaanvraag.objects.filter(Q(status=Aanvraagstatus.NIEUW) | lapsed)
    return rows.select_related("klant", "product__afdeling").order_by("beslis_voor", "pk")


def as_tasks(now: datetime) -> Iterable[taken.Taak]:
    """Each request that waits for us as a task; registered once, by `apps.py`."""
    for row in to_judge(now=now):
        afdeling = row.product.afdeling_id
        yield taken.Taak(
            soort=str(gettext("bezoekaanvraag")),
            titel=gettext("Beoordeel de aanvraag van een bezoek"),
            uiterlijk=row.beslis_voor,
            url=reverse("bezoekaanvragen:aanvraag", args=[row.pk]),
            afdelingen=frozenset({afdeling} if afdeling else ()),
            recht=Recht.BEZOEK_TRIAGE,
        )


# --- steps ----------------------------------------------------------------------------------------


def _step(
    aanvraag: Bezoekaanvraag,
    van: Aanvraagstatus,
    naar: Aanvraagstatus,
    *,
    now: datetime,
    lapsed_too: bool = False,
) -> Bezoekaanvraag:
    """Compare-and-swap of the customer's side. Raises: Answered."""
    living = Bezoekaanvraag.objects.filter(pk=aanvraag.pk, status=van)
    if van is Aanvraagstatus.VOORGESTELD and not lapsed_too:
        living = living.filter(antwoord_voor__gt=now)
    if not living.update(status=naar, status_op=now, versie=F("versie") + 1):
        raise Answered
    rows = Bezoekaanvraag.objects.select_related("klant", "product", "afspraak")
    return rows.get(pk=aanvraag.pk)


def _judged(aanvraag: Bezoekaanvraag, *, versie: int, now: datetime) -> Bezoekaanvraag:
    """The request locked, if it still is as an employee saw it and waits for us.

    Raises: StatusChanged.
    """
    rows = Bezoekaanvraag.objects.select_for_update(of=("self",)).select_related("klant", "product")
    fresh = rows.get(pk=aanvraag.pk)
    if fresh.versie != versie or fresh.status not in OPEN:
        raise StatusChanged
    fresh.status_op = now
    fresh.versie += 1
    return fresh


def _let_go(aanvraag: Bezoekaanvraag, *, now: datetime) -> None:
    """Free what was held, and take back the question if it did not leave yet."""
    if aanvraag.afspraak is not None:
        booking.release(aanvraag.afspraak, now=now)
        bericht_ingetrokken.send(Bezoekaanvraag, afspraak=aanvraag.afspraak, soort=BERICHT, now=now)


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


def _message(aanvraag: Bezoekaanvraag, held: Afspraak) -> Berichtverzoek:
    """The question, in the language of the customer, with the link on which they answer."""
    path = reverse("bezoekaanvragen:volgen", args=[token_for(aanvraag)])
    held.klant = aanvraag.klant
    assert aanvraag.antwoord_voor is not None
    with override(aanvraag.klant.taal):
        gegevens = {
            "venster": wanneer(held),
            "uiterlijk": kort_moment(aanvraag.antwoord_voor),
            "antwoorden": f"{settings.PUBLIC_URL}{path}",
        }
    return Berichtverzoek(
        afspraak=held,
        soort=BERICHT,
        moment=f"aanvraag-{aanvraag.pk}-{aanvraag.versie}",
        gegevens=gegevens,
        vervalt_op=aanvraag.antwoord_voor,
    )


def _decide_before(days: int, *, now: datetime) -> datetime:
    """The end of so many working days after today."""
    today = local_day(now)
    closed = closed_days(today, today + timedelta(days=60))
    return day_begin(day_after(working_days_later(today, days, closed)))


def _log(aanvraag: Bezoekaanvraag, *, partij: Partij, door: str, now: datetime) -> None:
    logboek.record(
        Handeling.GEWIJZIGD,
        f"bezoekaanvraag:{aanvraag.pk}",
        partij=partij,
        door=door,
        now=now,
        wat="bezoekaanvraag",
        stand=str(aanvraag.status),
        versie=aanvraag.versie,
    )
