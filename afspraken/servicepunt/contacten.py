"""Contacts outside a call: a letter, an e-mail, someone at the desk; and one as it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from afspraken import contact as writing
from afspraken import gevoelig, klanten
from afspraken.contact import lijsten
from afspraken.models import (
    Afspraakproduct,
    Contactvraag,
    Klant,
    Klantcontact,
    Terugbelverzoek,
)
from afspraken.rechten import Recht, met_recht, record_view, refuse, toegang
from afspraken.servicepunt.contactblad import Contactblad
from afspraken.servicepunt.klanten import lines
from afspraken.servicepunt.onthouden import keeps_typing, recall


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing(HttpRequest.get_full_path)
@met_recht(Recht.CONTACT_VASTLEGGEN)
def nieuw(request: HttpRequest) -> HttpResponse:
    """Register a contact, with what is promised in it, in one go. One more question is a button."""
    now, klant = timezone.now(), _of_address(request)
    if request.method != "POST":
        kept = recall(request, now=now)
        if kept:
            messages.success(request, _("Wat u typte voordat u opnieuw inlogde, staat er weer."))
        return _page(request, klant, Contactblad.begun(klant, kept.velden if kept else {}, now=now))
    if "nog_een" in request.POST:
        typed = request.POST.dict()
        return _page(request, klant, Contactblad.begun(klant, typed, now=now, meer=1))
    blad = Contactblad.sent(klant, request.POST, now=now)
    if not blad.is_valid():
        return _page(request, klant, blad, status=400)
    made = _register(blad, klant, door=request.user, now=now)
    messages.success(request, _("Het contact is vastgelegd."))
    return redirect("servicepunt:contact", made.pk)


@transaction.atomic
def _register(blad: Contactblad, klant: Klant | None, *, door: Any, now: datetime) -> Klantcontact:
    """The person, the contact and the promise commit together."""
    if wie := blad.wie():
        klant = writing.keep_person(wie, door=door, now=now)
    made = writing.record(blad.contact(klant), door=door, now=now)
    if toezegging := blad.belofte.toezegging():
        writing.promise_call_back(made, toezegging, door=door, now=now)
    return made


@require_http_methods(["GET", "HEAD"])
@met_recht(Recht.CONTACT_ZIEN)
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """One contact: what was said, asked and promised. Looking is logged with the customer."""
    who = toegang(request.user)
    vragen = Prefetch("vragen", Contactvraag.objects.select_related("product", "afdeling"))
    rows = Klantcontact.objects.filter(pk=pk).select_related("klant", "medewerker")
    rows = rows.prefetch_related(vragen)
    # What employees registered themselves is theirs to read, of whatever department.
    row = rows.filter(lijsten.contacts_within(who)).first()
    row = row or rows.filter(medewerker=request.user.pk).first()
    if row is None:
        refuse(request, Recht.CONTACT_ZIEN, f"contact:{pk}")
    onderwerp = f"klant:{row.klant_id}" if row.klant_id else f"contact:{pk}"
    record_view(request, onderwerp, deur="contact")
    producten = Prefetch("producten", Afspraakproduct.objects.select_related("product"))
    afspraken = row.afspraken.filter(who.afspraken(Recht.AFSPRAAK_ZIEN))
    promises = Terugbelverzoek.objects.filter(lijsten.within(who), contact=row)
    context = {
        "deur": "servicepunt",
        "contact": row,
        "mag_lezen": lijsten.may_read(row, who, request.user),
        "vragen": [
            (
                vraag,
                vraag.product if vraag.product and gevoelig.may_name(vraag.product, who) else "",
            )
            for vraag in row.vragen.all()
        ],
        "afspraken": lines(
            afspraken.select_related("locatie").prefetch_related(producten), who, now=timezone.now()
        ),
        "beloften": lijsten.shown(promises, now=timezone.now()),
        "nu": timezone.now(),
    }
    return render(request, "servicepunt/contacten/contact.html", context)


def _page(
    request: HttpRequest, klant: Klant | None, blad: Contactblad, status: int = 200
) -> HttpResponse:
    context = {"klant": klant, "blad": blad, "is_geweigerd": status != 200}
    return render(request, "servicepunt/contacten/nieuw.html", context, status=status)


def _of_address(request: HttpRequest) -> Klant | None:
    """The customer of ?klant=…, or the one that stayed; None: anonymous. Raises: Http404."""
    number = request.GET.get("klant", "")
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        refuse(request, Recht.KLANT_ZOEKEN)
    may = klanten.reachable(toegang(request.user))
    row = Klant.objects.filter(may, pk=number).select_related("opgegaan_in").first()
    if row is None:
        refuse(request, Recht.KLANT_ZOEKEN, f"klant:{number}")
    return row.opgegaan_in or row
