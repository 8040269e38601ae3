"""The form that makes a link: for which device, how much it shows, when it warns."""

from __future__ import annotations

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from notificaties.models import Agendalink, Niveau, Seintje

EXPLAINED = {
    Niveau.BEZET: _("Wie meekijkt, ziet alleen wanneer er een afspraak is."),
    Niveau.PLAATS: _("Ook het loket of de ruimte, en het adres."),
    Niveau.VOLLEDIG: _("Ook het product en de referentie. Nooit een naam of telefoonnummer."),
}


class LinkForm(forms.Form):
    """A new link. The levels stand from little to much, the middle one is chosen."""

    apparaat = forms.CharField(
        label=_("Voor welk apparaat?"),
        max_length=Agendalink._meta.get_field("apparaat").max_length,
        help_text=_("Bijvoorbeeld: mijn telefoon, of Outlook op kantoor."),
        error_messages={"required": _("Vul een naam voor het apparaat in.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    niveau = forms.ChoiceField(
        label=_("Wat mag de agenda tonen?"),
        choices=Niveau.choices,
        initial=Niveau.PLAATS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat de agenda mag tonen.")},
    )
    seintje = forms.TypedChoiceField(
        label=_("Wilt u vooraf een seintje?"),
        choices=[("", _("Geen seintje")), *Seintje.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Niet elk apparaat doet dit bij een agenda via een link."),
    )

    def levels(self) -> list[tuple[BoundWidget, str]]:
        """The levels with what they mean."""
        return [(one, str(EXPLAINED[Niveau(one.data["value"])])) for one in self["niveau"]]
