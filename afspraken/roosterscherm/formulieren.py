"""The typed forms of the week view. Dragging posts exactly what these post.

They check what can be seen without the roster; the rest is refused by `afspraken/roosters`.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.roosterscherm.keuze import BLOK, Doel, Wat
from afspraken.roosterscherm.velden import date_input, time_input


class Bereik(TextChoices):
    """For how long."""

    DAG = "dag", gettext_lazy("Alleen deze dag")
    REEKS = "reeks", gettext_lazy("Elke week vanaf deze dag")


WEEKDAGEN = [
    (0, gettext_lazy("maandag")),
    (1, gettext_lazy("dinsdag")),
    (2, gettext_lazy("woensdag")),
    (3, gettext_lazy("donderdag")),
    (4, gettext_lazy("vrijdag")),
    (5, gettext_lazy("zaterdag")),
    (6, gettext_lazy("zondag")),
]


class WijzigForm(Doel):
    """One change of one day, or of a weekly series from a day on.

    `blok` names the series or exception that was picked, `oud_van` and `oud_tot` its hours.
    """

    dag = forms.DateField(
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Kies een dag."),
            "invalid": gettext_lazy("Deze dag bestaat niet."),
        },
    )
    blok = forms.RegexField(
        BLOK,
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": gettext_lazy("Kies het blok opnieuw in de week.")},
    )
    oud_van = forms.TimeField(required=False, widget=forms.HiddenInput)
    oud_tot = forms.TimeField(required=False, widget=forms.HiddenInput)
    wat = forms.ChoiceField(
        label=gettext_lazy("Wat verandert er?"), choices=Wat.choices, widget=forms.RadioSelect
    )
    bereik = forms.ChoiceField(
        label=gettext_lazy("Hoe lang?"),
        choices=Bereik.choices,
        initial=Bereik.DAG,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Een weekreeks verandert alleen bij gewone weektijden."),
    )
    van = forms.TimeField(label=gettext_lazy("Van"), required=False, widget=time_input())
    tot = forms.TimeField(label=gettext_lazy("Tot"), required=False, widget=time_input())
    alleen_personeel = forms.BooleanField(
        label=gettext_lazy("Alleen voor telefoon en balie"), required=False
    )
    reden = forms.CharField(
        label=gettext_lazy("Reden"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Alleen voor collega’s. Geen medische gegevens."),
    )

    groups = {
        "keuze": ("wat", "bereik"),
        "tijd": ("van", "tot"),
        "vink": ("alleen_personeel",),
        "tekst": ("reden",),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._value("middel"):
            del self.fields["alleen_personeel"]  # the hours of a place are for everyone

    def _value(self, name: str) -> Any:
        return self.data.get(name) if self.is_bound else self.initial.get(name)

    @property
    def was(self) -> str:
        """The hours of the block that was picked, "09:00–12:30"; empty for none."""
        van, tot = self._value("oud_van"), self._value("oud_tot")
        return f"{str(van)[:5]}–{str(tot)[:5]}" if van and tot else ""

    @property
    def reeks(self) -> int | None:
        """The series that was picked, None if it was an exception or nothing."""
        kind, _dash, number = str(self.cleaned_data.get("blok", "")).partition("-")
        return int(number) if kind == "reeks" else None

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be meant."""
        cleaned = super().clean()
        self.check_day("dag")
        wat, bereik = cleaned.get("wat"), cleaned.get("bereik")
        if wat in (Wat.VERPLAATST, Wat.EXTRA):
            self.check_hours()
        if wat in (Wat.VERPLAATST, Wat.DICHT):
            if not cleaned.get("oud_van") or not cleaned.get("oud_tot"):
                self.add_error("wat", _("Kies eerst in de week welk blok u wilt wijzigen."))
            elif cleaned["oud_van"] >= cleaned["oud_tot"]:
                self.add_error("wat", _("Dit blok bestaat niet. Kies het opnieuw in de week."))
        if bereik == Bereik.REEKS:
            if wat in (Wat.DAG_DICHT, Wat.HERSTEL):
                self.add_error("bereik", _("Dit kan alleen voor één dag."))
            elif wat in (Wat.VERPLAATST, Wat.DICHT) and "blok" in cleaned and not self.reeks:
                self.add_error("bereik", _("Dit blok hoort niet bij een weekreeks."))
        return cleaned


class ReeksForm(Doel):
    """New weekly hours on one or more weekdays."""

    weekdagen = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Op welke dagen?"),
        choices=WEEKDAGEN,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies ten minste één dag.")},
    )
    van = forms.TimeField(label=gettext_lazy("Van"), widget=time_input())
    tot = forms.TimeField(label=gettext_lazy("Tot"), widget=time_input())
    eerste_dag = forms.DateField(label=gettext_lazy("Eerste dag"), widget=date_input())
    laatste_dag = forms.DateField(
        label=gettext_lazy("Laatste dag"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Leeg: het gaat door tot u het verandert."),
    )
    alleen_personeel = forms.BooleanField(
        label=gettext_lazy("Alleen voor telefoon en balie"),
        required=False,
        help_text=gettext_lazy("De website biedt deze tijd pas kort van tevoren aan."),
    )

    groups = {
        "keuze": ("weekdagen",),
        "tijd": ("van", "tot"),
        "dag": ("eerste_dag", "laatste_dag"),
        "vink": ("alleen_personeel",),
    }
    was = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (self.data.get("middel") if self.is_bound else self.initial.get("middel")):
            del self.fields["alleen_personeel"]  # the hours of a place are for everyone

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be meant."""
        cleaned = super().clean()
        self.check_hours()
        self.check_day("eerste_dag")
        first, last = cleaned.get("eerste_dag"), cleaned.get("laatste_dag")
        if first and last and last < first:
            self.add_error("laatste_dag", _("De laatste dag moet na de eerste dag liggen."))
        return cleaned
