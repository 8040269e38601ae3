"""Registering a contact: the contact, its questions, and what is promised in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.contact import Contact, Toezegging, Vraag
from afspraken.invoer.eigenaar import EigenaarField
from afspraken.invoer.gegevens import readable_number
from afspraken.invoer.velden import (
    SELECT,
    DagField,
    LineField,
    LinesField,
    MomentField,
    TelefoonField,
)
from afspraken.lokaal import LOCAL
from afspraken.models import (
    Afdeling,
    Belofte,
    Dagdeel,
    Kanaal,
    Klant,
    Product,
    Resultaat,
    Soortcontact,
    Verificatie,
)
from afspraken.models.contacten import CONTACTKANALEN

_choose = {"class": SELECT}
MOST_QUESTIONS = 6


class ContactForm(forms.Form):
    """The contact itself. Without a moment it was just now."""

    kanaal = forms.ChoiceField(
        label=gettext_lazy("Hoe"),
        choices=[(one.value, one.label) for one in CONTACTKANALEN],
        initial=Kanaal.POST,
        widget=forms.Select(_choose),
    )
    soort = forms.ChoiceField(
        label=gettext_lazy("Wat"), choices=Soortcontact.choices, widget=forms.Select(_choose)
    )
    plaatsgevonden_op = MomentField(
        label=gettext_lazy("Wanneer"),
        required=False,
        help_text=gettext_lazy("Zoals 8-12-2026 9.20. Leeg: zojuist."),
    )
    verificatie = forms.ChoiceField(
        label=gettext_lazy("Herkend doordat de klant"),
        choices=[("", gettext_lazy("niet gevraagd")), *Verificatie.choices],
        required=False,
        widget=forms.Select(_choose),
    )
    onderwerp = LineField(
        label=gettext_lazy("Onderwerp"),
        max_length=200,
        error_messages={"required": gettext_lazy("Vul een onderwerp in.")},
    )
    inhoud = LinesField(
        label=gettext_lazy("Wat de klant vertelde"), max_length=1000, required=False
    )
    reactie = LinesField(label=gettext_lazy("Wat u antwoordde"), max_length=4000, required=False)
    vertrouwelijk = forms.BooleanField(
        label=gettext_lazy("Vertrouwelijk"),
        required=False,
        help_text=gettext_lazy("Alleen de afdeling en u kunnen dit lezen."),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_plaatsgevonden_op(self) -> datetime | None:
        """A moment that has been."""
        moment: datetime | None = self.cleaned_data["plaatsgevonden_op"]
        if moment and moment > self.now:
            raise ValidationError(_("Dit moment moet nog komen."))
        if moment and moment.astimezone(LOCAL).year < self.now.year - 1:
            raise ValidationError(_("Dit is te lang geleden."))
        return moment

    def contact(self, klant: Klant | None, vragen: tuple[Vraag, ...]) -> Contact:
        """What is registered."""
        data = self.cleaned_data
        return Contact(
            klant=klant,
            vragen=vragen,
            kanaal=Kanaal(data["kanaal"]),
            soort=Soortcontact(data["soort"]),
            verificatie=data["verificatie"],
            plaatsgevonden_op=data["plaatsgevonden_op"],
            onderwerp=data["onderwerp"],
            inhoud=data["inhoud"],
            reactie=data["reactie"],
            vertrouwelijk=data["vertrouwelijk"],
        )


class VraagForm(forms.Form):
    """One question. A row of which the question is empty does not count."""

    vraag = LineField(label=gettext_lazy("Vraag"), max_length=200, required=False)
    product = forms.ModelChoiceField(
        Product.objects.filter(is_actief=True).order_by("naam"),
        label=gettext_lazy("Product"),
        required=False,
        empty_label=gettext_lazy("geen product"),
        widget=forms.Select(_choose),
    )
    afdeling = forms.ModelChoiceField(
        Afdeling.objects.all(),
        label=gettext_lazy("Afdeling"),
        required=False,
        empty_label=gettext_lazy("die van het product"),
        widget=forms.Select(_choose),
    )
    resultaat = forms.ChoiceField(
        label=gettext_lazy("Resultaat"),
        choices=Resultaat.choices,
        required=False,
        widget=forms.Select(_choose),
    )

    def answer(self) -> Vraag | None:
        """The question; None for an empty row."""
        data = self.cleaned_data
        if not data.get("vraag"):
            return None
        resultaat = Resultaat(data["resultaat"] or Resultaat.BEANTWOORD)
        return Vraag(data["vraag"], data["product"], data["afdeling"], resultaat)


VragenFormSet = forms.formset_factory(
    VraagForm, extra=1, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS
)


class BelofteForm(forms.Form):
    """What is promised, if anything: to call back, or to do something else."""

    belofte = forms.ChoiceField(
        label=gettext_lazy("Beloofd"),
        choices=[("", gettext_lazy("niets")), *Belofte.choices],
        required=False,
        widget=forms.Select(_choose),
    )
    gevraagde_handeling = LineField(
        label=gettext_lazy("Wat gaan wij doen"), max_length=200, required=False
    )
    eigenaar = EigenaarField(required=False)
    naam = LineField(label=gettext_lazy("Naar wie vragen"), max_length=150, required=False)
    telefoon = TelefoonField(label=gettext_lazy("Welk nummer"), max_length=30, required=False)
    voorkeur_dag = DagField(
        label=gettext_lazy("Liefst op"),
        required=False,
        help_text=gettext_lazy("Zoals 8-12-2026."),
    )
    voorkeur_dagdeel = forms.ChoiceField(
        label=gettext_lazy("Liefst"),
        choices=[("", gettext_lazy("maakt niet uit")), *Dagdeel.choices],
        required=False,
        widget=forms.Select(_choose),
    )
    toelichting = LinesField(label=gettext_lazy("Toelichting"), max_length=1000, required=False)

    def __init__(
        self, *args: Any, klant: Klant | None = None, now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.klant, self.today = klant, now.astimezone(LOCAL).date()
        if klant is not None:
            number = readable_number(str(klant.telefoon or ""))
            self.initial = {"naam": klant.naam, "telefoon": number, **self.initial}

    def clean(self) -> dict[str, Any]:
        """A promise says what, by whom, and for a call which number."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("belofte"):
            return data
        needed = {"gevraagde_handeling": _("Schrijf op wat u belooft.")}
        needed["eigenaar"] = _("Kies wie dit doet.")
        if data["belofte"] == Belofte.TERUGBELLEN:
            needed["telefoon"] = _("Vul het nummer in dat wij bellen.")
        for name, sentence in needed.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        dag = data.get("voorkeur_dag")
        if dag and not 0 <= (dag - self.today).days <= 60:
            self.add_error("voorkeur_dag", _("Kies een dag in de komende twee maanden."))
        return data

    def toezegging(self) -> Toezegging | None:
        """What is promised; None for nothing."""
        data: Mapping[str, Any] = self.cleaned_data
        if not data.get("belofte"):
            return None
        return Toezegging(
            eigenaar=data["eigenaar"],
            soort=Belofte(data["belofte"]),
            gevraagde_handeling=data["gevraagde_handeling"],
            toelichting=data["toelichting"],
            naam=data["naam"],
            telefoon=str(data["telefoon"] or ""),
            voorkeur_dag=data["voorkeur_dag"],
            voorkeur_dagdeel=data["voorkeur_dagdeel"],
        )
