"""The form of one text. Whatever is wrong, what was typed stays in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from afspraken.models import Berichtkanaal, Product, Taal
from notificaties.models import LONGEST_TEKST, LONGEST_TITEL, Berichtsoort
from notificaties.teksten import standaard
from notificaties.teksten.plaatshouders import faults
from notificaties.teksten.redactie import Plek
from notificaties.teksten.weergave import Tekst


class TekstForm(forms.Form):
    """A subject (not of an SMS) and a text with placeholders.

    `gezien` says what the editor looked at, `referentie` on which appointment an example is shown.
    """

    titel = forms.CharField(
        label=_("Onderwerpregel"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": LONGEST_TITEL}),
    )
    tekst = forms.CharField(
        label=_("Tekst"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "maxlength": LONGEST_TEKST}),
    )
    gezien = forms.CharField(required=False, widget=forms.HiddenInput)
    referentie = forms.CharField(
        label=_("Referentie van een afspraak"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 6}),
        help_text=_("Leeg: de nieuwste afspraak."),
    )
    use_required_attribute = False

    def __init__(self, plek: Plek, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plek = plek
        if plek.kanaal == Berichtkanaal.SMS:
            del self.fields["titel"]
            self.fields["tekst"].widget.attrs["rows"] = 6
        self.fields["referentie"].widget.attrs["form"] = "tekstformulier"

    def clean(self) -> dict[str, Any]:
        """Refuse unknown and forbidden placeholders, next to the field they stand in."""
        data = super().clean() or {}
        if not self.errors:
            tekst, plek = self.typed(), self.plek
            found = faults(tekst.titel, tekst.tekst, soort=plek.soort, kanaal=plek.kanaal)
            for field, sentences in found.items():
                self.add_error(field if field in self.fields else "tekst", sentences)
        return data

    def typed(self) -> Tekst:
        """What was typed, with the line ends of a text."""
        data = self.cleaned_data
        return Tekst(data.get("titel", ""), data.get("tekst", "").replace("\r\n", "\n"))


class KiesForm(forms.Form):
    """For which product, kind, way and language somebody wants to write an own text."""

    product = forms.ModelChoiceField(
        Product.objects.filter(is_actief=True), label=_("Product"), empty_label=None
    )
    soort = forms.ChoiceField(
        label=_("Soort bericht"),
        choices=[(soort.value, soort.label) for soort in Berichtsoort],
    )
    kanaal = forms.ChoiceField(label=_("Gaat per"), choices=Berichtkanaal.choices)
    taal = forms.ChoiceField(label=_("Taal"), choices=Taal.choices)

    def clean(self) -> dict[str, Any]:
        """Refuse a kind that does not go this way."""
        data = super().clean() or {}
        if not self.errors and not standaard.exists(data["soort"], data["kanaal"]):
            self.add_error("kanaal", _("Dit bericht sturen wij niet op deze manier."))
        return data
