"""PURE: the day as a small drawing: numbered points and the order between them, north up.

It needs no network and no JavaScript, and says about how far and in which direction; the way there
is for a map.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians

from mobiel.reistijd import Punt
from mobiel.telefoon.dag import Dagroute, Kaart

WIDTH, HEIGHT, MARGIN = 340, 220, 22
"""Of the drawing, in its own units."""

_METRES = 111_195
"""To a degree of latitude."""


@dataclass(frozen=True)
class Schets:
    """Points as (x, y, numbers, is over), the line through them, and a bar of `meter` metres."""

    punten: list[tuple[int, int, str, bool]]
    lijn: str
    begin: tuple[int, int]
    meter: int
    balk: int
    width: int = WIDTH
    height: int = HEIGHT


def draw(found: Dagroute) -> Schets:
    """The sketch of a route; stops at one address share a point."""
    kaarten = [one for one in found.kaarten if not one.is_weg]
    place = found.route.vertrekt_van
    start = Punt.of(place.breedtegraad or 0.0, place.lengtegraad or 0.0)
    points = [start, *(one.punt for one in kaarten)]
    left, right = min(p.lengtegraad for p in points), max(p.lengtegraad for p in points)
    low, high = min(p.breedtegraad for p in points), max(p.breedtegraad for p in points)
    shrink = cos(radians((low + high) / 2))
    wide, tall = (right - left) * shrink * _METRES, (high - low) * _METRES
    scale = min((WIDTH - 2 * MARGIN) / max(wide, 200), (HEIGHT - 2 * MARGIN) / max(tall, 200))
    across, down = (WIDTH - wide * scale) / 2, (HEIGHT - tall * scale) / 2

    def at(point: Punt) -> tuple[int, int]:
        x = across + (point.lengtegraad - left) * shrink * _METRES * scale
        y = HEIGHT - down - (point.breedtegraad - low) * _METRES * scale
        return round(x), round(y)

    line = " ".join(f"{x},{y}" for x, y in map(at, points))
    meter = _bar(scale)
    return Schets(_numbered(kaarten, at), line, at(start), meter, round(meter * scale))


def _numbered(kaarten: list[Kaart], at: object) -> list[tuple[int, int, str, bool]]:
    found: dict[tuple[int, int], list[Kaart]] = {}
    for one in kaarten:
        found.setdefault(at(one.punt), []).append(one)  # type: ignore[operator]
    return [
        (x, y, ", ".join(str(one.nummer) for one in here), all(one.stand.is_over for one in here))
        for (x, y), here in found.items()
    ]


def _bar(scale: float) -> int:
    """A round number of metres that is about a quarter of the drawing."""
    return next((one for one in (5000, 2000, 1000, 500, 200, 100) if one * scale <= WIDTH / 4), 50)
