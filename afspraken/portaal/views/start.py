"""The first page: search, life events, what people ask for most, and everything by group."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from afspraken import panelen, vraagtrechter, zoeken
from afspraken.models import Kanaal, Product
from afspraken.wens import offered

POPULAIR = 6
"""How many products are shown as tiles: those that the catalogue puts first."""

_LONGEST_SEARCH = 80


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the catalogue, or what a search found in it."""
    zoek = request.GET.get("zoek", "").strip()[:_LONGEST_SEARCH]
    producten = _offered_online()
    gebeurtenissen = vraagtrechter.offered()
    resultaten = zoeken.search(producten, zoek) if zoek else None
    found = zoeken.search(gebeurtenissen, zoek) if zoek else gebeurtenissen
    context: dict[str, Any] = {
        "zoek": zoek,
        "resultaten": resultaten,
        "gebeurtenissen": found,
        "aantal_gevonden": len(resultaten or ()) + len(found),
        "wil_beheren": zoeken.is_about_managing(zoek),
        "populair": producten[:POPULAIR],
        "groepen": _by_group(producten),
        "verwijzingen": panelen.links(),
    }
    return render(request, "portaal/start.html", context)


def _offered_online() -> list[Product]:
    rows = offered().select_related("groep")
    return [row for row in rows if Kanaal.WEB in row.kanalen]


def _by_group(producten: list[Product]) -> list[dict[str, Any]]:
    ordered = sorted(producten, key=lambda row: (row.groep.volgorde, row.groep.naam))
    groups = groupby(ordered, key=lambda row: row.groep)
    return [{"naam": str(groep), "producten": list(rows)} for groep, rows in groups]
