"""An estimate from the distance as the crow flies: assumptions, said out loud.

* Roads are 1.3 times as long as the straight line.
* A car does 30 km an hour in and between these villages, a bicycle 15.
* Each leg takes two minutes more: parking or locking, and walking to the door.
* A river without a bridge, and rush hour, are not known. Who needs better runs OSRM (`osrm`).

It keeps the triangle inequality: a detour is never shorter.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, ceil, cos, radians, sin, sqrt

from mobiel.models import Vervoer
from mobiel.reistijd.punten import Punt

EARTH = 6_371_000
"""Metres of radius."""

DETOUR = 1.3
STOP = 120
"""Seconds beside the road for each leg."""

SECONDS_PER_METRE = {
    str(Vervoer.AUTO): DETOUR * 3.6 / 30,
    str(Vervoer.FIETS): DETOUR * 3.6 / 15,
}


def metres(one: Punt, other: Punt) -> float:
    """The great-circle distance (haversine).

    >>> round(metres(Punt(52.2953, 4.9106), Punt(52.3275, 4.9370)))
    4005
    """
    north, south = radians(one.breedtegraad), radians(other.breedtegraad)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(other.lengtegraad - one.lengtegraad) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


class Hemelsbreed:
    """The estimate as a source of travel times (see `punten.Reistijd`); it always answers."""

    def table(self, van: Sequence[Punt], naar: Sequence[Punt], vervoer: str) -> list[list[int]]:
        """Seconds from each point to each other."""
        pace = SECONDS_PER_METRE[vervoer]
        return [
            [ceil(metres(one, other) * pace) + STOP if one != other else 0 for other in naar]
            for one in van
        ]
