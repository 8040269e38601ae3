"""Holidays: computed once, edited by people, and left alone after that."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from afspraken import roosters
from afspraken.models import Sluiting
from tests.afspraken.roosters.seen import counter, open_hours
from tests.cast import NOW

KONINGSDAG = date(2027, 4, 27)


def holidays(year, **fields):
    rows = Sluiting.objects.filter(is_feestdag=True, eerste_dag__year=year, **fields)
    return {row.reden: row.eerste_dag for row in rows}


def test_the_holidays_of_the_law_are_closings_of_every_place(db):
    assert roosters.compute_holidays([2027], now=NOW) == 11
    assert holidays(2027, is_actief=True, locatie=None) == {
        "Nieuwjaarsdag": date(2027, 1, 1),
        "Eerste paasdag": date(2027, 3, 28),
        "Tweede paasdag": date(2027, 3, 29),
        "Koningsdag": KONINGSDAG,
        "Hemelvaartsdag": date(2027, 5, 6),
        "Eerste pinksterdag": date(2027, 5, 16),
        "Tweede pinksterdag": date(2027, 5, 17),
        "Eerste kerstdag": date(2027, 12, 25),
        "Tweede kerstdag": date(2027, 12, 26),
    }


def test_on_good_friday_and_most_liberation_days_the_town_works_until_it_says_otherwise(db):
    roosters.compute_holidays([2027, 2030], now=NOW)
    assert holidays(2027, is_actief=False) == {
        "Goede vrijdag": date(2027, 3, 26),
        "Bevrijdingsdag": date(2027, 5, 5),
    }
    assert "Bevrijdingsdag" in holidays(2030, is_actief=True)


def test_kings_day_on_a_sunday_is_kept_on_saturday(db):
    roosters.compute_holidays([2031], now=NOW)
    assert holidays(2031)["Koningsdag"] == date(2031, 4, 26)


def test_a_second_computation_adds_nothing(db):
    roosters.compute_holidays([2027], now=NOW)
    assert roosters.compute_holidays([2027], now=NOW) == 0
    assert roosters.compute_holidays([2027, 2028], now=NOW) == len(holidays(2028))


def test_a_holiday_closes_the_counters(town):
    loket = counter(town)
    roosters.compute_holidays([2027], now=NOW)
    assert open_hours(loket, KONINGSDAG) == []
    assert open_hours(loket, date(2027, 5, 5)) == ["9:00-17:00"]


def test_a_holiday_on_which_the_town_works_stays_open_after_the_next_computation(town):
    loket = counter(town)
    roosters.compute_holidays([2027], now=NOW)
    roosters.reopen(Sluiting.objects.get(eerste_dag=KONINGSDAG), now=NOW)
    assert open_hours(loket, KONINGSDAG) == ["9:00-17:00"]
    roosters.compute_holidays([2027], now=NOW)
    roosters.extend_horizon(now=NOW)
    assert open_hours(loket, KONINGSDAG) == ["9:00-17:00"]


@pytest.mark.parametrize(
    "edit",
    [
        {"reden": "Oranjefeest"},
        {"eerste_dag": date(2027, 4, 26)},
        {"van": time(12), "tot": time(18)},
    ],
)
def test_a_holiday_that_was_renamed_moved_or_shortened_stays_edited(db, edit):
    roosters.compute_holidays([2027], now=NOW)
    row = Sluiting.objects.get(eerste_dag=KONINGSDAG)
    for field, value in edit.items():
        setattr(row, field, value)
    roosters.save(row, now=NOW)
    assert roosters.compute_holidays([2027], now=NOW) == 0
    for field, value in edit.items():
        assert getattr(Sluiting.objects.get(pk=row.pk), field) == value


def test_a_holiday_is_set_inactive_and_not_removed(db):
    roosters.compute_holidays([2027], now=NOW)
    row = Sluiting.objects.get(eerste_dag=KONINGSDAG)
    with pytest.raises(ValidationError):
        roosters.remove(row, now=NOW)
    assert Sluiting.objects.filter(pk=row.pk).exists()
