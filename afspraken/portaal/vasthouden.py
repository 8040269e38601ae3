"""Holding a time for the visitor of this session: take, keep, show. Rules are in `booking`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from afspraken import booking
from afspraken.exceptions import BookingError
from afspraken.models import Afspraak, Status
from afspraken.offers import Offer, offer_of
from afspraken.portaal import limieten, sessie
from afspraken.portaal.sessie import Boeking
from afspraken.wens import Wens


class TooManyHolds(BookingError):
    """The network of this visitor already holds its share of times."""

    sentence = _("Vanaf uw netwerk worden al veel tijden vastgehouden. Probeer het zo opnieuw.")
    status = 429


def current(boeking: Boeking) -> Afspraak | None:
    """The hold of this booking, live or expired; None if no time was chosen."""
    if not boeking.code:
        return None
    rows = Afspraak.objects.select_related("locatie")
    return rows.filter(code=boeking.code, status__in=(Status.VASTGEHOUDEN, Status.VERLOPEN)).first()


def is_live(hold: Afspraak, *, now: datetime) -> bool:
    """True while the time is held; exactly at its end it is not."""
    return (
        hold.status == Status.VASTGEHOUDEN
        and hold.houdbaar_tot is not None
        and hold.houdbaar_tot > now
    )


def take(
    request: HttpRequest, boeking: Boeking, wens: Wens, offer: Offer, *, now: datetime
) -> Afspraak:
    """Hold an offer for this session, in place of what it held before.

    The network is counted again afterwards: of many at once, none passes the limit.
    Raises: TooManyHolds, SlotTaken, NotOffered.
    """
    holder = sessie.holder(request)
    if not limieten.may_hold(holder, now=now):
        raise TooManyHolds
    hold = booking.hold(wens, offer, sessie=holder, now=now)
    if not limieten.may_hold(holder, now=now):
        booking.release(hold, now=now)
        raise TooManyHolds
    boeking.code = hold.code
    sessie.save(request, boeking)
    return hold


def keep(
    request: HttpRequest, boeking: Boeking, wens: Wens, hold: Afspraak, *, now: datetime
) -> Afspraak:
    """The hold itself while it lives, else the same time held anew.

    Raises: as `take`, when someone else has the time by now.
    """
    if is_live(hold, now=now):
        return hold
    return take(request, boeking, wens, offer_of(wens, hold), now=now)


def shown(
    hold: Afspraak | None, *, now: datetime, terug: str, formulier: str = ""
) -> dict[str, Any] | None:
    """What `_vastgehouden.html` shows; None when nothing is held any more.

    `formulier` is the id of a form whose fields the button for more time must not lose.
    """
    if hold is None or hold.houdbaar_tot is None or not is_live(hold, now=now):
        return None
    length = timedelta(minutes=settings.HOLD_MINUTES)
    last = hold.aangemaakt_op + length * (1 + settings.HOLD_EXTENSIONS)
    return {
        "tot": hold.houdbaar_tot,
        "duur": int(length.total_seconds()),
        "seconden": int((hold.houdbaar_tot - now).total_seconds()),
        "terug": terug,
        "formulier": formulier,
        "vol": hold.houdbaar_tot >= last,
    }
