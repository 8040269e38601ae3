"""Employees judge requests for a visit: a window is proposed, or it is said why we do not come."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from afspraken import agenda
from afspraken.exceptions import BookingError
from afspraken.offers import Offer, from_token
from afspraken.rechten import Recht, met_recht, refuse, toegang
from mobiel import triage
from mobiel.aanvragen.formulier import BesluitForm
from mobiel.models import OPEN, Aanvraagstatus, Bezoekaanvraag

MOST_SHOWN = 12
MOST_ROWS = 100


@require_safe
@met_recht(Recht.BEZOEK_TRIAGE)
def lijst(request: HttpRequest) -> HttpResponse:
    """What waits for us first, then what waits for an answer."""
    now, who = timezone.now(), toegang(request.user)
    waiting = [row for row in triage.to_judge(now=now)[:MOST_ROWS] if _mine(who, row)]
    asked = Bezoekaanvraag.objects.filter(
        status=Aanvraagstatus.VOORGESTELD, antwoord_voor__gt=now
    ).select_related("klant", "product", "afspraak__locatie")
    context = {
        "wacht": waiting,
        "gevraagd": [row for row in asked[:MOST_ROWS] if _mine(who, row)],
        "nu": now,
    }
    return render(request, "mobiel/aanvragen/lijst.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.BEZOEK_TRIAGE)
def aanvraag(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with the windows that cost least; a POST proposes one, or says no."""
    now = timezone.now()
    rows = Bezoekaanvraag.objects.select_related(
        "klant", "product__afdeling", "product__bezoekaanvraag", "afspraak__locatie"
    )
    row = rows.filter(pk=pk).first()
    if row is None or not _mine(toegang(request.user), row):
        refuse(request, Recht.BEZOEK_TRIAGE, f"bezoekaanvraag:{pk}")
    form = BesluitForm(request.POST if "besluit" in request.POST else None)
    if request.method == "POST":
        if form.is_bound and not form.is_valid():
            return _page(request, row, form, now=now, status=400)
        return _act(request, row, form, now=now)
    return _page(request, row, form, now=now)


def _act(
    request: HttpRequest, row: Bezoekaanvraag, form: BesluitForm, *, now: datetime
) -> HttpResponse:
    """Propose or reject, as the page asked; what went wrong is told on the page itself."""
    try:
        versie = int(request.POST.get("versie", ""))
    except ValueError:
        versie = 0
    try:
        if form.is_bound:
            besluit = form.cleaned_data["besluit"]
            triage.reject(row, besluit, door=request.user, versie=versie, now=now)
            messages.success(request, _("De aanvraag is afgewezen. Bel de klant om het te zeggen."))
        else:
            wens = triage.wish_of(row)
            offer = from_token(request.POST.get("aanbod", ""), wens)
            triage.propose(row, wens, offer, door=request.user, versie=versie, now=now)
            messages.success(request, _("Het voorstel is gedaan. Wij houden de tijd vast."))
    except BookingError as error:
        row.refresh_from_db()
        return _page(request, row, form, now=now, fout=error.for_desk, status=error.status)
    return redirect("bezoekaanvragen:lijst")


def _page(
    request: HttpRequest,
    row: Bezoekaanvraag,
    form: BesluitForm,
    *,
    now: datetime,
    fout: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "aanvraag": row,
        "stand": row.stand(now),
        "is_open": row.status in OPEN,
        "adres": row.klantadres,
        "aanbod": _cheapest(row, now=now) if row.status in OPEN else [],
        "form": form,
        "fouten": [fout] if fout else [],
    }
    return render(request, "mobiel/aanvragen/aanvraag.html", context, status=status)


def _cheapest(row: Bezoekaanvraag, *, now: datetime) -> list[Offer]:
    """The windows for which we travel least further, in order of time; none without an address."""
    if row.klantadres is None:
        return []
    found = agenda.search(triage.wish_of(row), now=now).cheapest(4 * MOST_SHOWN)
    in_time = (offer for offer in found if offer.begin - triage.MARGIN > now + triage.SHORTEST)
    return sorted(islice(in_time, MOST_SHOWN), key=lambda offer: (offer.begin, offer.einde))


def _mine(who: object, row: Bezoekaanvraag) -> bool:
    """True if the product is of a department for which this employee may judge."""
    may: bool = who.mag(Recht.BEZOEK_TRIAGE, [row.product.afdeling_id])  # type: ignore[attr-defined]
    return may
