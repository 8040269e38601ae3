"""A time kept for a customer who is still typing: hold, extend, let go, confirm."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from afspraken import agenda, bezetting
from afspraken.attempts import Collision
from afspraken.beheerlink import hash_of, token_for
from afspraken.booking.gegevens import Gegevens
from afspraken.booking.steps import insert, limit, new_row, refuse_other_wish, tell, try_for
from afspraken.exceptions import HoldExpired, InvalidOffer, NotOffered, SlotTaken
from afspraken.models import Afspraak, Handeling, Klant, Partij, Status
from afspraken.offers import Offer, Taken, provider
from afspraken.signals import Change
from afspraken.wens import Wens, wens_of

MOST_COLLISIONS = 5
"""So often `confirm` looks again when the same hold was confirmed at the same moment."""


def hold(
    wens: Wens, offer: Offer, *, sessie: str, now: datetime, duur: timedelta | None = None
) -> Afspraak:
    """Keep a time for a customer who is still typing; `duur` None means settings.HOLD_MINUTES.

    A session has one hold: the earlier one is released first, and the same offer again gives
    the same hold. Opens its own transactions.
    Raises: SlotTaken or NotOffered with up to three alternatives; InvalidOffer.
    """
    duur = duur or timedelta(minutes=settings.HOLD_MINUTES)
    refuse_other_wish(wens, offer)

    def let_go() -> None:
        earlier = _hold_of(sessie)
        if earlier is not None and not _is_held(earlier, wens, offer, now):
            release(earlier, now=now)

    def act() -> Afspraak:
        same = _hold_of(sessie)
        if same is not None and _is_held(same, wens, offer, now):
            return same
        afspraak = new_row(wens, offer, Status.VASTGEHOUDEN, now=now)
        afspraak.sessie, afspraak.houdbaar_tot = sessie, now + duur
        insert(afspraak, wens, now=now)
        return afspraak

    return try_for(act, wens, offer, now=now, before=let_go)


def extend(afspraak: Afspraak, *, now: datetime) -> Afspraak:
    """Keep a hold for its full length again, counted from now.

    At most settings.HOLD_EXTENSIONS times, counted from the first moment.
    Raises: HoldExpired.
    """
    length = timedelta(minutes=settings.HOLD_MINUTES)
    until = min(now + length, afspraak.aangemaakt_op + length * (1 + settings.HOLD_EXTENSIONS))
    held = Afspraak.objects.filter(
        pk=afspraak.pk, status=Status.VASTGEHOUDEN, houdbaar_tot__gt=now
    ).update(houdbaar_tot=until)
    if not held:
        raise HoldExpired
    afspraak.houdbaar_tot = until
    return afspraak


def release(afspraak: Afspraak, *, now: datetime) -> None:
    """Let a hold go, because the customer leaves or chooses another time."""
    with transaction.atomic():
        if Afspraak.objects.filter(pk=afspraak.pk, status=Status.VASTGEHOUDEN).update(
            status=Status.VERLOPEN, status_op=now, houdbaar_tot=None
        ):
            provider(afspraak.aanbieder).cancel(afspraak)


def confirm(code: str, gegevens: Gegevens, *, sessie: str, now: datetime) -> Afspraak:
    """Turn a hold of this session into a promise; doing so twice gives the same appointment.

    Exactly at `houdbaar_tot` the hold has expired; its time is then taken again if nobody else
    has it. May run inside a transaction, so that a contact and a booking commit together.
    Raises: HoldExpired with alternatives; LimitReached; InvalidOffer for an unknown hold.
    """
    for _again in range(MOST_COLLISIONS):
        afspraak = (
            Afspraak.objects.select_related("locatie", "klant")
            .filter(code=code, sessie=sessie)
            .exclude(sessie="")
            .first()
        )
        if afspraak is None:
            raise InvalidOffer
        if afspraak.klant is not None:
            return afspraak
        wens = wens_of(afspraak)
        try:
            with transaction.atomic():
                return _promise(afspraak, wens, gegevens, now=now)
        except Collision:
            continue
        except (Taken, SlotTaken, NotOffered) as error:
            raise HoldExpired(agenda.nearest(wens, rond=afspraak.begin, now=now)) from error
    raise HoldExpired


def sweep_expired(*, now: datetime) -> int:
    """Let every hold that has expired go; returns how many."""
    with transaction.atomic():
        return bezetting.free_expired(now=now)


def _hold_of(sessie: str) -> Afspraak | None:
    if not sessie:
        return None
    return Afspraak.objects.filter(sessie=sessie, status=Status.VASTGEHOUDEN).first()


def _is_held(afspraak: Afspraak, wens: Wens, offer: Offer, now: datetime) -> bool:
    """True if this live hold is of the same time, place and wish."""
    if afspraak.houdbaar_tot is None or afspraak.houdbaar_tot <= now:
        return False
    there = (offer.locatie.pk, offer.begin, offer.einde)
    if (afspraak.locatie_id, afspraak.begin, afspraak.einde) != there:
        return False
    held = {(row.product_id, row.aantal) for row in afspraak.producten.all()}
    return held == {(regel.product.pk, regel.aantal) for regel in wens.regels}


def _promise(afspraak: Afspraak, wens: Wens, gegevens: Gegevens, *, now: datetime) -> Afspraak:
    """Compare-and-swap the hold to GEPLAND, taking its time again where it was let go."""
    if afspraak.begin <= now:
        raise NotOffered
    held = Afspraak.objects.filter(pk=afspraak.pk, klant=None)
    klant = Klant.objects.create(**gegevens.klant())
    promised = {
        "klant": klant,
        "status": Status.GEPLAND,
        "status_op": now,
        "houdbaar_tot": None,
        "beheer_hash": hash_of(token_for(afspraak)),
    } | gegevens.afspraak()
    if not held.filter(status=Status.VASTGEHOUDEN).update(**promised):
        if not held.filter(status=Status.VERLOPEN).update(**promised):
            raise Collision
        provider(afspraak.aanbieder).hold(afspraak, wens, now=now, seed=afspraak.code)
    for name, value in promised.items():
        setattr(afspraak, name, value)
    provider(afspraak.aanbieder).confirm(afspraak, now=now)
    limit(afspraak, wens, gegevens, now=now)
    tell(afspraak, Handeling.GEBOEKT, Change.BOOKED, partij=Partij.INWONER, door="", now=now)
    return afspraak
