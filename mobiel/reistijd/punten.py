"""A point on the map, and a table of seconds between points: plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Punt(NamedTuple):
    """Degrees north and east, rounded to a metre so that one address is one point.

    >>> Punt.of(52.29530049, 4.91061)
    Punt(breedtegraad=52.2953, lengtegraad=4.91061)
    """

    breedtegraad: float
    lengtegraad: float

    @classmethod
    def of(cls, breedtegraad: float, lengtegraad: float) -> Punt:
        return cls(round(breedtegraad, 5), round(lengtegraad, 5))


@dataclass(frozen=True)
class Tabel:
    """`seconden[i][j]` from the i-th point to the j-th, stopping included; 0 at the same point.

    `is_geschat`: a service was asked, did not answer well, and this is the estimate instead.
    """

    seconden: list[list[int]]
    is_geschat: bool = False


class Reistijd(Protocol):
    """What knows travel times. The departure time is not asked: no source here knows rush hour."""

    def table(self, van: Sequence[Punt], naar: Sequence[Punt], vervoer: str) -> list[list[int]]:
        """Whole seconds from each point to each other, rounded up, stopping included.

        Raises: GeenAntwoord.
        """


class GeenAntwoord(Exception):
    """The service was slow, down, or said something that cannot be. `str(error)` says which."""
