"""Forms about one customer: finding them, and correcting what we know."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.contact import Persoon
from afspraken.invoer import keuring
from afspraken.invoer.velden import DagField, EmailField, LineField, TelefoonField
from afspraken.models import Klant

OLDEST = 130
"""Years: nobody was born longer ago."""


class ZoekForm(forms.Form):
    """One box for everything a caller says."""

    zoek = LineField(
        label=gettext_lazy("Zoek een klant"),
        max_length=100,
        help_text=gettext_lazy(
            "Naam en geboortedatum, postcode en nummer, e-mail, telefoon of referentie."
        ),
        error_messages={"required": gettext_lazy("Vul in wie u zoekt.")},
    )


class PersoonForm(forms.Form):
    """Who got in touch, if the employee wants to keep it; empty: the contact stays anonymous."""

    naam = LineField(label=gettext_lazy("Naam"), max_length=150, required=False)
    telefoon = TelefoonField(label=gettext_lazy("Telefoonnummer"), max_length=30, required=False)
    email = EmailField(label=gettext_lazy("E-mailadres"), max_length=254, required=False)

    def clean(self) -> dict[str, Any]:
        """Nobody is kept without a name."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        is_reached = data.get("telefoon") or data.get("email")
        if is_reached and not data.get("naam") and "naam" not in self.errors:
            self.add_error("naam", _("Vul ook de naam in."))
        return data

    def persoon(self) -> Persoon | None:
        """The person to keep; None: nobody."""
        data = self.cleaned_data
        if not data["naam"]:
            return None
        return Persoon(data["naam"], str(data["telefoon"] or ""), data["email"])


class KlantForm(forms.ModelForm[Klant]):
    """What we know of a customer. `gezien` tells whether a colleague changed it meanwhile."""

    naam = LineField(label=gettext_lazy("Naam"), max_length=150, required=False)
    organisatie = LineField(label=gettext_lazy("Organisatie"), max_length=150, required=False)
    email = EmailField(label=gettext_lazy("E-mailadres"), max_length=254, required=False)
    telefoon = TelefoonField(label=gettext_lazy("Telefoonnummer"), max_length=30, required=False)
    postcode = LineField(label=gettext_lazy("Postcode"), max_length=7, required=False)
    huisnummer = LineField(label=gettext_lazy("Huisnummer"), max_length=12, required=False)
    geboortedatum = DagField(
        label=gettext_lazy("Geboortedatum"),
        required=False,
        help_text=gettext_lazy("Zoals 31-12-1980. Alleen om de klant te herkennen."),
    )
    gezien = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    class Meta:
        model = Klant
        fields = (
            *("naam", "organisatie", "geboortedatum", "email"),
            *("telefoon", "postcode", "huisnummer"),
        )

    def clean_postcode(self) -> str:
        """As we write it: 1191 AA."""
        text = str(self.cleaned_data["postcode"])
        return keuring.postcode(text) if text else ""

    def clean_geboortedatum(self) -> date | None:
        """A day in the past, and not of someone who cannot be alive."""
        born: date | None = self.cleaned_data["geboortedatum"]
        if born and (born > self.today or born.year < self.today.year - OLDEST):
            raise ValidationError(_("Vul een geboortedatum in die kan kloppen."))
        return born

    def clean(self) -> dict[str, Any]:
        """Someone is known by a name, of themselves or of an organisation."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not (data.get("naam") or data.get("organisatie") or self.errors):
            self.add_error("naam", _("Vul een naam in, of een organisatie."))
        return data

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial["gezien"] = fingerprint(self.instance)


def fingerprint(klant: Klant) -> str:
    """Short for all that can be changed: another one means that somebody changed something."""
    values = [str(getattr(klant, name) or "") for name in KlantForm.Meta.fields]
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:32]
