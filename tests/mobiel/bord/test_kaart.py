"""The sketch of routes: north is up, one scale, and told apart without colours."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest

from mobiel.bord.kaart import APART, WIDTH, Merk, Tocht, apart, draw, stijl
from mobiel.bord.letters import Tekst, beside

HALL = (52.2953, 4.9106)
DUIVENDRECHT = (52.3275, 4.9370)
METRES = 4005
"""From the one to the other, as the crow flies."""


def tocht(number: int = 0, *stops: tuple[float, float]) -> Tocht:
    named = tuple((f"{number}{at}", "Anna", stop) for at, stop in enumerate(stops))
    return Tocht(stijl(number), HALL, HALL, named)


def places(kaart) -> dict[str, Merk]:
    return {merk.tekst: merk for merk in kaart.merken}


def test_north_is_up_and_east_is_right():
    kaart = draw([tocht(0, DUIVENDRECHT, (52.2953, 4.9000))])
    marks = places(kaart)
    assert marks["00"].y < marks["01"].y
    assert marks["00"].x > marks["01"].x


def test_everything_is_in_the_picture_with_a_margin():
    kaart = draw([tocht(0, DUIVENDRECHT, (52.24, 4.88), (52.29, 4.96))])
    for merk in kaart.merken:
        assert 20 < merk.x < kaart.breedte - 20
        assert 20 < merk.y < kaart.hoogte - 20


def test_the_bar_tells_the_scale():
    kaart = draw([tocht(0, DUIVENDRECHT)], namen=[("Gemeentehuis", HALL, True)])
    mark, hall = places(kaart)["00"], kaart.namen[0]
    number, unit = kaart.schaal_tekst.split()
    metres = int(number) * (1000 if unit == "km" else 1)
    drawn = hypot(mark.van_x - hall.x, mark.van_y - hall.y)
    assert drawn / kaart.schaal * metres == pytest.approx(METRES, rel=0.01)


def test_its_borders_are_where_a_map_of_tiles_would_put_them():
    kaart = draw([tocht(0, DUIVENDRECHT)])
    south, west, north, east = kaart.grenzen
    assert south < HALL[0] < DUIVENDRECHT[0] < north
    merk = places(kaart)["00"]
    assert west + (east - west) * merk.van_x / WIDTH == pytest.approx(DUIVENDRECHT[1], abs=1e-4)


def test_one_address_is_not_the_whole_map():
    kaart = draw([tocht(0, HALL)])
    south, west, north, east = kaart.grenzen
    assert (north - south) * 111_195 > 500
    assert kaart.schaal_tekst.endswith(" m")


def test_marks_at_one_place_are_pushed_apart_and_say_where_they_belong():
    kaart = draw([tocht(0, HALL), tocht(1, HALL), tocht(2, HALL)])
    for one, other in combinations(kaart.merken, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= APART - 0.5
    assert sum(merk.is_verschoven for merk in kaart.merken) >= 2
    assert len({(merk.van_x, merk.van_y) for merk in kaart.merken}) == 1


def test_a_mark_does_not_stand_on_the_house_where_a_route_begins():
    kaart = draw([tocht(0, HALL)], namen=[("Gemeentehuis", HALL, True)])
    [merk], [hall] = kaart.merken, kaart.namen
    assert hypot(merk.x - hall.x, merk.y - hall.y) >= APART - 0.5


def test_the_same_marks_are_pushed_the_same_way():
    marks = list(draw([tocht(0, HALL), tocht(1, HALL)]).merken)
    assert apart(marks) == apart(marks)


def test_eight_officials_are_told_apart_without_colours():
    styles = [stijl(number) for number in range(8)]
    assert len({one.letter for one in styles}) == 8
    assert len({one.kleur for one in styles}) == 8
    assert all(
        (a.streep, a.vorm) != (b.streep, b.vorm) for a, b in zip(styles, styles[1:], strict=False)
    )


@pytest.mark.parametrize("number", range(9))
def test_white_letters_can_be_read_on_every_colour(number):
    kleur = stijl(number).kleur
    light = sum(
        weight * linear(int(kleur[at : at + 2], 16) / 255)
        for weight, at in ((0.2126, 1), (0.7152, 3), (0.0722, 5))
    )
    assert 1.05 / (light + 0.05) >= 4.5


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def test_a_visit_without_a_route_is_on_the_map_too():
    kaart = draw([], [("?", "Anna de Vries", DUIVENDRECHT)])
    assert [merk.titel for merk in kaart.merken] == ["Anna de Vries"]
    assert not kaart.lijnen


def test_without_visits_there_is_no_map():
    assert draw([tocht(0)]) is None


def test_no_mark_lies_on_the_name_of_where_a_route_begins():
    """Stops all around the town hall: its name goes where there is room."""
    around = [(HALL[0] + north, HALL[1] + east) for north, east in ((-0.002, 0), (0, 0.003))]
    kaart = draw([tocht(0, *around)], namen=[("Gemeentehuis", HALL, True)])
    [hall] = kaart.namen
    text = Tekst(hall.x, hall.y, hall.tekst, is_huis=True).box((hall.naast, hall.onder))
    for mark in kaart.merken:
        assert not (
            text[0] < mark.x + 12
            and mark.x - 12 < text[2]
            and text[1] < mark.y + 12
            and mark.y - 12 < text[3]
        )


@pytest.mark.parametrize(
    ("marks", "spot"),
    [
        ([], (0.0, 25.0)),
        ([(200, 225)], (0.0, -18.0)),
        ([(200, 225), (200, 175)], (50.8, 5.0)),
    ],
    ids=["below", "above", "beside"],
)
def test_a_name_stands_in_the_first_free_place(marks, spot):
    [found] = beside([Tekst(200, 200, "Raadhuis", is_huis=True)], marks, wide=440, high=400)
    assert found == pytest.approx(spot, abs=2)


def test_a_name_leaves_the_arrow_that_points_north():
    [found] = beside([Tekst(415, 60, "Duivendrecht")], [], wide=440, high=400)
    west, north, east, south = Tekst(415, 60, "Duivendrecht").box(found)
    assert east <= 440
    assert north >= 54 or east <= 402


def test_a_name_stays_in_the_picture():
    [found] = beside([Tekst(200, 395, "Raadhuis", is_huis=True)], [], wide=440, high=400)
    assert found == (0.0, -18.0)
