"""Reading the knowledge base: an own page, or a part that opens beside the call (htmx).

Both are the same address. `terug` is the page to go back to; it stays in every link, so that who
has no JavaScript comes back to the call with one click.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from afspraken import kennis
from afspraken.htmx import is_part
from afspraken.lokaal import local_day
from afspraken.models import Kennisartikel, Product
from afspraken.rechten import Recht, met_recht, toegang

MOST_SHOWN = 20
_LONGEST_SEARCH = 80
_MOST_PRODUCTS = 10


@require_safe
@met_recht(Recht.KENNIS_LEZEN)
def zoek(request: HttpRequest) -> HttpResponse:
    """Search; without words the articles of the chosen products, else all by department."""
    words = request.GET.get("zoek", "").strip()[:_LONGEST_SEARCH]
    slugs = request.GET.getlist("product")[:_MOST_PRODUCTS]
    producten = list(Product.objects.filter(slug__in=slugs)) if slugs else []
    found = kennis.search(words, producten=producten, n=MOST_SHOWN)
    context = {
        "zoek": words,
        "producten": producten,
        "gevonden": found if words or producten else None,
        "alle": [] if words or producten else _all(),
        **_own_pages(request),
    }
    return _answer(request, "zoek", context)


@require_safe
@met_recht(Recht.KENNIS_LEZEN)
def artikel(request: HttpRequest, slug: str) -> HttpResponse:
    """One article as it is in use, with its script and its questions and answers."""
    found = kennis.published(slug)
    if found is None:
        raise Http404
    versie = found.versie
    context = {
        "artikel": found.artikel,
        "versie": versie,
        "tekst": kennis.blocks(versie.toon_tekst),
        "vragen": kennis.answered(versie),
        "zoek": request.GET.get("zoek", "")[:_LONGEST_SEARCH],
        **_own_pages(request, found.artikel),
    }
    return _answer(request, "artikel", context)


def _all() -> list[Kennisartikel]:
    """Every article that is in use; the catalogue of a town is small."""
    rows = Kennisartikel.objects.filter(versies__status="GEPUBLICEERD")
    return list(rows.select_related("afdeling").order_by("afdeling__naam", "titel")[:500])


def _own_pages(request: HttpRequest, artikel: Kennisartikel | None = None) -> dict[str, Any]:
    """The way back to the call, and what this employee may do beside reading."""
    who = toegang(request.user)
    about = None if artikel is None else {artikel.afdeling_id}
    return {
        "terug": (terug := way_back(request.GET.get("terug", ""))),
        "met_terug": f"&{urlencode({'terug': terug})}" if terug else "",
        "mag_schrijven": who.mag(Recht.KENNIS_SCHRIJVEN, about),
        "vandaag": local_day(timezone.now()),
    }


def way_back(path: str) -> str:
    """A page of employees to return to, or "": nothing that leads elsewhere."""
    is_ours = path.startswith("/servicepunt/") and len(path) <= 500 and "\\" not in path
    return path if is_ours and path.isprintable() else ""


def _answer(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """The page, or its part alone for htmx, which opens it beside the call."""
    beside = is_part(request)
    template = f"servicepunt/kennis/_{name}.html" if beside else f"servicepunt/kennis/{name}.html"
    response = render(request, template, {**context, "naast": beside})
    patch_vary_headers(response, ["HX-Request"])
    return response
