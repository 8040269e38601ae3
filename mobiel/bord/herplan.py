"""Look at a whole day again: a better order, or without who is ill. Seen, then approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from time import monotonic
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from afspraken import roosters
from afspraken.exceptions import BookingError
from afspraken.models import Afwezigheid
from afspraken.offers import Taken
from afspraken.rechten import Recht, employee, met_recht, toegang
from mobiel import planning, routing
from mobiel.bord import bezoeklezen, lezen, ongedaan, verschil, welkedag, wie
from mobiel.bord.beeld import short, whole
from mobiel.bord.lezen import Standen
from mobiel.bord.voorstel import Onleesbaar, Voorstel, better, without
from mobiel.planning.errors import RouteChanged

SEARCH = 1.0
"""Seconds that a search may take while the planner waits."""


@require_http_methods(["GET", "HEAD"])
@met_recht(Recht.BEZOEK_PLANNEN)
def verbeter(request: HttpRequest) -> HttpResponse:
    """The day in a better order, beside how it stands."""
    now = timezone.now()
    dag = welkedag.asked(request, now=now)
    standen = lezen.read_sheets(dag, dag + welkedag.DAY, now=now)
    found = better(standen, dag, budget=routing.seconds(SEARCH, monotonic))
    return _page(request, standen, found, now=now)


@require_http_methods(["GET", "HEAD"])
@met_recht(Recht.BEZOEK_PLANNEN)
def ziek(request: HttpRequest, middel: int) -> HttpResponse:
    """Who could take the visits of somebody who is not at work, and for which there is no place."""
    now = timezone.now()
    dag = welkedag.asked(request, now=now)
    standen = lezen.read_sheets(dag, dag + welkedag.DAY, now=now)
    if (middel, dag) not in standen.sheets:
        raise Http404
    found = without(standen, dag, middel, budget=routing.seconds(SEARCH, monotonic))
    return _page(request, standen, found, now=now)


@require_POST
@met_recht(Recht.BEZOEK_PLANNEN)
def akkoord(request: HttpRequest) -> HttpResponse:
    """Store the proposal that was seen; who changed what, if a route is another by now."""
    now = timezone.now()
    try:
        seen = Voorstel.read(request.POST.get("voorstel", ""))
    except Onleesbaar:
        messages.error(request, _("Dit voorstel is verlopen. Maak een nieuw voorstel."))
        return redirect("bezoeken:dag")
    try:
        _store(request, seen, now=now)
    except (BookingError, Taken) as error:
        return _again(request, seen, error, now=now)
    return redirect(f"{reverse('bezoeken:dag')}?dag={seen.dag}")


@transaction.atomic
def _store(request: HttpRequest, seen: Voorstel, *, now: datetime) -> None:
    """Who is ill is away for the rest of the day; then the routes. Raises: BookingError; Taken."""
    standen = lezen.read_sheets(seen.dag, seen.dag + welkedag.DAY, now=now)
    if seen.ziek is not None:
        _report_away(request, standen, seen, now=now)
    versies = planning.rearrange(
        seen.dag,
        seen.orders,
        gezien=seen.seen,
        wat=str(seen.wat),
        door=employee(request),
        now=now,
    )
    if seen.ziek is None:
        before = {pk: [x.bezoek for x in standen.sheets[pk, seen.dag].todo] for pk in seen.orders}
        ongedaan.remember(request, seen.dag, before, versies)
        messages.success(request, _("De nieuwe volgorde is bewaard."))
    else:
        messages.success(request, _("De bezoeken zijn verdeeld."))


def _report_away(request: HttpRequest, standen: Standen, seen: Voorstel, *, now: datetime) -> None:
    """Take somebody who is still on the roster off it until the end of the shift."""
    key = (seen.ziek or 0, seen.dag)
    if key not in standen.open:
        return
    route = standen.sheets[key].route
    away = Afwezigheid(middel_id=route.middel_id, begin=max(now, route.begin), einde=route.einde)
    roosters.save(away, now=now, door=employee(request))


def _again(
    request: HttpRequest, seen: Voorstel, error: Exception, *, now: datetime
) -> HttpResponse:
    """A new proposal for the day as it is now, and why the other could not be stored."""
    standen = lezen.read_sheets(seen.dag, seen.dag + welkedag.DAY, now=now)
    budget = routing.seconds(SEARCH, monotonic)
    is_there = seen.ziek is not None and (seen.ziek, seen.dag) in standen.sheets
    found = (
        without(standen, seen.dag, seen.ziek or 0, budget=budget)
        if is_there
        else better(standen, seen.dag, budget=budget)
    )
    sentences = [str(error if isinstance(error, BookingError) else RouteChanged())]
    sentences += wie.changes(seen.dag, seen.seen)
    sentences.append(_("Hieronder staat een nieuw voorstel."))
    return _page(request, standen, found, now=now, fouten=sentences, status=409)


def _page(
    request: HttpRequest,
    standen: Standen,
    found: Voorstel,
    *,
    now: datetime,
    fouten: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    visits = bezoeklezen.read_visits(found.dag, who=toegang(request.user), now=now)
    regels = verschil.lines(standen, found, visits)
    saved = whole(found.was) - whole(found.wordt)
    context: Mapping[str, Any] = {
        "voorstel": found,
        "dag": found.dag,
        "wie": standen.namen.get(found.ziek) if found.ziek else None,
        "regels": regels,
        "ander": sum(one.is_ander for one in regels),
        "zelfde": sum(not one.is_ander for one in regels),
        "gemist": verschil.missed(found, visits),
        "was": short(whole(found.was)),
        "wordt": short(whole(found.wordt)),
        "scheelt": short(abs(saved)),
        "is_meer": saved < 0,
        "fouten": fouten,
    }
    return render(request, "bezoeken/voorstel.html", context, status=status)
