"""Customers: found, opened with all that concerns them, corrected, joined and taken apart."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from afspraken import contact, gevoelig, klanten, logboek
from afspraken.contact import lijsten, merging
from afspraken.invoer.gegevens import readable_number
from afspraken.lokaal import local_day
from afspraken.models import (
    PROMISED,
    Afspraak,
    Afspraakproduct,
    Handeling,
    Klant,
    Samenvoeging,
    Status,
    Terugbelverzoek,
)
from afspraken.rechten import Recht, Toegang, met_recht, record_view, refuse, toegang
from afspraken.servicepunt import klanttraject
from afspraken.servicepunt.klantformulier import KlantForm, ZoekForm, fingerprint

MOST = 50
"""So many appointments and contacts of one customer stand on the page."""


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.KLANT_ZOEKEN)
def zoek(request: HttpRequest) -> HttpResponse:
    """Find customers. What was typed is personal, so it is posted and never in an address."""
    form = ZoekForm(request.POST or None)
    found = None
    if form.is_valid():
        found = klanten.search(form.cleaned_data["zoek"], toegang=toegang(request.user))
    context = {"form": form, "gevonden": found, "meer": found and len(found) == klanten.MOST}
    return render(
        request, "servicepunt/klanten/zoek.html", context, status=400 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD"])
@met_recht(Recht.KLANT_ZOEKEN)
def klant(request: HttpRequest, pk: int) -> HttpResponse:
    """One customer, with appointments, contacts, promises, and who may be the same person.

    Who was joined with another leads there. Looking is logged.
    """
    row = opened(request, pk)
    if row.opgegaan_in_id:
        messages.info(request, _("Deze klant is samengevoegd. U ziet nu de klant die bleef."))
        return redirect("servicepunt:klant", row.opgegaan_in_id)
    record_view(request, f"klant:{row.pk}", deur="servicepunt")
    return render(request, "servicepunt/klanten/klant.html", _about(row, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.KLANT_ZOEKEN)
def gegevens(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what we know. Who changed it at the same time as a colleague sees what that did."""
    return _correct(request, opened(request, pk))


