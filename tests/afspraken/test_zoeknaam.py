"""Names as one searches them: what is stored and what is typed meet in the middle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afspraken.zoeknaam import (
    LAST,
    plain_words,
    search_given,
    search_name,
    search_second,
    search_words,
    typed_names,
)


@pytest.mark.parametrize(
    ("naam", "stored"),
    [
        ("Anna de Vries", "vries anna"),
        ("Vries, Anna de", "vries anna"),
        ("J.P. van der Berg", "berg jp"),
        ("Zoë d'Hondt-Özgür", "ozgur zoe dhondt"),
        ("Søren Ægir Łódź", "lodz soren aegir"),
        ("DE JONG", "jong"),
        ("van den", "den van"),  # a name of nothing but prefixes stays findable
        ("Nguyễn", "nguyen"),
        ("محمد", "محمد"),
        ("李 小龙", "小龙 李"),
        ("  ", ""),
        ("?!", ""),
    ],
)
def test_a_name_is_stored_surname_first_without_accents(naam, stored):
    assert search_name(naam) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "vries",
        "VRIES",
        "de Vries",
        "vri",
        "anna de vries",
        "vries anna",
        "Vries, Anna",
        "Ánna Vries",
    ],
)
def test_what_a_caller_says_is_the_beginning_of_what_is_stored(typed):
    stored = search_name("Anna de Vries")
    assert any(stored.startswith(one) for one in typed_names(typed))


@pytest.mark.parametrize("naam", ["Anna Jansen-de Vries", "Anna de Jansen Vries"])
@pytest.mark.parametrize(
    "typed",
    [
        *("jansen", "de vries", "vri", "anna", "anna jansen", "anna de vries", "vries anna"),
        *("jansen anna", "jansen-de vries", "Jansen de Vries", "de Vries-Jansen"),
        *("Jansen-de Vries, Anna", "anna jansen-de vries"),
    ],
)
def test_of_two_surnames_each_is_found_with_or_without_the_given_name(naam, typed):
    stored = (search_name(naam), search_second(naam), search_given(naam))
    assert any(one.startswith(typed_) for one in stored for typed_ in typed_names(typed))


def test_an_organisation_keeps_its_order():
    assert search_words("Bakkerij De Korenbloem B.V.") == "bakkerij de korenbloem bv"


@given(st.text(max_size=60))
def test_any_name_is_found_by_itself(naam):
    stored = search_name(naam)
    assert stored in typed_names(naam) or not stored
    assert stored == " ".join(plain_words(stored))


@given(st.text(min_size=1, max_size=20), st.text(max_size=20))
def test_a_prefix_covers_what_begins_with_it_and_nothing_else(prefix, rest):
    if LAST not in rest:
        assert prefix <= prefix + rest < prefix + LAST
