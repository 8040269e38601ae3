"""The form about the customer: step 3 of booking, and contact data on the manage page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import phonenumbers
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from afspraken import bereik
from afspraken.booking import Gegevens
from afspraken.invoer import bericht, keuring
from afspraken.invoer.velden import EmailField, LineField, LinesField, TelefoonField
from afspraken.models import Afspraak, Berichtkanaal, Klant, Taal
from afspraken.wens import Wens

_ABOVE = ("voor_wie", "naam_ander", "organisatie", "naam")


class GegevensForm(forms.Form):
    """Who comes and how we reach them. Asks for an address only if a product or a letter needs it.

    `wegen` are the ways by which one can choose to hear from us; `zinnen` say what is missing.
    """

    use_required_attribute = False
    zinnen = bericht.AAN_KLANT

    voor_wie = forms.ChoiceField(
        label=_("Voor wie is de afspraak?"),
        choices=[
            ("zelf", _("Voor mijzelf")),
            ("ander", _("Voor iemand anders")),
            ("organisatie", _("Voor een bedrijf of instelling")),
        ],
        initial="zelf",
        error_messages={
            "required": _("Kies voor wie de afspraak is."),
            "invalid_choice": _("Kies voor wie de afspraak is."),
        },
    )
    naam_ander = LineField(
        label=_("Naam van de persoon voor wie u komt"),
        max_length=150,
        required=False,
        validators=[keuring.check_person],
    )
    organisatie = LineField(
        label=_("Naam van het bedrijf of de instelling"),
        max_length=150,
        required=False,
        validators=[keuring.check_firm],
    )
    naam = LineField(
        label=_("Uw naam"),
        max_length=150,
        validators=[keuring.check_person],
        error_messages={"required": _("Vul uw naam in.")},
    )
    voorkeur = bericht.WegField(initial=Berichtkanaal.EMAIL)
    postcode = LineField(
        label=_("Postcode"),
        max_length=10,
        required=False,
        error_messages={"required": _("Vul uw postcode in.")},
    )
    huisnummer = LineField(
        label=_("Huisnummer"),
        max_length=12,
        required=False,
        error_messages={"required": _("Vul uw huisnummer in.")},
    )
    email = EmailField(
        label=_("E-mailadres"),
        max_length=254,
        required=False,
        help_text=_("Wij mailen alleen over deze afspraak."),
    )
    telefoon = TelefoonField(
        label=_("Telefoonnummer"),
        region="NL",
        max_length=30,
        required=False,
        help_text=_("Wij bellen alleen over deze afspraak."),
    )
    toegang = LineField(
        label=_("Hoe komen wij bij u binnen?"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: bel twee keer, de deur is aan de achterkant, er is een hond."),
    )
    begeleider = LineField(
        label=_("Is er nog iemand bij?"),
        max_length=100,
        required=False,
        help_text=_("Bijvoorbeeld uw dochter of een begeleider."),
        validators=[keuring.check_person],
    )
    rolstoel = forms.BooleanField(label=_("Ik kom met een rolstoel of rollator"), required=False)
    tolk = LineField(
        label=_("Ik heb een tolk nodig"),
        max_length=60,
        required=False,
        help_text=_("Vul in welke taal u spreekt."),
        validators=[keuring.check_language],
    )
    toelichting = LinesField(
        label=_("Wilt u ons nog iets vertellen?"),
        max_length=1000,
        required=False,
        help_text=_("Vul hier geen BSN of medische gegevens in."),
    )

    def __init__(
        self,
        *args: Any,
        wegen: Sequence[Berichtkanaal],
        vraagt_adres: bool = False,
        is_bezoek: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.vraagt_adres, self.is_bezoek = vraagt_adres, is_bezoek
        for naam in ("rolstoel",) if is_bezoek else ("toegang", "begeleider"):
            del self.fields[naam]
        if is_bezoek:
            self.fields["naam_ander"].label = _("Naam van de persoon die wij bezoeken")
        voorkeur = self.fields["voorkeur"]
        if isinstance(voorkeur, bericht.WegField):
            voorkeur.offer(wegen)
        for naam in ("postcode", "huisnummer"):
            self.fields[naam].required = vraagt_adres
            if not vraagt_adres and Berichtkanaal.BRIEF not in wegen:
                del self.fields[naam]
        if vraagt_adres:  # it stands above the choice, where a letter has it below
            self.order_fields([*_ABOVE, "postcode", "huisnummer", "voorkeur"])

    def clean_telefoon(self) -> str:
        """The number as E.164."""
        number = self.cleaned_data["telefoon"]
        return str(number.as_e164) if number else ""

    def clean_postcode(self) -> str:
        text = self.cleaned_data["postcode"]
        return keuring.postcode(text) if text else ""

    def clean_huisnummer(self) -> str:
        text = self.cleaned_data["huisnummer"]
        return keuring.huisnummer(text) if text else ""

    def clean(self) -> dict[str, Any]:
        """Drop what does not belong to a choice; ask for what the choice needs."""
        data = super().clean() or {}
        wie = data.get("voor_wie")
        if wie != "ander":
            self._drop("naam_ander")
        elif "naam_ander" not in self.errors and not data.get("naam_ander"):
            self.add_error("naam_ander", _("Vul de naam in van de persoon voor wie u komt."))
        if wie != "organisatie":
            self._drop("organisatie")
        elif "organisatie" not in self.errors and not data.get("organisatie"):
            self.add_error("organisatie", _("Vul de naam van het bedrijf of de instelling in."))
        if not self.vraagt_adres and data.get("voorkeur") != Berichtkanaal.BRIEF:
            self._drop_address()
        voorkeur = data.get("voorkeur", "")
        for naam, sentence in bericht.faults(voorkeur, self.cleaned_data, self.zinnen).items():
            if naam not in self.errors:
                self.add_error(naam, str(sentence))
        return data

    def _drop(self, naam: str) -> None:
        self.cleaned_data[naam] = ""
        self.errors.pop(naam, None)

    def _drop_address(self) -> None:
        """Not asked for, so not kept."""
        for naam in ("postcode", "huisnummer"):
            self.cleaned_data.pop(naam, None)
            self.errors.pop(naam, None)

    def answers(self) -> dict[str, Any]:
        """The answers as the session keeps them and the pages show them."""
        asked = [naam for naam in self.fields if naam in self.cleaned_data]
        answers = {naam: self.cleaned_data[naam] for naam in asked}
        return answers | {"telefoon": readable_number(answers["telefoon"])}


def form_for(
    wens: Wens,
    data: Any = None,
    answers: dict[str, Any] | None = None,
    *,
    until: datetime,
    now: datetime,
) -> GegevensForm:
    """The form for a wish, filled with what was posted or answered before.

    `until` is the visit: news of it must be there before.
    """
    wegen = bereik.offered(until=until, now=now)
    known = _visited(wens) | (answers or {})
    return GegevensForm(
        data,
        initial={**known, "voorkeur": bericht.first_choice(known, wegen)},
        wegen=wegen,
        vraagt_adres=any(regel.product.vraagt_adres for regel in wens.regels),
        is_bezoek=wens.adres is not None,
    )


def _visited(wens: Wens) -> dict[str, Any]:
    """The address that was given already: nobody types it twice."""
    if wens.adres is None:
        return {}
    return {"postcode": wens.adres.postcode, "huisnummer": wens.adres.huisnummer}


def gegevens_from(answers: dict[str, Any], klant: Klant | None = None) -> Gegevens:
    """The answers as `booking` takes them, in the language of the page.

    An address that was not asked for stays what is known of `klant`.
    """
    postcode, huisnummer = (klant.postcode, klant.huisnummer) if klant else ("", "")
    return Gegevens(
        naam=answers["naam"],
        organisatie=answers["organisatie"],
        email=answers["email"],
        telefoon=_stored_number(answers["telefoon"]),
        postcode=answers.get("postcode", postcode),
        huisnummer=answers.get("huisnummer", huisnummer),
        voorkeur=answers["voorkeur"] if answers.get("voorkeur") in Berichtkanaal.values else "",
        taal=Taal.EN if (get_language() or "nl").startswith("en") else Taal.NL,
        namens=answers["naam_ander"],
        tolk=answers["tolk"],
        rolstoel=answers.get("rolstoel", False),
        toelichting=answers["toelichting"],
        toegang=answers.get("toegang", ""),
        begeleider=answers.get("begeleider", ""),
    )


def _stored_number(telefoon: str) -> str:
    """The number of a checked answer as E.164."""
    if not telefoon:
        return ""
    number = phonenumbers.parse(telefoon, "NL")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def readable_number(telefoon: str) -> str:
    """A stored number as people read it: "06 12345678", or with its country when foreign."""
    if not telefoon:
        return ""
    number = phonenumbers.parse(telefoon)
    form = phonenumbers.PhoneNumberFormat
    home = phonenumbers.region_code_for_number(number) == "NL"
    return phonenumbers.format_number(number, form.NATIONAL if home else form.INTERNATIONAL)


def answers_of(afspraak: Afspraak) -> dict[str, Any]:
    """What the customer answered, read back from an appointment."""
    klant = afspraak.klant
    if klant is None:
        return {}
    wie = "organisatie" if klant.organisatie else "ander" if afspraak.namens else "zelf"
    return {
        "voor_wie": wie,
        "naam": klant.naam,
        "naam_ander": afspraak.namens,
        "organisatie": klant.organisatie,
        "voorkeur": klant.voorkeur,
        "email": klant.email,
        "telefoon": readable_number(str(klant.telefoon or "")),
        "postcode": klant.postcode,
        "huisnummer": klant.huisnummer,
        "rolstoel": afspraak.rolstoel,
        "tolk": afspraak.tolk,
        "toelichting": afspraak.toelichting,
        "toegang": afspraak.toegang,
        "begeleider": afspraak.begeleider,
    }
