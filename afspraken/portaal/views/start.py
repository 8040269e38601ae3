"""The first page: search, what people ask for most, and everything by group."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from afspraken.models import Kanaal, Product

POPULAIR = 6
"""How many products are shown as tiles: those that the catalogue puts first."""

_LONGEST_SEARCH = 80


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the catalogue, or what a search found in it."""
    zoek = request.GET.get("zoek", "").strip()[:_LONGEST_SEARCH]
    producten = _offered_online()
    context: dict[str, Any] = {
        "zoek": zoek,
        "resultaten": [row for row in producten if _fits(row, zoek)] if zoek else None,
        "populair": producten[:POPULAIR],
        "groepen": _by_group(producten),
    }
    return render(request, "portaal/start.html", context)


def _offered_online() -> list[Product]:
    rows = Product.objects.filter(is_actief=True).select_related("groep")
    return [row for row in rows if Kanaal.WEB in row.kanalen]


def _by_group(producten: list[Product]) -> list[dict[str, Any]]:
    ordered = sorted(producten, key=lambda row: (row.groep.volgorde, row.groep.naam))
    groups = groupby(ordered, key=lambda row: row.groep)
    return [{"naam": str(groep), "producten": list(rows)} for groep, rows in groups]


def _fits(product: Product, zoek: str) -> bool:
    """True if every word asked for begins a word of the product, accents and capitals aside."""
    texts = (product.naam, product.naam_en, product.upl_naam, product.zoekwoorden)
    words = [word for text in texts for word in _plain(text).split()]
    return all(any(word.startswith(part) for word in words) for part in _plain(zoek).split())


def _plain(text: str) -> str:
    """The text without accents, in small letters, signs as spaces."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c if c.isalnum() else " " for c in parts if not unicodedata.combining(c))
