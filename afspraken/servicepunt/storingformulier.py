"""The form that reports a disruption: who or what, from when until when, and why."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from afspraken.engine.bitmap import CELL, cell_of, moment_of
from afspraken.invoer.velden import SELECT, LineField
from afspraken.lokaal import LOCAL, local_day
from afspraken.models import Locatie, Middel, Oplossing
from afspraken.rechten import Bereik, Recht, Toegang
from afspraken.roosterscherm.velden import MomentField, moment_input

ALLES = "alles"
TEXTBOX = {"class": "utrecht-textbox utrecht-textbox--html-input"}


class StoringForm(forms.Form):
    """Three questions, with today filled in. `who` decides what can be chosen."""

    wat = forms.ChoiceField(
        label=_("Wie of wat"),
        widget=forms.Select({"class": SELECT, "data-zoekbaar": _("Zoek op naam")}),
        error_messages={"required": _("Kies wie of wat er niet is.")},
    )
    begin = MomentField(
        label=_("Van"),
        widget=moment_input(),
        error_messages={
            "required": _("Vul in wanneer het begint."),
            "invalid": _("Vul een dag en een tijd in."),
        },
    )
    einde = MomentField(
        label=_("Tot"),
        widget=moment_input(),
        error_messages={
            "required": _("Vul in tot wanneer het duurt."),
            "invalid": _("Vul een dag en een tijd in."),
        },
    )
    reden = LineField(
        label=_("Reden"),
        max_length=100,
        help_text=_("Bijvoorbeeld: ziek, of het slot is stuk. Geen medische gegevens."),
        error_messages={"required": _("Schrijf op wat er is.")},
    )

    def __init__(self, *args: Any, who: Toegang, now: datetime, **kwargs: Any) -> None:
        last = datetime.combine(local_day(now), time(23, 59), LOCAL)
        kwargs["initial"] = {
            "begin": moment_of(cell_of(now)),
            "einde": last,
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        wat = self.fields["wat"]
        assert isinstance(wat, forms.ChoiceField)
        wat.choices = _choices(who)
        for name in ("begin", "einde"):
            self.fields[name].widget.attrs.update(TEXTBOX)

    def clean_wat(self) -> Middel | Locatie | None:
        """The resource or place that was chosen; None for every place."""
        kind, _colon, number = str(self.cleaned_data["wat"]).partition(":")
        if kind == ALLES:
            return None
        return (Middel if kind == "middel" else Locatie)._default_manager.get(pk=number)

    def clean_begin(self) -> datetime:
        """The cell in which it begins: what is open is counted in cells."""
        moment: datetime = self.cleaned_data["begin"]
        return moment_of(cell_of(moment))


def _choices(who: Toegang) -> list[Any]:
    """Resources by kind, and for who may close everything, places. Read anew for each page."""
    everywhere = who.bereik(Recht.STORING_OPLOSSEN) is Bereik.ALLES
    rows = Middel.objects.filter(is_actief=True).select_related("locatie").order_by("soort", "naam")
    if not everywhere:
        rows = rows.filter(afdeling__in=who.afdelingen)
    kinds: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        where = f" ({row.locatie})" if row.locatie else ""
        kinds.setdefault(row.get_soort_display(), []).append((f"middel:{row.pk}", f"{row}{where}"))
    found: list[Any] = [("", _("Kies wie of wat er niet is")), *kinds.items()]
    if everywhere:
        places = Locatie.objects.filter(is_actief=True, bij_klant=False)
        closed = [(f"locatie:{row.pk}", str(row)) for row in places]
        found.append((_("gesloten"), [*closed, (ALLES, _("alle locaties"))]))
    return found


class KeuzeForm(forms.Form):
    """What is to happen to one appointment; `tijd` is "place:cell" where it moves."""

    versie = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)
    doe = forms.ChoiceField(
        choices=Oplossing.choices,
        error_messages={"required": _("Kies wat er moet gebeuren.")},
    )
    tijd = forms.RegexField(r"^[0-9]{1,9}:[0-9]{1,8}\Z", required=False)

    def clean(self) -> dict[str, Any]:
        """A time, and only where it moves."""
        cleaned = super().clean() or {}
        if cleaned.get("doe") == Oplossing.VERPLAATS and not cleaned.get("tijd"):
            raise forms.ValidationError(_("Kies een tijd."))
        return cleaned

    @property
    def plek(self) -> tuple[int | None, datetime | None]:
        """The place (id) and the moment that were chosen."""
        place, _colon, cell = self.cleaned_data.get("tijd", "").partition(":")
        if not place or self.cleaned_data["doe"] != Oplossing.VERPLAATS:
            return None, None
        return int(place), moment_of(0) + int(cell) * CELL
