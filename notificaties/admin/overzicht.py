"""All texts on one page: for each kind, way and language whether the town has its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from afspraken.models import Berichtkanaal, Product, Taal, Versiestatus
from notificaties.models import Berichtsoort, Sjabloonversie
from notificaties.teksten import standaard
from notificaties.teksten.redactie import Plek

Sleutel = tuple[str, str, str]
"""Kind, way and language."""


@dataclass(frozen=True)
class Ingang:
    """The way to one text."""

    naam: str
    url: str
    is_eigen: bool
    is_concept: bool


@dataclass(frozen=True)
class Rij:
    """The texts of one kind, by way; or those of one product."""

    naam: str
    wegen: dict[str, list[Ingang]] = field(default_factory=dict)


def url_of(plek: Plek, page: str = "tekst") -> str:
    """The address of a page of one text: "tekst" or "versies"."""
    args: list[object] = [plek.soort, plek.kanaal, plek.taal]
    if plek.product:
        args.append(plek.product.pk)
    return reverse(f"admin:notificaties_sjabloon_{page}", args=args)


def name_of(plek: Plek) -> str:
    """As one says it: Bevestiging per e-mail, Nederlands."""
    kanaal, taal = Berichtkanaal(plek.kanaal).label, Taal(plek.taal).label
    return f"{Berichtsoort(plek.soort).label} ({kanaal}, {taal})"


def read_overview() -> tuple[list[Rij], list[Rij]]:
    """The general texts, a row per kind, and the own texts of products; one query."""
    versions = Sjabloonversie.objects.exclude(status=Versiestatus.VERVANGEN)
    rows = versions.select_related("sjabloon__product").order_by("sjabloon__product__naam", "pk")
    found: dict[Product | None, dict[Sleutel, set[str]]] = {None: {}}
    for row in rows:
        key = (row.sjabloon.soort, row.sjabloon.kanaal, row.sjabloon.taal)
        of_product = found.setdefault(row.sjabloon.product, {})
        of_product.setdefault(key, set()).add(row.status)
    general = found.pop(None)
    kinds = [_kind(soort, general) for soort in Berichtsoort]
    products = [
        Rij(str(product), {"": list(_entries(keys, keys, product))})
        for product, keys in found.items()
    ]
    return kinds, products


def _kind(soort: Berichtsoort, states: dict[Sleutel, set[str]]) -> Rij:
    ways = [kanaal for kanaal in Berichtkanaal if standaard.exists(soort, kanaal)]
    return Rij(
        str(soort.label),
        {
            str(kanaal.label): list(
                _entries([(soort.value, kanaal.value, taal.value) for taal in Taal], states)
            )
            for kanaal in ways
        },
    )


def _entries(
    keys: Iterable[Sleutel], states: dict[Sleutel, set[str]], product: Product | None = None
) -> Iterable[Ingang]:
    for key in keys:
        plek, state = Plek(*key, product), states.get(key, set())
        yield Ingang(
            naam=name_of(plek) if product else str(Taal(plek.taal).label),
            url=url_of(plek),
            is_eigen=Versiestatus.GEPUBLICEERD in state,
            is_concept=Versiestatus.CONCEPT in state,
        )
