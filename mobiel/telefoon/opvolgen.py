"""READS and WRITES visits after which somebody has to come again: nobody home, or more to do.

    niet thuis, or klaar with "er is een vervolg nodig"
        -- rebook --> a new visit: same products, address and customer
        -- settle --> none, for a reason

Whoever was booked anew by another way, by telephone for one, leaves the list by itself; whose new
visit was cancelled comes back. A care-home day is none of these: it is planned by `mobiel.zitting`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken import booking, logboek, traject
from afspraken.booking import Gegevens
from afspraken.exceptions import BookingError
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import PROMISED, RELEASED, Afspraak, Handeling, Kanaal, Partij, Status
from afspraken.offers import Offer
from afspraken.rechten import Recht
from afspraken.taken import Taak
from afspraken.wens import Wens, wens_of
from mobiel.models import Actiesoort, Opvolging, Opvolgreden, Resultaat, Uitkomst, Veldactie

AANBIEDER = "bezoek"
LOOKED_BACK = timedelta(days=14)
"""A visit longer ago is followed up by other ways."""


class Forgotten(BookingError):
    """The customer or the address was erased."""

    sentence = gettext_lazy("De gegevens van deze klant of het adres zijn gewist.")


class FollowedUp(BookingError):
    """A colleague was first."""

    sentence = gettext_lazy("Een collega heeft dit al geregeld.")


def single_visits() -> QuerySet[Afspraak]:
    """Visits to one customer, whom we know: what can be planned again. No care-home days."""
    return Afspraak.objects.filter(aanbieder=AANBIEDER, klant__isnull=False, zitting__isnull=True)


def waiting(*, now: datetime) -> QuerySet[Afspraak]:
    """Visits of the last days after which nobody planned another, the longest ago first."""
    asked = Veldactie.objects.filter(
        bezoek=OuterRef("bezoek"),
        soort=Actiesoort.KLAAR,
        uitkomst=Uitkomst.TOEGEPAST,
        resultaat=Resultaat.VERVOLG,
    )
    again = Afspraak.objects.filter(
        klant=OuterRef("klant"),
        aanbieder=AANBIEDER,
        status__in=PROMISED,
        aangemaakt_op__gt=OuterRef("status_op"),
        producten__product__in=OuterRef("producten__product"),
    )
    nobody_home = Q(status=Status.NIET_VERSCHENEN)
    return (
        single_visits()
        .filter(
            nobody_home | Q(Exists(asked), status=Status.AFGEROND),
            Q(opvolging=None) | Q(opvolging__nieuw__status__in=RELEASED),
            begin__gt=now - LOOKED_BACK,
        )
        .exclude(Exists(again))
        .select_related("klant", "locatie")
        .order_by("status_op", "pk")
        .distinct()
    )


def as_tasks(now: datetime) -> Iterable[Taak]:
    """One task for all of it together: somebody plans them one after another. One query."""
    rows = list(waiting(now=now).values_list("status_op", flat=True))
    if rows:
        yield Taak(
            soort=_("bezoeken"),
            titel=_("Plan opnieuw: %(aantal)d keer niet thuis of vervolg nodig")
            % {"aantal": len(rows)},
            uiterlijk=day_begin(day_after(local_day(rows[0]))),
            url=f"{reverse('telefoon:onderweg')}#kop-opvolgen",
            recht=Recht.BEZOEK_ZIEN,
        )


def wish_of(afspraak: Afspraak) -> Wens:
    """The same again, as an employee books it. Raises: Forgotten."""
    wens = wens_of(afspraak)
    if wens.adres is None or afspraak.klant is None:
        raise Forgotten
    return replace(wens, kanaal=Kanaal.TELEFOON)


def followed_up_by(afspraak: Afspraak) -> Opvolging | None:
    """How it was followed up, if that still holds: a new visit that was cancelled is none."""
    found = Opvolging.objects.select_related("nieuw__locatie", "door").filter(afspraak=afspraak)
    row = found.first()
    is_gone = row is not None and row.nieuw is not None and row.nieuw.status in RELEASED
    return None if is_gone else row


def rebook(afspraak: Afspraak, offer: Offer, *, door: Any, now: datetime) -> Afspraak:
    """Book the same visit in another window; the customer hears of it as of any booking.

    Opens its own transactions; what was held is let go if the last of them fails.
    Raises: FollowedUp; Forgotten; SlotTaken, NotOffered, InvalidOffer.
    """
    held = booking.hold(wish_of(afspraak), offer, sessie=f"opvolging:{token_hex(12)}", now=now)
    try:
        with transaction.atomic():
            return _confirmed(afspraak, held, door=door, now=now)
    except BookingError:
        booking.release(held, now=now)
        raise


@transaction.atomic
def settle(afspraak: Afspraak, reden: Opvolgreden, *, door: Any, now: datetime) -> None:
    """There comes no new visit, for a reason. Raises: FollowedUp."""
    fresh = _locked(afspraak)
    if followed_up_by(fresh) is not None:
        raise FollowedUp
    _write(fresh, reden, None, door=door, now=now)


def _confirmed(afspraak: Afspraak, held: Afspraak, *, door: Any, now: datetime) -> Afspraak:
    fresh = _locked(afspraak)
    before = followed_up_by(fresh)
    if before is not None and before.reden == Opvolgreden.HERBOEKT:
        raise FollowedUp
    nieuw = booking.confirm(
        held.code,
        _gegevens(fresh),
        sessie=held.sessie,
        klant=fresh.klant,
        partij=Partij.MEDEWERKER,
        door=str(door.pk),
        now=now,
    )
    traject.link(fresh, nieuw, door=str(door.pk), now=now)
    _write(fresh, Opvolgreden.HERBOEKT, nieuw, door=door, now=now)
    return nieuw


def _locked(afspraak: Afspraak) -> Afspraak:
    """The appointment as it is now, locked: of two who follow it up at once, one is told."""
    rows = Afspraak.objects.select_for_update(of=("self",)).select_related("klant", "locatie")
    fresh = rows.get(pk=afspraak.pk)
    if fresh.klant is None:
        raise Forgotten
    return fresh


def _write(
    afspraak: Afspraak,
    reden: Opvolgreden,
    nieuw: Afspraak | None,
    *,
    door: Any,
    now: datetime,
) -> None:
    Opvolging.objects.update_or_create(
        afspraak=afspraak,
        defaults={"reden": reden, "nieuw": nieuw, "op": now, "door_id": door.pk},
    )
    logboek.record_by(
        door,
        Handeling.GEWIJZIGD,
        f"afspraak:{afspraak.code}",
        now=now,
        wat="opvolging",
        reden=str(reden),
    )


def _gegevens(afspraak: Afspraak) -> Gegevens:
    """What we know of the customer and of the door, told once more."""
    klant = afspraak.klant
    assert klant is not None
    return Gegevens(
        naam=klant.naam,
        email=klant.email,
        telefoon=str(klant.telefoon),
        organisatie=klant.organisatie,
        postcode=klant.postcode,
        huisnummer=klant.huisnummer,
        taal=klant.taal,
        voorkeur=klant.voorkeur,
        namens=afspraak.namens,
        tolk=afspraak.tolk,
        rolstoel=afspraak.rolstoel,
        toegang=afspraak.toegang,
        begeleider=afspraak.begeleider,
    )
