"""The sheet on which a contact is registered: its forms together, as sent or as typed so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from afspraken.contact import Contact, Persoon, Vraag
from afspraken.models import Klant
from afspraken.servicepunt.contactformulier import (
    MOST_QUESTIONS,
    BelofteForm,
    ContactForm,
    VragenFormSet,
)
from afspraken.servicepunt.klantformulier import PersoonForm

_VRAGEN, _BELOFTE, _PERSOON = "vragen", "belofte", "persoon"


@dataclass(frozen=True)
class Contactblad:
    """The contact, its questions, what is promised, and for an unknown person who it was."""

    over: ContactForm
    vragen: Any
    belofte: BelofteForm
    persoon: PersoonForm | None

    @classmethod
    def sent(cls, klant: Klant | None, data: QueryDict, *, now: datetime) -> Contactblad:
        """What was sent to be registered. Whom we call is who it was, unless said otherwise."""
        data = data.copy()
        for name in ("naam", "telefoon"):
            data[f"{_BELOFTE}-{name}"] = data.get(f"{_BELOFTE}-{name}") or data.get(
                f"{_PERSOON}-{name}", ""
            )
        return cls(
            ContactForm(data, now=now),
            VragenFormSet(data, prefix=_VRAGEN),
            BelofteForm(data, prefix=_BELOFTE, klant=klant, now=now),
            None if klant else PersoonForm(data, prefix=_PERSOON),
        )

    @classmethod
    def begun(
        cls, klant: Klant | None, typed: Mapping[str, str], *, now: datetime, meer: int = 0
    ) -> Contactblad:
        """With what was typed so far, unchecked; `meer` rows for a question more."""
        belofte, persoon = _of(_BELOFTE, typed), _of(_PERSOON, typed)
        return cls(
            ContactForm(initial=typed, now=now),
            _questions(typed, meer),
            BelofteForm(initial=belofte, prefix=_BELOFTE, klant=klant, now=now),
            None if klant else PersoonForm(initial=persoon, prefix=_PERSOON),
        )

    @property
    def vormen(self) -> list[forms.BaseForm]:
        """All forms, in the order of the page."""
        first = [self.persoon] if self.persoon else []
        return [*first, self.over, *self.vragen.forms, self.belofte]

    @property
    def kan_meer(self) -> bool:
        """True while another question fits."""
        return len(self.vragen.forms) < MOST_QUESTIONS

    def is_valid(self) -> bool:
        """Whether all are; each is looked at, so that all faults are shown at once."""
        are_valid = [form.is_valid() for form in (*self.vormen, self.vragen)]
        return all(are_valid)

    def contact(self, klant: Klant | None) -> Contact:
        """What is registered."""
        answers = [form.answer() for form in self.vragen]
        vragen: tuple[Vraag, ...] = tuple(one for one in answers if one is not None)
        return self.over.contact(klant, vragen)

    def wie(self) -> Persoon | None:
        """The person to keep as a customer; None: nobody."""
        return self.persoon.persoon() if self.persoon else None


def _questions(typed: Mapping[str, str], meer: int) -> Any:
    """As many rows as there were, and `meer`; one on an empty sheet."""
    count = typed.get(f"{_VRAGEN}-TOTAL_FORMS", "")
    total = int(count) if count.isascii() and count.isdigit() and len(count) < 3 else 1
    rows = [_of(f"{_VRAGEN}-{n}", typed) for n in range(min(total + meer, MOST_QUESTIONS))]
    formset = VragenFormSet(initial=rows, prefix=_VRAGEN)
    formset.extra = 0
    return formset


def _of(prefix: str, typed: Mapping[str, str]) -> dict[str, str]:
    """The fields of one form, by their own names."""
    begin = f"{prefix}-"
    return {name.removeprefix(begin): typed[name] for name in typed if name.startswith(begin)}
