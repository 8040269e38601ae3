"""What a visit asks: how long, where, and what of the officials who do it."""

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
    """One visit as planning sees it before anything is promised. `minuten` with the buffer.

    `delen` is what each official needs who does a part of it, all at once; `samen` is what one of
    them must have or be, whoever it is. Of a visit by one official `samen` is empty.
    """

    punt: Punt
    minuten: int
    delen: tuple[frozenset[int], ...]
    samen: frozenset[int] = frozenset()

    @classmethod
    def of(cls, wens: Wens, adres: Adres | None, *, met_twee: bool = False) -> Asked | None:
        """What a wish asks at an address; None where officials on the road cannot give it.

        A visit needs officials, and may need a kit or a vehicle. A counter cannot come along.
        `met_twee`: a second official goes along who need not be able to do anything.
        """
        if adres is None:
            return None
        delen: list[frozenset[int]] = []
        samen: set[int] = set()
        for need in wens.requirements:
            if need.kind == Soort.AMBTENAAR:
                delen += [need.competences] * need.count
            elif need.kind in _ALONG and need.count == 1:
                samen.add(_ALONG[need.kind])
            else:
                return None
        if not delen:
            return None
        if wens.met is not None:
            samen.add(Bezoek.PERSOON + wens.met)
        minuten = wens.minuten + wens.buffer_cells * MINUTES_PER_CELL
        if met_twee and len(delen) == 1:
            delen.append(frozenset())
        delen.sort(key=len, reverse=True)  # who must be able to do most comes first
        if len(delen) == 1:
            return cls(Punt.of(*adres.punt), minuten, (delen[0] | samen,))
        return cls(Punt.of(*adres.punt), minuten, tuple(delen), frozenset(samen))

    @property
    def is_alleen(self) -> bool:
        """True if one official does it."""
        return len(self.delen) == 1

    @property
    def eisen(self) -> frozenset[int]:
        """What the first official needs: the only one, if there is one."""
        return self.delen[0]

    @property
    def seconds(self) -> int:
        """How long the officials are at the door or inside."""
        return self.minuten * 60
