"""Dates as a resident reads them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils.translation import override

from afspraken.templatetags.datums import (
    dag_en_tijd,
    dag_zonder_jaar,
    duur,
    klok,
    kort_moment,
    lange_datum,
    maand_jaar,
    onlangs,
    tijd,
)

WINTER = datetime(2026, 12, 8, 8, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def dutch():
    with override("nl"):
        yield


def test_a_moment_is_written_in_local_time():
    assert dag_en_tijd(WINTER) == "dinsdag 8 december 2026, 9.20 uur"


def test_a_moment_is_written_in_english():
    with override("en"):
        assert dag_en_tijd(WINTER) == "Tuesday 8 December 2026, 9:20"


def test_a_bare_clock_time_says_no_word():
    assert klok(WINTER) == "9.20"
    assert klok(None) == ""
    with override("en"):
        assert klok(WINTER) == "9:20"


def test_summer_time_is_two_hours_ahead_of_utc():
    assert tijd(datetime(2026, 7, 1, 7, 5, tzinfo=UTC)) == "9.05 uur"


def test_a_moment_after_midnight_belongs_to_the_local_day():
    assert lange_datum(datetime(2026, 12, 7, 23, 30, tzinfo=UTC)) == "dinsdag 8 december 2026"


def test_the_hour_that_occurs_twice_reads_the_same_twice():
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert tijd(first) == tijd(first + timedelta(hours=1)) == "2.30 uur"


def test_hours_run_to_twenty_four():
    with override("en"):
        assert tijd(datetime(2026, 12, 8, 13, 0, tzinfo=UTC)) == "14:00"
    assert tijd(datetime(2026, 12, 8, 13, 0, tzinfo=UTC)) == "14.00 uur"


def test_a_plain_date_stays_the_same_day():
    assert lange_datum(date(2027, 3, 28)) == "zondag 28 maart 2027"
    assert dag_zonder_jaar(date(2027, 3, 28)) == "zondag 28 maart"
    assert maand_jaar(date(2027, 3, 1)) == "maart 2027"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minuten"),
        (1, "1 minuut"),
        (20, "20 minuten"),
        (60, "1 uur"),
        (65, "1 uur en 5 minuten"),
        (150, "2 uur en 30 minuten"),
        (timedelta(minutes=90), "1 uur en 30 minuten"),
    ],
)
def test_a_length_is_written_in_words(minutes, words):
    assert duur(minutes) == words


def test_nothing_is_written_for_no_value():
    for words in (lange_datum, dag_zonder_jaar, maand_jaar, tijd, dag_en_tijd, duur):
        assert words(None) == ""


def test_templates_can_use_the_filters():
    page = Template("{% load datums %}{{ moment|dag_zonder_jaar }} om {{ moment|tijd }}")
    assert page.render(Context({"moment": WINTER})) == "dinsdag 8 december om 9.20 uur"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(0), "vandaag 9.20 uur"),
        (timedelta(hours=9, minutes=20), "vandaag 0.00 uur"),
        (timedelta(hours=9, minutes=21), "gisteren 23.59 uur"),
        (timedelta(days=2), "zondag 6 december 2026, 9.20 uur"),
        (-timedelta(days=1), "woensdag 9 december 2026, 9.20 uur"),
    ],
)
def test_a_moment_is_named_by_how_long_ago_it_was(ago, said):
    assert onlangs(WINTER - ago, WINTER) == said
    assert onlangs(None, WINTER) == ""


def test_a_narrow_column_has_short_days_in_both_languages():
    assert kort_moment(WINTER) == "di 8 dec 9.20 uur"
    with override("en"):
        assert kort_moment(WINTER) == "Tue 8 Dec 9:20"
    assert kort_moment(None) == ""
