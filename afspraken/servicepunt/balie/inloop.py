"""Someone without an appointment: what for, and how long it will take."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from afspraken import wachtrij
from afspraken.exceptions import BookingError
from afspraken.invoer.velden import SELECT, LineField
from afspraken.models import Meldwijze, Product, Taal
from afspraken.rechten import Recht, met_recht
from afspraken.servicepunt.balie import plek, regels
from afspraken.servicepunt.balie.stappen import found


class InloopForm(forms.Form):
    """What a walk-in comes for; nothing chosen is a question."""

    producten = forms.ModelMultipleChoiceField(
        Product.objects.none(),
        label=_("Waarvoor"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies niets als iemand alleen iets wil vragen."),
    )
    personen = forms.IntegerField(
        label=_("Aantal personen"),
        min_value=1,
        max_value=20,
        initial=1,
        error_messages={"min_value": _("Er komt ten minste één persoon.")},
    )
    taal = forms.ChoiceField(
        label=_("Taal"), choices=Taal.choices, widget=forms.Select({"class": SELECT})
    )
    notitie = LineField(
        label=_("Notitie"),
        max_length=200,
        required=False,
        help_text=_("Waaraan u de klant herkent. Geen BSN, geen medische gegevens."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["producten"]
        field.queryset = Product.objects.filter(
            is_actief=True, vereisten__soort="LOKET", is_gevoelig=False
        ).distinct()

    def clean(self) -> None:
        """Not for more persons than a product is done for at once."""
        personen = self.cleaned_data.get("personen", 1)
        for product in self.cleaned_data.get("producten", ()):
            if personen > product.max_personen:
                values = {"product": product, "aantal": product.max_personen}
                sentence = gettext("%(product)s kan voor hoogstens %(aantal)s tegelijk.")
                self.add_error("personen", sentence % values)


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.BALIE_BEDIENEN)
def inloop(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a walk-in; the page says first how long it will take."""
    locatie, now = plek.place(slug), timezone.now()
    form = InloopForm(request.POST or None)
    status = 400 if form.errors else 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = wachtrij.walk_in(
                locatie,
                [(product, data["personen"]) for product in data["producten"]],
                via=Meldwijze.BALIE,
                now=now,
                door=request.user,
                taal=data["taal"],
                notitie=data["notitie"],
            )
        except BookingError as error:
            form.add_error("producten", error.for_desk)
            status = error.status
        else:
            return redirect("servicepunt:balie_nummer", slug, row.pk)
    context = {"locatie": locatie, "form": form, "rij": wachtrij.queue(locatie, now=now)}
    return render(request, "servicepunt/balie/inloop.html", context, status=status)


@require_safe
@met_recht(Recht.BALIE_BEDIENEN)
def nummer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The number to say or to print, with what the wait will be."""
    locatie = plek.place(slug)
    row = found(locatie, pk)
    [regel] = regels.of_waiting([row], request.user)
    wacht = wachtrij.wait_of(row, now=timezone.now())
    context = {"locatie": locatie, "regel": regel, "wacht": wacht}
    return render(request, "servicepunt/balie/nummer.html", context)
