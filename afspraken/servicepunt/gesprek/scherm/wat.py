"""The products: chosen, that may join them, and that fit what was typed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from afspraken import kennis, keuzes, vraagtrechter, zoeken
from afspraken.exceptions import BookingError
from afspraken.gevoelig import may_name
from afspraken.lokaal import local_day
from afspraken.models import Klantgesprek, Levensgebeurtenis, Product
from afspraken.rechten import Recht, Toegang
from afspraken.servicepunt.gesprek.keuze import Keuze
from afspraken.wens import Wens, offered

FOUND = 5
"""So many products or articles are shown; who needs more types another letter."""


def products(gesprek: Klantgesprek, keuze: Keuze, who: Toegang, *, now: datetime) -> dict[str, Any]:
    """The products chosen, those that may join them, and those that fit what was typed.

    What an existing appointment is for stays unsaid where the employee may not read it.
    """
    asked = keuzes.Gevraagd(keuze.aantallen)
    chosen = keuzes.chosen(asked, kanaal=gesprek.kanaal) if keuze.aantallen else []
    words = gesprek.getypt.get("zoek_product", "").strip()
    found = _fitting(gesprek, keuze, who, words)[:FOUND]
    if gesprek.wijzigt is not None and not all(may_name(one, who) for one in chosen):
        return {"is_verborgen": True, "zoek_product": "", "artikelen": []}
    return {
        "zoek_product": words,
        "gebeurtenissen": [] if chosen or keuze.telefonisch else _life_events(words),
        "kan_telefonisch": keuze.belofte and not chosen and bool(by_telephone(gesprek, who)),
        "producten": [one for one in found if one.slug not in keuze.aantallen],
        "gekozen": keuzes.of_products(chosen, keuze.aantallen, dag=local_day(now)),
        "erbij": [
            one
            for one in keuzes.addable(chosen, kanaal=gesprek.kanaal)
            if may_book(one, who) and one.slug not in keuze.aantallen
        ],
        "artikelen": kennis.search(words, producten=chosen, n=FOUND) if words or chosen else [],
    }


def by_telephone(gesprek: Klantgesprek, who: Toegang) -> list[Product]:
    """The products that are held by telephone and that this employee books."""
    return [one for one in _bookable(gesprek, who) if one.is_telefonisch]


def _fitting(gesprek: Klantgesprek, keuze: Keuze, who: Toegang, words: str) -> list[Product]:
    """The products that fit what was typed; by telephone also before anything was."""
    if keuze.telefonisch:
        held = by_telephone(gesprek, who)
        return zoeken.search(held, words) if words else held
    return zoeken.search(_bookable(gesprek, who), words) if words else []


def _life_events(words: str) -> list[Levensgebeurtenis]:
    """Life events whose questions can be asked: all, or those that fit what was typed."""
    offered = vraagtrechter.offered()
    return zoeken.search(offered, words) if words else offered


def may_book(product: Product, who: Toegang) -> bool:
    """True if this employee makes appointments for the department of a product."""
    return who.mag(Recht.AFSPRAAK_MAKEN, [product.afdeling_id])


def _bookable(gesprek: Klantgesprek, who: Toegang) -> list[Product]:
    return [row for row in offered() if gesprek.kanaal in row.kanalen and may_book(row, who)]


def wish(gesprek: Klantgesprek, keuze: Keuze) -> tuple[Wens | None, list[str]]:
    """The wish, or the sentence that says why it is none."""
    if not keuze.aantallen:
        return None, []
    try:
        return keuze.wens(gesprek), []
    except BookingError as error:
        return None, [error.for_desk]
