"""The typed forms of the week view. Dragging posts exactly what these post.

They check what can be seen without the roster; the rest is refused by `afspraken/roosters`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.admin.velden import STEP, date_input, time_input
from afspraken.models import Locatie, Middel, Soort

LAST_DAY = timedelta(days=2 * 366)
"""So far ahead a roster can be changed; further is a slip of the keyboard."""


BLOK = r"^(reeks|uitzondering)-\d{1,18}\Z"
"""How a block names the series or exception it comes from."""

SLEEPVELDEN = ("dag", "wat", "blok", "oud_van", "oud_tot", "van", "tot", "alleen_personeel")
"""What a drag fills in; the place, the resource and "only this day" stand in the page."""


class Wat(TextChoices):
    """What should happen to the hours of a day."""

    VERPLAATST = "VERPLAATST", gettext_lazy("Een andere tijd")
    DICHT = "DICHT", gettext_lazy("Deze tijd gaat niet door")
    EXTRA = "EXTRA", gettext_lazy("Extra open")
    DAG_DICHT = "DAG_DICHT", gettext_lazy("De hele dag gaat niet door")
    HERSTEL = "HERSTEL", gettext_lazy("Terug naar het gewone rooster van deze dag")


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


class Doel(forms.Form):
    """Whose roster: a place, or a resource at a place. `today` is the local day."""

    locatie = forms.ModelChoiceField(
        Locatie.objects.all(),
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Kies een locatie."),
            "invalid_choice": gettext_lazy("Deze locatie bestaat niet."),
        },
    )
    middel = forms.ModelChoiceField(
        Middel.objects.select_related("locatie"),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": gettext_lazy("Dit middel bestaat niet.")},
    )

    groups: dict[str, tuple[str, ...]] = {}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Refuse a counter or room of another place; officials may work anywhere."""
        cleaned = super().clean() or {}
        middel, locatie = cleaned.get("middel"), cleaned.get("locatie")
        if middel and locatie and not works_at(middel, locatie):
            self.add_error("middel", _("Dit middel hoort bij een andere locatie."))
        return cleaned

    def sentences(self) -> list[str]:
        """What is wrong, each thing once."""
        return list(dict.fromkeys(str(error) for found in self.errors.values() for error in found))

    def check_day(self, name: str) -> None:
        """Refuse a day that has passed or lies absurdly far ahead."""
        dag = self.cleaned_data.get(name)
        if dag and dag < self.today:
            self.add_error(name, _("Deze dag is al voorbij."))
        elif dag and dag > self.today + LAST_DAY:
            self.add_error(name, _("Deze dag ligt te ver weg. Kies een dag binnen twee jaar."))

    def check_hours(self, first: str = "van", last: str = "tot") -> None:
        """Refuse hours that are missing, in the wrong order, or off the five minutes."""
        for name in (first, last):
            if name not in self.cleaned_data:
                return  # it has an error of its own
            if self.cleaned_data[name] is None:
                self.add_error(name, _("Vul een tijd in."))
        van, tot = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if van is None or tot is None:
            return
        for name, clock in ((first, van), (last, tot)):
            if clock.minute % STEP or clock.second:
                self.add_error(name, _("Kies een veelvoud van vijf minuten."))
        if van >= tot:
            self.add_error(last, _("De eindtijd moet na de begintijd liggen."))

    def _fields(self, group: str) -> Iterator[BoundField]:
        return (self[name] for name in self.groups.get(group, ()) if name in self.fields)

    def keuzevelden(self) -> Iterator[BoundField]:
        """Fields to show as a group of choices."""
        return self._fields("keuze")

    def tijdvelden(self) -> Iterator[BoundField]:
        """Fields to show beside each other."""
        return self._fields("tijd")

    def dagvelden(self) -> Iterator[BoundField]:
        """Dates."""
        return self._fields("dag")

    def vinkvelden(self) -> Iterator[BoundField]:
        """Single checkboxes."""
        return self._fields("vink")

    def tekstvelden(self) -> Iterator[BoundField]:
        """Text."""
        return self._fields("tekst")


class KiesForm(forms.Form):
    """Which week to show. A wrong value is said and replaced: there is always a week to show."""

    locatie = forms.IntegerField(required=False)
    middel = forms.IntegerField(required=False)
    dag = forms.DateField(required=False)

    def __init__(self, *args: Any, today: date, locaties: Sequence[Locatie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.locaties = locaties

    def clean_locatie(self) -> Locatie | None:
        """The place that was asked for, else the first."""
        asked = self.cleaned_data["locatie"]
        found = [locatie for locatie in self.locaties if locatie.pk == asked]
        if asked is not None and not found:
            raise forms.ValidationError(_("Deze locatie bestaat niet."))
        return next(iter(found or self.locaties), None)

    def clean_middel(self) -> Middel | None:
        """The resource that was asked for, None for the place itself."""
        asked = self.cleaned_data["middel"]
        found = None if asked is None else Middel.objects.filter(pk=asked).first()
        locatie = self.cleaned_data.get("locatie")
        if asked is not None and found is None:
            raise forms.ValidationError(_("Dit middel bestaat niet."))
        if found and locatie and not works_at(found, locatie):
            raise forms.ValidationError(_("Dit middel hoort bij een andere locatie."))
        return found

    def clean_dag(self) -> date:
        """The day that was asked for, else today."""
        dag = self.cleaned_data["dag"] or self.today
        if abs(dag - self.today) > LAST_DAY:
            raise forms.ValidationError(_("Deze dag ligt te ver weg. U ziet deze week."))
        return dag

    def sentences(self) -> list[str]:
        """What is wrong, each thing once."""
        return list(dict.fromkeys(str(error) for found in self.errors.values() for error in found))

    def chosen(self) -> tuple[Locatie | None, Middel | None, date]:
        """What to show: what was right of what was asked for."""
        data = self.cleaned_data
        locatie = data.get("locatie") or next(iter(self.locaties), None)
        return (
            locatie,
            data.get("middel") if "locatie" in data else None,
            data.get("dag", self.today),
        )


class StartForm(Doel):
    """What a link in the week view says: whose roster, which day, which block."""

    dag = forms.DateField(
        required=False, error_messages={"invalid": gettext_lazy("Deze dag bestaat niet.")}
    )
    blok = forms.RegexField(BLOK, required=False)
    oud_van = forms.TimeField(required=False)
    oud_tot = forms.TimeField(required=False)
    wat = forms.ChoiceField(choices=Wat.choices, required=False)
    alleen_personeel = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Today where no day is named."""
        cleaned = super().clean()
        self.check_day("dag")
        cleaned["dag"] = cleaned.get("dag") or self.today
        return cleaned

    def initial_values(self) -> dict[str, Any]:
        """The values with which the typed form begins."""
        data = self.cleaned_data
        return {
            **data,
            "locatie": data["locatie"].pk,
            "middel": data["middel"].pk if data["middel"] else None,
            "wat": data["wat"] or (Wat.VERPLAATST if data["blok"] else Wat.EXTRA),
            "van": data["oud_van"],
            "tot": data["oud_tot"],
        }


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


def works_at(middel: Middel, locatie: Locatie) -> bool:
    """True unless it is a counter or room that stands in another building."""
    fixed = middel.soort in (Soort.LOKET, Soort.RUIMTE)
    return not fixed or middel.locatie_id in (None, locatie.pk)
