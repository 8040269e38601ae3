"""Employees judge requests for a visit: a window is proposed, or it is said why we do not come.

Whoever calls with an answer is helped on the same page.
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from afspraken import agenda
from afspraken.exceptions import BookingError, StatusChanged
from afspraken.models import Partij
from afspraken.offers import Offer, from_token
from afspraken.rechten import Recht, met_recht, refuse, toegang
from mobiel import triage
from mobiel.aanvragen.formulier import BesluitForm
from mobiel.models import OPEN, Aanvraagstatus, Bezoekaanvraag

MOST_SHOWN = 12


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
    """Do what the page asked; what went wrong is told on the page itself."""
    try:
        versie = int(request.POST.get("versie", ""))
    except ValueError:
        versie = 0
    try:
        if "gebeld" in request.POST:
            triage.called(row, door=request.user, now=now)
            messages.success(request, _("Er staat nu dat u belde."))
            return redirect("bezoekaanvragen:aanvraag", row.pk)
        if "antwoord" in request.POST:
            _answer(request, row, versie=versie, now=now)
        elif form.is_bound:
            besluit = form.cleaned_data["besluit"]
            triage.reject(row, besluit, door=request.user, versie=versie, now=now)
            messages.success(request, _told(row, _("De aanvraag is afgewezen.")))
        else:
            wens = triage.wish_of(row)
            offer = from_token(request.POST.get("aanbod", ""), wens)
            triage.propose(row, wens, offer, door=request.user, versie=versie, now=now)
            messages.success(
                request, _told(row, _("Het voorstel is gedaan. Wij houden de tijd vast."))
            )
    except BookingError as error:
        row.refresh_from_db()
        return _page(request, row, form, now=now, fout=error.for_desk, status=error.status)
    return redirect("bezoekaanvragen:lijst")


def _answer(request: HttpRequest, row: Bezoekaanvraag, *, versie: int, now: datetime) -> None:
    """Write down what the customer said by telephone. Raises: Answered, StatusChanged."""
    if row.versie != versie:
        raise StatusChanged
    said = request.POST["antwoord"]
    if said not in _SAID:
        raise triage.Answered
    act, sentence = _SAID[said]
    act(row, partij=Partij.MEDEWERKER, door=str(getattr(request.user, "pk", "")), now=now)
    messages.success(request, sentence)


_SAID = {
    "ja": (triage.accept, gettext_lazy("Het bezoek is afgesproken. De klant krijgt bericht.")),
    "nee": (triage.decline, gettext_lazy("De tijd is weer vrij. Zoek een andere tijd.")),
    "stop": (triage.withdraw, gettext_lazy("De aanvraag is gestopt.")),
}
"""What a customer can say by telephone: what we do, and what the employee reads."""


def _told(row: Bezoekaanvraag, sentence: str) -> str:
    """What was done, and whether the customer hears of it by a message or from us."""
    row.refresh_from_db(fields=["bellen_voor"])
    if row.bellen_voor is None:
        return f"{sentence} {_('De klant krijgt bericht.')}"
    return f"{sentence} {_('Wij kunnen deze klant geen bericht sturen. Bel de klant.')}"


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
        "wacht_op_klant": row.stand(now) is Aanvraagstatus.VOORGESTELD,
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
