"""Who has no appointment: what for, how long it takes, and only then a number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from afspraken import wachtrij
from afspraken.exceptions import BookingError
from afspraken.kiosk import limieten
from afspraken.kiosk.melden import ask_the_desk
from afspraken.kiosk.nummer import to_number
from afspraken.kiosk.poort import LONGER, REPORTING, of_screen, page, via
from afspraken.models import Product, Scherm

MOST_PERSONS = 6


class InloopForm(forms.Form):
    """What someone comes for; nothing chosen is a question."""

    product = forms.MultipleChoiceField(
        label=gettext_lazy("Waarvoor komt u?"),
        help_text=gettext_lazy("Kies niets als u alleen iets wilt vragen."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    personen = forms.TypedChoiceField(
        label=gettext_lazy("Voor hoeveel personen?"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, MOST_PERSONS + 1)],
        initial=1,
        widget=forms.RadioSelect,
    )

    def __init__(self, scherm: Scherm, data: Any, *, now: datetime) -> None:
        super().__init__(data)
        offered = wachtrij.walk_in_products(scherm.locatie, now=now)
        self._offered = {product.slug: product for product in offered}
        field: Any = self.fields["product"]
        field.choices = [(slug, str(product)) for slug, product in self._offered.items()]

    def clean_product(self) -> list[Product]:
        """The products that were chosen."""
        return [self._offered[slug] for slug in self.cleaned_data["product"]]

    def clean(self) -> None:
        """Not for more persons than a product is done for at once."""
        personen = self.cleaned_data.get("personen", 1)
        for product in self.cleaned_data.get("product", []):
            if personen > product.max_personen:
                values = {"product": product, "aantal": product.max_personen}
                sentence = _("%(product)s kan voor hoogstens %(aantal)s tegelijk.") % values
                self.add_error("personen", f"{sentence} {_('Vraag het aan de balie.')}")

    def wishes(self) -> list[tuple[Product, int]]:
        """Products with persons, as the queue takes them."""
        personen = self.cleaned_data["personen"]
        return [(product, personen) for product in self.cleaned_data["product"]]


@require_http_methods(["GET", "HEAD", "POST"])
@of_screen(*REPORTING)
def inloop(request: HttpRequest, scherm: Scherm) -> HttpResponse:
    """Choose; then hear how long it takes; then, by a POST, take a number."""
    now = timezone.now()
    asked = request.POST or (request.GET if "personen" in request.GET else None)
    form = InloopForm(scherm, asked, now=now)
    if not form.is_valid():
        status = 400 if form.errors else 200
        return page(request, scherm, "inloop", {"form": form}, status=status, terug=LONGER)
    wacht = wachtrij.expected_wait(scherm.locatie, form.wishes(), now=now)
    if request.method == "POST" and wacht is not None:
        return _take(request, scherm, form, now=now)
    context = {"form": form, "wacht": wacht, "producten": form.cleaned_data["product"]}
    return page(request, scherm, "wachten", context, terug=LONGER)


def _take(request: HttpRequest, scherm: Scherm, form: InloopForm, *, now: datetime) -> HttpResponse:
    """A number, unless this screen gave too many."""
    if limieten.is_full(request, scherm, limieten.Soort.INLOOP):
        return ask_the_desk(request, scherm)
    taal = translation.get_language() or "nl"
    try:
        row = wachtrij.walk_in(scherm.locatie, form.wishes(), via=via(scherm), taal=taal, now=now)
    except BookingError as error:
        form.add_error("product", str(error))
        return page(request, scherm, "inloop", {"form": form}, status=error.status, terug=LONGER)
    limieten.count(request, scherm, limieten.Soort.INLOOP)
    return to_number(request, scherm, row)
