"""What is written down about the call, besides what was agreed: more questions, and a promise."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404

from afspraken.servicepunt.gesprek.handelingen.act import Act
from afspraken.servicepunt.gesprek.keuze import Keuze
from afspraken.servicepunt.gesprek.vraagformulier import prefix


def ask(act: Act) -> None:
    """Room for one question more."""
    Keuze.of(act.gesprek).asking().keep(act.gesprek)


def drop_question(act: Act) -> None:
    """Without that question, and without what was typed in it."""
    keuze, rij = Keuze.of(act.gesprek), act.nummer
    if rij is None or rij not in keuze.vragen:
        raise Http404
    keuze.without(rij).keep(act.gesprek)
    act.gesprek.getypt = {
        name: text
        for name, text in act.gesprek.getypt.items()
        if not name.startswith(f"{prefix(rij)}-")
    }


def promise(act: Act) -> None:
    """Promise to call back, or after all not."""
    keuze = Keuze.of(act.gesprek)
    replace(keuze, belofte=not keuze.belofte).keep(act.gesprek)
