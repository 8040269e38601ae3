"""Planning takes of a running day what was reported, and the plan where nothing was."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import booking
from afspraken.lokaal import day_after
from afspraken.models import Status
from mobiel import checking, planning
from mobiel.models import Bezoek, Stop
from mobiel.planning import AlreadyDone, OnTheWay
from mobiel.reading import Sheet, officials, sheets_between
from mobiel.reading.sheets import moment_at
from tests.cast import MAANDAG, at, clock
from tests.mobiel.dorp import booked, cancelled, plan, route, wens, windows

pytestmark = pytest.mark.django_db


def sheet(sanne, when: str) -> Sheet:
    """Her day as planning sees it at this time."""
    skills = {pk: one.skills for pk, one in officials().items()}
    found = sheets_between(
        [sanne.middel.pk], skills, van=MAANDAG, tot=day_after(MAANDAG), now=at(when)
    )
    return found[sanne.middel.pk, MAANDAG]


def of(visits) -> list[int]:
    """Whose they are: the numbers of their appointments."""
    return [one.afspraak for one in visits]


def split(day: Sheet) -> tuple[list[int], list[int]]:
    """What is done, and what is to do."""
    return of(day.done), of(day.todo)


def times(visits) -> list[str]:
    return [f"{clock(moment_at(one.begin))}-{clock(moment_at(one.leave))}" for one in visits]


def put(sanne, *order, when: str) -> None:
    """A planner puts what is to do in this order."""
    keys = [Bezoek.objects.get(afspraak=one).pk for one in order]
    middel = sanne.middel.pk
    gezien = {middel: route(sanne.middel).versie}
    planning.rearrange(
        MAANDAG, {middel: keys}, gezien=gezien, wat="verplaatst", door="7", now=at(when)
    )


def test_who_reports_nothing_is_taken_to_keep_to_the_plan(sanne):
    sanne.visits(3)
    day = sheet(sanne, "8:55")
    assert (len(day.done), len(day.todo)) == (2, 1)


def test_what_was_reported_done_is_done_and_what_was_not_is_to_do(sanne):
    anna, bram, carla = sanne.visits(3)
    sanne.does("AANGEKOMEN", anna, "8:35")
    sanne.does("KLAAR", anna, "9:10")
    day = sheet(sanne, "9:15")
    assert split(day) == ([anna.pk], [bram.pk, carla.pk])
    assert times(day.done) == ["8:35-9:10"]


def test_a_visit_that_goes_on_takes_as_long_as_planned_and_at_least_until_now(sanne):
    anna, _bram = sanne.visits(2)
    sanne.does("AANGEKOMEN", anna, "8:40")
    assert times(sheet(sanne, "8:45").done) == ["8:40-8:55"]
    day = sheet(sanne, "9:20")
    assert times(day.done) == ["8:40-9:20"]
    assert (day.frozen, clock(moment_at(day.moment))) == (0, "9:20")


def test_who_is_late_for_the_next_is_where_they_are_now(sanne):
    anna, _bram = sanne.visits(2)
    sanne.does("KLAAR", anna, "8:50")
    day = sheet(sanne, "9:30")
    assert day.frozen == 1
    assert clock(moment_at(day.moment + day.todo[0].rit)) == "9:30", "at the door at the earliest"


def test_who_set_out_later_than_they_left_is_reckoned_from_then(sanne):
    anna, bram = sanne.visits(2)
    sanne.does("KLAAR", anna, "8:45")
    sanne.does("ONDERWEG", bram, "9:20")
    day = sheet(sanne, "9:21")
    assert clock(moment_at(day.moment)) == "9:20"


def test_whoever_is_on_the_way_to_another_than_the_next_goes_there_first(sanne):
    anna, bram, carla = sanne.visits(3)
    sanne.does("KLAAR", anna, "8:50")
    sanne.does("ONDERWEG", carla, "8:51")
    assert of(sheet(sanne, "8:52").todo) == [carla.pk, bram.pk]
    with pytest.raises(OnTheWay):
        put(sanne, bram, carla, when="8:52")


def test_a_visit_that_was_passed_over_is_not_lost(sanne):
    anna, bram, carla = sanne.visits(3)
    sanne.does("KLAAR", anna, "8:50")
    sanne.does("AANGEKOMEN", carla, "9:00")
    sanne.does("KLAAR", carla, "9:15")
    assert split(sheet(sanne, "9:20")) == ([anna.pk, carla.pk], [bram.pk])
    booked(sanne.product, (300, 0), "12:30-16:30", now=at("9:20"))
    assert split(sheet(sanne, "9:20"))[1][0] == bram.pk
    assert len(plan(sanne.middel)) == 4
    assert checking.routes(at("9:20")).faults == ()


def test_an_early_visit_is_done_before_it_was_planned(sanne):
    anna, bram = sanne.visits(2)
    assert Stop.objects.get(bezoek__afspraak=bram).begin > at("8:36")
    sanne.does("AANGEKOMEN", bram, "8:34")
    assert split(sheet(sanne, "8:36")) == ([bram.pk], [anna.pk])
    with pytest.raises(AlreadyDone):
        put(sanne, anna, bram, when="8:36")


def test_what_is_stored_next_has_the_times_that_were_reported(sanne):
    anna, _bram, carla = sanne.visits(3)
    sanne.does("AANGEKOMEN", anna, "8:40")
    sanne.does("KLAAR", anna, "9:20")
    cancelled(carla, now=at("9:22"))
    first, second = Stop.objects.order_by("volgorde")
    assert (clock(first.begin), clock(first.einde)) == ("8:40", "9:20")
    assert second.aankomst >= at("9:22")
    assert checking.routes(at("9:22")).faults == ()


def test_a_visit_cancelled_before_anybody_came_does_not_count_though_it_was_planned(sanne):
    anna, bram, carla = sanne.visits(3)
    sanne.does("AANGEKOMEN", anna, "8:35")
    cancelled(bram, now=at("9:30"))
    assert split(sheet(sanne, "9:31")) == ([anna.pk], [carla.pk])
    assert Stop.objects.filter(bezoek__afspraak=bram).count() == 0


def test_what_a_colleague_wrote_down_counts_beside_what_was_reported(sanne):
    anna, bram, _carla = sanne.visits(3)
    booking.set_status(bram, Status.AFGEROND, van=Status.GEPLAND, now=at("9:10"))
    sanne.does("KLAAR", anna, "9:12")
    assert set(of(sheet(sanne, "9:15").done)) == {anna.pk, bram.pk}


def test_a_visit_that_nobody_answered_is_over(sanne):
    anna, _bram = sanne.visits(2)
    sanne.does("NIET_THUIS", anna, "8:45")
    day = sheet(sanne, "8:46")
    assert (of(day.done), clock(moment_at(day.done[-1].leave))) == ([anna.pk], "8:45")


def test_nothing_is_offered_that_the_lateness_would_break(dorp, sanne):
    product = dorp.product(duur=60)
    one = booked(product, (500, 0))
    booked(product, (500, 100))
    wish = wens(dorp.product("Nog een", duur=45), (400, 0))
    assert before_noon(windows(wish, now=at("8:40")))
    sanne.does("AANGEKOMEN", one, "11:00")
    assert not before_noon(windows(wish, now=at("11:01")))


def before_noon(found: list[str]) -> list[str]:
    return [one for one in found if int(one.split(":")[0]) < 12]


def test_a_late_day_does_not_stop_a_booking_with_a_colleague(dorp, sanne):
    product = dorp.product(duur=60)
    one = booked(product, (500, 0))
    booked(product, (500, 100))
    sanne.does("AANGEKOMEN", one, "12:00")
    tim = dorp.veldwerker("Tim")
    booked(product, (600, 0), "12:30-16:30", now=at("12:01"))
    booked(product, (700, 0), "12:30-16:30", now=at("12:05"))
    assert len(plan(tim)) + len(plan(sanne.middel)) == 4


@pytest.mark.parametrize(
    ("arrived", "when", "owed"),
    [
        pytest.param("8:35", "9:00", True, id="before-lunch"),
        pytest.param("11:50", "12:40", True, id="still-inside-when-lunch-was-planned"),
        pytest.param("11:50", "14:00", False, id="too-late-for-lunch"),
    ],
)
def test_the_lunch_is_owed_until_its_time_is_over(dorp, sanne, arrived, when, owed):
    sanne.middel.veldwerker.lunch_duur = 30
    sanne.middel.veldwerker.save()
    product = dorp.product(duur=90)
    one = booked(product, (500, 0), "8:30-12:30")
    booked(product, (500, 100), "12:30-16:30")
    sanne.does("AANGEKOMEN", one, arrived)
    assert sheet(sanne, when).has_lunched is not owed


def test_reports_cost_one_question_on_the_day_itself_and_none_before(sanne):
    visits = sanne.visits(4)
    costs = []
    for number, when in ((0, at("8:30") - timedelta(days=1)), (1, at("9:00")), (3, at("9:30"))):
        for one in visits[:number]:
            sanne.does("KLAAR", one, "9:00")
        with CaptureQueriesContext(connection) as seen:
            sheets_between([sanne.middel.pk], {}, van=MAANDAG, tot=day_after(MAANDAG), now=when)
        costs.append(len(seen))
    assert costs == [2, 3, 3]


def test_who_had_no_visits_until_after_lunch_gets_one_in_the_afternoon(dorp):
    tim = dorp.veldwerker("Tim", lunch_duur=30)
    now, product = at("14:00"), dorp.product(duur=30)
    offered = windows(wens(product, (500, 0)), now=now)
    booked(product, (500, 0), offered[0], now=now)
    assert len(plan(tim)) == 1
    assert checking.routes(now).faults == ()
