"""What is typed about a care-home day: the day itself, a resident, a family, a code."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from afspraken.booking import Gegevens
from afspraken.invoer import keuring
from afspraken.invoer.adres import AdresForm
from afspraken.invoer.velden import DagField, EmailField, LineField, TelefoonField
from afspraken.lokaal import local_day
from mobiel.models import Zittingproduct
from mobiel.models.zittingen import MOST_PLACES
from mobiel.zitting import Aanmelding, Voorstel
from mobiel.zittingpagina.stilte import StilteField

MOST_TIMES = 12
"""So many days of one series; whoever wants more makes another later."""

EVERY = (
    (0, _("Nee, een keer")),
    (1, _("Elke week")),
    (2, _("Elke 2 weken")),
    (4, _("Elke 4 weken")),
)
CLOSES = (1, 2, 3, 5, 7)
"""Days before the visit, at four o'clock, at which announcing ends."""


class ZittingForm(AdresForm):
    """The home, whom we deal with there, and what each resident gets."""

    organisatie = LineField(
        label=_("Naam van de instelling"),
        max_length=150,
        validators=[keuring.check_firm],
        error_messages={"required": _("Vul de naam van de instelling in.")},
    )
    contactnaam = LineField(
        label=_("Contactpersoon"),
        max_length=150,
        validators=[keuring.check_person],
        error_messages={"required": _("Vul de naam van de contactpersoon in.")},
    )
    contactemail = EmailField(
        label=_("E-mailadres"),
        max_length=254,
        help_text=_(
            "Hierheen gaat de geheime link. Kies een adres dat niet door velen wordt gelezen."
        ),
        error_messages={"required": _("Vul het e-mailadres in. Daarheen gaat de link.")},
    )
    contacttelefoon = TelefoonField(
        label=_("Telefoonnummer"),
        region="NL",
        max_length=30,
        error_messages={"required": _("Vul het telefoonnummer in.")},
    )
    toegang = LineField(
        label=_("Hoe komen wij binnen?"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: meld u bij de receptie, zaal De Linde."),
    )
    stilte = StilteField(
        label=_("Rusttijden"),
        help_text=_("Dan zien wij niemand. Bijvoorbeeld 12.00-13.30, 17.00-18.00."),
    )
    aanbod = forms.ModelChoiceField(
        Zittingproduct.objects.none(),
        label=_("Wat krijgt elke bewoner?"),
        empty_label=_("Kies een product"),
        error_messages={
            "required": _("Kies wat elke bewoner krijgt."),
            "invalid_choice": _("Kies een product uit de lijst."),
        },
    )
    plaatsen = forms.IntegerField(
        label=_("Hoeveel bewoners?"),
        help_text=_("Hoogstens. Wij houden de tijd voor allemaal vrij."),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
        error_messages={
            "required": _("Vul in hoeveel bewoners er hoogstens meedoen."),
            "invalid": _("Vul een getal in."),
        },
    )
    sluit_dagen = forms.TypedChoiceField(
        label=_("Aanmelden kan tot 16.00 uur, zoveel dagen ervoor"),
        choices=[(one, str(one)) for one in CLOSES],
        coerce=int,
        initial=2,
        error_messages={"invalid_choice": _("Kies een aantal dagen uit de lijst.")},
    )
    herhaal = forms.TypedChoiceField(
        label=_("Komt de zitting terug?"),
        choices=EVERY,
        coerce=int,
        initial=0,
        error_messages={"invalid_choice": _("Kies uit de lijst.")},
    )
    keren = forms.IntegerField(
        label=_("Hoe vaak in totaal?"),
        required=False,
        initial=4,
        validators=[MinValueValidator(2), MaxValueValidator(MOST_TIMES)],
        error_messages={"invalid": _("Vul een getal in.")},
    )
    vanaf = DagField(
        label=_("Zoek tijden vanaf"),
        required=False,
        help_text=_("Leeg: zo snel mogelijk."),
    )

    def __init__(self, *args: Any, aanbod: QuerySet[Zittingproduct], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aanbod"].queryset = aanbod  # type: ignore[attr-defined]
        self.order_fields(["organisatie", "postcode", "huisnummer"])

    def clean_contacttelefoon(self) -> str:
        """The number as E.164."""
        number = self.cleaned_data["contacttelefoon"]
        return str(number.as_e164) if number else ""

    def clean_vanaf(self) -> date:
        """From today on, and no further than a year."""
        today = local_day(self.now)
        found: date = self.cleaned_data["vanaf"] or today
        if found > today + timedelta(days=365):
            raise ValidationError(_("Zo ver vooruit kan nog niet. Kies een eerdere dag."))
        return max(found, today)

    def clean_keren(self) -> int:
        """How many days the series has; one that does not come back has one."""
        if not self.cleaned_data.get("herhaal"):
            return 1
        keren: int | None = self.cleaned_data["keren"]
        if keren is None:
            raise ValidationError(_("Vul in hoe vaak."))
        return keren

    @property
    def voorstel(self) -> Voorstel:
        """The care-home day that was typed, once all of it is right."""
        told = self.cleaned_data
        assert self.adres is not None
        gegevens = Gegevens(
            naam=told["contactnaam"],
            organisatie=told["organisatie"],
            email=told["contactemail"],
            telefoon=told["contacttelefoon"],
            postcode=self.adres.postcode,
            huisnummer=self.adres.huisnummer,
            toegang=told["toegang"],
        )
        return Voorstel(
            told["aanbod"],
            self.adres,
            gegevens,
            plaatsen=told["plaatsen"],
            stilte=told["stilte"],
            sluit_dagen=told["sluit_dagen"],
        )


class BewonerForm(forms.Form):
    """A resident, and who speaks for them. The contact person and we fill it in."""

    use_required_attribute = False
    naam = LineField(
        label=_("Naam van de bewoner"),
        max_length=150,
        validators=[keuring.check_person],
        error_messages={"required": _("Vul de naam van de bewoner in.")},
    )
    kamer = LineField(
        label=_("Kamer of afdeling"),
        max_length=20,
        required=False,
        validators=[keuring.check_firm],
    )
    bijzonderheden = LineField(
        label=_("Wat moeten wij weten?"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: slechthorend, zit in een rolstoel. Geen BSN, geen ziektes."),
    )
    vertegenwoordiger = LineField(
        label=_("Naam van familie of vertegenwoordiger"),
        max_length=150,
        required=False,
        validators=[keuring.check_person],
    )
    email = EmailField(
        label=_("E-mailadres van familie of vertegenwoordiger"),
        max_length=254,
        required=False,
        help_text=_("Wij mailen de tijd, en niets anders."),
    )
    telefoon = TelefoonField(
        label=_("Telefoonnummer van familie of vertegenwoordiger"),
        region="NL",
        max_length=30,
        required=False,
    )

    def clean_telefoon(self) -> str:
        """The number as E.164, or empty."""
        number = self.cleaned_data["telefoon"]
        return str(number.as_e164) if number else ""

    def aanmelding(self, email: str = "") -> Aanmelding:
        """The resident that was typed; `email` is the address of a family with a link."""
        return Aanmelding(**{"email": email, **self.cleaned_data})


class NaasteForm(BewonerForm):
    """A family announces its own resident: their name is asked for, their e-mail is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]
        own = self.fields["vertegenwoordiger"]
        own.label, own.required = _("Uw naam"), True
        own.error_messages["required"] = _("Vul uw naam in.")
        self.fields["telefoon"].label = _("Uw telefoonnummer")


class InloopForm(forms.Form):
    """Somebody from the ward who was not announced: enough to know who it was."""

    use_required_attribute = False
    naam = BewonerForm.base_fields["naam"]
    kamer = BewonerForm.base_fields["kamer"]

    def aanmelding(self) -> Aanmelding:
        """The resident that was typed."""
        return Aanmelding(**self.cleaned_data)


class FamilieForm(forms.Form):
    """To whom the contact person hands a link, to announce one resident."""

    use_required_attribute = False
    email = EmailField(
        label=_("E-mailadres van de familie"),
        max_length=254,
        help_text=_("Daarheen sturen wij een eigen link. Zij zien alleen hun eigen bewoner."),
        error_messages={"required": _("Vul het e-mailadres in. Daarheen gaat de link.")},
    )


class CodeForm(forms.Form):
    """The six digits of the e-mail; spaces do not count."""

    use_required_attribute = False
    code = LineField(
        label=_("Code uit de e-mail"),
        max_length=20,
        help_text=_("Zes cijfers."),
        error_messages={"required": _("Vul de code uit de e-mail in.")},
    )

    def clean_code(self) -> str:
        """Six digits."""
        code = "".join(self.cleaned_data["code"].split())
        if len(code) != 6 or not (code.isascii() and code.isdigit()):
            raise ValidationError(_("De code heeft zes cijfers. Kijk in de e-mail."))
        return code


class RedenForm(forms.Form):
    """Why the day is off; the contact person and the families read it."""

    use_required_attribute = False
    reden = LineField(
        label=_("Waarom gaat de zitting niet door?"),
        max_length=200,
        help_text=_("De contactpersoon en de families lezen dit."),
        error_messages={"required": _("Vul in waarom de zitting niet doorgaat.")},
    )
