"""The board of one day: the routes as lists, a map beside them, and who has no route."""

from __future__ import annotations

from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from afspraken.rechten import Recht, met_recht, record_view, toegang
from mobiel.bord import bezoeklezen, lezen, ongedaan, welkedag


@require_safe
@met_recht(Recht.BEZOEK_ZIEN)
def dag(request: HttpRequest) -> HttpResponse:
    """One day; names and addresses are seen, which is logged."""
    now = timezone.now()
    gekozen = welkedag.asked(request, now=now)
    record_view(request, f"bezoekdag:{gekozen}", deur="bezoekbord")
    who = toegang(request.user)
    context = {
        "beeld": lezen.read_day(gekozen, who=who, now=now),
        "aanvragen": bezoeklezen.read_requests(who=who, now=now),
        "nu": now,
        "ongedaan": ongedaan.is_for(request, gekozen),
        "tegels": settings.KAART_TEGELS,
        "bron": settings.KAART_BRON,
        **welkedag.around(gekozen, now=now),
    }
    return _with_tiles(render(request, "bezoeken/dag.html", context))


def _with_tiles(answer: HttpResponse) -> HttpResponse:
    """Let this page, and no other, show pictures of the server of map tiles, if there is one."""
    if not settings.KAART_TEGELS:
        return answer
    parts = urlsplit(settings.KAART_TEGELS)
    allowed = {"img-src": [f"{parts.scheme}://{parts.netloc}"]}
    with_them: HttpResponse = csp_update(allowed)(lambda _request: answer)(None)  # type: ignore[arg-type, assignment]
    return with_them
