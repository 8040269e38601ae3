"""The area that the municipality serves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.conf import settings

from afspraken.bezoekadres import Adres

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""


def in_area(adres: Adres) -> bool:
    """True if we visit there: a postcode of ours, and a point within our border.

    What of the two the municipality did not set (GEBIED_POSTCODES, GEBIED_GRENS) is not asked.
    """
    if not is_our_postcode(adres.postcode):
        return False
    return not settings.GEBIED_GRENS or within(adres.punt, settings.GEBIED_GRENS)


def is_our_postcode(postcode: str) -> bool:
    """True if doors with this postcode can be in the area; known before the door itself is."""
    own = settings.GEBIED_POSTCODES
    return not own or postcode[:4] in own


def within(point: Point, border: Sequence[Point]) -> bool:
    """True for a point inside a border of at least three corners, however it bends.

    A line to the east crosses the border of what it is in an odd number of times.

    >>> within((1.0, 1.0), [(0, 0), (0, 2), (2, 2), (2, 0)])
    True
    >>> within((3.0, 1.0), [(0, 0), (0, 2), (2, 2), (2, 0)])
    False
    """
    lat, lon = point
    inside = False
    for (lat_a, lon_a), (lat_b, lon_b) in pairwise([*border, border[0]]):
        if (lat_a > lat) != (lat_b > lat):
            crossing = lon_a + (lat - lat_a) * (lon_b - lon_a) / (lat_b - lat_a)
            inside ^= lon < crossing
    return inside
