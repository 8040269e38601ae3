"""What happens in your life? One question per page, until it is clear what to book.

The answers are codes in the address: back and forward work, a page can be reloaded, and nothing is
kept about anyone.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from afspraken import kennis, keuzes, vraagtrechter
from afspraken.keuzes import Gevraagd
from afspraken.lokaal import local_day
from afspraken.models import Levensgebeurtenis
from afspraken.vraagtrechter import Outcome, Position


@require_safe
def hulp(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the next question, or show where the answers lead."""
    gebeurtenis = vraagtrechter.find(slug)
    if gebeurtenis is None:
        raise Http404
    funnel = vraagtrechter.read(gebeurtenis)
    here = vraagtrechter.position(funnel, request.GET.get("pad", ""), request.GET.get("eerder", ""))
    fout = ""
    if {"antwoord", "verder"} & set(request.GET) and here.walk.question:
        step = here.after(request.GET.get("antwoord", ""))
        if step is not None:
            return redirect(f"{request.path}?{urlencode(step)}")
        fout = _("Kies een van de antwoorden.")
    if here.walk.outcome:
        return _arrived(request, gebeurtenis, here, here.walk.outcome)
    context = {**_around(gebeurtenis, here), "fouten": [fout] if fout else []}
    return render(request, "portaal/hulp.html", context, status=400 if fout else 200)


def _arrived(
    request: HttpRequest, gebeurtenis: Levensgebeurtenis, here: Position, outcome: Outcome
) -> HttpResponse:
    """What to book and why, or what to read; products that are gone since are told."""
    gevraagd = Gevraagd(outcome.products)
    products = keuzes.chosen(gevraagd)
    chosen = keuzes.of_products(products, outcome.products, dag=local_day(timezone.now()))
    found = kennis.published(outcome.article, openbaar=True) if outcome.article else None
    context = {
        **_around(gebeurtenis, here),
        "keuzes": [(keuze, outcome.reasons[keuze.product.slug]) for keuze in chosen],
        "minuten": sum(keuze.product.minutes_for(keuze.aantal) for keuze in chosen),
        "ontbreekt": len(products) < len(outcome.products),
        "aanpassen": f"{reverse('portaal:wat')}?{gevraagd.query}",
        "artikel": found.artikel if found else None,
        "leestekst": kennis.blocks(found.versie.toon_tekst) if found else "",
    }
    return render(request, "portaal/hulp_uitkomst.html", context)


def _around(gebeurtenis: Levensgebeurtenis, here: Position) -> dict[str, Any]:
    """What every page of a life event shows: the question now, and the way back."""
    url = reverse("portaal:hulp", args=[gebeurtenis.slug])
    return {
        "gebeurtenis": gebeurtenis,
        "hier": here,
        "vraag": here.walk.question,
        "veranderd": not here.walk.is_whole,
        "terug": reverse("portaal:start") if here.back is None else f"{url}?{urlencode(here.back)}",
        "antwoorden": [(step, f"{url}?{urlencode(back)}") for step, back in here.walk_back()],
    }
