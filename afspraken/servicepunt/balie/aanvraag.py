"""Who a walk-in is that applied for a document: without a name nobody hears that it is ready."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from afspraken import ophalen
from afspraken.booking import Gegevens
from afspraken.exceptions import BookingError
from afspraken.invoer import keuring
from afspraken.invoer.velden import EmailField, LineField, TelefoonField
from afspraken.models import Wachtende
from afspraken.rechten import Recht, met_recht
from afspraken.servicepunt.balie import plek, regels
from afspraken.servicepunt.balie.stappen import found


class AanvraagForm(forms.Form):
    """A name, and a way to tell that it is ready."""

    use_required_attribute = False

    naam = LineField(
        label=gettext_lazy("Naam"),
        max_length=150,
        validators=[keuring.check_person],
        error_messages={"required": gettext_lazy("Vul de naam van de klant in.")},
    )
    email = EmailField(label=gettext_lazy("E-mailadres"), max_length=254, required=False)
    telefoon = TelefoonField(
        label=gettext_lazy("Telefoonnummer"), region="NL", max_length=30, required=False
    )

    def clean(self) -> None:
        """One of the two is enough."""
        data = self.cleaned_data
        if not self.errors and not data["email"] and not data["telefoon"]:
            self.add_error("email", _("Vul een e-mailadres of een telefoonnummer in."))

    def gegevens(self, wachtende: Wachtende) -> Gegevens:
        """What was typed, in the language in which the visitor reported."""
        data = self.cleaned_data
        told = {"naam": data["naam"], "email": data["email"], "taal": wachtende.taal}
        return Gegevens(**told, telefoon=str(data["telefoon"] or ""))


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.BALIE_BEDIENEN)
def aanvraag(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write down who applied; who has nothing to come goes straight on."""
    row = found(plek.place(slug), pk)
    if not ophalen.asks(row):
        return _back(row)
    form = AanvraagForm(request.POST or None)
    if not form.is_valid():
        return _page(request, row, form, status=400 if form.errors else 200)
    try:
        made = ophalen.write_down(row, form.gegevens(row), door=request.user, now=timezone.now())
    except BookingError as error:
        form.add_error(None, error.for_desk)
        return _page(request, row, form, status=error.status)
    said = _("Vastgelegd met referentie %(referentie)s. De klant krijgt bericht als het klaarligt.")
    messages.success(request, said % {"referentie": made.referentie})
    return _back(row)


def _page(request: HttpRequest, row: Wachtende, form: AanvraagForm, *, status: int) -> HttpResponse:
    [regel] = regels.of_waiting([row], request.user)
    context: dict[str, Any] = {"locatie": row.locatie, "regel": regel, "form": form}
    return render(request, "servicepunt/balie/aanvraag.html", context, status=status)


def _back(row: Wachtende) -> HttpResponse:
    """To the counter that served them, else to the list of the day."""
    if row.middel_id is not None:
        return redirect("servicepunt:balie_loket", row.locatie.slug, row.middel_id)
    return redirect("servicepunt:balie_dag", row.locatie.slug)
