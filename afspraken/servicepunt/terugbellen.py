"""What was promised: the list of everything open, one promise with what happened to it, and CSV."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from afspraken import logboek, taken, terugbelpagina
from afspraken.contact import lijsten
from afspraken.models import Handeling, name_of
from afspraken.rechten import Recht, met_recht, toegang
from afspraken.servicepunt.onthouden import keeps_typing, recall
from afspraken.templatetags.datums import kort_moment
from afspraken.uitvoer import csv_text

PER_PAGE = 50
KLANTENSERVICE = "klantenservice"


@require_safe
@met_recht(Recht.TERUGBELLEN_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """Everything open that the employee may see, most urgent first; `voor` narrows it."""
    now, who, voor = timezone.now(), toegang(request.user), request.GET.get("voor", "")
    rows = lijsten.open_promises().filter(lijsten.within(who), _narrowed(voor, request.user))
    pages = Paginator(lijsten.shown(rows, now=now), PER_PAGE)
    others = taken.open_tasks(now=now, without="terugbelverzoeken")
    context = {
        "deur": "servicepunt",
        "pagina": pages.get_page(request.GET.get("pagina")),
        "voor": voor,
        "afdelingen": lijsten.per_department(who, now=now),
        "van_mij": lijsten.open_promises().filter(lijsten.of_person(request.user)).count(),
        "taken": taken.within_reach(others, who) if not voor else [],
        "mag_uitvoeren": who.mag(Recht.EXPORTEREN),
        "nu": now,
    }
    return render(request, "servicepunt/terugbellen/lijst.html", context)


@require_safe
@met_recht(Recht.EXPORTEREN)
def uitvoer(request: HttpRequest) -> HttpResponse:
    """The open promises of the own departments, for planning; names of customers are not in it."""
    now, who = timezone.now(), toegang(request.user)
    rows = lijsten.open_promises().filter(lijsten.within(who, Recht.EXPORTEREN))
    header = (_("Uiterlijk"), _("Wat"), _("Soort"), _("Afdeling"), _("Voor wie"), _("Pogingen"))
    lines = [
        (
            kort_moment(row.uiterlijk),
            row.gevraagde_handeling,
            row.get_soort_display(),
            row.afdeling or _("Klantenservice"),
            row.groep or name_of(row.medewerker),
            row.pogingen,
        )
        for row in lijsten.shown(rows, now=now)
    ]
    logboek.record_by(
        request.user,
        Handeling.GEEXPORTEERD,
        "terugbelverzoeken:open",
        now=now,
        aantal=len(lines),
    )
    response = HttpResponse(csv_text(header, lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="terugbellen.csv"'
    return response


@require_safe
@met_recht(Recht.TERUGBELLEN_ZIEN)
def verzoek(request: HttpRequest, pk: int) -> HttpResponse:
    """One promise, with what can be done; see `terugbelpagina`."""
    kept = recall(request, now=timezone.now())
    if kept is None:
        return terugbelpagina.show(request, pk, deur="servicepunt")
    messages.success(request, _("Wat u typte voordat u opnieuw inlogde, staat er weer."))
    naam = resolve(kept.adres).kwargs["naam"]
    return terugbelpagina.show(request, pk, deur="servicepunt", naam=naam, velden=kept.velden)


def _promise(request: HttpRequest, pk: int, naam: str) -> str:
    return reverse("servicepunt:terugbelverzoek", args=[pk])


@require_POST
@keeps_typing(_promise)
@met_recht(Recht.TERUGBELLEN_AFHANDELEN)
def stap(request: HttpRequest, pk: int, naam: str) -> HttpResponse:
    """One step of a promise."""
    return terugbelpagina.step(request, pk, naam, deur="servicepunt")


def _narrowed(voor: str, gebruiker: Any) -> Q:
    """What the address asks for: "mij", "klantenservice", or the number of a department."""
    if voor == "mij":
        return lijsten.of_person(gebruiker)
    if voor == KLANTENSERVICE:
        return Q(afdeling__isnull=True)
    return Q(afdeling=int(voor)) if voor.isascii() and voor.isdigit() and len(voor) < 18 else Q()
