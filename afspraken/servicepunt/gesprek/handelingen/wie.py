"""The customer: found, let go of again, and recognised."""

from __future__ import annotations

from django.http import Http404

from afspraken import klanten, logboek
from afspraken.models import Handeling, Klant, Partij, Verificatie
from afspraken.servicepunt.gesprek.formulier import known
from afspraken.servicepunt.gesprek.handelingen.act import Act
from afspraken.servicepunt.gesprek.handelingen.wijzigen import keep_as_it_was


def choose_klant(act: Act) -> None:
    """Go on with a customer who was found; the look is logged, empty fields are filled."""
    rows = Klant.objects.filter(klanten.reachable(act.who), gewist_op=None)
    found = rows.filter(pk=act.nummer).first() if act.nummer is not None else None
    if found is None:
        raise Http404
    found = found.opgegaan_in or found  # it may have been joined since it was shown
    gesprek = act.gesprek
    gesprek.klant, gesprek.verificatie = found, ""
    gesprek.getypt = {name: text for name, text in gesprek.getypt.items() if text}
    gesprek.getypt = {**known(found), **gesprek.getypt, "zoek_klant": ""}
    logboek.record(
        Handeling.BEKEKEN,
        f"klant:{found.pk}",
        partij=Partij.MEDEWERKER,
        door=act.door,
        now=act.now,
    )


def drop_klant(act: Act) -> None:
    """Another customer after all, or nobody: what was filled in from the row goes, too."""
    gesprek = act.gesprek
    filled = known(gesprek.klant)
    gesprek.getypt = {
        name: text for name, text in gesprek.getypt.items() if filled.get(name) != text
    }
    gesprek.klant, gesprek.verificatie = None, ""
    if gesprek.wijzigt is not None:
        keep_as_it_was(act)


def recognise(act: Act) -> None:
    """How the employee knew who is speaking; part of the contact."""
    klant = act.gesprek.klant
    if klant is None or act.waarde not in Verificatie.possible_for(klant):
        raise Http404
    act.gesprek.verificatie = act.waarde
