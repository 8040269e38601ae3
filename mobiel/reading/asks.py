"""What a visit asks: how long, where, and what of the official who does it."""

from __future__ import annotations

from dataclasses import dataclass

from afspraken.bezoekadres import Adres
from afspraken.models import Soort
from afspraken.wens import MINUTES_PER_CELL, Wens
from mobiel.models import Bezoek
from mobiel.reistijd import Punt

_ALONG = {str(Soort.KOFFER): Bezoek.KOFFER, str(Soort.VOERTUIG): Bezoek.VOERTUIG}


@dataclass(frozen=True)
class Asked:
    """One visit as planning sees it before anything is promised. `minuten` with the buffer."""

    punt: Punt
    minuten: int
    eisen: frozenset[int]

    @classmethod
    def of(cls, wens: Wens, adres: Adres | None) -> Asked | None:
        """What a wish asks at an address; None where no official alone can give it.

        A visit needs one official, and may need a kit or a vehicle. A counter or a second official
        cannot come along.
        """
        if adres is None:
            return None
        eisen: set[int] = set()
        people = 0
        for need in wens.requirements:
            if need.kind == Soort.AMBTENAAR and need.count == 1:
                people += 1
                eisen |= need.competences
            elif need.kind in _ALONG and need.count == 1:
                eisen.add(_ALONG[need.kind])
            else:
                return None
        if people != 1:
            return None
        if wens.met is not None:
            eisen.add(Bezoek.PERSOON + wens.met)
        minuten = wens.minuten + wens.buffer_cells * MINUTES_PER_CELL
        return cls(Punt.of(*adres.punt), minuten, frozenset(eisen))

    @property
    def seconds(self) -> int:
        """How long the official is at the door or inside."""
        return self.minuten * 60
