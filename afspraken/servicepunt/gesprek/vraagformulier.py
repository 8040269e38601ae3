"""A further question in the same call: what it was, what it was about, and what came of it.

The first question stands in `formulier.ContactForm`; whoever asks something else gets a row more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from afspraken.contact import Vraag
from afspraken.invoer.velden import SELECT, LineField
from afspraken.models import Afdeling, Klantgesprek, Product, Resultaat
from afspraken.servicepunt.gesprek.keuze import Keuze

RESULTATEN = (
    Resultaat.BEANTWOORD,
    Resultaat.DOORVERBONDEN,
    Resultaat.DOORVERWEZEN,
    Resultaat.OPEN,
)
"""What can come of a question by itself; an appointment or a promise is made, not chosen."""

NO_QUESTION = _("Vul in wat de klant vroeg.")


class WaaroverField(forms.ChoiceField):
    """A product, which brings its department, or a department alone; nothing is the service point.

    Becomes a pair (Product or None, Afdeling or None).
    """

    def clean(self, value: Any) -> tuple[Product | None, Afdeling | None]:
        """The row that was chosen; it may have gone since the page was shown."""
        kind, _colon, key = str(super().clean(value)).partition(":")
        if kind == "product":
            products = Product.objects.select_related("afdeling")
            return products.filter(slug=key).first(), None
        if kind == "afdeling":
            return None, Afdeling.objects.filter(pk=key).first()
        return None, None


class VraagForm(forms.Form):
    """One further question. A row in which nothing was filled in does not count."""

    use_required_attribute = False

    vraag = LineField(max_length=200, required=False)
    waarover = WaaroverField(
        label=_("Waarover"), required=False, widget=forms.Select({"class": SELECT})
    )
    resultaat = forms.ChoiceField(
        label=_("Resultaat"),
        choices=[(one.value, one.label) for one in RESULTATEN],
        initial=Resultaat.BEANTWOORD,
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        rij: int,
        nummer: int,
        waarover: list[Any],
        initial: dict[str, str],
    ) -> None:
        super().__init__(data, prefix=prefix(rij), initial=initial)
        self.rij = rij
        self.fields["vraag"].label = _("Vraag %(nummer)d") % {"nummer": nummer}
        field = self.fields["waarover"]
        assert isinstance(field, WaaroverField)
        field.choices = waarover

    def clean(self) -> dict[str, Any]:
        """What it was about is of no use without the question."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if any(data.get("waarover") or ()) and not data.get("vraag") and not self.errors:
            self.add_error("vraag", NO_QUESTION)
        return data

    def answer(self) -> Vraag | None:
        """The question; None for a row in which nothing was filled in."""
        data = self.cleaned_data
        if not data.get("vraag"):
            return None
        product, afdeling = data["waarover"]
        resultaat = Resultaat(data["resultaat"] or Resultaat.BEANTWOORD)
        return Vraag(data["vraag"], product, afdeling, resultaat)


def prefix(rij: int) -> str:
    """Before the names of the fields of one row."""
    return f"vraag-{rij}"


def vraag_forms(gesprek: Klantgesprek, data: Mapping[str, Any] | None = None) -> list[VraagForm]:
    """The further questions of a call, as typed; without them nothing is read."""
    rows = Keuze.of(gesprek).vragen
    choices = _subjects() if rows else []
    return [
        VraagForm(
            data,
            rij=rij,
            nummer=nummer,
            waarover=choices,
            initial=typed(gesprek, prefix(rij)),
        )
        for nummer, rij in enumerate(rows, start=2)
    ]


def typed(gesprek: Klantgesprek, prefix: str) -> dict[str, str]:
    """What stands in the fields with a prefix, by their names without it."""
    begin = f"{prefix}-"
    return {
        name.removeprefix(begin): text
        for name, text in gesprek.getypt.items()
        if name.startswith(begin) and text
    }


def _subjects() -> list[Any]:
    """All products and departments, in two headings."""
    products = Product.objects.filter(is_actief=True)
    return [
        ("", _("geen product")),
        (_("Product"), [(f"product:{one.slug}", str(one)) for one in products]),
        (_("Afdeling"), [(f"afdeling:{one.pk}", one.naam) for one in Afdeling.objects.all()]),
    ]
