"""When the next stop can begin, and whether its resident should hear of it."""

from datetime import timedelta

import pytest

from mobiel.telefoon.regels import Stand
from mobiel.telefoon.uitloop import Halte, next_up
from tests.cast import at, clock


def halte(nummer, begin, stand=Stand.NOG, sinds="", belofte="8:30-12:30", rit=10, duur=30):
    van, tot = belofte.split("-")
    return Halte(
        nummer,
        stand,
        at(begin),
        at(van),
        at(tot),
        timedelta(minutes=rit),
        timedelta(minutes=duur),
        at(sinds) if sinds else None,
    )


@pytest.mark.parametrize(
    ("now", "expected", "late"),
    [
        ("9:10", "9:50", False),  # as planned
        ("9:40", "9:50", False),  # half an hour inside: off to the next
        ("9:52", "10:05", True),  # twelve minutes too long, and the road
    ],
)
def test_a_visit_takes_as_long_as_planned_and_at_least_until_now(now, expected, late):
    found = next_up([halte(1, "9:10", Stand.AANGEKOMEN, "9:10"), halte(2, "9:50")], at(now))
    assert (found.bezoek, clock(found.verwacht), found.is_laat) == (2, expected, late)


def test_past_the_promise_is_late_however_little():
    stops = [halte(1, "9:10", Stand.AANGEKOMEN, "9:15"), halte(2, "9:50", belofte="9:00-9:50")]
    found = next_up(stops, at("9:20"))
    assert (clock(found.verwacht), found.na_belofte, found.is_laat) == ("9:55", True, True)


def test_who_is_on_the_road_is_expected_when_they_left_and_the_road():
    stops = [halte(1, "9:10", Stand.KLAAR, "9:40"), halte(2, "9:50", Stand.ONDERWEG, "9:58")]
    assert clock(next_up(stops, at("10:00")).verwacht) == "10:10"


def test_only_the_next_one_is_looked_at_and_after_the_last_nobody():
    stops = [halte(1, "9:10", Stand.KLAAR, "11:00"), halte(2, "9:50"), halte(3, "10:30")]
    assert next_up(stops, at("11:00")).bezoek == 2
    over = [halte(1, "9:10", Stand.KLAAR, "9:40"), halte(2, "9:50", Stand.NIET_THUIS, "9:55")]
    assert next_up(over, at("11:00")) is None


def test_nobody_comes_before_the_promise():
    [alone] = [halte(1, "13:00", belofte="13:00-15:00")]
    assert clock(next_up([alone], at("9:00")).verwacht) == "13:00"
