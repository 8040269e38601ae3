"""Travel times: the estimate, the service, and what happens when the service does not serve."""

import logging
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobiel import reistijd
from mobiel.models import Vervoer
from mobiel.reistijd import Punt, bron
from mobiel.reistijd.hemelsbreed import STOP, Hemelsbreed, metres
from mobiel.reistijd.osrm import REST, Osrm
from mobiel.reistijd.punten import GeenAntwoord
from tests.fakes.osrm import SPEED, FakeOsrm, fake_osrm

OUDERKERK = Punt(52.2953, 4.9106)
DUIVENDRECHT = Punt(52.3275, 4.9370)
points = st.builds(
    Punt.of, st.floats(52.2, 52.4, allow_nan=False), st.floats(4.8, 5.0, allow_nan=False)
)


@pytest.fixture
def osrm(settings, monkeypatch) -> Iterator[FakeOsrm]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    bron._service.cache_clear()
    with fake_osrm() as fake:
        settings.OSRM_URL = fake.address
        settings.OSRM_FIETS_URL = ""
        settings.OSRM_SECONDEN = 1
        yield fake
    bron._service.cache_clear()


def seconds(one: Punt, other: Punt, vervoer: str = "AUTO") -> int:
    return reistijd.between([one], [other], vervoer).seconden[0][0]


def test_a_car_does_thirty_and_a_bicycle_fifteen():
    distance = 1.3 * metres(OUDERKERK, DUIVENDRECHT)
    assert seconds(OUDERKERK, DUIVENDRECHT) == pytest.approx(distance / (30 / 3.6) + STOP, abs=1)
    by_bicycle = seconds(OUDERKERK, DUIVENDRECHT, "FIETS")
    assert by_bicycle == pytest.approx(distance / (15 / 3.6) + STOP, abs=1)


def test_there_is_no_road_to_where_one_is():
    assert seconds(OUDERKERK, OUDERKERK) == 0


@given(points, points, points, st.sampled_from(list(Vervoer)))
def test_a_detour_is_never_shorter(one, other, third, vervoer):
    [[straight, first]] = Hemelsbreed().table([one], [third, other], vervoer)
    [[second]] = Hemelsbreed().table([other], [third], vervoer)
    assert straight <= first + second


def test_the_service_is_asked_and_its_answer_gets_the_time_to_stop(osrm):
    table = reistijd.between([OUDERKERK], [DUIVENDRECHT, OUDERKERK], "AUTO")
    road = metres(OUDERKERK, DUIVENDRECHT) / SPEED
    assert table.seconden == [[pytest.approx(road + STOP, abs=2), 0]]
    assert not table.is_geschat


def test_a_pair_is_asked_once(osrm):
    for _again in range(3):
        reistijd.between([OUDERKERK, DUIVENDRECHT], [DUIVENDRECHT, OUDERKERK], "AUTO")
    assert osrm.asked == 1


def test_a_large_table_is_asked_in_parts(osrm):
    many = [Punt.of(52.2 + n / 1000, 4.9) for n in range(130)]
    table = reistijd.between(many, many, "AUTO").seconden
    assert osrm.asked == 9
    for i, j in product((0, 60, 129), repeat=2):
        expected = metres(many[i], many[j]) / SPEED + STOP if i != j else 0
        assert table[i][j] == pytest.approx(expected, abs=2)


def test_a_bicycle_without_a_server_of_its_own_is_estimated_and_that_is_no_failure(osrm):
    table = reistijd.between([OUDERKERK], [DUIVENDRECHT], "FIETS")
    assert table.seconden == Hemelsbreed().table([OUDERKERK], [DUIVENDRECHT], "FIETS")
    assert not table.is_geschat
    assert osrm.asked == 0


WRONG = ["down", "slow", "busy", "html", "refuses", "no road", "negative", "a day", "text"]


@pytest.mark.parametrize("misbehave", [*WRONG, "short", "rows"])
def test_a_service_that_does_not_serve_is_replaced_for_the_whole_table_and_that_is_said(
    osrm, misbehave, caplog
):
    osrm.misbehave = misbehave
    caplog.set_level(logging.WARNING, "mobiel.reistijd.bron")
    places = [OUDERKERK, DUIVENDRECHT]
    table = reistijd.between(places, places, "AUTO")
    assert table.seconden == Hemelsbreed().table(places, places, "AUTO")
    assert table.is_geschat
    assert "travel times are estimated" in caplog.text


def test_a_service_that_failed_is_left_alone_for_a_minute(osrm):
    moment = 0.0
    server = Osrm({"AUTO": (osrm.address, "driving")}, timeout=1, clock=lambda: moment)
    osrm.misbehave = "busy"
    for _again in range(3):
        with pytest.raises(GeenAntwoord):
            server.table([OUDERKERK], [DUIVENDRECHT], "AUTO")
    assert osrm.asked == 1
    osrm.misbehave = ""
    moment = REST
    assert server.table([OUDERKERK], [DUIVENDRECHT], "AUTO")
    assert osrm.asked == 2


def test_what_is_remembered_is_bounded(osrm, monkeypatch):
    monkeypatch.setattr(bron, "MOST_PAIRS", 3)
    many = [Punt.of(52.2 + n / 1000, 4.9) for n in range(3)]
    first = reistijd.between(many, many, "AUTO")
    assert reistijd.between(many, many, "AUTO") == first
