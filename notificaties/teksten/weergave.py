"""A message as its reader gets it: the right text, in the right language, filled in.

Makes no query: it reads an appointment that was fetched whole (`with_all_shown`) and texts that
were loaded once for a batch. What is sent is decided in `outbox/`, how it looks in `opmaak.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db.models import Prefetch, QuerySet
from django.utils.translation import override

from afspraken.models import Afspraak, Afspraakproduct, Berichtkanaal, Taal, Versiestatus
from notificaties.models import LONGEST_SUBJECT, Bericht, Berichtsoort, Sjabloonversie
from notificaties.teksten import standaard
from notificaties.teksten.invullen import Waarde, fill
from notificaties.teksten.plaatshouders import allowed
from notificaties.teksten.smstekst import normalise
from notificaties.teksten.waarden import values_of

_WITH_ADDRESS = (
    *("link", "nieuw", "website", "meer", "wijzigen", "meenemen"),
    *("volgen", "antwoorden", "aanmelden", "lijst"),
)
_ADDRESS = re.compile(r"https?://[^\s<>\"'{}]+")


@dataclass(frozen=True)
class Weergave:
    """A message ready to be read.

    `tekst` is plain: paragraphs between empty lines, the items of a list behind "- ". Only the web
    addresses in `links` may become a link: they are ours, everything else may be typed by a
    customer. `sjabloonversie_id` is None for a text that ships with the system.
    """

    titel: str
    tekst: str
    links: tuple[str, ...]
    sjabloonversie_id: int | None
    taal: str


@dataclass(frozen=True)
class Tekst:
    """One text with placeholders, and the version that it is of; None: it ships with the system."""

    titel: str
    tekst: str
    versie_id: int | None = None


def with_all_shown(afspraken: QuerySet[Afspraak]) -> QuerySet[Afspraak]:
    """The appointments with everything that a message shows, in four queries.

    In six where one of them belongs to a matter of several steps.
    """
    products = Afspraakproduct.objects.select_related("product").prefetch_related("product__kosten")
    steps = Afspraak.objects.select_related("locatie").prefetch_related(
        Prefetch("producten", products)
    )
    return afspraken.select_related("klant", "locatie", "traject").prefetch_related(
        Prefetch("producten", products), "inzetten", Prefetch("traject__stappen", steps)
    )


class Teksten:
    """The texts in use: those of the municipality, and where it has none those that ship."""

    def __init__(self, own: dict[tuple[str, str, str, int | None], Tekst]) -> None:
        self._own = own

    @classmethod
    def load(cls) -> Self:
        """All published texts, in one query; keep them for one batch."""
        rows = Sjabloonversie.objects.filter(status=Versiestatus.GEPUBLICEERD).values_list(
            *("sjabloon__soort", "sjabloon__kanaal", "sjabloon__taal", "sjabloon__product_id"),
            *("titel", "tekst", "pk"),
        )
        return cls({(s, k, t, p): Tekst(titel, tekst, pk) for s, k, t, p, titel, tekst, pk in rows})

    def choose(self, soort: str, kanaal: str, taal: str, producten: Iterable[int]) -> Tekst:
        """The text for an appointment with these products.

        That of a product counts only if all products have the same one; else the general one.
        Raises: KeyError for a kind that does not go this way, see `standaard.exists`.
        """
        of_products = [self._own.get((soort, kanaal, taal, pk)) for pk in producten]
        shared = {(text.titel, text.tekst) if text else None for text in of_products}
        if len(shared) == 1 and (first := of_products[0]):
            return first
        general = self._own.get((soort, kanaal, taal, None))
        return general or shipped(soort, kanaal, taal)


def shipped(soort: str, kanaal: str, taal: str) -> Tekst:
    """The text that ships with the system. Raises: KeyError, see `standaard.exists`."""
    return Tekst(*standaard.TEKSTEN[soort, kanaal, taal])


def render(bericht: Bericht, afspraak: Afspraak | None, teksten: Teksten) -> Weergave:
    """The message in the language of its reader; `afspraak` None: it is about something else.

    Raises: KeyError for a kind that does not go this way, see `standaard.exists`.
    """
    taal = language_of(bericht, afspraak)
    products = [row.product_id for row in afspraak.producten.all()] if afspraak else []
    tekst = teksten.choose(bericht.soort, bericht.kanaal, taal, products)
    return fill_in(tekst, bericht, afspraak, taal=taal)


def fill_in(tekst: Tekst, bericht: Bericht, afspraak: Afspraak | None, *, taal: str) -> Weergave:
    """A text filled in for an appointment or without; only with values that may stand in it."""
    with override(taal):
        values = values_of(bericht, afspraak)
        may = allowed(bericht.soort, bericht.kanaal)
        values = {naam: value for naam, value in values.items() if naam in may}
        filled = fill(tekst.tekst, values)
        if bericht.kanaal == Berichtkanaal.SMS:
            filled = normalise(filled)
        return Weergave(
            titel=_shortened(fill(tekst.titel, values)),
            tekst=filled,
            links=_links(tekst, values, filled),
            sjabloonversie_id=tekst.versie_id,
            taal=taal,
        )


def language_of(bericht: Bericht, afspraak: Afspraak | None) -> str:
    """The language of the customer; Dutch for an official and a room."""
    klant = afspraak.klant if afspraak else bericht.klant
    if bericht.soort == Berichtsoort.MEDEDELING or klant is None:
        return Taal.NL
    return klant.taal


def _shortened(titel: str) -> str:
    """A subject of one line that fits its column."""
    line = " ".join(titel.split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"


def _links(tekst: Tekst, values: dict[str, Waarde], filled: str) -> tuple[str, ...]:
    """The addresses of the text itself and of our own values, as far as they are in the message."""
    ours = (str(values.get(naam, "")) for naam in _WITH_ADDRESS)
    may = set(_addresses(" ".join([tekst.tekst, *ours])))
    return tuple(dict.fromkeys(address for address in _addresses(filled) if address in may))


def _addresses(text: str) -> list[str]:
    return [address.rstrip(".,;:!?)") for address in _ADDRESS.findall(text)]
