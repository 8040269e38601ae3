"""One appointment as a specialist opens it: customer, notes, earlier contacts, what can be done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from afspraken import gevoelig, notities
from afspraken.afdeling.agendalezen import needs_of
from afspraken.afdeling.eigen import own_middel
from afspraken.contact import lijsten
from afspraken.invoer.velden import LinesField
from afspraken.models import (
    RELEASED,
    Afspraak,
    Afspraakproduct,
    Klantcontact,
    Notitie,
    Soort,
    Status,
)
from afspraken.rechten import Recht, met_recht, record_view, refuse, toegang

MOST = 10
"""So many earlier contacts and appointments are shown; the page of the customer has all."""


class NotitieForm(forms.Form):
    """A note for colleagues."""

    tekst = LinesField(
        label=gettext_lazy("Nieuwe notitie"),
        max_length=1000,
        help_text=gettext_lazy("Alleen uw afdeling leest dit. De klant mag het opvragen."),
        error_messages={"required": gettext_lazy("Schrijf eerst iets op.")},
    )


@require_safe
@met_recht(Recht.EIGEN_AGENDA)
def afspraak(request: HttpRequest, code: str) -> HttpResponse:
    """Show it. Looking is logged, with the customer."""
    row = found(request, code)
    record_view(request, f"afspraak:{row.code}", deur="afdeling", klant=row.klant_id)
    return page(request, row, NotitieForm())


@require_POST
@met_recht(Recht.EIGEN_AGENDA)
def notitie(request: HttpRequest, code: str) -> HttpResponse:
    """Write a note."""
    row, form, who = found(request, code), NotitieForm(request.POST), toegang(request.user)
    if not form.is_valid():
        return page(request, row, form, status=400)
    notities.add(
        row,
        form.cleaned_data["tekst"],
        afdeling=notities.department(row, who),
        door=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("De notitie staat erbij."))
    return redirect("afdeling:afspraak", code)


@require_POST
@met_recht(Recht.EIGEN_AGENDA)
def notitie_weg(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take an own note away; one that is gone already is no error."""
    row = found(request, code)
    mine = Notitie.objects.filter(afspraak=row, pk=pk, door=request.user.pk).first()
    if mine is not None:
        notities.remove(mine, door=request.user, now=timezone.now())
    messages.success(request, _("De notitie is weg."))
    return redirect("afdeling:afspraak", code)


def found(request: HttpRequest, code: str) -> Afspraak:
    """The appointment, if it is of an own department or in the own agenda. Raises: Http404."""
    who, middel = toegang(request.user), own_middel(request.user)
    mine = Q(inzetten__middel=middel) if middel else Q(pk__in=[])
    producten = Prefetch("producten", Afspraakproduct.objects.select_related("product"))
    rows = Afspraak.objects.filter(who.afspraken(Recht.EIGEN_AGENDA) | mine, code=code)
    rows = rows.filter(klant__isnull=False).select_related("klant", "locatie").distinct()
    row = rows.prefetch_related(producten, "inzetten__middel").first()
    if row is None:
        refuse(request, Recht.EIGEN_AGENDA)
    return row


def page(
    request: HttpRequest, row: Afspraak, form: NotitieForm, *, status: int = 200
) -> HttpResponse:
    """The page, with the form for a note as it was typed."""
    now, who = timezone.now(), toegang(request.user)
    middel = own_middel(request.user)
    mine = {use.middel_id for use in row.inzetten.all()}
    context: dict[str, Any] = {
        "afspraak": row,
        "waarvoor": gevoelig.products_text(row, who),
        "behoeften": needs_of(row),
        "met": _with_whom(row, is_hidden=gevoelig.hides(row, who)),
        "notities": notities.readable(
            row, row.notities.select_related("door", "afdeling"), who, request.user
        ),
        "form": form,
        "voorstellen": row.tijdvoorstellen.select_related("door").prefetch_related(
            "tijden__vastgehouden__locatie"
        )[:MOST],
        "mag_voorstellen": _is_to_come(row, now) and middel is not None and middel.pk in mine,
        "is_weg": row.status in RELEASED,
        **_earlier(row, request),
        "nu": now,
    }
    for voorstel in context["voorstellen"]:
        voorstel.nu = voorstel.stand(now)
    return render(request, "afdeling/afspraak.html", context, status=status)


def _is_to_come(row: Afspraak, now: Any) -> bool:
    return row.status == Status.GEPLAND and row.begin > now


def _with_whom(row: Afspraak, *, is_hidden: bool) -> list[str]:
    """Officials and rooms; of what may not be named, officials by their kind: a name would tell."""
    return [
        str(use.middel.get_soort_display())
        if is_hidden and use.middel.soort == Soort.AMBTENAAR
        else use.middel.naam
        for use in row.inzetten.all()
    ]


def _earlier(row: Afspraak, request: HttpRequest) -> dict[str, Any]:
    """Contacts and other appointments of the customer, as far as this employee may see them."""
    who = toegang(request.user)
    contacten = Klantcontact.objects.filter(lijsten.contacts_within(who), klant=row.klant)
    producten = Prefetch("producten", Afspraakproduct.objects.select_related("product"))
    others = Afspraak.objects.filter(who.afspraken(Recht.AFSPRAAK_ZIEN), klant=row.klant)
    others = others.exclude(pk=row.pk).select_related("locatie").order_by("-begin")
    return {
        "contacten": [
            (one, lijsten.may_read(one, who, request.user))
            for one in contacten.select_related("medewerker").prefetch_related("vragen")[:MOST]
        ],
        "andere": [
            (one, gevoelig.products_text(one, who))
            for one in others.prefetch_related(producten)[:MOST]
        ],
    }
