"""The question funnel at the desk: the questions of residents, asked by an employee.

Opens beside the call (htmx) or on a page of its own; the same address. What the answers lead to is
taken over into the call, or read from the knowledge base. Answers are kept nowhere.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from afspraken import kennis, vraagtrechter
from afspraken.htmx import is_part
from afspraken.models import Levensgebeurtenis, Product
from afspraken.rechten import Recht, met_recht
from afspraken.servicepunt.gesprek import concept
from afspraken.servicepunt.gesprek.handelingen import Act, wat
from afspraken.vraagtrechter import Outcome, Position


@require_safe
@met_recht(Recht.AFSPRAAK_MAKEN)
def vragen(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Ask the next question of a life event, or show where the answers lead."""
    call = concept.load(request, code)
    gebeurtenis, here = _here(slug, request.GET.get("pad", ""), request.GET.get("eerder", ""))
    url = reverse("servicepunt:vragen", args=[code, slug])
    fout = False
    if "verder" in request.GET and here.walk.question:
        step = here.after(request.GET.get("antwoord", ""))
        if step is not None:
            return redirect(f"{url}?{urlencode(step)}")  # htmx follows it, too
        fout = True
    context = {
        "gesprek": call,
        "gebeurtenis": gebeurtenis,
        "hier": here,
        "vraag": here.walk.question,
        "fouten": [_("Kies een van de antwoorden.")] if fout else [],
        "adres": url,
        "terug": f"{url}?{urlencode(here.back)}" if here.back is not None else "",
        **_end(here.walk.outcome),
    }
    beside = is_part(request)
    name = "_vragen" if beside else "vragen"
    status = 400 if fout and not beside else 200
    return render(
        request, f"servicepunt/gesprek/{name}.html", {**context, "naast": beside}, status=status
    )


@require_POST
@met_recht(Recht.AFSPRAAK_MAKEN)
def overnemen(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Take the products that the answers led to into the call; what was typed stays."""
    call = concept.load(request, code)
    _gebeurtenis, here = _here(slug, request.POST.get("pad", ""))
    if call.klaar_op is None and call.wijzigt is None and here.walk.outcome:
        now = timezone.now()
        act = Act(request, call, "", now)
        wat.add_set(act, here.walk.outcome.products)
        concept.save(call, now=now)
    return redirect("servicepunt:gesprek", code)


def _here(slug: str, pad: str, later: str = "") -> tuple[Levensgebeurtenis, Position]:
    gebeurtenis = vraagtrechter.find(slug)
    if gebeurtenis is None:
        raise Http404
    return gebeurtenis, vraagtrechter.position(vraagtrechter.read(gebeurtenis), pad, later)


def _end(outcome: Outcome | None) -> dict[str, Any]:
    """What the answers lead to: products with reasons, and an article to read from."""
    if not outcome:
        return {"uitkomst": None}
    rows = Product.objects.filter(slug__in=outcome.products, is_actief=True)
    return {
        "uitkomst": [(row, outcome.products[row.slug], outcome.reasons[row.slug]) for row in rows],
        "gevonden": kennis.published(outcome.article) if outcome.article else None,
    }
