"""The hours of a place on one line, as a message tells them."""

from datetime import date, time

import pytest
from django.utils.translation import override

from afspraken import roosters
from afspraken.ophalen.uren import hours_text, in_words
from tests.cast import NOW

DAY, EVENING = ((time(8, 30), time(16, 30)),), ((time(8, 30), time(20)),)
HALVES = ((time(9), time(12)), (time(13), time(17)))


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ({}, ""),
        ({1: DAY}, "di 8.30-16.30 uur"),
        ({0: DAY, 1: DAY, 3: EVENING, 4: DAY}, "ma, di en vr 8.30-16.30 uur, do 8.30-20.00 uur"),
        ({2: HALVES}, "wo 9.00-12.00, 13.00-17.00 uur"),
    ],
)
def test_days_with_the_same_hours_stand_together(week, words):
    assert in_words(week) == words


def test_in_english_too():
    with override("en"):
        assert in_words({0: DAY, 4: DAY}) == "Mon and Fri 8:30-16:30"


def test_they_are_those_that_hold_now(town):
    add = {"middel": None, "locatie": town.gemeentehuis, "now": NOW}
    roosters.add_week(uren={0: [(time(9), time(12))]}, eerste_dag=date(2026, 11, 2), **add)
    roosters.add_week(uren={1: [(time(9), time(12))]}, eerste_dag=date(2027, 3, 1), **add)
    assert hours_text(town.gemeentehuis, now=NOW) == "ma 9.00-12.00 uur"
