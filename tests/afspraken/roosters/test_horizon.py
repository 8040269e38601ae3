"""How far rows reach, how they stay right, and what that costs."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from afspraken import roosters
from afspraken.engine.bitmap import span, to_bytes
from afspraken.models import Openstand, Wijziging
from tests.afspraken.roosters.seen import counter, open_hours, t, weekly
from tests.cast import MAANDAG, NOW, Town

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def last_row():
    return Openstand.objects.latest("dag").dag


def test_rows_reach_half_a_year_ahead(town):
    counter(town)
    assert last_row() >= NOW.date() + 26 * WEEK


def test_rows_reach_beyond_the_product_that_is_offered_longest(town):
    town.product(horizon=400)
    counter(town)
    assert last_row() >= NOW.date() + 400 * DAY


def test_each_night_adds_what_has_come_within_the_horizon(town):
    loket = counter(town)
    end = roosters.horizon_end(NOW)
    later = NOW + 7 * DAY
    assert open_hours(loket, end) == []
    assert roosters.extend_horizon(now=later) == 5
    assert open_hours(loket, end) == ["9:00-17:00"]
    assert roosters.extend_horizon(now=later) == 0


def test_from_midnight_until_the_nightly_work_nothing_is_wrong(town):
    counter(town)
    midnight = NOW + timedelta(hours=14)
    assert roosters.check(now=midnight).keys == set()
    assert roosters.check(now=midnight + 6 * DAY).keys == set(), "six nights may be missed"
    assert roosters.extend_horizon(now=midnight) == 1


def test_the_night_mends_rows_that_are_wrong_missing_or_too_many(town):
    loket = counter(town)
    rows = Openstand.objects.order_by("dag")
    wrong, missing = rows[0], rows[1]
    Openstand.objects.filter(pk=wrong.pk).update(open=to_bytes(span(0, 288)))
    missing.delete()
    Openstand.objects.create(
        middel=loket,
        locatie=town.gemeentehuis,
        dag=MAANDAG + 5 * DAY,
        open=to_bytes(1),
        open_web=to_bytes(1),
    )
    days = {MAANDAG, MAANDAG + DAY, MAANDAG + 5 * DAY}
    assert {dag for _middel, _locatie, dag in roosters.check(now=NOW).keys} == days
    assert roosters.extend_horizon(now=NOW) == 3
    assert roosters.check(now=NOW).keys == set()
    seen = Openstand.objects.filter(dag__lt=roosters.horizon_end(NOW) - 7 * DAY)
    assert roosters.check(now=NOW).compared == seen.count() > 100
    assert open_hours(loket) == ["9:00-17:00"]


def test_a_row_is_kept_only_for_days_on_which_something_is_open(town):
    counter(town)
    assert {row.dag.weekday() for row in Openstand.objects.all()} == set(range(5))


def test_rebuilding_takes_the_same_queries_for_one_week_and_for_all_of_a_town(town):
    van = MAANDAG

    def queries(weeks):
        with CaptureQueriesContext(connection) as seen:
            assert roosters.rebuild(van=van, tot=van + weeks * WEEK) == 0
        return len(seen)

    weekly(None, town.gemeentehuis, "8:00-18:00")
    counter(town)
    one = queries(1)
    for number in range(6):
        locatie = town.locatie(f"Locatie {number}")
        weekly(None, locatie, "8:00-18:00")
        for _loket in range(3):
            loket = town.loket(dagen=(), locatie=locatie)
            weekly(loket, locatie, "9:00-12:00 13:00-17:00")
            evening = {"soort": Wijziging.EXTRA, "van": t("18:00"), "tot": t("20:00")}
            roosters.add_exception(loket, locatie, dag=MAANDAG, **evening, now=NOW)
            roosters.set_absent(loket, begin=NOW, einde=NOW + DAY, now=NOW)
        roosters.close(locatie, eerste_dag=MAANDAG + DAY, reden="Verbouwing", now=NOW)
    assert queries(20) == one <= 10


def test_a_write_touches_only_the_rows_that_change(town):
    loket, other = counter(town), counter(town)
    before = set(Openstand.objects.values_list("pk", flat=True))
    roosters.add_exception(loket, town.gemeentehuis, dag=MAANDAG, soort=Wijziging.DICHT, now=NOW)
    after = set(Openstand.objects.values_list("pk", flat=True))
    assert len(before - after) == 1
    assert after < before
    assert open_hours(other) == ["9:00-17:00"]


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_are_both_in_the_result():
    """Each rebuilds the same day; without waiting the last would undo the first."""
    town = Town()
    loket = counter(town)
    first_is_written, refusals = threading.Event(), []

    def second():
        try:
            first_is_written.wait(10)
            roosters.close(
                None, eerste_dag=MAANDAG, van=t("9:00"), tot=t("10:00"), reden="x", now=NOW
            )
        except Exception as error:  # shown by the assertion below
            refusals.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    other.start()
    with transaction.atomic():
        roosters.add_exception(
            loket,
            town.gemeentehuis,
            dag=MAANDAG,
            soort=Wijziging.DICHT,
            oud_van=t("16:00"),
            oud_tot=t("17:00"),
            now=NOW,
        )
        first_is_written.set()
        other.join(0.5)
        assert other.is_alive()
    other.join(20)
    assert refusals == []
    assert open_hours(loket) == ["10:00-16:00"]
    assert roosters.check(now=NOW).keys == set()


@pytest.mark.django_db(transaction=True)
def test_two_bare_rebuilds_at_once_give_each_day_once():
    """Both see that all rows are missing; without waiting both would write them."""
    town = Town()
    loket = counter(town)
    Openstand.objects.all().delete()
    start, done, refusals = threading.Barrier(2), [], []

    def rebuild():
        try:
            start.wait(10)
            done.append(roosters.rebuild(van=MAANDAG, tot=MAANDAG + 20 * WEEK))
        except Exception as error:  # shown by the assertion below
            refusals.append(error)
        finally:
            connection.close()

    both = [threading.Thread(target=rebuild) for _i in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(20)
    assert refusals == []
    assert sorted(done) == [0, 100]
    assert open_hours(loket) == ["9:00-17:00"]
