"""A time kept for a customer who is still typing: hold, extend, let go, confirm."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from afspraken import agenda, bezetting, statements
from afspraken.attempts import MOST_TAKEN, Collision
from afspraken.beheerlink import hash_of, token_for
from afspraken.booking.gegevens import Gegevens
from afspraken.booking.steps import (
    insert,
    known_klant,
    limit,
    make_room,
    new_klant,
    new_row,
    note_overbooking,
    refuse_other_wish,
    tell,
    try_for,
    visited,
)
from afspraken.exceptions import HoldExpired, InvalidOffer, NotOffered, SlotTaken
from afspraken.models import Afspraak, Handeling, Klant, Partij, Status
from afspraken.offers import Offer, Overboeking, Taken, provider
from afspraken.signals import Change
from afspraken.wens import Wens, wens_of

# As its unique index says it: were these values given apart, SQLite would read every appointment.
_HELD_BY = "status = 'VASTGEHOUDEN' AND NOT (sessie = '') AND sessie = %s"


def hold(
    wens: Wens,
    offer: Offer,
    *,
    sessie: str,
    now: datetime,
    overboeking: Overboeking | None = None,
) -> Afspraak:
    """Keep a time for a customer who is still typing, for settings.HOLD_MINUTES.

    A session has one hold: the earlier one is released first, also when the new time then
    proves taken, and the same offer again gives the same hold. Opens its own transactions.
    `overboeking` allows a lane too many, where no other is free; the right to it is for the door.
    Raises: SlotTaken or NotOffered with up to three alternatives; InvalidOffer.
    """
    refuse_other_wish(wens, offer)

    def same() -> Afspraak | None:
        earlier = _hold_of(sessie)
        if earlier is None or _is_held(earlier, wens, offer, now):
            return earlier
        release(earlier, now=now)
        return None

    def act() -> Afspraak:
        afspraak = new_row(wens, offer, Status.VASTGEHOUDEN, now=now)
        afspraak.sessie, afspraak.houdbaar_tot = sessie, now + hold_length()
        insert(afspraak, wens, now=now, overboeking=overboeking)
        return afspraak

    return try_for(act, wens, offer, now=now, before=same)


def extend(afspraak: Afspraak, *, now: datetime) -> Afspraak:
    """Keep a hold for its full length again, counted from now.

    At most settings.HOLD_EXTENSIONS times, counted from the first moment.
    Raises: HoldExpired.
    """
    length = hold_length()
    until = min(now + length, afspraak.aangemaakt_op + length * (1 + settings.HOLD_EXTENSIONS))
    held = Afspraak.objects.filter(
        pk=afspraak.pk, status=Status.VASTGEHOUDEN, houdbaar_tot__gt=now
    ).update(houdbaar_tot=until)
    if not held:
        raise HoldExpired
    afspraak.houdbaar_tot = until
    return afspraak


def keep(afspraak: Afspraak, *, tot: datetime, now: datetime, klant: Klant | None = None) -> None:
    """Keep a living hold until `tot`, for a customer whom we ask and who needs longer to answer.

    `klant` is that customer, where they can be written to about it. Raises: HoldExpired.
    """
    known = {"klant": klant} if klant is not None else {}
    held = Afspraak.objects.filter(
        pk=afspraak.pk, status=Status.VASTGEHOUDEN, houdbaar_tot__gt=now
    ).update(houdbaar_tot=tot, **known)
    if not held:
        raise HoldExpired
    afspraak.houdbaar_tot = tot


def release(afspraak: Afspraak, *, now: datetime) -> None:
    """Let a hold go, because the customer leaves or chooses another time."""
    with transaction.atomic():
        if Afspraak.objects.filter(pk=afspraak.pk, status=Status.VASTGEHOUDEN).update(
            status=Status.VERLOPEN, status_op=now, gewijzigd_op=now, houdbaar_tot=None
        ):
            provider(afspraak.aanbieder).cancel(afspraak, now=now)


def confirm(
    code: str,
    gegevens: Gegevens,
    *,
    sessie: str,
    now: datetime,
    klant: Klant | None = None,
    partij: Partij = Partij.INWONER,
    door: str = "",
) -> Afspraak:
    """Turn a hold of this session into a promise; doing so twice gives the same appointment.

    `klant` is a customer whom an employee found: what they told now is written back to the row.

    Exactly at `houdbaar_tot` the hold has expired; its time is then taken again if it is still
    open and nobody else has it. Notice counts from the first choice, which was made in time. What
    begins meanwhile is refused, but to an employee: their customer may be there already.
    May run inside a transaction, so that a contact and a booking commit together.
    Raises: HoldExpired with alternatives; LimitReached; KlantGone; InvalidOffer for an unknown
    hold.
    """
    for _again in range(MOST_TAKEN):
        afspraak = _of_session(code, sessie)
        if afspraak.status not in (Status.VASTGEHOUDEN, Status.VERLOPEN):
            return afspraak
        if not _lives(afspraak, now):
            release(afspraak, now=now)
        try:
            with transaction.atomic():
                return _promise(afspraak, gegevens, klant, partij=partij, door=door, now=now)
        except (Collision, Taken):
            make_room(wens_of(afspraak), afspraak.begin, afspraak.einde, now=now)
        except (SlotTaken, NotOffered):
            break
    raise HoldExpired(agenda.nearest(wens_of(afspraak), rond=afspraak.begin, now=now))


def sweep_expired(*, now: datetime) -> int:
    """Let every hold that has expired go; returns how many."""
    with transaction.atomic():
        return bezetting.free_expired(now=now)


def hold_length() -> timedelta:
    """How long a time is kept."""
    return timedelta(minutes=settings.HOLD_MINUTES)


def _of_session(code: str, sessie: str) -> Afspraak:
    """The appointment that this session holds or held. Raises: InvalidOffer."""
    same = "code = %s AND sessie = %s"
    afspraak = statements.find(Afspraak, same, code, sessie) if sessie else None
    if afspraak is None:
        raise InvalidOffer
    return afspraak


def _lives(afspraak: Afspraak, now: datetime) -> bool:
    """True for a hold before its end; exactly at its end it has expired."""
    return afspraak.houdbaar_tot is not None and afspraak.houdbaar_tot > now


def _hold_of(sessie: str) -> Afspraak | None:
    return statements.find(Afspraak, _HELD_BY, sessie) if sessie else None


def _is_held(afspraak: Afspraak, wens: Wens, offer: Offer, now: datetime) -> bool:
    """True if this live hold is of the same time, place and wish."""
    if not _lives(afspraak, now):
        return False
    there = (offer.locatie.pk, offer.begin, offer.einde, visited(wens))
    has = (afspraak.locatie_id, afspraak.begin, afspraak.einde, afspraak.bezoekadres)
    if has != there:
        return False
    held = {(row.product_id, row.aantal) for row in afspraak.producten.all()}
    return held == {(regel.product.pk, regel.aantal) for regel in wens.regels}


def _is_too_late(afspraak: Afspraak, partij: Partij, *, now: datetime) -> bool:
    """What begins meanwhile, is for nobody at home; an employee's customer is there already."""
    if partij is Partij.MEDEWERKER and _lives(afspraak, now):
        return afspraak.einde <= now
    return afspraak.begin <= now


