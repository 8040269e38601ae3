"""Everything that the screen of one call shows, read in one place.

What was not asked for is not read: no customers without a search, no times without a product.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from afspraken import kennis, keuzes, klanten, vraagtrechter, zoeken
from afspraken.contact import lijsten
from afspraken.exceptions import BookingError, InvalidOffer
from afspraken.gevoelig import may_name, products_text
from afspraken.lokaal import local_day
from afspraken.models import (
    EXPECTED,
    Afspraak,
    Afspraakproduct,
    Klant,
    Klantcontact,
    Klantgesprek,
    Levensgebeurtenis,
    Product,
    Status,
    Terugbelverzoek,
    Verificatie,
)
from afspraken.offers import Offer, from_token
from afspraken.rechten import Recht, Toegang
from afspraken.servicepunt.gesprek import concept, tijden, uitwegen
from afspraken.servicepunt.gesprek.formulier import (
    ContactForm,
    KlantForm,
    belofte_form,
    klant_form,
)
from afspraken.servicepunt.gesprek.keuze import MEER_TIJD, Keuze
from afspraken.wens import Wens

GEVONDEN = 5
"""So many customers, products or articles are shown; who needs more types another letter."""
_EARLIER = 4
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
    wens, waarom_niet = _wish(gesprek, keuze)
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
        **_times(gesprek, keuze, wens, who, now=now),
        "keuze": keuze,
        "nieuw_begin": _new_time(keuze, wens),
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


def is_live(hold: Afspraak, *, now: datetime) -> bool:
    """True while the time is held; exactly at its end it is not."""
    held_until = hold.houdbaar_tot
    return hold.status == Status.VASTGEHOUDEN and held_until is not None and held_until > now


# --- who ------------------------------------------------------------------------------------------


def customer(gesprek: Klantgesprek, who: Toegang, *, now: datetime) -> dict[str, Any]:
    """The customer, or those that fit what was typed; their appointments once recognised."""
    klant, words = gesprek.klant, gesprek.getypt.get("zoek_klant", "").strip()
    if klant is None:
        found = klanten.search(words, toegang=who, n=GEVONDEN) if len(words) > 1 else []
        return {"klant": None, "zoek_klant": words, "klanten": found}
    running = list(appointments(klant, who, now=now))
    return {
        "klant": klant,
        "verificaties": Verificatie.possible_for(klant),
        "aantal_lopend": len(running),
        "lopend": [_line(one, who) for one in running] if gesprek.verificatie else [],
        "eerder": _contacts(klant, who, gesprek.medewerker),
        "terugbellen": list(_promises(klant, who)),
    }


def appointments(klant: Klant, who: Toegang, *, now: datetime) -> QuerySet[Afspraak]:
    """The running appointments of a customer that this employee may see, soonest first."""
    products = Afspraakproduct.objects.select_related("product")
    rows = Afspraak.objects.filter(klant=klant, status__in=EXPECTED, einde__gt=now)
    return (
        rows.filter(who.afspraken(Recht.AFSPRAAK_ZIEN))
        .select_related("locatie")
        .prefetch_related(Prefetch("producten", products))
        .order_by("begin")
    )


def _line(afspraak: Afspraak, who: Toegang) -> dict[str, Any]:
    afdelingen = {row.product.afdeling_id for row in afspraak.producten.all()}
    return {
        "afspraak": afspraak,
        "wat": products_text(afspraak, who),
        "mag_wijzigen": afspraak.status == Status.GEPLAND
        and who.mag(Recht.AFSPRAAK_WIJZIGEN, afdelingen),
    }


def _contacts(klant: Klant, who: Toegang, gebruiker: Any) -> list[dict[str, Any]]:
    """The last contacts within reach; what was said confidentially only to whom it concerns."""
    rows = Klantcontact.objects.filter(lijsten.contacts_within(who), klant=klant)
    return [
        {"contact": one, "mag_lezen": lijsten.may_read(one, who, gebruiker)}
        for one in rows.prefetch_related("vragen")[:_EARLIER]
    ]


def _promises(klant: Klant, who: Toegang) -> QuerySet[Terugbelverzoek]:
    """What was promised and is still open, most urgent first."""
    return lijsten.open_promises().filter(lijsten.within(who), contact__klant=klant)


# --- what -----------------------------------------------------------------------------------------


def products(gesprek: Klantgesprek, keuze: Keuze, who: Toegang, *, now: datetime) -> dict[str, Any]:
    """The products chosen, those that may join them, and those that fit what was typed.

    What an existing appointment is for stays unsaid where the employee may not read it.
    """
    asked = keuzes.Gevraagd(keuze.aantallen)
    chosen = keuzes.chosen(asked, kanaal=gesprek.kanaal) if keuze.aantallen else []
    words = gesprek.getypt.get("zoek_product", "").strip()
    found = zoeken.search(_bookable(gesprek, who), words)[:GEVONDEN] if words else []
    if gesprek.wijzigt is not None and not all(may_name(one, who) for one in chosen):
        return {"is_verborgen": True, "zoek_product": "", "artikelen": []}
    return {
        "zoek_product": words,
        "gebeurtenissen": [] if chosen else _life_events(words),
        "producten": [one for one in found if one.slug not in keuze.aantallen],
        "gekozen": keuzes.of_products(chosen, keuze.aantallen, dag=local_day(now)),
        "erbij": [
            one
            for one in keuzes.addable(chosen, kanaal=gesprek.kanaal)
            if may_book(one, who) and one.slug not in keuze.aantallen
        ],
        "artikelen": kennis.search(words, producten=chosen, n=GEVONDEN) if words or chosen else [],
    }


def _life_events(words: str) -> list[Levensgebeurtenis]:
    """Life events whose questions can be asked: all, or those that fit what was typed."""
    offered = vraagtrechter.offered()
    return zoeken.search(offered, words) if words else offered


def may_book(product: Product, who: Toegang) -> bool:
    """True if this employee makes appointments for the department of a product."""
    return who.mag(Recht.AFSPRAAK_MAKEN, [product.afdeling_id])


def _bookable(gesprek: Klantgesprek, who: Toegang) -> list[Product]:
    rows = Product.objects.filter(is_actief=True)
    return [row for row in rows if gesprek.kanaal in row.kanalen and may_book(row, who)]


def _wish(gesprek: Klantgesprek, keuze: Keuze) -> tuple[Wens | None, list[str]]:
    """The wish, or the sentence that says why it is none."""
    if not keuze.aantallen:
        return None, []
    try:
        return keuze.wens(gesprek), []
    except BookingError as error:
        return None, [str(error)]


# --- when -----------------------------------------------------------------------------------------


def _times(
    gesprek: Klantgesprek, keuze: Keuze, wens: Wens | None, who: Toegang, *, now: datetime
) -> dict[str, Any]:
    """The free times, or why there are none; neither while an appointment is being cancelled."""
    if wens is None or keuze.afzeggen:
        return {"tijden": None, "geen": None}
    found = tijden.look(
        wens,
        locatie=keuze.locatie,
        dag=keuze.datum,
        now=now,
        behalve=gesprek.wijzigt or gesprek.vastgehouden,
    )
    if not found.is_leeg:
        return {"tijden": found, "geen": None}
    afdelingen = {regel.product.afdeling_id for regel in wens.regels}
    why = uitwegen.explain(
        wens,
        locatie=found.locatie,
        dag=found.dag or local_day(now),
        locaties=found.locaties,
        now=now,
        overboeken=gesprek.wijzigt is None and who.mag(Recht.OVERBOEKEN, afdelingen),
    )
    return {"tijden": found, "geen": why}


def _new_time(keuze: Keuze, wens: Wens | None) -> Offer | None:
    """The time to which an appointment is going to move."""
    if wens is None or not keuze.nieuw:
        return None
    with suppress(InvalidOffer):
        return from_token(keuze.nieuw, wens)
    return None


# --- the fields -----------------------------------------------------------------------------------


def until(gesprek: Klantgesprek, *, now: datetime) -> datetime:
    """Until when news to the customer is of use: the visit, where one was chosen."""
    hold = gesprek.vastgehouden
    return hold.begin if hold else now + _SOON


def _filled(gesprek: Klantgesprek, wens: Wens | None, *, now: datetime) -> KlantForm:
    when = until(gesprek, now=now)
    return klant_form(wens, initial=_given(gesprek.getypt), until=when, now=now)


def _given(typed: dict[str, str]) -> dict[str, Any]:
    return {**typed, "rolstoel": typed.get("rolstoel") == "on"}
