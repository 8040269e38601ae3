"""The chosen products with their numbers of persons: read from a request, shown on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Self

from django.db.models import prefetch_related_objects
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode

from afspraken.exceptions import NotBookable
from afspraken.models import Afspraak, Kanaal, Kosten, Product
from afspraken.wens import Wens, askable

MOST_PRODUCTS = 10
"""More products than this never fit in one appointment."""

_SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}", re.ASCII)


@dataclass(frozen=True)
class Keuze:
    """One chosen product as a page shows it."""

    product: Product
    aantal: int
    kosten: list[Kosten]
    straks: list[Kosten] = field(default_factory=list)

    @property
    def aantallen(self) -> list[int]:
        """The numbers of persons to choose from."""
        return list(range(1, self.product.max_personen + 1))


@dataclass(frozen=True)
class Gevraagd:
    """What a page posted or a link asked for, before the catalogue was looked at."""

    aantallen: dict[str, int]
    meer_tijd: bool = False

    @classmethod
    def parse(cls, params: MultiValueDict[str, str]) -> Self:
        """Read product, aantal-<slug> and meer_tijd; a number that is none is 0.

        Raises: NotBookable for names that no product can have.
        """
        slugs = list(dict.fromkeys(slug for slug in params.getlist("product") if slug))
        if len(slugs) > MOST_PRODUCTS or not all(_SLUG.fullmatch(slug) for slug in slugs):
            raise NotBookable
        return cls(
            {slug: _number_or_none(params.get(f"aantal-{slug}", "1")) for slug in slugs},
            bool(params.get("meer_tijd")),
        )

    def plus(self, slug: str) -> Self:
        """With one product more. Raises: NotBookable for a name that no product can have."""
        if not _SLUG.fullmatch(slug) or len(self.aantallen) >= MOST_PRODUCTS:
            raise NotBookable
        return type(self)({**self.aantallen, slug: self.aantallen.get(slug, 1)}, self.meer_tijd)

    def minus(self, slug: str) -> Self:
        """With one product less."""
        rest = {other: n for other, n in self.aantallen.items() if other != slug}
        return type(self)(rest, self.meer_tijd)

    @property
    def query(self) -> str:
        """The same as the query of a link: products and numbers, nothing personal."""
        values = [("product", slug) for slug in self.aantallen]
        values += [(f"aantal-{slug}", str(n)) for slug, n in self.aantallen.items() if n > 1]
        values += [("meer_tijd", "on")] if self.meer_tijd else []
        return urlencode(values)


def _number_or_none(text: str) -> int:
    return int(text) if _NUMBER.fullmatch(text) else 0


def number(text: str) -> int:
    """A number of persons. Raises: NotBookable for anything but a few digits."""
    if not _NUMBER.fullmatch(text):
        raise NotBookable
    return int(text)


def chosen(gevraagd: Gevraagd, *, kanaal: str = Kanaal.WEB) -> list[Product]:
    """The asked products that a channel offers, in the order asked, with what pages show."""
    products = askable(kanaal).filter(slug__in=gevraagd.aantallen)
    rows = products.prefetch_related("combineerbaar_met", "kosten")
    by_slug = {row.slug: row for row in rows if kanaal in row.kanalen}
    return [by_slug[slug] for slug in gevraagd.aantallen if slug in by_slug]


def of_wens(wens: Wens, *, dag: date) -> list[Keuze]:
    """The products of a wish, with what they cost on a day."""
    prefetch_related_objects([regel.product for regel in wens.regels], "kosten")
    return _keuzes(((regel.product, regel.aantal) for regel in wens.regels), dag)


def of_products(products: list[Product], aantallen: Mapping[str, int], *, dag: date) -> list[Keuze]:
    """The products of a choice in the making; a number out of range is brought within it.

    `dag` is today: prices that begin before the last day one can book are told too.
    """
    pairs = ((row, min(max(aantallen[row.slug], 1), row.max_personen)) for row in products)
    return [replace(keuze, straks=_coming(keuze.product, dag)) for keuze in _keuzes(pairs, dag)]


def of_afspraak(afspraak: Afspraak, *, dag: date) -> list[Keuze]:
    """The products of an appointment, in the order of the catalogue."""
    rows = [(row.product, row.aantal) for row in afspraak.producten.all()]
    return _keuzes(sorted(rows, key=lambda row: (row[0].volgorde, row[0].naam)), dag)


def addable(products: list[Product], *, kanaal: str = Kanaal.WEB) -> list[Product]:
    """The products of a channel that go together with everything chosen."""
    if not products:
        return []
    fitting: dict[int, Product] = {}
    for position, product in enumerate(products):
        friends = {other.pk: other for other in product.combineerbaar_met.all()}
        fitting = friends if not position else {pk: fitting[pk] for pk in fitting if pk in friends}
    return sorted(
        (row for row in fitting.values() if _may_join(row, products, kanaal)),
        key=lambda row: (row.volgorde, row.naam),
    )


def _may_join(product: Product, products: list[Product], kanaal: str) -> bool:
    return (
        product not in products
        and product.is_actief
        and kanaal in product.kanalen
        and product.aanbieder == products[0].aanbieder
    )


def _coming(product: Product, dag: date) -> list[Kosten]:
    """Prices that begin after a day and within the horizon of the product, soonest first."""
    last = dag + timedelta(days=product.horizon)
    rows = [row for row in product.kosten.all() if dag < row.geldig_vanaf <= last]
    return sorted(rows, key=lambda row: (row.geldig_vanaf, row.bedrag))


def _keuzes(pairs: Iterable[tuple[Product, int]], dag: date) -> list[Keuze]:
    return [Keuze(product, aantal, product.kosten_on(dag)) for product, aantal in pairs]