def _promise(
    afspraak: Afspraak,
    gegevens: Gegevens,
    klant: Klant | None,
    *,
    partij: Partij,
    door: str,
    now: datetime,
) -> Afspraak:
    """Compare-and-swap a living hold to GEPLAND; one that was let go must find its time free."""
    if _is_too_late(afspraak, partij, now=now):
        raise NotOffered
    promised = {
        "klant": known_klant(klant, gegevens) if klant else new_klant(gegevens),
        "status": Status.GEPLAND,
        "status_op": now,
        "gewijzigd_op": now,
        "houdbaar_tot": None,
        "beheer_hash": hash_of(token_for(afspraak)),
    } | gegevens.afspraak()
    for name, value in promised.items():
        setattr(afspraak, name, value)
    living = ("status = %s AND houdbaar_tot > %s", Status.VASTGEHOUDEN, now)
    if not statements.update(afspraak, promised, *living):
        if not statements.update(afspraak, promised, "status = %s", Status.VERLOPEN):
            raise Collision
        wens = wens_of(afspraak)
        provider(afspraak.aanbieder).hold(afspraak, wens, now=now, seed=afspraak.code)
    provider(afspraak.aanbieder).confirm(afspraak, now=now)
    limit(afspraak, gegevens, now=now)
    tell(afspraak, Handeling.GEBOEKT, Change.BOOKED, partij=partij, door=door, now=now)
    if partij is Partij.MEDEWERKER:
        note_overbooking(afspraak, door=door, now=now)
    return afspraak
