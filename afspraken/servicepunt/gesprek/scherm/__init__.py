"""Everything that the screen of one call shows: `wie`, `wat`, `wanneer`, and the fields.

What was not asked for is not read: no customers without a search, no times without a product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import prefetch_related_objects

from afspraken.lokaal import local_day
from afspraken.models import Klantgesprek
from afspraken.offers import lacks_address, visits
from afspraken.rechten import Toegang
from afspraken.servicepunt.gesprek import concept
from afspraken.servicepunt.gesprek.bediening import serving
from afspraken.servicepunt.gesprek.bezoekadres import BezoekadresForm, form_of
from afspraken.servicepunt.gesprek.formulier import (
    ContactForm,
    KlantForm,
    belofte_form,
    klant_form,
)
from afspraken.servicepunt.gesprek.keuze import MOST_FURTHER, Keuze
from afspraken.servicepunt.gesprek.scherm.focus import focus
from afspraken.servicepunt.gesprek.scherm.wanneer import is_live, new_time, times
from afspraken.servicepunt.gesprek.scherm.wat import by_telephone, may_book, products, wish
from afspraken.servicepunt.gesprek.scherm.wie import appointments, customer, next_steps
from afspraken.servicepunt.gesprek.velden import Velden
from afspraken.servicepunt.gesprek.vraagformulier import vraag_forms
from afspraken.wens import Wens

__all__ = [
    "Melding",
    "appointments",
    "build",
    "by_telephone",
    "found",
    "may_book",
    "next_steps",
]

_SOON = timedelta(days=365)


@dataclass
class Melding:
    """What went wrong with an act: a sentence, the nearest other times, and fields with errors."""

    fouten: list[str] = field(default_factory=list)
    alternatieven: Sequence[Any] = ()
    velden: Velden | None = None
    adresform: BezoekadresForm | None = None


def build(
    gesprek: Klantgesprek, who: Toegang, *, now: datetime, melding: Melding | None = None
) -> dict[str, Any]:
    """The context of `gesprek/scherm.html`."""
    keuze, melding = Keuze.of(gesprek), melding or Melding()
    wens, waarom_niet = wish(gesprek, keuze)
    velden = melding.velden or _velden(gesprek, now=now)
    hold = gesprek.vastgehouden
    klantform = velden.klant or _klant_form(gesprek, wens, now=now)
    what = products(gesprek, keuze, who, now=now)
    when = times(gesprek, keuze, wens, who, now=now)
    is_bezoek = wens is not None and visits(wens)
    adresform = melding.adresform or (form_of(gesprek, now=now) if is_bezoek else None)
    kan_bevestigen = bool(hold or keuze.nieuw or keuze.afzeggen)
    kan_kiezen = bool(when["eerste"]) and not kan_bevestigen and not what["zoek_product"]
    return {
        "gesprek": gesprek,
        "getypt": gesprek.getypt,
        "kanalen": concept.KANALEN,
        "fouten": [*melding.fouten, *waarom_niet],
        "alternatieven": melding.alternatieven,
        **customer(gesprek, who, now=now),
        **what,
        **when,
        "keuze": keuze,
        "nieuw_begin": new_time(keuze, wens),
        "wens": wens,
        "is_bezoek": is_bezoek,
        "adresform": adresform,
        "meer_tijd": keuze.meer_tijd,
        "begin_bij": focus(
            gesprek,
            keuze,
            velden,
            klantform,
            adresform=adresform if wens is not None and lacks_address(wens) else None,
            kan_kiezen=kan_kiezen,
        ),
        "klantform": klantform,
        "contactform": velden.contact,
        "vraagforms": velden.vragen,
        "kan_meer_vragen": len(keuze.vragen) < MOST_FURTHER,
        "belofte": velden.belofte,
        "fouten_bij": velden.faults(),
        "vastgehouden": hold,
        "is_vast": hold is not None and is_live(hold, now=now),
        "helpt": _helpers(gesprek),
        "is_telefonisch": wens is not None and wens.is_telefonisch,
        "kan_bevestigen": kan_bevestigen,
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


def _helpers(gesprek: Klantgesprek) -> list[str]:
    """Who serves at the time that is held; while it is booked also of what is sensitive."""
    hold = gesprek.vastgehouden
    if hold is None:
        return []
    prefetch_related_objects([hold], "inzetten__middel")
    return serving(hold)


def _velden(gesprek: Klantgesprek, *, now: datetime) -> Velden:
    """The fields as they were typed, not checked."""
    return Velden(
        None,
        ContactForm(initial=_given(gesprek.getypt)),
        belofte_form(gesprek, now=now),
        vraag_forms(gesprek),
    )


def _klant_form(gesprek: Klantgesprek, wens: Wens | None, *, now: datetime) -> KlantForm:
    """The fields as they were typed; who is visited mostly lives where we come."""
    when, given = until(gesprek, now=now), _given(gesprek.getypt)
    adres = wens.adres if wens is not None else None
    if adres is not None and not given.get("postcode") and not given.get("huisnummer"):
        given |= {"postcode": adres.postcode, "huisnummer": adres.huisnummer}
    return klant_form(wens, initial=given, until=when, now=now)


def _given(typed: dict[str, str]) -> dict[str, Any]:
    return {**typed, "rolstoel": typed.get("rolstoel") == "on"}
