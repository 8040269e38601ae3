"""Rooms today: who is where now and later, without names of customers."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import roosters
from afspraken.rechten import Rol
from tests.afspraken.afdeling.conftest import text_of
from tests.afspraken.rechten.wie import afdeling, ingelogd
from tests.afspraken.voorstellen import customer, gesprek
from tests.cast import at, booked

RUIMTES = "/afdeling/ruimtes/"


@pytest.fixture
def monday():
    """A quarter past nine, while Anna is there."""
    with time_machine.travel(at("9:15"), tick=False):
        yield


@pytest.mark.usefixtures("anna", "monday")
def test_a_room_says_who_is_there_now_and_who_comes_later(haar, town):
    page = text_of(haar.get(RUIMTES))
    assert "Kamer 1" in page
    assert "Sanne Vos</strong> tot 9.30 uur" in page
    assert "Anna" not in page


@pytest.mark.usefixtures("monday")
def test_what_may_not_be_named_is_only_in_use(town, sanne):
    booked(gesprek(town, is_gevoelig=True), "9:00")
    page = text_of(ingelogd(Rol.BALIE, "Publiekszaken").get(RUIMTES))
    assert "Sanne Vos" not in page
    assert "Gesprek" not in page
    assert "bezet" in page


@pytest.mark.usefixtures("anna", "monday")
def test_only_who_may_open_it_gets_a_link(haar, anna):
    assert anna.code in text_of(haar.get(RUIMTES))
    assert anna.code not in text_of(ingelogd(Rol.BALIE, "Publiekszaken").get(RUIMTES))


@pytest.mark.parametrize("locatie", ["", "x", "999", "²", "9" * 30])
def test_any_place_gives_a_page(haar, anna, locatie):
    assert haar.get(RUIMTES, {"locatie": locatie}).status_code == 200


def test_a_town_without_rooms_says_so(town):
    page = text_of(ingelogd(Rol.BALIE, "Publiekszaken").get(RUIMTES))
    assert "Er zijn geen spreekruimtes." in page


@pytest.mark.usefixtures("monday")
def test_many_rooms_take_as_many_questions_as_one(haar, town, sanne):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            haar.get(RUIMTES)
        return len(captured)

    product = gesprek(town, afdeling=afdeling("Sociale Zaken"))
    booked(product, "10:00")
    few = asked()
    for n in range(20):
        town.ruimte(f"Kamer {n + 2}")
    for n, clock in enumerate(("10:30", "11:00", "11:30", "13:00", "14:00")):
        booked(product, clock, customer(n))
    assert asked() == few
    assert few <= 14


@pytest.mark.usefixtures("anna", "monday")
def test_who_is_away_is_not_there(haar, sanne):
    assert "is er niet" not in text_of(haar.get(RUIMTES))
    roosters.set_absent(sanne, begin=at("9:10"), einde=at("12:00"), reden="Ziek", now=at("9:10"))
    assert "is er niet</span> tot 9.30 uur" in text_of(haar.get(RUIMTES))
