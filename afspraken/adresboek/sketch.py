"""A sketch of the area, on which one points out where an address is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from django.conf import settings

from afspraken.models import Buurt

WIDTH = 320
"""Of the drawing, in units of its own."""

MARGIN = 0.06
"""Around what is drawn, as a part of its size; names need some room."""


@dataclass(frozen=True)
class Stip:
    """One part of town on the sketch."""

    naam: str
    x: int
    y: int


@dataclass(frozen=True)
class Schets:
    """The drawing: its size, the degrees of its four sides, the border and the parts of town.

    Degrees are texts with a dot, as a program reads them, in every language of the page.
    """

    breedte: int
    hoogte: int
    noord: str
    zuid: str
    west: str
    oost: str
    grens: str
    stippen: tuple[Stip, ...]


def sketch(buurten: Iterable[Buurt]) -> Schets | None:
    """The area with its parts of town; None where too little is known to draw anything."""
    parts = list(buurten)
    border = list(settings.GEBIED_GRENS)
    points = border + [(one.breedtegraad, one.lengtegraad) for one in parts]
    lats, lons = [lat for lat, _lon in points], [lon for _lat, lon in points]
    if not points or min(lats) == max(lats) or min(lons) == max(lons):
        return None
    high, wide = max(lats) - min(lats), max(lons) - min(lons)
    south, north = min(lats) - MARGIN * high, max(lats) + MARGIN * high
    west, east = min(lons) - MARGIN * wide, max(lons) + MARGIN * wide
    ratio = (north - south) / ((east - west) * cos(radians(north)))
    height = round(WIDTH * min(max(ratio, 0.5), 2.0))

    def at(lat: float, lon: float) -> tuple[int, int]:
        x = (lon - west) / (east - west) * WIDTH
        return round(x), round((north - lat) / (north - south) * height)

    return Schets(
        breedte=WIDTH,
        hoogte=height,
        noord=f"{north:.6f}",
        zuid=f"{south:.6f}",
        west=f"{west:.6f}",
        oost=f"{east:.6f}",
        grens=" ".join(f"{x},{y}" for x, y in (at(*corner) for corner in border)),
        stippen=tuple(Stip(one.naam, *at(one.breedtegraad, one.lengtegraad)) for one in parts),
    )
