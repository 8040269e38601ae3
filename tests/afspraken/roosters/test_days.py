"""Changes of single days: exceptions, place hours, closings, absence."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from afspraken import roosters
from afspraken.models import Afwezigheid, Sluiting, Uitzondering, Wijziging
from tests.afspraken.roosters.seen import counter, open_hours, t, weekly
from tests.cast import MAANDAG, NOW, at

DINSDAG = MAANDAG + timedelta(days=1)
WOENSDAG = MAANDAG + timedelta(days=2)
WEEK = timedelta(weeks=1)


@pytest.fixture
def loket(town):
    return counter(town, "9:00-12:00 13:00-17:00")


def change(loket, soort, was="", wordt="", *, dag=MAANDAG, locatie=None, **options):
    """One exception, with hours as "9:00-12:00"."""
    fields = {}
    if was:
        fields["oud_van"], fields["oud_tot"] = map(t, was.split("-"))
    if wordt:
        fields["van"], fields["tot"] = map(t, wordt.split("-"))
    locatie = locatie or loket.locatie
    return roosters.add_exception(
        loket, locatie, dag=dag, soort=soort, **fields, **options, now=NOW
    )


def test_a_cancelled_day_is_closed(loket):
    change(loket, Wijziging.DICHT)
    assert open_hours(loket) == []
    assert open_hours(loket, DINSDAG) == open_hours(loket, MAANDAG + WEEK) != []


def test_part_of_a_day_is_cancelled(loket):
    change(loket, Wijziging.DICHT, "11:00-14:00")
    assert open_hours(loket) == ["9:00-11:00", "14:00-17:00"]


def test_the_morning_moves(loket):
    change(loket, Wijziging.VERPLAATST, "9:00-12:00", "8:00-11:00")
    assert open_hours(loket) == ["8:00-11:00", "13:00-17:00"]


def test_an_extra_evening(loket):
    change(loket, Wijziging.EXTRA, wordt="18:00-20:30")
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00", "18:00-20:30"]


def test_an_extra_saturday(loket):
    zaterdag = MAANDAG + timedelta(days=5)
    change(loket, Wijziging.EXTRA, wordt="10:00-12:00", dag=zaterdag)
    assert open_hours(loket, zaterdag) == ["10:00-12:00"]


def test_an_extra_day_at_a_place_where_one_has_no_roster(town, loket):
    dorpshuis = town.locatie("Dorpshuis")
    change(loket, Wijziging.EXTRA, wordt="10:00-12:00", locatie=dorpshuis)
    assert open_hours(loket, locatie=dorpshuis) == ["10:00-12:00"]
    assert open_hours(loket, locatie=town.gemeentehuis) == ["9:00-12:00", "13:00-17:00"]


def test_exceptions_of_one_day_apply_in_the_order_in_which_they_were_made(loket):
    change(loket, Wijziging.DICHT)
    change(loket, Wijziging.EXTRA, wordt="10:00-11:00")
    assert open_hours(loket) == ["10:00-11:00"]
    change(loket, Wijziging.EXTRA, wordt="14:00-15:00", dag=DINSDAG)
    change(loket, Wijziging.DICHT, dag=DINSDAG)
    assert open_hours(loket, DINSDAG) == []


def test_what_was_moved_can_be_moved_again(loket):
    change(loket, Wijziging.VERPLAATST, "9:00-12:00", "8:00-11:00")
    change(loket, Wijziging.VERPLAATST, "8:00-11:00", "7:00-10:00")
    assert open_hours(loket) == ["7:00-10:00", "13:00-17:00"]


def test_an_extra_hour_for_staff_is_not_for_the_web(loket):
    change(loket, Wijziging.EXTRA, wordt="12:00-13:00", alleen_personeel=True)
    assert open_hours(loket) == ["9:00-17:00"]
    assert open_hours(loket, web=True) == ["9:00-12:00", "13:00-17:00"]


def test_staff_time_of_one_day_is_given_to_the_web_by_an_extra_opening(town):
    loket = counter(town, "9:00-12:00", alleen_personeel=True)
    assert open_hours(loket, web=True) == []
    change(loket, Wijziging.EXTRA, wordt="9:00-12:00")
    assert open_hours(loket, web=True) == ["9:00-12:00"]


def test_an_exception_can_be_edited_and_undone(loket):
    row = change(loket, Wijziging.EXTRA, wordt="18:00-20:00")
    row.dag = DINSDAG
    roosters.save(row, now=NOW)
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00"]
    assert open_hours(loket, DINSDAG)[-1] == "18:00-20:00"
    roosters.remove(row, now=NOW)
    assert open_hours(loket, DINSDAG) == ["9:00-12:00", "13:00-17:00"]
    assert not Uitzondering.objects.exists()


@pytest.mark.parametrize(
    ("soort", "was", "wordt"),
    [
        (Wijziging.DICHT, "", "9:00-10:00"),
        (Wijziging.EXTRA, "", ""),
        (Wijziging.EXTRA, "9:00-10:00", "10:00-11:00"),
        (Wijziging.EXTRA, "", "11:00-10:00"),
        (Wijziging.VERPLAATST, "9:00-10:00", ""),
        ("ANDERS", "", ""),
    ],
)
def test_a_half_filled_exception_is_refused_with_a_sentence(loket, soort, was, wordt):
    with pytest.raises(ValidationError) as refused:
        change(loket, soort, was, wordt)
    assert refused.value.messages[0].endswith(".")
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00"]


# --- the hours of the place -----------------------------------------------------------------------


def test_the_hours_of_a_place_bound_its_resources(town, loket):
    weekly(None, town.gemeentehuis, "10:00-16:00")
    assert open_hours(loket) == ["10:00-12:00", "13:00-16:00"]


def test_an_extra_evening_needs_an_open_building(town, loket):
    weekly(None, town.gemeentehuis, "8:00-17:30")
    change(loket, Wijziging.EXTRA, wordt="18:00-20:00")
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00"]
    roosters.add_exception(
        None,
        town.gemeentehuis,
        dag=MAANDAG,
        soort=Wijziging.EXTRA,
        van=t("17:30"),
        tot=t("21:00"),
        now=NOW,
    )
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00", "18:00-20:00"]
    assert open_hours(loket, DINSDAG) == ["9:00-12:00", "13:00-17:00"]


def test_a_building_that_shuts_for_a_day_shuts_all_in_it(town, loket):
    roosters.add_exception(
        None, town.gemeentehuis, dag=MAANDAG, soort=Wijziging.DICHT, reden="verhuizing", now=NOW
    )
    assert open_hours(loket) == []
    assert open_hours(loket, DINSDAG) == ["9:00-12:00", "13:00-17:00"]


def test_a_place_whose_roster_has_ended_is_closed(town, loket):
    weekly(None, town.gemeentehuis, "8:00-18:00", laatste_dag=MAANDAG)
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00"]
    assert open_hours(loket, DINSDAG) == []


def test_the_hours_of_a_place_bound_nothing_before_they_begin(town, loket):
    [hours] = weekly(None, town.gemeentehuis, "10:00-16:00", weekdagen=[1], eerste_dag=DINSDAG)
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00"]
    assert open_hours(loket, DINSDAG) == ["10:00-12:00", "13:00-16:00"]
    assert open_hours(loket, WOENSDAG) == []
    roosters.remove_series(hours.id, now=NOW)
    assert open_hours(loket, WOENSDAG) == ["9:00-12:00", "13:00-17:00"]


# --- closings -------------------------------------------------------------------------------------


def test_a_closing_shuts_one_place_on_its_days(town, loket):
    dorpshuis = town.locatie("Dorpshuis")
    weekly(loket, dorpshuis, "18:00-20:00")
    roosters.close(
        town.gemeentehuis, eerste_dag=MAANDAG, laatste_dag=DINSDAG, reden="Verbouwing", now=NOW
    )
    assert open_hours(loket) == open_hours(loket, DINSDAG) == ["18:00-20:00"]
    assert open_hours(loket, WOENSDAG) == ["9:00-12:00", "13:00-17:00", "18:00-20:00"]


def test_a_closing_without_place_shuts_every_place(town, loket):
    dorpshuis = town.locatie("Dorpshuis")
    weekly(loket, dorpshuis, "18:00-20:00")
    closing = roosters.close(None, eerste_dag=MAANDAG, reden="Storing", now=NOW)
    assert open_hours(loket) == []
    roosters.reopen(closing, now=NOW)
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00", "18:00-20:00"]
    roosters.close_again(closing, now=NOW)
    assert open_hours(loket) == []
    roosters.remove(closing, now=NOW)
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00", "18:00-20:00"]
    assert not Sluiting.objects.exists()


def test_a_closing_with_hours_shuts_these_and_every_cell_it_touches(town, loket):
    roosters.close(None, eerste_dag=MAANDAG, van=t("15:02"), tot=t("16:01"), reden="Kerst", now=NOW)
    assert open_hours(loket) == ["9:00-12:00", "13:00-15:00", "16:05-17:00"]


def test_a_closing_wins_from_an_extra_opening(town, loket):
    roosters.close(None, eerste_dag=MAANDAG, reden="Storing", now=NOW)
    change(loket, Wijziging.EXTRA, wordt="18:00-20:00")
    assert open_hours(loket) == []


# --- absence --------------------------------------------------------------------------------------


def test_absence_reduces_what_is_open_everywhere_and_is_never_refused(town, loket):
    dorpshuis = town.locatie("Dorpshuis")
    weekly(loket, dorpshuis, "18:00-20:00")
    away = roosters.set_absent(loket, begin=at("10:02"), einde=at("19:03"), now=NOW)
    assert open_hours(loket) == ["9:00-10:00", "19:05-20:00"]
    roosters.remove(away, now=NOW)
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00", "18:00-20:00"]


def test_absence_across_midnight_takes_the_end_of_one_day_and_the_begin_of_the_next(town):
    loket = counter(town, "0:00-23:59")
    roosters.set_absent(loket, begin=at("22:00"), einde=at("3:00", DINSDAG), now=NOW)
    assert open_hours(loket) == ["0:00-22:00"]
    assert open_hours(loket, DINSDAG) == ["3:00-23:55"]
    assert open_hours(loket, WOENSDAG) == ["0:00-23:55"]


def test_absence_of_one_leaves_another_open(town, loket):
    other = counter(town)
    roosters.set_absent(other, begin=at("0:00"), einde=at("0:00", DINSDAG), now=NOW)
    assert open_hours(loket) != []
    assert open_hours(other) == []


def test_absence_that_is_shortened_opens_what_it_no_longer_covers(town, loket):
    away = roosters.set_absent(loket, begin=at("0:00"), einde=at("0:00", WOENSDAG), now=NOW)
    away.einde = at("12:00")
    roosters.save(away, now=NOW)
    assert open_hours(loket) == ["13:00-17:00"]
    assert open_hours(loket, DINSDAG) == ["9:00-12:00", "13:00-17:00"]


def test_days_that_no_calendar_holds_are_refused(town, loket):
    last = datetime.max.replace(tzinfo=UTC)
    for row in (
        Uitzondering(middel=loket, locatie=town.gemeentehuis, dag=date.max, soort=Wijziging.DICHT),
        Sluiting(eerste_dag=MAANDAG, laatste_dag=date.max, reden="x"),
        Afwezigheid(middel=loket, begin=NOW, einde=last),
    ):
        with pytest.raises(ValidationError):
            roosters.save(row, now=NOW)
        assert row.pk is None


def test_the_past_stays_as_it_was(town, loket):
    later = NOW + timedelta(days=14)
    roosters.set_absent(loket, begin=at("0:00"), einde=later + timedelta(days=2), now=later)
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00"]
    assert open_hours(loket, later.date()) == []


def test_a_midnight_of_the_clock_change_belongs_to_its_local_day(town):
    loket = counter(town, "0:00-4:00", weekdagen=[6], now=datetime(2027, 3, 1, tzinfo=UTC))
    zondag = date(2027, 3, 28)
    roosters.close(None, eerste_dag=zondag, reden="x", now=datetime(2027, 3, 1, tzinfo=UTC))
    assert open_hours(loket, zondag) == []
    assert open_hours(loket, zondag + WEEK) == ["0:00-4:00"]
