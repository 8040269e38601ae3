"""Contacts outside a call: a letter, an e-mail, someone at the desk; and one as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from afspraken import contact as writing
from afspraken import gevoelig, klanten, logboek
from afspraken.contact import Vraag, lijsten
from afspraken.models import (
    Afspraakproduct,
    Contactvraag,
    Handeling,
    Klant,
    Klantcontact,
    Partij,
    Terugbelverzoek,
)
from afspraken.rechten import Recht, employee, met_recht, refuse, toegang
from afspraken.servicepunt.contactformulier import (
    MOST_QUESTIONS,
    BelofteForm,
    ContactForm,
    VragenFormSet,
)
from afspraken.servicepunt.klanten import lines


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.CONTACT_VASTLEGGEN)
def nieuw(request: HttpRequest) -> HttpResponse:
    """Register a contact, with what is promised in it, in one go. One more question is a button."""
    now, klant = timezone.now(), _of_address(request)
    forms_ = _Formulieren.of(request, klant, now)
    if request.method != "POST" or "nog_een" in request.POST:
        return _form_page(request, klant, forms_)
    if not forms_.are_valid():
        return _form_page(request, klant, forms_, status=400)
    with transaction.atomic():
        made = writing.record(forms_.contact(klant), door=request.user, now=now)
        if toezegging := forms_.belofte.toezegging():
            writing.promise_call_back(made, toezegging, door=request.user, now=now)
    messages.success(request, _("Het contact is vastgelegd."))
    return redirect("servicepunt:contact", made.pk)


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
    logboek.record(
        Handeling.BEKEKEN,
        f"klant:{row.klant_id}" if row.klant_id else f"contact:{pk}",
        partij=Partij.MEDEWERKER,
        door=employee(request),
        now=timezone.now(),
        deur="contact",
    )
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


@dataclass(frozen=True)
class _Formulieren:
    """The three forms of the page, filled in together."""

    over: ContactForm
    vragen: Any
    belofte: BelofteForm

    @classmethod
    def of(cls, request: HttpRequest, klant: Klant | None, now: datetime) -> _Formulieren:
        data = request.POST.copy() if request.method == "POST" else None
        if data is not None and "nog_een" in data:
            count = data.get("vragen-TOTAL_FORMS", "1")
            total = int(count) if count.isascii() and count.isdigit() and len(count) < 3 else 1
            data["vragen-TOTAL_FORMS"] = str(min(total + 1, MOST_QUESTIONS))
        return cls(
            ContactForm(data, now=now),
            VragenFormSet(data, prefix="vragen"),
            BelofteForm(data, prefix="belofte", klant=klant, now=now),
        )

    def are_valid(self) -> bool:
        """Whether all three are; each is looked at, so that all faults are shown at once."""
        are_valid = [form.is_valid() for form in (self.over, self.vragen, self.belofte)]
        return all(are_valid)

    def contact(self, klant: Klant | None) -> writing.Contact:
        """What is registered."""
        answers = [form.answer() for form in self.vragen]
        vragen: tuple[Vraag, ...] = tuple(one for one in answers if one is not None)
        return self.over.contact(klant, vragen)

    def faults(self) -> list[str]:
        """All sentences about what was filled in, for the top of the page."""
        several: list[forms.BaseForm] = [self.over, *self.vragen.forms, self.belofte]
        of_fields = [text for form in several for texts in form.errors.values() for text in texts]
        return [*of_fields, *self.vragen.non_form_errors()]


def _form_page(
    request: HttpRequest, klant: Klant | None, formulieren: _Formulieren, status: int = 200
) -> HttpResponse:
    context = {
        "klant": klant,
        "over": formulieren.over,
        "vragen": formulieren.vragen,
        "belofte": formulieren.belofte,
        "fouten": formulieren.faults() if status != 200 else [],
        "kan_meer": len(formulieren.vragen.forms) < MOST_QUESTIONS,
    }
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
