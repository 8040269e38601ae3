"""What belongs together for one customer, what comes next and what there is to collect. READS."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from afspraken.gevoelig import products_text
from afspraken.invoer.velden import SELECT
from afspraken.models import RELEASED, Klant
from afspraken.ophalen import lijsten, vervolg
from afspraken.rechten import Recht, Toegang
from afspraken.servicepunt.ophalen import lines
from afspraken.templatetags.wanneer import wanneer_kort

if TYPE_CHECKING:
    from afspraken.servicepunt.klanten import Regel


class KoppelForm(forms.Form):
    """Two appointments of one customer."""

    een = forms.ChoiceField(
        label=gettext_lazy("Deze afspraak"), widget=forms.Select(attrs={"class": SELECT})
    )
    ander = forms.ChoiceField(
        label=gettext_lazy("hoort bij"), widget=forms.Select(attrs={"class": SELECT})
    )

    def __init__(self, *args: Any, afspraken: Iterable[Regel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (one.afspraak.code, f"{wanneer_kort(one.afspraak)}, {one.wat}") for one in afspraken
        ]
        for number, naam in enumerate(self.fields):
            field = self.fields[naam]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
            self.initial.setdefault(naam, choices[number][0] if number < len(choices) else "")


def about(
    klant: Klant, afspraken: Sequence[Regel], who: Toegang, *, now: datetime
) -> dict[str, Any]:
    """What the page of a customer shows of it, of the appointments that the employee may see."""
    visible = {one.afspraak.pk for one in afspraken}
    within = lijsten.within(who, Recht.AFSPRAAK_ZIEN)
    kept = [one for one in afspraken if one.afspraak.status not in RELEASED]
    next_steps = vervolg.next_steps(klant, now=now)
    return {
        "trajecten": _matters(afspraken),
        "vervolgstappen": [
            {
                "stand": one,
                "wat": products_text(one.vervolg.na, who),
                "mag": who.mag(Recht.AFSPRAAK_MAKEN, {one.vervolg.product.afdeling_id}),
            }
            for one in next_steps
            if one.vervolg.na.pk in visible
        ],
        "documenten": lines(list(lijsten.of_customer(klant).filter(within)), who, now=now),
        "koppelen": KoppelForm(afspraken=kept, auto_id="koppel_%s") if len(kept) > 1 else None,
    }


def _matters(afspraken: Sequence[Regel]) -> list[list[Regel]]:
    """The steps of each traject, in order of time; what belongs to nothing is left out."""
    rows = [one for one in afspraken if one.afspraak.traject_id]
    ordered = sorted(rows, key=lambda one: (one.afspraak.traject_id or 0, one.afspraak.begin))
    groups = groupby(ordered, key=lambda one: one.afspraak.traject_id)
    return [list(group) for _traject, group in groups]
