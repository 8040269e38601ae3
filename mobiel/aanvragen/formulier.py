"""What a resident fills in to ask for a visit: where, why, and how to be reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from afspraken.booking import Gegevens
from afspraken.invoer import keuring
from afspraken.invoer.adres import AdresForm
from afspraken.invoer.velden import EmailField, LineField, LinesField, TelefoonField


class AanvraagForm(AdresForm):
    """The address as in the other forms, and what a person judges by."""

    naam = LineField(
        label=_("Uw naam"),
        max_length=150,
        validators=[keuring.check_person],
        error_messages={"required": _("Vul uw naam in.")},
    )
    email = EmailField(label=_("E-mailadres"), max_length=254, required=False)
    telefoon = TelefoonField(
        label=_("Telefoonnummer"),
        region="NL",
        max_length=30,
        help_text=_("Wij bellen u als wij een vraag hebben."),
        error_messages={"required": _("Vul uw telefoonnummer in.")},
    )
    reden = LinesField(
        label=_("Waarom kunt u niet naar ons toe komen?"),
        max_length=1000,
        help_text=_("Een paar woorden zijn genoeg. Vul geen BSN in."),
        error_messages={"required": _("Vul in waarom u niet naar ons toe kunt komen.")},
    )
    voorkeur = LineField(
        label=_("Wanneer komt het u uit?"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: niet op dinsdag, liever in de middag."),
    )
    toegang = LineField(label=_("Hoe komen wij bij u binnen?"), max_length=200, required=False)
    begeleider = LineField(
        label=_("Is er nog iemand bij?"),
        max_length=100,
        required=False,
        validators=[keuring.check_person],
    )

    def clean_telefoon(self) -> str:
        """The number as E.164."""
        number = self.cleaned_data["telefoon"]
        return str(number.as_e164) if number else ""

    @property
    def gegevens(self) -> Gegevens:
        """Who asks, as the customer is stored."""
        told = self.cleaned_data
        taal = "en" if (get_language() or "nl").startswith("en") else "nl"
        where = self.adres  # a letter goes where we are asked to come
        return Gegevens(
            naam=told["naam"],
            email=told["email"],
            telefoon=told["telefoon"],
            postcode=where.postcode if where else "",
            huisnummer=where.huisnummer if where else "",
            taal=taal,
        )

    @property
    def rest(self) -> dict[str, Any]:
        """What is kept with the request."""
        names = ("reden", "voorkeur", "toegang", "begeleider")
        return {naam: self.cleaned_data[naam] for naam in names}


class ZoekForm(forms.Form):
    """One box for who asked."""

    zoek = LineField(
        label=_("Zoek een aanvraag"),
        max_length=100,
        help_text=_("Naam, telefoon, postcode, straat of referentie."),
        error_messages={"required": _("Vul in wat u zoekt.")},
    )


class BesluitForm(forms.Form):
    """Why we do not come."""

    besluit = LinesField(
        label=_("Waarom komen wij niet?"),
        max_length=500,
        help_text=_("De klant leest dit."),
        error_messages={"required": _("Vul in waarom wij niet langskomen. De klant leest dit.")},
    )
