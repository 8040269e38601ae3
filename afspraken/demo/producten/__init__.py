"""The catalogue of the example town. `upl` is the name in the Uniforme Productnamenlijst.

Durations and costs are example data. Costs hold two amounts: from 1 January 2026 and 2027.

Source of the names: Uniforme Productnamenlijst (standaarden.overheid.nl/upl).
"""

from afspraken.demo.producten import gesprekken, leven_en_bewijzen, reizen, verhuizen
from afspraken.demo.producten.voorbeeld import (
    AFDELING_VAN_GROEP,
    GROEPEN,
    Needs,
    Voorbeeld,
)

PRODUCTEN: tuple[Voorbeeld, ...] = (
    *reizen.PRODUCTEN,
    *verhuizen.PRODUCTEN,
    *leven_en_bewijzen.PRODUCTEN,
    *gesprekken.PRODUCTEN,
)

POPULAIR = (
    "paspoort",
    "identiteitskaart",
    "rijbewijs",
    "verhuizing",
    "uittreksel-brp",
    "document-afhalen",
)
"""What most people come for, so what stands first."""

__all__ = ["AFDELING_VAN_GROEP", "GROEPEN", "POPULAIR", "PRODUCTEN", "Needs", "Voorbeeld"]
