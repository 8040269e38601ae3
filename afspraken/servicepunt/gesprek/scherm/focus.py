"""Where one goes on typing when the page comes back: the id of a field, or the first free time."""

from __future__ import annotations

from afspraken.models import Klantgesprek
from afspraken.servicepunt.gesprek.bezoekadres import BezoekadresForm
from afspraken.servicepunt.gesprek.formulier import KlantForm
from afspraken.servicepunt.gesprek.keuze import Keuze
from afspraken.servicepunt.gesprek.velden import Velden

TIJD = "tijd"


def focus(
    gesprek: Klantgesprek,
    keuze: Keuze,
    velden: Velden,
    klantform: KlantForm,
    *,
    adresform: BezoekadresForm | None,
    kan_kiezen: bool,
) -> str:
    """The first thing that is still to be done; empty where nothing is.

    `adresform` asks for an address that is not known yet. `kan_kiezen`: there are free times on
    the page, and none was chosen.
    """
    for form in velden.vragen:
        if not form["vraag"].value():
            return form["vraag"].auto_id
    if velden.belofte is not None:
        asked = velden.belofte["gevraagde_handeling"]
        return "" if asked.value() else asked.auto_id
    if gesprek.vastgehouden is not None:
        return "" if klantform["naam"].value() else klantform["naam"].auto_id
    if adresform is not None:
        return adresform.first_to_fill.auto_id
    if kan_kiezen:
        return TIJD
    return "" if keuze.aantallen else "zoek_product"
