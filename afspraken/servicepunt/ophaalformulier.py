"""What an employee fills in about documents: which, where they lie, who collected them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from afspraken.invoer.velden import SELECT, LineField
from afspraken.models import Afhaaldocument, Ophaalplaats, Ophaler
from afspraken.ophalen import lijsten

MOST = 200
"""So many documents are ticked at once: more than a page shows."""


class ZoekForm(forms.Form):
    """One box for who comes to collect."""

    zoek = LineField(
        label=_("Zoek een document"),
        max_length=100,
        help_text=_("Naam en geboortedatum, referentie, telefoon, of waar het ligt."),
        error_messages={"required": _("Vul in wat u zoekt.")},
    )


class OpslagForm(forms.Form):
    """Where one document lies; a form per line of a list."""

    opslagnummer = LineField(label=_("Waar het ligt"), max_length=20, required=False)


class UitreikForm(forms.Form):
    """Who collects it."""

    aan = forms.ChoiceField(
        label=_("Wie haalt het op?"),
        choices=Ophaler.choices,
        initial=Ophaler.KLANT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie het ophaalt.")},
    )


class PlaatsField(forms.ModelChoiceField[Ophaalplaats]):
    """One of the places where a document can be collected."""

    def label_from_instance(self, obj: Ophaalplaats) -> str:
        return str(obj.locatie)


class VerplaatsForm(forms.Form):
    """At which other place it will be collected."""

    locatie = PlaatsField(
        Ophaalplaats.objects.none(),
        label=_("Waar wil de klant het ophalen?"),
        empty_label=None,
        widget=forms.Select(attrs={"class": SELECT}),
        error_messages={"required": _("Kies een plaats."), "invalid_choice": _("Kies een plaats.")},
    )

    def __init__(self, *args: Any, document: Afhaaldocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["locatie"]
        if isinstance(field, PlaatsField):
            field.queryset = lijsten.places_of(document)


def ticked(data: QueryDict) -> list[int]:
    """The numbers of the documents that were ticked, each once; what is no number is left out."""
    texts = dict.fromkeys(data.getlist("document"))
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 18][
        :MOST
    ]


def storage(data: QueryDict, pks: list[int]) -> dict[int, OpslagForm]:
    """Per document the form that says where it lies, checked."""
    found = {}
    for pk in pks:
        given = {"opslagnummer": data.get(f"opslag-{pk}", "")}
        found[pk] = OpslagForm(given, auto_id=f"opslag-{pk}")
    return found
