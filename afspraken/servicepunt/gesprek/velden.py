"""All fields of the screen about customer and contact, checked together when the call ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.http import QueryDict

from afspraken.models import Klantgesprek
from afspraken.servicepunt.contactformulier import BelofteForm
from afspraken.servicepunt.gesprek.formulier import ContactForm, KlantForm, belofte_form
from afspraken.servicepunt.gesprek.vraagformulier import VraagForm, vraag_forms


@dataclass
class Velden:
    """The forms; `klant` is None where nobody's data are asked, `belofte` where none is made."""

    klant: KlantForm | None
    contact: ContactForm
    belofte: BelofteForm | None = None
    vragen: list[VraagForm] = field(default_factory=list)

    @classmethod
    def posted(
        cls,
        gesprek: Klantgesprek,
        data: QueryDict,
        *,
        klant: KlantForm | None,
        vraagt: bool,
        now: datetime,
    ) -> Velden:
        """As the page posted them; `vraagt`: without a question there is nothing to register."""
        return cls(
            klant,
            ContactForm(data, vraagt=vraagt),
            belofte_form(gesprek, data, now=now),
            vraag_forms(gesprek, data),
        )

    @property
    def forms(self) -> list[forms.Form]:
        """In the order of the page."""
        some = [self.klant, self.contact, *self.vragen, self.belofte]
        return [one for one in some if one is not None]

    def are_valid(self) -> bool:
        """True if nothing has to be put right; all forms are checked."""
        return not [one for one in self.forms if not one.is_valid()]

    def faults(self) -> list[tuple[str, str]]:
        """What has to be put right: the id of a field and a sentence, in the order of the page."""
        return [
            (form[name].auto_id, str(sentence))
            for form in self.forms
            for name in form.fields
            for sentence in form.errors.get(name, ())
        ]
