"""One document: how it stands, who it is for, handing it out, and bringing it elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from afspraken import ophalen
from afspraken.models import Afhaaldocument, Documentstatus, Ophaler
from afspraken.ophalen import lijsten
from afspraken.rechten import Recht, met_recht, record_view, toegang
from afspraken.servicepunt import ophaalformulier as formulier
from afspraken.servicepunt.ophalen import found, lines


@require_safe
@met_recht(Recht.BALIE_BEDIENEN)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document, with what else this customer can collect there. It is logged."""
    [row] = found(request, [pk])
    if klant := row.afspraak.klant_id:
        record_view(request, f"klant:{klant}", deur="document")
    return _page(request, row)


@require_POST
@met_recht(Recht.BALIE_BEDIENEN)
def uitreiken(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out this document, and the others that were ticked with it: all or none."""
    [row] = found(request, [pk])
    form = formulier.UitreikForm(request.POST)
    if not form.is_valid():
        return _page(request, row, uitreiken=form, status=400)
    rows = found(request, list(dict.fromkeys([pk, *formulier.ticked(request.POST)])))
    aan = Ophaler(form.cleaned_data["aan"])
    try:
        ophalen.hand_out(rows, aan=aan, door=request.user, now=timezone.now())
    except ophalen.Overtaken as overtaken:
        [row] = found(request, [pk])
        return _page(request, row, fouten=[str(overtaken)], status=overtaken.status)
    said = ngettext(
        "Uitgereikt: %(aantal)d document.", "Uitgereikt: %(aantal)d documenten.", len(rows)
    )
    messages.success(request, said % {"aantal": len(rows)})
    return redirect("servicepunt:document", pk)


@require_POST
@met_recht(Recht.BALIE_BEDIENEN)
def verplaatsen(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it be collected at another place."""
    [row] = found(request, [pk])
    form = formulier.VerplaatsForm(request.POST, document=row)
    if not form.is_valid():
        return _page(request, row, verplaatsen=form, status=400)
    locatie = form.cleaned_data["locatie"].locatie
    try:
        ophalen.bring_to(row, locatie, door=request.user, now=timezone.now())
    except ophalen.OphaalError as error:
        [row] = found(request, [pk])
        return _page(request, row, fouten=[error.for_desk], status=error.status)
    messages.success(request, _("Dit document gaat naar %(plaats)s.") % {"plaats": locatie})
    return redirect("servicepunt:document", pk)


def _page(
    request: HttpRequest, row: Afhaaldocument, *, status: int = 200, **filled: Any
) -> HttpResponse:
    """The page, with the forms that were filled in, else empty ones."""
    now, who = timezone.now(), toegang(request.user)
    klant = row.afspraak.klant
    others = Afhaaldocument.objects.none()
    if klant is not None and row.status == Documentstatus.GEREED:
        ready = lijsten.of_customer(klant).filter(lijsten.within(who), status=row.status)
        others = ready.filter(locatie=row.locatie).exclude(pk=row.pk)
    context = {
        "regel": lines([row], who, now=now)[0],
        "document": row,
        "klant": klant,
        "laatste_dag": lijsten.last_day(row),
        "ook": lines(list(others), who, now=now),
        "uitreiken": filled.get("uitreiken") or formulier.UitreikForm(),
        "verplaatsen": filled.get("verplaatsen") or formulier.VerplaatsForm(document=row),
        "kan_elders": lijsten.places_of(row).exists(),
        "fouten": filled.get("fouten", ()),
        "nu": now,
    }
    return render(request, "servicepunt/ophalen/document.html", context, status=status)
