"""Whose roster, which day, which block: what links and forms of the week view have in common.

Wrong values get a sentence here, so that the pages need not think of them.
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

from afspraken.models import Locatie, Middel, Soort
from afspraken.roosterscherm.velden import STEP

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


def works_at(middel: Middel, locatie: Locatie) -> bool:
    """True unless it is a counter or room that stands in another building."""
    fixed = middel.soort in (Soort.LOKET, Soort.RUIMTE)
    return not fixed or middel.locatie_id in (None, locatie.pk)


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
