"""Weekly series: what repeats, what ends, and what the clock changes leave alone."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from schedule.models import Event, Rule

from afspraken import roosters
from afspraken.lokaal import LOCAL
from afspraken.models import Handeling, Logregel, Partij, Rooster, Wijziging
from afspraken.roosters import series
from tests.afspraken.roosters.seen import counter, open_hours, open_moments, t, weekly
from tests.cast import MAANDAG, NOW

WEEK = timedelta(weeks=1)
VRIJDAG = MAANDAG + timedelta(days=4)
ZATERDAG = MAANDAG + timedelta(days=5)


def test_a_counter_is_open_in_the_hours_of_its_roster(town):
    loket = counter(town, "9:00-12:00 13:00-17:00")
    assert open_hours(loket) == ["9:00-12:00", "13:00-17:00"]
    assert open_hours(loket, VRIJDAG + 20 * WEEK) == ["9:00-12:00", "13:00-17:00"]


def test_a_counter_is_closed_on_days_without_a_series_and_before_the_first_day(town):
    loket = counter(town)
    assert open_hours(loket, ZATERDAG) == []
    assert open_hours(loket, MAANDAG - WEEK) == []


def test_room_official_and_counter_each_have_their_own_roster(town):
    loket, ruimte, ambtenaar = counter(town), town.ruimte(dagen=()), town.ambtenaar(dagen=())
    weekly(ruimte, town.gemeentehuis, "10:00-11:00")
    weekly(ambtenaar, town.gemeentehuis, "14:00-15:00")
    assert [open_hours(one) for one in (loket, ruimte, ambtenaar)] == [
        ["9:00-17:00"],
        ["10:00-11:00"],
        ["14:00-15:00"],
    ]


def test_an_official_is_open_at_each_place_in_its_own_hours(town):
    dorpshuis = town.locatie("Dorpshuis")
    ambtenaar = town.ambtenaar(dagen=())
    weekly(ambtenaar, town.gemeentehuis, "9:00-12:00")
    weekly(ambtenaar, dorpshuis, "13:00-16:00")
    assert open_hours(ambtenaar, locatie=town.gemeentehuis) == ["9:00-12:00"]
    assert open_hours(ambtenaar, locatie=dorpshuis) == ["13:00-16:00"]


def test_the_weeks_of_a_whole_town_are_added_in_one_go(town):
    loket, ruimte = town.loket(dagen=()), town.ruimte(dagen=())
    huis, dorpshuis = town.gemeentehuis, town.locatie("Dorpshuis")
    weeks = [
        roosters.Week(None, huis, {0: [(t("9:00"), t("16:00"))]}, MAANDAG),
        roosters.Week(loket, huis, {0: [(t("8:00"), t("12:00"))]}, MAANDAG),
        roosters.Week(ruimte, dorpshuis, {4: [(t("13:00"), t("17:00"))]}, MAANDAG + WEEK),
        roosters.Week(loket, huis, {0: [(t("14:00"), t("17:00"))]}, MAANDAG, alleen_personeel=True),
    ]
    assert len(roosters.add_weeks(weeks, now=NOW)) == Logregel.objects.count() == 4
    assert open_hours(loket) == ["9:00-12:00", "14:00-16:00"]
    assert open_hours(loket, web=True) == ["9:00-12:00"]
    assert open_hours(ruimte, VRIJDAG) == []
    assert open_hours(ruimte, VRIJDAG + WEEK) == ["13:00-17:00"]
    assert roosters.add_weeks([], now=NOW) == []


@pytest.mark.parametrize(
    ("friday", "utc_before", "utc_after"), [("2027-03-26", 8, 7), ("2027-10-29", 7, 8)]
)
def test_nine_stays_nine_when_the_clock_changes(town, friday, utc_before, utc_after):
    before = date.fromisoformat(friday)
    after = before + timedelta(days=3)
    loket = counter(town, now=datetime.combine(before, time(), UTC) - 30 * timedelta(days=1))
    assert open_hours(loket, before) == open_hours(loket, after) == ["9:00-17:00"]
    assert open_moments(loket, before)[0].hour == utc_before
    assert open_moments(loket, after)[0].hour == utc_after


def test_a_series_stops_after_its_last_day(town):
    loket = counter(town, laatste_dag=VRIJDAG)
    assert open_hours(loket, VRIJDAG) == ["9:00-17:00"]
    assert open_hours(loket, MAANDAG + WEEK) == []


def test_a_series_that_begins_at_midnight_stops_after_its_last_day_too(town):
    loket = counter(
        town, "0:00-4:00", weekdagen=[0], laatste_dag=MAANDAG + WEEK - timedelta(days=1)
    )
    assert open_hours(loket) == ["0:00-4:00"]
    assert open_hours(loket, MAANDAG + WEEK) == []


def test_ending_a_series_closes_what_comes_after_and_can_be_taken_back(town):
    loket = counter(town)
    [monday] = [
        reeks for reeks in roosters.series_of(loket, town.gemeentehuis) if not reeks.weekdag
    ]
    before = roosters.end_series(monday.id, laatste_dag=MAANDAG + WEEK, now=NOW)
    assert open_hours(loket, MAANDAG + WEEK) == ["9:00-17:00"]
    assert open_hours(loket, MAANDAG + 2 * WEEK) == []
    roosters.end_series(monday.id, laatste_dag=before.laatste_dag, now=NOW)
    assert open_hours(loket, MAANDAG + 2 * WEEK) == ["9:00-17:00"]


def test_a_changed_series_has_new_hours_from_that_day_on(town):
    loket = counter(town)
    [monday] = roosters.series_of(loket, town.gemeentehuis)[:1]
    new = roosters.change_series(
        monday.id, vanaf=MAANDAG + WEEK, van=t("8:00"), tot=t("12:00"), now=NOW
    )
    assert open_hours(loket, MAANDAG) == ["9:00-17:00"]
    assert open_hours(loket, MAANDAG + WEEK) == ["8:00-12:00"]
    assert open_hours(loket, MAANDAG + WEEK + timedelta(days=1)) == ["9:00-17:00"]
    assert [reeks.id for reeks in roosters.series_of(loket, town.gemeentehuis)][:2] == [
        new.id,
        monday.id,
    ]


def test_a_series_changed_from_its_first_day_is_replaced_whole(town):
    loket = counter(town)
    [monday] = roosters.series_of(loket, town.gemeentehuis)[:1]
    roosters.change_series(monday.id, vanaf=MAANDAG - WEEK, van=t("8:00"), tot=t("12:00"), now=NOW)
    assert open_hours(loket) == ["8:00-12:00"]
    assert monday.id not in [reeks.id for reeks in roosters.series_of(loket, town.gemeentehuis)]


@pytest.mark.parametrize("weeks", [0, 1])
def test_a_change_of_a_series_can_be_undone(town, weeks):
    loket = counter(town, laatste_dag=VRIJDAG + 3 * WEEK)
    before = roosters.series_of(loket, town.gemeentehuis)
    monday = before[0]
    new = roosters.change_series(
        monday.id, vanaf=MAANDAG + weeks * WEEK, van=t("8:00"), tot=t("12:00"), now=NOW
    )
    roosters.undo_change(monday.id, new.id, now=NOW)
    assert roosters.series_of(loket, town.gemeentehuis) == before
    assert open_hours(loket, MAANDAG + WEEK) == ["9:00-17:00"]


def test_undo_refuses_two_series_of_which_the_one_did_not_replace_the_other(town):
    loket = counter(town, "9:00-12:00 13:00-17:00", laatste_dag=VRIJDAG)
    morning, afternoon, tuesday = roosters.series_of(loket, town.gemeentehuis)[:3]
    for other in (afternoon, tuesday):
        with pytest.raises(ValidationError):
            roosters.undo_change(morning.id, other.id, now=NOW)


def test_a_cancelled_day_stays_closed_after_its_series_was_changed(town):
    loket = counter(town)
    volgende = MAANDAG + WEEK
    roosters.add_exception(
        loket, town.gemeentehuis, dag=volgende, soort=Wijziging.DICHT, reden="studiedag", now=NOW
    )
    assert open_hours(loket, volgende) == []
    [monday] = roosters.series_of(loket, town.gemeentehuis)[:1]
    roosters.change_series(monday.id, vanaf=volgende, van=t("8:00"), tot=t("20:00"), now=NOW)
    assert open_hours(loket, volgende) == []
    assert open_hours(loket, volgende + WEEK) == ["8:00-20:00"]


def test_a_removed_series_was_never_there(town):
    loket = town.loket(dagen=())
    reeks = roosters.add_series(
        loket,
        town.gemeentehuis,
        weekdag=0,
        van=t("9:00"),
        tot=t("12:00"),
        eerste_dag=MAANDAG,
        now=NOW,
    )
    assert open_hours(loket) == ["9:00-12:00"]
    roosters.remove_series(reeks.id, now=NOW)
    assert open_hours(loket) == []
    assert roosters.series_of(loket, town.gemeentehuis) == []


def test_overlapping_series_are_open_together(town):
    loket = counter(town, "9:00-12:00 11:00-14:00")
    assert open_hours(loket) == ["9:00-14:00"]


def test_staff_time_is_open_for_staff_and_not_for_the_web(town):
    loket = counter(town, "9:00-12:00")
    weekly(loket, town.gemeentehuis, "12:00-13:00", alleen_personeel=True)
    assert open_hours(loket) == ["9:00-13:00"]
    assert open_hours(loket, web=True) == ["9:00-12:00"]


def test_staff_time_is_carved_out_of_time_for_everyone(town):
    loket = counter(town, "9:00-12:00")
    weekly(loket, town.gemeentehuis, "10:00-11:00", alleen_personeel=True)
    assert open_hours(loket) == ["9:00-12:00"]
    assert open_hours(loket, web=True) == ["9:00-10:00", "11:00-12:00"]


def test_a_place_has_no_hours_for_staff_only(town):
    with pytest.raises(ValidationError):
        weekly(None, town.gemeentehuis, "9:00-12:00", alleen_personeel=True)


def test_only_whole_cells_inside_the_hours_are_open(town):
    assert open_hours(counter(town, "9:02-9:29")) == ["9:05-9:25"]
    assert open_hours(counter(town, "9:02-9:13 9:13-9:29")) == ["9:05-9:25"]


@pytest.mark.parametrize(
    "options",
    [
        {"weekdag": 7},
        {"weekdag": -1},
        {"van": time(12), "tot": time(12)},
        {"eerste_dag": date(1, 1, 1)},
        {"laatste_dag": date(9999, 12, 31)},
    ],
)
def test_a_series_that_cannot_be_is_refused_with_a_sentence(town, options):
    fields = {"weekdag": 0, "van": time(9), "tot": time(12), "eerste_dag": MAANDAG} | options
    with pytest.raises(ValidationError) as refused:
        roosters.add_series(town.loket(dagen=()), town.gemeentehuis, **fields, now=NOW)
    assert refused.value.messages[0].endswith(".")
    assert not Event.objects.exists()


def test_a_series_cannot_begin_at_a_time_that_the_clock_skips(town):
    loket = town.loket(dagen=())
    fields = {"weekdag": 6, "van": time(2, 30), "tot": time(5), "now": NOW}
    with pytest.raises(ValidationError):
        roosters.add_series(loket, town.gemeentehuis, eerste_dag=date(2027, 3, 28), **fields)
    roosters.add_series(loket, town.gemeentehuis, eerste_dag=date(2027, 3, 21), **fields)
    assert open_hours(loket, date(2027, 3, 21)) == ["2:30-5:00"]
    assert open_hours(loket, date(2027, 3, 28)) == ["3:00-5:00"]
    assert open_hours(loket, date(2027, 4, 4)) == ["2:30-5:00"]


def test_our_days_are_those_of_the_library_itself(town):
    """We ask the library for its recurrence only, which is much faster; it must not differ."""
    loket = counter(town, "1:30-3:30 9:00-12:00", weekdagen=range(7), eerste_dag=date(2021, 3, 1))
    [reeks] = roosters.series_of(loket, town.gemeentehuis)[:1]
    roosters.end_series(reeks.id, laatste_dag=date(2027, 5, 2), now=NOW)
    van, tot = date(2026, 10, 1), date(2027, 11, 20)
    ours = series.expand(Rooster.objects.all(), van, tot)[loket.pk, town.gemeentehuis.pk]
    begin, end = (datetime.combine(dag, time(), LOCAL) for dag in (van, tot))
    theirs = [
        (occurrence.start.date(), occurrence.start.time(), event.pk)
        for event in Event.objects.all()
        for occurrence in event.get_occurrences(begin, end)
    ]
    assert sorted(theirs) == sorted(
        (dag, window.van, window.reeks) for dag, windows in ours.items() for window in windows
    )


def test_a_deleted_rule_does_not_close_the_roster(town):
    loket = counter(town)
    Rule.objects.all().delete()
    roosters.extend_horizon(now=NOW)
    assert open_hours(loket, MAANDAG + WEEK) == ["9:00-17:00"]


def test_every_write_leaves_a_line_in_the_log(town):
    loket = town.loket(dagen=())
    [reeks] = weekly(loket, town.gemeentehuis, "9:00-12:00", weekdagen=[0], door="12")
    roosters.end_series(reeks.id, laatste_dag=None, now=NOW)
    made, ended = Logregel.objects.order_by("pk")
    assert made.handeling == Handeling.ROOSTER
    assert made.onderwerp == f"reeks:{reeks.id}"
    assert (made.partij, made.door) == (Partij.MEDEWERKER, "12")
    assert made.gegevens["van"] == "09:00"
    assert (ended.partij, ended.door) == (Partij.SYSTEEM, "")
