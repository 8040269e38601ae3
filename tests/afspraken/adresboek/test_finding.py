"""Which address is meant by a postcode and a number, and whether we go there."""

import pytest

from afspraken.adresboek import Adres, find, in_area
from tests.addresses import known
from tests.cast import KERKSTRAAT, NOW, adres

pytestmark = pytest.mark.django_db


def doors(postcode: str, number: str) -> list[str]:
    return [one.huisnummer for one in find(postcode, number, now=NOW)]


def test_an_address_is_found_as_it_is_written_and_as_people_write_it():
    known("12A-2")
    assert doors("1191 JB", "12A-2") == ["12A-2"]
    assert doors("1191jb", "12 a 2") == ["12A-2"]


def test_what_nobody_knows_gives_nothing():
    known("12")
    assert doors("1191 JB", "14") == []
    assert doors("1191 JA", "12") == []
    assert doors("1191 JB", "12C") == []
    assert doors("1191 JB", "geen") == []
    assert doors("", "") == []


def test_a_number_that_is_several_doors_gives_all_of_them():
    known("9A", "9B", "90")
    assert doors("1191 JB", "9") == ["9A", "9B"]
    assert doors("1191 JB", "9b") == ["9B"]


def test_a_door_without_addition_is_meant_when_it_is_there():
    known("9", "9A")
    assert doors("1191 JB", "9") == ["9"]


def test_two_streets_that_share_a_postcode_are_both_given():
    known("2")
    known("2", straat="Achterdijk")
    assert [one.straat for one in find("1191 JB", "2", now=NOW)] == ["Achterdijk", "Kerkstraat"]


def test_an_address_survives_a_session_and_nonsense_is_no_address():
    assert Adres.of(KERKSTRAAT.as_dict()) == KERKSTRAAT
    assert Adres.of({}) is None
    assert Adres.of({"straat": "Kerkstraat"}) is None
    assert Adres.of(KERKSTRAAT.as_dict() | {"breedtegraad": "noord"}) is None


def test_everywhere_is_in_the_area_of_who_set_none(settings):
    settings.GEBIED_POSTCODES, settings.GEBIED_GRENS = [], []
    assert in_area(adres(postcode="9999 ZZ"))


def test_an_address_is_in_the_area_by_its_postcode_and_by_its_point(settings):
    settings.GEBIED_POSTCODES = ["1191"]
    settings.GEBIED_GRENS = [(52.2, 4.8), (52.2, 5.0), (52.4, 5.0), (52.4, 4.8)]
    assert in_area(KERKSTRAAT)
    assert not in_area(adres(postcode="1012 AB"))
    assert not in_area(adres(breedtegraad=52.1))
    assert not in_area(adres(lengtegraad=5.1))
