"""Where a caller is visited: the fields that ask it, and what they start with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.forms import BoundField

from afspraken.exceptions import OutsideArea
from afspraken.invoer.adres import AdresForm, initial_of
from afspraken.models import Klantgesprek
from afspraken.servicepunt.gesprek.keuze import Keuze
from afspraken.servicepunt.gesprek.vraagformulier import typed

BEZOEK = "bezoek"
"""Before the names of these fields: the customer may live elsewhere."""


class BezoekadresForm(AdresForm):
    """As on the website, in the words of an employee."""

    buiten = OutsideArea.sentence_for_desk

    @property
    def first_to_fill(self) -> BoundField:
        """Where one goes on typing: the first field that is wrong, or empty, or else the last."""
        asked = [self["postcode"], self["huisnummer"]]
        asked += [self[name] for name in ("straat", "plaats", "buurt") if self.vraagt_zelf]
        for one in asked:
            if one.errors or not one.value():
                return one
        return asked[-1]


def form_of(gesprek: Klantgesprek, *, now: datetime) -> BezoekadresForm:
    """The fields as they stand: as typed, else the address chosen before, else the customer's."""
    keuze, klant = Keuze.of(gesprek), gesprek.klant
    known = {"postcode": klant.postcode, "huisnummer": klant.huisnummer} if klant else {}
    before = initial_of(keuze.adres) if keuze.adres else {}
    written = {name: text for name, text in typed(gesprek, BEZOEK).items() if text}
    return BezoekadresForm(initial={**known, **before, **written}, prefix=BEZOEK, now=now)


def posted(data: Mapping[str, str], keuze: str, *, now: datetime) -> BezoekadresForm:
    """The fields as they were sent; `keuze` is the address that was meant of several."""
    return BezoekadresForm({**data, f"{BEZOEK}-keuze": keuze}, prefix=BEZOEK, now=now)
