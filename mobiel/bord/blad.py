"""The sheet that an official takes along on paper: one day and a sketch, only what is needed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from afspraken import papier
from afspraken.rechten import Recht, met_recht, record_view, toegang
from mobiel.bord import lezen, welkedag


@require_safe
@met_recht(Recht.BEZOEK_ZIEN)
def blad(request: HttpRequest, middel: int) -> HttpResponse:
    """The sheet as a page, to look at or to print."""
    now = timezone.now()
    dag = welkedag.asked(request, now=now)
    return render(request, "bezoeken/dagblad.html", _sheet(request, middel, dag, now=now))


@require_safe
@met_recht(Recht.BEZOEK_ZIEN)
def pdf(request: HttpRequest, middel: int) -> HttpResponse:
    """The sheet as a PDF; without the libraries for it, the page to print."""
    now = timezone.now()
    dag = welkedag.asked(request, now=now)
    context = _sheet(request, middel, dag, now=now)
    known = {"gemeente": settings.GEMEENTE, "taal": get_language() or "nl"}
    try:
        made = papier.pdf(render_to_string("bezoeken/dagblad_pdf.html", known | context))
    except papier.PapierUnavailable:
        return redirect(f"{reverse('bezoeken:blad', args=[middel])}?dag={dag}")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="dagblad-{dag}-{middel}.pdf"'
    return answer


def _sheet(request: HttpRequest, middel: int, dag: date, *, now: datetime) -> dict[str, Any]:
    """One official's day; it is logged that it was taken. Raises: Http404."""
    beeld = lezen.read_day(dag, who=toegang(request.user), now=now, only=middel)
    if not beeld.routes:
        raise Http404
    record_view(request, f"bezoekdag:{dag}", deur="dagblad", middel=middel)
    return {"route": beeld.routes[0], "kaart": beeld.kaart, "dag": dag, "nu": now}
