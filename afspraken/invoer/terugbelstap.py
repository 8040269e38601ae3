"""The forms on the page of one promise. Each names the version of it that the employee saw."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from afspraken.invoer.eigenaar import EigenaarField
from afspraken.invoer.velden import SELECT, LineField, LinesField

UITKOMSTEN = [
    ("", _("Kies hoe het ging")),
    ("geen gehoor", _("geen gehoor")),
    ("in gesprek", _("in gesprek")),
    ("voicemail ingesproken", _("voicemail ingesproken")),
    ("nummer klopt niet", _("nummer klopt niet")),
]


class StapForm(forms.Form):
    """Take it, or open it again: there is nothing to fill in."""

    versie = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)


class PogingForm(StapForm):
    """Somebody called, and did not reach the customer."""

    uitkomst = forms.ChoiceField(
        label=_("Hoe ging het"),
        choices=UITKOMSTEN,
        widget=forms.Select({"class": SELECT}),
        error_messages={"required": _("Kies hoe het ging.")},
    )
    notitie = LineField(label=_("Notitie"), max_length=200, required=False)

    @property
    def toelichting(self) -> str:
        """As the history tells it."""
        parts = [str(dict(UITKOMSTEN)[self.cleaned_data["uitkomst"]]), self.cleaned_data["notitie"]]
        return ": ".join(part for part in parts if part)


class KlaarForm(StapForm):
    """The promise was kept."""

    resultaat = LinesField(
        label=_("Wat is het resultaat"),
        max_length=1000,
        help_text=_("Wat de klant nu weet, of wat u deed."),
        error_messages={"required": _("Schrijf op wat het resultaat is.")},
    )


class OverdragenForm(StapForm):
    """To another owner, with a reason."""

    eigenaar = EigenaarField()
    reden = LineField(
        label=_("Waarom"),
        max_length=200,
        error_messages={"required": _("Schrijf op waarom u dit overdraagt.")},
    )
