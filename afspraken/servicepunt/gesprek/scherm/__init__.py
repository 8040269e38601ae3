"""Everything that the screen of one call shows: `wie`, `wat`, `wanneer`, and the fields.

What was not asked for is not read: no customers without a search, no times without a product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from afspraken.lokaal import local_day
from afspraken.models import Klantgesprek
from afspraken.rechten import Toegang
from afspraken.servicepunt.gesprek import concept
from afspraken.servicepunt.gesprek.formulier import (
    ContactForm,
    KlantForm,
    belofte_form,
    klant_form,
)
from afspraken.servicepunt.gesprek.keuze import MEER_TIJD, Keuze
from afspraken.servicepunt.gesprek.scherm.wanneer import is_live, new_time, times
from afspraken.servicepunt.gesprek.scherm.wat import may_book, products, wish
from afspraken.servicepunt.gesprek.scherm.wie import appointments, customer
from afspraken.wens import Wens

__all__ = ["Melding", "appointments", "build", "found", "may_book"]

_SOON = timedelta(days=365)


@dataclass
class Melding:
    """What went wrong with an act: a sentence, the nearest other times, and forms with errors."""

    fouten: list[str] = field(default_factory=list)
    alternatieven: Sequence[Any] = ()
    klantform: KlantForm | None = None
    contactform: ContactForm | None = None


def build(
    gesprek: Klantgesprek, who: Toegang, *, now: datetime, melding: Melding | None = None
) -> dict[str, Any]:
    """The context of `gesprek/scherm.html`."""
    keuze, melding = Keuze.of(gesprek), melding or Melding()
    wens, waarom_niet = wish(gesprek, keuze)
    typed = gesprek.getypt
    hold = gesprek.vastgehouden
    return {
        "gesprek": gesprek,
        "getypt": typed,
        "kanalen": concept.KANALEN,
        "fouten": [*melding.fouten, *waarom_niet],
        "alternatieven": melding.alternatieven,
        **customer(gesprek, who, now=now),
        **products(gesprek, keuze, who, now=now),
        **times(gesprek, keuze, wens, who, now=now),
        "keuze": keuze,
        "nieuw_begin": new_time(keuze, wens),
        "wens": wens,
        "meer_tijd": MEER_TIJD,
        "klantform": melding.klantform or _filled(gesprek, wens, now=now),
        "contactform": melding.contactform or ContactForm(initial=_given(typed)),
        "belofte": melding.contactform.belofte
        if melding.contactform
        else belofte_form(gesprek, now=now),
        "vastgehouden": hold,
        "is_vast": hold is not None and is_live(hold, now=now),
        "kan_bevestigen": bool(hold or keuze.nieuw or keuze.afzeggen),
        "nu": now,
        "vandaag": local_day(now),
    }


def found(gesprek: Klantgesprek, who: Toegang, *, now: datetime) -> dict[str, Any]:
    """The context of `gesprek/_gevonden.html`: what fits the words that are being typed."""
    return {
        "gesprek": gesprek,
        **customer(gesprek, who, now=now),
        **products(gesprek, Keuze.of(gesprek), who, now=now),
    }


def until(gesprek: Klantgesprek, *, now: datetime) -> datetime:
    """Until when news to the customer is of use: the visit, where one was chosen."""
    hold = gesprek.vastgehouden
    return hold.begin if hold else now + _SOON


def _filled(gesprek: Klantgesprek, wens: Wens | None, *, now: datetime) -> KlantForm:
    when = until(gesprek, now=now)
    return klant_form(wens, initial=_given(gesprek.getypt), until=when, now=now)


def _given(typed: dict[str, str]) -> dict[str, Any]:
    return {**typed, "rolstoel": typed.get("rolstoel") == "on"}
