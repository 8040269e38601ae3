"""When and where something is promised, as people read it. Give it an appointment or an offer.

At a place of ours that is a clock time and the name of the place. At the customer's own address
it is a window: "tussen 9.00 en 13.00 uur", and only of a window of one cell "om 10.00 uur".
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from django import template
from django.utils.translation import gettext

from afspraken.engine.bitmap import CELL
from afspraken.models import Afspraak, Locatie
from afspraken.templatetags.datums import dag_zonder_jaar, klok, korte_dag, lange_datum, tijd

register = template.Library()


class Belofte(Protocol):
    """An appointment or an offer: what is, or would be, promised."""

    @property
    def begin(self) -> datetime: ...
    @property
    def einde(self) -> datetime: ...
    @property
    def locatie(self) -> Locatie: ...
    @property
    def is_venster(self) -> bool: ...


@register.filter
def hoe_laat(value: Belofte | None) -> str:
    """The time of day: 9.20 uur; of a window tussen 9.00 en 13.00 uur."""
    if value is None:
        return ""
    if not value.is_venster:
        return tijd(value.begin)
    if value.einde - value.begin <= CELL:
        return gettext("om %(tijd)s") % {"tijd": tijd(value.begin)}
    window = {"van": klok(value.begin), "tot": tijd(value.einde)}
    return gettext("tussen %(van)s en %(tot)s") % window


@register.filter
def is_huidig(offer: Belofte, afspraak: Afspraak | None) -> bool:
    """True if the appointment that is being moved has this time, or window, at this place."""
    if afspraak is None:
        return False
    has = (afspraak.begin, afspraak.locatie_id)
    is_as_long = not offer.is_venster or offer.einde == afspraak.einde
    return (offer.begin, offer.locatie.pk) == has and is_as_long


@register.filter
def wanneer(value: Belofte | None) -> str:
    """Day and time: dinsdag 8 december 2026, 9.20 uur."""
    return f"{lange_datum(value.begin)}, {hoe_laat(value)}" if value else ""


@register.filter
def wanneer_met_einde(value: Belofte | None) -> str:
    """As `wanneer`, and about when it is over; a window says enough itself."""
    if value is None or value.is_venster:
        return wanneer(value)
    return gettext("%(wanneer)s tot ongeveer %(einde)s") % {
        "wanneer": wanneer(value),
        "einde": tijd(value.einde),
    }


@register.filter
def wanneer_zonder_jaar(value: Belofte | None) -> str:
    """Day and time where the year is clear: dinsdag 8 december, 9.20 uur."""
    return f"{dag_zonder_jaar(value.begin)}, {hoe_laat(value)}" if value else ""


@register.filter
def wanneer_kort(value: Belofte | None) -> str:
    """Day and time in a narrow column: di 8 dec 9.20 uur."""
    return f"{korte_dag(value.begin)} {hoe_laat(value)}" if value else ""


@register.filter
def waar(value: Belofte | None) -> str:
    """Where, as the customer reads it: the name of our place, or bij u thuis."""
    if value is None:
        return ""
    return gettext("bij u thuis") if value.is_venster else value.locatie.naam


@register.filter
def plaats(value: Belofte | None) -> str:
    """Where, as an employee reads it: the name of our place, or the address that is visited."""
    if value is None:
        return ""
    if not value.is_venster:
        return value.locatie.naam
    visited = getattr(value, "klantadres", None)
    return visited.regel if visited else gettext("bij de klant")
