"""The fields that an employee fills in: who the customer is, and what the contact was about.

The same fields, checks and words about a customer as on the website; less has to be chosen,
because the one who types knows what goes together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from afspraken import bereik
from afspraken.booking import Gegevens
from afspraken.contact import Persoon
from afspraken.invoer import bericht
from afspraken.invoer.gegevens import GegevensForm, gegevens_from, readable_number
from afspraken.invoer.velden import LineField, LinesField
from afspraken.lokaal import local_day
from afspraken.models import (
    Belofte,
    Berichtkanaal,
    Klant,
    Klantgesprek,
    Resultaat,
    Soortcontact,
    Taal,
)
from afspraken.offers import visits
from afspraken.servicepunt.contactformulier import BelofteForm
from afspraken.servicepunt.gesprek.keuze import Keuze
from afspraken.servicepunt.gesprek.vraagformulier import NO_QUESTION, RESULTATEN, typed
from afspraken.wens import Wens

_LABELS = {
    "naam": _("Naam"),
    "naam_ander": _("Komt namens"),
    "organisatie": _("Bedrijf of instelling"),
    "rolstoel": _("Komt met rolstoel of rollator"),
    "tolk": _("Tolk: welke taal"),
    "toelichting": _("Opmerking bij de afspraak"),
    "voorkeur": _("Bericht per"),
    "toegang": _("Hoe komen wij binnen"),
    "begeleider": _("Wie is er nog bij"),
}
_AAN_MEDEWERKER: bericht.Zinnen = {
    "naam": _("Vul de naam in."),
    "email": _("Vul het e-mailadres in of kies een andere manier."),
    "mobiel": _("Vul het mobiele nummer in of kies een andere manier."),
    "telefoon": _("Vul het telefoonnummer in. Wij bellen als er iets verandert."),
    "gebeld": _("Vul het nummer in dat wij bellen."),
    "postcode": _("Vul de postcode in."),
    "huisnummer": _("Vul het huisnummer in."),
    "sneller": _("Vul ook het telefoonnummer of e-mailadres in."),
}
BELOFTE = "belofte"
_SOON = timedelta(days=365)
_FIRST_BIRTH = date(1900, 1, 1)
_FOLDED = ("naam_ander", "organisatie", "geboortedatum", "rolstoel", "tolk", "toelichting")


class KlantForm(GegevensForm):
    """Who comes and how we reach them, as an employee types it.

    `voor_wie` is not asked: it is whatever was filled in. How one hears from us may be left to
    us, as long as there is some way.
    """

    zinnen = _AAN_MEDEWERKER

    taal = forms.ChoiceField(label=_("Taal"), choices=Taal.choices, initial=Taal.NL, required=False)
    geboortedatum = forms.DateField(
        label=_("Geboortedatum"),
        required=False,
        input_formats=["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d"],
        error_messages={"invalid": _("Vul een geboortedatum in zoals 31-12-1980.")},
    )

    def __init__(
        self,
        *args: Any,
        wegen: Sequence[Berichtkanaal],
        vraagt_adres: bool = False,
        is_telefonisch: bool = False,
        vandaag: date,
        **kwargs: Any,
    ) -> None:
        self.vandaag = vandaag
        super().__init__(*args, wegen=wegen, vraagt_adres=vraagt_adres, **kwargs)
        del self.fields["voor_wie"]
        for naam in _LABELS.keys() & self.fields.keys():
            self.fields[naam].label = _LABELS[naam]
        for naam, field in self.fields.items():
            field.help_text = ""
            if naam in ("naam", "postcode", "huisnummer"):
                field.error_messages["required"] = str(self.zinnen[naam])
        if is_telefonisch:
            self.fields["telefoon"].required = True
            self.fields["telefoon"].error_messages["required"] = str(self.zinnen["gebeld"])
        voorkeur = self.fields["voorkeur"]
        voorkeur.required, voorkeur.initial = False, ""
        if isinstance(voorkeur, forms.ChoiceField):
            ways = [(way.value, way.label) for way in wegen]
            voorkeur.choices = [("", _("zoals het kan")), *ways, (bericht.GEEN, _("niets"))]

    def clean_geboortedatum(self) -> date | None:
        """A day on which someone who is alive can have been born."""
        born: date | None = self.cleaned_data["geboortedatum"]
        if born is not None and not _FIRST_BIRTH <= born <= self.vandaag:
            raise forms.ValidationError(_("Vul een geboortedatum in zoals 31-12-1980."))
        return born

    def clean(self) -> dict[str, Any]:
        """Everything filled in counts, and someone can be reached somehow."""
        data = super().clean()
        self._check_whole(data)
        return data

    def _check_whole(self, data: Mapping[str, Any]) -> None:
        """Whoever has an appointment can be reached, or does not want to be."""
        address = data.get("postcode") and data.get("huisnummer")
        ways = [data.get("email"), data.get("telefoon"), address]
        if not any(ways) and not self.errors and data.get("voorkeur") != bericht.GEEN:
            self.add_error("telefoon", _("Vul een telefoonnummer, e-mailadres of adres in."))

    def _drop(self, naam: str) -> None:
        """Nothing is dropped: an employee fills in what there is."""

    def _drop_address(self) -> None:
        """Nor is an address."""

    def gegevens(self, klant: Klant | None) -> Gegevens:
        """The answers as `booking` takes them, in the language of the customer."""
        given = gegevens_from(self.answers(), klant)
        return replace(
            given,
            taal=self.cleaned_data.get("taal") or Taal.NL,
            geboortedatum=self.cleaned_data.get("geboortedatum"),
        )

    @property
    def is_meer_nodig(self) -> bool:
        """True if something stands, or is wrong, in the fields that are folded away."""
        folded = [self[name] for name in _FOLDED if name in self.fields]
        return any(one.value() or one.errors for one in folded) or bool(self["voorkeur"].errors)


class BellerForm(KlantForm):
    """Who called, without an appointment: kept as a customer if there is a name; nobody has to be.

    `is_beloofd`: something is promised, which has a number of its own to call.
    """

    def __init__(self, *args: Any, is_beloofd: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_beloofd = is_beloofd
        self.fields["naam"].required = False

    def _check_whole(self, data: Mapping[str, Any]) -> None:
        """Nobody is kept without a name."""
        is_told = any(data.get(name) for name in ("email", "telefoon", "postcode", "geboortedatum"))
        if is_told and not self._is_named(data) and not self.is_beloofd and not self.errors:
            self.add_error("naam", _("Vul ook de naam in."))

    @staticmethod
    def _is_named(data: Mapping[str, Any]) -> bool:
        return bool(data.get("naam") or data.get("organisatie"))

    def persoon(self, klant: Klant | None) -> Persoon | None:
        """The person to keep, with what is known of a customer already; None: nobody."""
        if not self._is_named(self.cleaned_data):
            return None
        given = self.gegevens(klant)
        kept = {one.name: getattr(given, one.name) for one in fields(Persoon)}
        return Persoon(**kept)


class ContactForm(forms.Form):
    """What the contact was about and what came of it."""

    use_required_attribute = False

    soort = forms.ChoiceField(
        label=_("Soort"), choices=Soortcontact.choices, initial=Soortcontact.VRAAG, required=False
    )
    vraag = LineField(
        label=_("Vraag van de klant"), max_length=200, error_messages={"required": NO_QUESTION}
    )
    resultaat = forms.ChoiceField(
        label=_("Resultaat"),
        choices=[(one.value, one.label) for one in RESULTATEN],
        initial=Resultaat.BEANTWOORD,
        required=False,
    )
    notitie = LinesField(label=_("Notitie"), max_length=1000, required=False)

    def __init__(self, *args: Any, vraagt: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vraag"].required = vraagt


def klant_form(
    wens: Wens | None,
    data: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None,
    *,
    until: datetime,
    now: datetime,
) -> KlantForm:
    """The form about the customer, for a wish and a visit at `until`."""
    products = [regel.product for regel in wens.regels] if wens else []
    return KlantForm(
        data,
        initial={**(initial or {})},
        wegen=bereik.offered(until=until, now=now),
        vraagt_adres=any(one.vraagt_adres for one in products),
        is_bezoek=wens is not None and visits(wens),
        is_telefonisch=any(one.is_telefonisch for one in products),
        vandaag=local_day(now),
    )


def beller_form(gesprek: Klantgesprek, data: Mapping[str, Any], *, now: datetime) -> BellerForm:
    """The same fields, for a caller with whom nothing was booked."""
    return BellerForm(
        data,
        wegen=bereik.offered(until=now + _SOON, now=now),
        is_beloofd=Keuze.of(gesprek).belofte,
        vandaag=local_day(now),
    )


def belofte_form(
    gesprek: Klantgesprek, data: Mapping[str, Any] | None = None, *, now: datetime
) -> BelofteForm | None:
    """The form about what is promised; None as long as nothing is."""
    if not Keuze.of(gesprek).belofte:
        return None
    form = BelofteForm(data, prefix=BELOFTE, klant=gesprek.klant, now=now)
    told = {name: gesprek.getypt.get(name, "") for name in ("naam", "telefoon")}
    for given in ({"belofte": Belofte.TERUGBELLEN}, told, typed(gesprek, BELOFTE)):
        form.initial.update({name: text for name, text in given.items() if text})
    return form


def known(klant: Klant | None) -> dict[str, Any]:
    """What is known of a customer, as the fields show it."""
    if klant is None:
        return {}
    return {
        "naam": klant.naam,
        "organisatie": klant.organisatie,
        "email": klant.email,
        "telefoon": readable_number(str(klant.telefoon or "")),
        "postcode": klant.postcode,
        "huisnummer": klant.huisnummer,
        "voorkeur": klant.voorkeur,
        "taal": klant.taal,
        "geboortedatum": f"{klant.geboortedatum:%d-%m-%Y}" if klant.geboortedatum else "",
    }
