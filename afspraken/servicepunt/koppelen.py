"""Appointments of one customer, linked and taken apart by an employee."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afspraken import traject
from afspraken.exceptions import BookingError
from afspraken.models import Afspraak
from afspraken.rechten import Recht, employee, met_recht, refuse, toegang
from afspraken.servicepunt import klanten


@require_POST
@met_recht(Recht.AFSPRAAK_WIJZIGEN)
def koppelen(request: HttpRequest, pk: int) -> HttpResponse:
    """Let two appointments of a customer belong together."""
    codes = [request.POST.get("een", ""), request.POST.get("ander", "")]
    found = [_changeable(request, pk, code) for code in codes]
    if None in found:
        messages.error(request, _("Kies twee afspraken van deze klant."))
        return redirect("servicepunt:klant", pk)
    one, other = found
    try:
        if one is not None and other is not None:
            traject.link(one, other, door=employee(request), now=timezone.now())
            messages.success(request, _("Deze afspraken horen nu bij elkaar."))
    except BookingError as error:
        messages.error(request, error.for_desk)
    return redirect("servicepunt:klant", pk)


@require_POST
@met_recht(Recht.AFSPRAAK_WIJZIGEN)
def losmaken(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an appointment out of what it belonged to; linking it again undoes that."""
    afspraak = _changeable(request, pk, request.POST.get("afspraak", ""))
    if afspraak is not None and traject.unlink(
        afspraak, door=employee(request), now=timezone.now()
    ):
        messages.success(request, _("De afspraak staat nu op zichzelf."))
    else:
        messages.error(request, _("Deze afspraak hoort nergens meer bij."))
    return redirect("servicepunt:klant", pk)


def _changeable(request: HttpRequest, pk: int, code: str) -> Afspraak | None:
    """The appointment of this customer with a code, if the employee may change it."""
    klant = klanten.opened(request, pk)
    who = toegang(request.user)
    may = Afspraak.objects.filter(who.afspraken(Recht.AFSPRAAK_WIJZIGEN))
    row = may.filter(klant=klant, code=code).first() if code else None
    if row is None and code and Afspraak.objects.filter(code=code).exists():
        refuse(request, Recht.AFSPRAAK_WIJZIGEN, f"klant:{pk}")
    return row
