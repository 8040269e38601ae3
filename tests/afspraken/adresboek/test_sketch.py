"""The sketch on which one points out an address."""

import pytest

from afspraken.adresboek.sketch import sketch
from afspraken.models import Buurt


def part(naam: str, lat: float, lon: float) -> Buurt:
    return Buurt(naam=naam, breedtegraad=lat, lengtegraad=lon)


def test_parts_of_town_lie_where_they_are_within_the_sides(settings):
    settings.GEBIED_GRENS = []
    drawn = sketch([part("Noord", 52.30, 4.90), part("Zuid", 52.20, 4.95)])
    north, south = drawn.stippen
    assert (north.y < south.y, north.x < south.x) == (True, True)
    assert float(drawn.zuid) < 52.20 < 52.30 < float(drawn.noord)
    assert drawn.grens == ""


@pytest.mark.parametrize("parts", [[], [part("Een", 52.3, 4.9)]])
def test_what_is_too_little_is_not_drawn(settings, parts):
    settings.GEBIED_GRENS = []
    assert sketch(parts) is None


def test_the_border_is_drawn_too(settings):
    settings.GEBIED_GRENS = [(52.2, 4.8), (52.2, 5.0), (52.4, 5.0)]
    assert len(sketch([]).grens.split()) == 3
