"""PURE: quiet hours as people type them, and the order that a page asks for."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from mobiel.zittingpagina import schikken, stilte


@pytest.mark.parametrize(
    "typed",
    ["12.00-13.30", "12:00 - 13:30", "12.00 tot 13.30", "12:00–13:30", " 12.00-13.30 ,"],
    ids=["dots", "colons", "tot", "dash", "comma"],
)
def test_quiet_hours_are_read_as_people_type_them(typed):
    assert stilte.read(typed) == [(time(12), time(13, 30))]


def test_stretches_come_in_order_and_none_is_none():
    assert stilte.shown(stilte.read("17:00-18:00; 9.00-9.30")) == "09.00-09.30, 17.00-18.00"
    assert stilte.read("") == []


@pytest.mark.parametrize(
    "typed",
    ["12", "13.30-12.00", "25.00-26.00", "9.00-10.00, 9.30-11.00", "١٢.٠٠-١٣.٠٠"]
    + [", ".join(f"{hour}.00-{hour}.30" for hour in range(8, 13))],
    ids=["no end", "backwards", "no such hour", "overlap", "other digits", "five"],
)
def test_what_is_no_quiet_hour_is_refused(typed):
    with pytest.raises(ValidationError):
        stilte.read(typed)


def asked(query):
    return schikken.asked(QueryDict(query))


def test_a_button_moves_one_place_and_not_past_the_end():
    assert asked("bewoner=1&bewoner=2&bewoner=3&omhoog=3") == [1, 3, 2]
    assert asked("bewoner=1&bewoner=2&bewoner=3&omlaag=1") == [2, 1, 3]
    assert asked("bewoner=1&bewoner=2&omhoog=1") == [1, 2]
    assert asked("bewoner=2&bewoner=1") == [2, 1], "dragged: as it stands"


@pytest.mark.parametrize(
    "query", ["", "bewoner=x", "bewoner=1&bewoner=1"], ids=["nobody", "no number", "twice"]
)
def test_what_is_no_order_is_none(query):
    assert asked(query) is None
