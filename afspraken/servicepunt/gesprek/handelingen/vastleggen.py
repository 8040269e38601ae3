"""What is written down about the call, besides what was agreed: a promise."""

from __future__ import annotations

from dataclasses import replace

from afspraken.servicepunt.gesprek.handelingen.act import Act
from afspraken.servicepunt.gesprek.keuze import Keuze


def promise(act: Act) -> None:
    """Promise to call back, or after all not."""
    keuze = Keuze.of(act.gesprek)
    replace(keuze, belofte=not keuze.belofte).keep(act.gesprek)