@transaction.atomic
def _correct(request: HttpRequest, row: Klant) -> HttpResponse:
    """The form, with the row locked: nobody changes it between looking and writing."""
    row = klanten.current(row) or row
    as_is, data = copy(row), request.POST.copy() if request.method == "POST" else None
    is_overtaken = data is not None and data.get("gezien") != fingerprint(as_is)
    if data is not None:
        data["gezien"] = fingerprint(as_is)  # the page that follows shows how it is now
    form = KlantForm(data, instance=row, today=local_day(timezone.now()))
    if is_overtaken:
        form.add_error(None, _("Een collega veranderde deze klant. Kijk en bewaar opnieuw."))
    elif form.is_valid():
        form.save()
        logboek.record_by(
            request.user,
            Handeling.GEWIJZIGD,
            f"klant:{row.pk}",
            now=timezone.now(),
            deur="servicepunt",
        )
        messages.success(request, _("De gegevens zijn bewaard."))
        return redirect("servicepunt:klant", row.pk)
    context = {"form": form, "vormen": [form], "klant": as_is, "is_anders": is_overtaken}
    status = 409 if is_overtaken else 400 if form.errors else 200
    return render(request, "servicepunt/klanten/gegevens.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.KLANT_SAMENVOEGEN)
def samenvoegen(request: HttpRequest, pk: int, ander: int) -> HttpResponse:
    """Join two customers, after a look at what goes where."""
    blijft, vervalt = opened(request, pk), opened(request, ander)
    if request.method == "POST":
        try:
            contact.merge(blijft, vervalt, door=request.user, now=timezone.now())
        except contact.AlreadyMerged as error:
            messages.error(request, error.for_desk)
        else:
            messages.success(
                request, _("De klanten zijn samengevoegd. U kunt dit hier terugdraaien.")
            )
        return redirect("servicepunt:klant", pk)
    record_view(request, f"klant:{blijft.pk}", deur="servicepunt")
    record_view(request, f"klant:{vervalt.pk}", deur="servicepunt")
    context = {
        "blijft": blijft,
        "vervalt": vervalt,
        "rijen": _side_by_side(blijft, vervalt),
        "verhuist": merging.moving(vervalt),
    }
    return render(request, "servicepunt/klanten/samenvoegen.html", context)


@require_POST
@met_recht(Recht.KLANT_SAMENVOEGEN)
def ongedaan(request: HttpRequest, pk: int) -> HttpResponse:
    """Take two customers apart again."""
    samenvoeging = get_object_or_404(
        Samenvoeging.objects.select_related("blijft", "vervalt"), pk=pk
    )
    try:
        contact.unmerge(samenvoeging, door=request.user, now=timezone.now())
    except contact.ContactError as error:
        messages.error(request, error.for_desk)
        return redirect("servicepunt:klant", samenvoeging.blijft_id)
    messages.success(request, _("De klanten zijn weer gescheiden."))
    return redirect("servicepunt:klant", samenvoeging.vervalt_id)


def _about(row: Klant, gebruiker: Any) -> dict[str, Any]:
    """All that the page shows of one customer, as far as the employee may see it."""
    now, who = timezone.now(), toegang(gebruiker)
    producten = Prefetch("producten", Afspraakproduct.objects.select_related("product"))
    mine = row.afspraken.filter(who.afspraken(Recht.AFSPRAAK_ZIEN)).select_related("locatie")
    to_come = Q(status__in=PROMISED, einde__gt=now)
    appointments = mine.prefetch_related(producten)
    promises = Terugbelverzoek.objects.filter(lijsten.within(who), contact__klant=row)
    contacten = row.contacten.filter(lijsten.contacts_within(who)).prefetch_related("vragen")
    lopend = lines(appointments.filter(to_come).order_by("begin"), who, now=now)
    eerder = lines(appointments.exclude(to_come).order_by("-begin")[:MOST], who, now=now)
    return {
        "deur": "servicepunt",
        "klant": row,
        "lopend": lopend,
        "eerder": eerder,
        **klanttraject.about(row, [*lopend, *eerder], who, now=now),
        "contacten": [
            (one, lijsten.may_read(one, who, gebruiker))
            for one in contacten.select_related("medewerker")[:MOST]
        ],
        "beloften": lijsten.shown(promises.order_by("-status", "uiterlijk"), now=now)[:MOST],
        "lijken": klanten.matches(row, toegang=who) if who.mag(Recht.KLANT_SAMENVOEGEN) else [],
        "samenvoegingen": row.samenvoegingen.filter(ongedaan_op=None).select_related("vervalt"),
        "mag_samenvoegen": who.mag(Recht.KLANT_SAMENVOEGEN),
        "nu": now,
    }


@dataclass(frozen=True)
class Regel:
    """One appointment on a page: what it is for, and whether the employee may change it."""

    afspraak: Afspraak
    wat: str
    mag_wijzigen: bool


def lines(afspraken: Iterable[Afspraak], who: Toegang, *, now: datetime) -> list[Regel]:
    """Appointments as the pages of employees show them; their products are prefetched."""
    return [
        Regel(one, gevoelig.products_text(one, who), _may_change(one, who, now=now))
        for one in afspraken
    ]


def _may_change(afspraak: Afspraak, who: Toegang, *, now: datetime) -> bool:
    afdelingen = {row.product.afdeling_id for row in afspraak.producten.all()}
    is_open = afspraak.status == Status.GEPLAND and afspraak.einde > now
    return is_open and who.mag(Recht.AFSPRAAK_WIJZIGEN, afdelingen)


def _side_by_side(blijft: Klant, vervalt: Klant) -> list[tuple[str, Any, Any, bool]]:
    """Per field: its name, what both hold, and whether it is taken over."""
    taken_over = merging.filled(blijft, vervalt)
    return [
        (
            str(Klant._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            _said(blijft, name),
            _said(vervalt, name),
            name in taken_over,
        )
        for name in merging.FILLED
        if getattr(blijft, name) or getattr(vervalt, name)
    ]


def _said(row: Klant, name: str) -> Any:
    """What we know of one field, as it is read aloud."""
    value = getattr(row, name)
    return readable_number(str(value or "")) if name == "telefoon" else value


def opened(request: HttpRequest, pk: int) -> Klant:
    """The customer, if the employee may open it. Raises: Http404, and notes it."""
    may = klanten.reachable(toegang(request.user))
    row = Klant.objects.filter(may, pk=pk).select_related("opgegaan_in").first()
    if row is None:
        refuse(request, Recht.KLANT_ZOEKEN, f"klant:{pk}")
    return row
