"""When and where something is promised, in words: a clock time with us, a window at home."""

from dataclasses import replace

import pytest
from django.utils import translation

from afspraken.offers import Offer
from afspraken.templatetags.wanneer import (
    hoe_laat,
    plaats,
    waar,
    wanneer,
    wanneer_kort,
    wanneer_met_einde,
    wanneer_zonder_jaar,
)
from tests.cast import KERKSTRAAT, at, booked

pytestmark = pytest.mark.django_db

FILTERS = (hoe_laat, wanneer, wanneer_met_einde, wanneer_zonder_jaar, wanneer_kort, waar, plaats)


@pytest.fixture
def counter(town):
    return Offer("balie", town.gemeentehuis, at("9:20"), at("9:40"), "w")


@pytest.fixture
def window(town):
    home = town.locatie("Huisbezoek", bij_klant=True)
    return Offer("bezoek", home, at("9:00"), at("13:00"), "w")


def said(offer) -> list[str]:
    return [one(offer) for one in FILTERS]


def test_with_us_it_is_a_clock_time_and_the_name_of_the_place(counter):
    assert said(counter) == [
        "9.20 uur",
        "maandag 7 december 2026, 9.20 uur",
        "maandag 7 december 2026, 9.20 uur tot ongeveer 9.40 uur",
        "maandag 7 december, 9.20 uur",
        "ma 7 dec 9.20 uur",
        "Gemeentehuis",
        "Gemeentehuis",
    ]


def test_at_home_it_is_a_window_and_never_about(window):
    between = "tussen 9.00 en 13.00 uur"
    assert said(window) == [
        between,
        f"maandag 7 december 2026, {between}",
        f"maandag 7 december 2026, {between}",
        f"maandag 7 december, {between}",
        f"ma 7 dec {between}",
        "bij u thuis",
        "bij de klant",
    ]


def test_a_window_of_one_cell_is_a_time(window):
    fixed = replace(window, einde=at("9:05"))
    assert wanneer(fixed) == "maandag 7 december 2026, om 9.00 uur"


def test_in_english_too(counter, window):
    with translation.override("en"):
        assert wanneer(window) == "Monday 7 December 2026, between 9:00 and 13:00"
        assert hoe_laat(replace(window, einde=at("9:05"))) == "at 9:00"
        assert waar(window) == "at your home"
        assert wanneer_met_einde(counter) == "Monday 7 December 2026, 9:20 to about 9:40"


def test_nothing_is_an_empty_text():
    assert said(None) == [""] * len(FILTERS)


def test_staff_read_the_address_until_it_is_erased(town):
    town.loket()
    afspraak = booked(town.product(), "9:00")
    afspraak.locatie = town.locatie("Huisbezoek", bij_klant=True)
    afspraak.bezoekadres = KERKSTRAAT.as_dict()
    assert plaats(afspraak) == afspraak.adres == KERKSTRAAT.regel
    afspraak.bezoekadres = {}
    assert (plaats(afspraak), afspraak.adres) == ("bij de klant", "")
