"""Move one visit, or give one without a route a place: look at what it costs, then store it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from afspraken.exceptions import BookingError
from afspraken.lokaal import local_day
from afspraken.models import EXPECTED, Status
from afspraken.offers import Taken
from afspraken.rechten import Recht, employee, met_recht, toegang
from mobiel import planning
from mobiel.bord import bezoeklezen, lezen, ongedaan, welkedag, wie
from mobiel.bord.keuzes import Keuze, Vraag, choices
from mobiel.bord.voorstel import Wat
from mobiel.models import Bezoek
from mobiel.planning.errors import RouteChanged
from mobiel.planning.rearranging import loose_parts, version_of


class GeenPlek(BookingError):
    """No choice was made, or one that is not there."""

    sentence = gettext_lazy("Kies een plek.")
    status = 400


class Breekt(BookingError):
    """The choice breaks a rule; the page says which, in full."""

    sentence = ""


FIRST = 6
"""So many choices are shown at once; the others open below them."""


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.BEZOEK_PLANNEN)
def verplaats(request: HttpRequest, pk: int) -> HttpResponse:
    """Every place that a visit could have, the cheapest first; `naar` is where it was dragged."""
    now = timezone.now()
    vraag = asked(request, pk, now=now)
    found = choices(vraag)
    if request.method != "POST":
        return _page(request, vraag, found, gekozen=request.GET.get("naar", ""))
    gekozen = request.POST.get("plek", "")
    try:
        _store(request, vraag, _chosen(request, vraag, found, gekozen), now=now)
    except RouteChanged as error:
        said = [str(error), *wie.changes(vraag.dag, seen_versions(request))]
        return _page(request, vraag, found, gekozen=gekozen, fouten=said, status=error.status)
    except BookingError as error:
        said = [str(error)] if str(error) else []
        return _page(request, vraag, found, gekozen=gekozen, fouten=said, status=error.status)
    return redirect(f"{reverse('bezoeken:dag')}?dag={vraag.dag}")


@require_POST
@met_recht(Recht.BEZOEK_PLANNEN)
def terug(request: HttpRequest) -> HttpResponse:
    """Take the last change back, if nobody changed these routes since."""
    try:
        dag = ongedaan.take_back(request, now=timezone.now())
    except (BookingError, Taken):
        dag = None
        messages.error(request, _("Dit kan niet meer ongedaan: de routes zijn intussen veranderd."))
    else:
        sentence = _("De laatste wijziging is ongedaan gemaakt.")
        messages.success(request, sentence if dag else _("Er is niets om ongedaan te maken."))
    terug_naar = dag or welkedag.asked(request, now=timezone.now())
    return redirect(f"{reverse('bezoeken:dag')}?dag={terug_naar}")


def asked(request: HttpRequest, pk: int, *, now: datetime) -> Vraag:
    """The visit, and the day that is asked for: else where it stands, or was promised.

    Raises: Http404.
    """
    rows = Bezoek.objects.select_related("afspraak").prefetch_related("stops__route")
    is_held = Q(afspraak__status=Status.VASTGEHOUDEN, stops__isnull=False)
    row = rows.filter(Q(afspraak__status__in=EXPECTED) | is_held, pk=pk).first()
    if row is None:
        raise Http404
    stop = next(iter(row.stops.all()), None)
    promised = stop.route.dag if stop else local_day(row.afspraak.begin)
    is_asked = request.POST.get("dag") or request.GET.get("dag")
    dag = welkedag.asked(request, now=now) if is_asked else promised
    standen = lezen.read_sheets(dag, dag + welkedag.DAY, now=now)
    who = toegang(request.user)
    visits = bezoeklezen.read_visits(promised, who=who, now=now)
    if dag != promised:
        visits |= bezoeklezen.read_visits(dag, who=who, now=now)
    van = request.POST.get("van") or request.GET.get("van") or ""
    official = int(van[:9]) if van.isascii() and van.isdigit() else None
    vraag = Vraag.of(loose_parts(row)[0], dag, standen, visits, official)
    if vraag.visit.bezoek not in visits:
        raise Http404
    return vraag


def _chosen(request: HttpRequest, vraag: Vraag, found: list[Keuze], gekozen: str) -> Keuze:
    """What was chosen, if it can be stored. Raises: RouteChanged; GeenPlek; Breekt."""
    keuze = next((one for one in found if one.sleutel == gekozen), None)
    seen = seen_versions(request)
    now_of = {middel: version_of(sheet) for middel, sheet in vraag.rest.items()}
    concerned = {vraag.van, keuze.middel if keuze else vraag.van} - {None}
    if any(seen.get(pk) != now_of[pk] for pk in concerned if pk is not None):
        raise RouteChanged
    if keuze is None:
        raise GeenPlek
    if not keuze.kan:
        raise Breekt
    return keuze


def _store(request: HttpRequest, vraag: Vraag, keuze: Keuze, *, now: datetime) -> None:
    """Store a choice as it was seen, and keep what takes it back. Raises: BookingError."""
    orders = vraag.orders(keuze.middel, keuze.plek)
    seen = {pk: one for pk, one in seen_versions(request).items() if pk in orders}
    before = {pk: [one.bezoek for one in vraag.standen.sheets[pk, vraag.dag].todo] for pk in orders}
    try:
        versies = planning.rearrange(
            vraag.dag, orders, gezien=seen, wat=str(Wat.VERPLAATST), door=employee(request), now=now
        )
    except Taken as error:
        raise RouteChanged from error
    ongedaan.remember(request, vraag.dag, before, versies)
    visit = vraag.visits[vraag.visit.bezoek]
    messages.success(
        request,
        _("%(naam)s staat nu bij %(wie)s, als nummer %(nummer)d.")
        % {"naam": visit.naam, "wie": keuze.naam, "nummer": keuze.nummer},
    )


def seen_versions(request: HttpRequest) -> dict[int, int]:
    """The versions that the page showed, by official: "12:3 15:0"; nonsense is left out."""
    found = {}
    for part in request.POST.get("versies", "").split()[:200]:
        middel, _colon, versie = part.partition(":")
        if middel.isascii() and middel.isdigit() and versie.isascii() and versie.isdigit():
            found[int(middel[:12])] = int(versie[:9])
    return found


def _page(
    request: HttpRequest,
    vraag: Vraag,
    found: list[Keuze],
    *,
    gekozen: str = "",
    fouten: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    kan = [one for one in found if one.kan]
    gevraagd = next((one for one in found if one.sleutel == gekozen), None)
    context: Mapping[str, Any] = {
        "bezoek": vraag.visits[vraag.visit.bezoek],
        "vraag": vraag,
        "wie_nu": vraag.standen.namen.get(vraag.van) if vraag.van else None,
        "versies_nu": " ".join(
            f"{middel}:{version_of(vraag.rest[middel])}"
            for middel in vraag.rest
            if middel == vraag.van or middel in vraag.mee
        ),
        "mee": [vraag.standen.namen[one] for one in sorted(vraag.mee)],
        "is_los": vraag.visits[vraag.visit.bezoek].is_los,
        "eerste": _with(kan[:FIRST], gevraagd),
        "verder": [one for one in kan[FIRST:] if one is not gevraagd],
        "niet": [one for one in found if not one.kan],
        "gevraagd": gevraagd,
        "gekozen": gevraagd or next(iter(kan), None),
        "versies": " ".join(
            f"{middel}:{version_of(sheet)}" for middel, sheet in vraag.rest.items()
        ),
        "fouten": fouten,
    }
    return render(request, "bezoeken/verplaats.html", context, status=status)


def _with(first: list[Keuze], asked: Keuze | None) -> list[Keuze]:
    """The first choices, and on top what was asked for, if it can be stored."""
    if asked is None or not asked.kan:
        return first
    return [asked, *(one for one in first if one is not asked)]
