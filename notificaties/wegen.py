"""By which ways a customer can be reached, best first."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from django.conf import settings

from afspraken.bereik import POST_TAKES
from afspraken.models import Berichtkanaal, Klant
from afspraken.nummers import why_no_sms
from notificaties.afmelding import stopped as stopped_among

_USUAL = (Berichtkanaal.EMAIL, Berichtkanaal.SMS, Berichtkanaal.BRIEF)


def ways(
    klant: Klant,
    *,
    until: datetime | None,
    now: datetime,
    stopped: Container[str] | None = None,
) -> list[Berichtkanaal]:
    """The ways for which we have an address, the preferred one first.

    `until` is when the news is of no use any more (None: never); a letter takes POST_TAKES.
    `stopped`: see `address`.
    """
    order = sorted(_USUAL, key=lambda way: way != klant.voorkeur)
    in_time = until is None or now + POST_TAKES <= until
    return [
        way
        for way in order
        if address(klant, way, stopped) and (in_time or way != Berichtkanaal.BRIEF)
    ]


def address(klant: Klant, way: str, stopped: Container[str] | None = None) -> str:
    """Where a customer gets a message of this way; empty if we do not know, or may not.

    `stopped` are the numbers of which it is known that they want no SMS; None: asked here.
    """
    match way:
        case Berichtkanaal.EMAIL:
            return klant.email
        case Berichtkanaal.SMS:
            number = str(klant.telefoon or "")
            if why_no_sms(number, settings.SMS_LANDEN):
                return ""
            known = stopped_among([number]) if stopped is None else stopped
            return "" if number in known else number
        case _:
            return f"{klant.postcode} {klant.huisnummer}" if klant.postcode else ""
