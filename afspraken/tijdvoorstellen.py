"""WRITES: another time offered to a customer, and what they answer.

    propose → OPEN -- accept --> AANVAARD      the appointment takes over the chosen time
                   -- decline --> AFGEWEZEN    the old time stays
                   -- withdraw --> INGETROKKEN so does it when we change our mind,
                   -- moved, cancelled -->     or the appointment changed by another way
                   -- the clock --> VERLOPEN   and when no answer comes

The old time stays promised all along and every offered time is held with cells, so whatever the
customer chooses is theirs: accepting inserts nothing and cannot come too late but by the clock.
The appointment's row is locked first in each act (docs/locking.md), so of two answers one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy, override

from afspraken import booking, logboek
from afspraken.exceptions import AlreadyClosed, BookingError, TooLate
from afspraken.models import (
    Afspraak,
    Handeling,
    Partij,
    Status,
    Tijdvoorstel,
    Voorstelstatus,
    Voorsteltijd,
)
from afspraken.offers import Offer
from afspraken.signals import Berichtverzoek, Change, bericht_gevraagd, bericht_ingetrokken
from afspraken.templatetags.datums import kort_moment
from afspraken.templatetags.wanneer import waar, wanneer
from afspraken.wens import Wens

MOST = 2
"""So many times at once: each is kept from everyone else until the answer."""

MARGIN = timedelta(hours=1)
"""The answer is in so long before the old time and the first new one."""

BERICHT = "VOORSTEL"
"""The kind of message that asks the customer."""


class AlreadyProposed(BookingError):
    """The customer has not answered an earlier proposal."""

    sentence = gettext_lazy("Voor deze afspraak loopt al een voorstel. Trek dat eerst in.")


class WrongTimes(BookingError):
    """None, too many, or two that overlap each other."""

    sentence = gettext_lazy("Kies een of twee tijden die elkaar niet raken.")
    status = 400


class TooSoon(BookingError):
    """The customer would have no time to answer."""

    sentence = gettext_lazy("De klant kan niet op tijd antwoorden. Bel de klant, of kies later.")


class Answered(BookingError):
    """The proposal has an answer already, was withdrawn, or has lapsed."""

    sentence = gettext_lazy("Dit voorstel geldt niet meer. Uw afspraak staat hieronder.")


# --- our side -------------------------------------------------------------------------------------


def propose(
    afspraak: Afspraak,
    wens: Wens,
    aanbod: Sequence[Offer],
    *,
    uiterlijk: datetime,
    door: Any,
    now: datetime,
) -> Tijdvoorstel:
    """Hold one or two other times until `uiterlijk`, or sooner where they begin sooner, and ask.

    `wens` is the one for which the offers were made. Opens its own transactions; what was held
    is let go when the last of them fails, and by itself after minutes if we die in between.
    Raises: WrongTimes, TooSoon, AlreadyProposed, AlreadyClosed, TooLate; SlotTaken, NotOffered.
    """
    times = sorted(aanbod, key=lambda offer: offer.begin)
    if not 1 <= len(times) <= MOST or any(b.begin < a.einde for a, b in pairwise(times)):
        raise WrongTimes
    uiterlijk = min(uiterlijk, afspraak.begin - MARGIN, times[0].begin - MARGIN)
    if uiterlijk < now + MARGIN:
        raise TooSoon
    held: list[Afspraak] = []
    try:
        for offer in times:
            held.append(booking.hold(wens, offer, sessie="", now=now))
        return _ask(afspraak, held, uiterlijk=uiterlijk, door=door, now=now)
    except BookingError:
        for one in held:
            booking.release(one, now=now)
        raise


@transaction.atomic
def withdraw(voorstel: Tijdvoorstel, *, door: Any, now: datetime) -> None:
    """Take a proposal back: the times are free again, the old one stays. Raises: Answered."""
    _locked(voorstel.afspraak)
    _settle(voorstel, Voorstelstatus.INGETROKKEN, now=now, partij=Partij.MEDEWERKER, door=door)
    _let_go(voorstel, now=now)


# --- the customer's side --------------------------------------------------------------------------


@transaction.atomic
def accept(tijd: Voorsteltijd, *, now: datetime) -> Afspraak:
    """The customer takes this time: the appointment moves to it, the other times are free.

    Raises: Answered; AlreadyClosed, TooLate of an appointment that cannot move any more.
    """
    afspraak, voorstel = _locked(tijd.voorstel.afspraak), tijd.voorstel
    _settle(voorstel, Voorstelstatus.AANVAARD, now=now, partij=Partij.INWONER)
    moved = booking.take_over(afspraak, tijd.vastgehouden, partij=Partij.INWONER, now=now)
    _let_go(voorstel, now=now)
    return moved


@transaction.atomic
def decline(voorstel: Tijdvoorstel, *, now: datetime) -> None:
    """The customer keeps the old time. Raises: Answered."""
    _locked(voorstel.afspraak)
    _settle(voorstel, Voorstelstatus.AFGEWEZEN, now=now, partij=Partij.INWONER)
    _let_go(voorstel, now=now)


# --- reading --------------------------------------------------------------------------------------


def open_for(afspraak: Afspraak, *, now: datetime) -> Tijdvoorstel | None:
    """What the customer can still answer, with its times; None if there is nothing."""
    rows = Tijdvoorstel.objects.filter(
        afspraak=afspraak, status=Voorstelstatus.OPEN, uiterlijk__gt=now
    )
    return rows.prefetch_related("tijden__vastgehouden__locatie").first()


# --- what follows from other acts -----------------------------------------------------------------


def follow(afspraak: Afspraak, change: Change, now: datetime, **_: Any) -> None:
    """Receiver of `afspraak_changed`: a proposal for what changed is no proposal any more."""
    if change in (Change.MOVED, Change.CANCELLED, Change.STATUS):
        rows = Tijdvoorstel.objects.filter(
            afspraak=afspraak, status=Voorstelstatus.OPEN, uiterlijk__gt=now
        )
        for voorstel in rows.select_related("afspraak"):
            _settle(voorstel, Voorstelstatus.INGETROKKEN, now=now, partij=Partij.SYSTEEM)
            _let_go(voorstel, now=now)


# --- steps ----------------------------------------------------------------------------------------


@transaction.atomic
def _ask(
    afspraak: Afspraak, held: Iterable[Afspraak], *, uiterlijk: datetime, door: Any, now: datetime
) -> Tijdvoorstel:
    """Store the proposal, keep its times until the end, and ask for the message."""
    fresh = _locked(afspraak)
    if fresh.status != Status.GEPLAND:
        raise AlreadyClosed
    if fresh.begin <= now:
        raise TooLate
    earlier = Tijdvoorstel.objects.filter(afspraak=fresh, status=Voorstelstatus.OPEN)
    earlier.filter(uiterlijk__lte=now).update(status=Voorstelstatus.VERLOPEN, status_op=now)
    if earlier.exists():
        raise AlreadyProposed
    voorstel = Tijdvoorstel.objects.create(
        afspraak=fresh, status_op=now, uiterlijk=uiterlijk, door=door, aangemaakt_op=now
    )
    for one in held:
        booking.keep(one, tot=uiterlijk, now=now)
        Voorsteltijd.objects.create(voorstel=voorstel, vastgehouden=one)
    _log(voorstel, now=now, partij=Partij.MEDEWERKER, door=door)
    bericht_gevraagd.send(Tijdvoorstel, verzoek=_message(voorstel), now=now)
    return voorstel


def _settle(
    voorstel: Tijdvoorstel,
    status: Voorstelstatus,
    *,
    now: datetime,
    partij: Partij,
    door: Any = None,
) -> None:
    """Compare-and-swap an open proposal to how it ended. Raises: Answered."""
    living = Tijdvoorstel.objects.filter(
        pk=voorstel.pk, status=Voorstelstatus.OPEN, uiterlijk__gt=now
    )
    if not living.update(status=status, status_op=now):
        raise Answered
    voorstel.status, voorstel.status_op = status, now
    _log(voorstel, now=now, partij=partij, door=door)
    bericht_ingetrokken.send(Tijdvoorstel, afspraak=voorstel.afspraak, soort=BERICHT, now=now)


def _let_go(voorstel: Tijdvoorstel, *, now: datetime) -> None:
    """Free what is still held for a proposal."""
    for tijd in voorstel.tijden.select_related("vastgehouden").order_by("vastgehouden"):
        booking.release(tijd.vastgehouden, now=now)


def _locked(afspraak: Afspraak) -> Afspraak:
    """The appointment as it is now, locked until the end of the transaction."""
    rows = Afspraak.objects.select_for_update(of=("self",)).select_related("klant", "locatie")
    return rows.get(pk=afspraak.pk)


def _message(voorstel: Tijdvoorstel) -> Berichtverzoek:
    """The message of a proposal, in the language of its customer."""
    afspraak = voorstel.afspraak
    with override(afspraak.klant.taal if afspraak.klant else "nl"):
        held = [one.vastgehouden for one in voorstel.tijden.select_related("vastgehouden__locatie")]
        times = [f"{wanneer(one)}, {waar(one)}" for one in held]
        gegevens = {
            "tijden": f" {gettext('of')} ".join(times),
            "uiterlijk": kort_moment(voorstel.uiterlijk),
        }
    return Berichtverzoek(
        afspraak=afspraak,
        soort=BERICHT,
        moment=f"voorstel-{voorstel.pk}",
        gegevens=gegevens,
        vervalt_op=voorstel.uiterlijk,
    )


def _log(voorstel: Tijdvoorstel, *, now: datetime, partij: Partij, door: Any) -> None:
    logboek.record(
        Handeling.GEWIJZIGD,
        f"afspraak:{voorstel.afspraak.code}",
        partij=partij,
        door=str(door.pk) if door else "",
        now=now,
        wat="tijdvoorstel",
        nummer=voorstel.pk,
        stand=str(voorstel.status),
    )
