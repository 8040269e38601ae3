"""Which windows can be promised on a route, told by a day that one can follow by hand."""

from dataclasses import replace

import pytest

from mobiel.routing import (
    Candidate,
    Dienst,
    Insertion,
    Lunch,
    Route,
    Stop,
    insertions,
    offerable,
    rows,
    slack,
)
from mobiel.routing.nodes import Nodes
from mobiel.routing.tours import Tour
from tests.mobiel.routing.days import HOUR, MINUTE

TEN = 10 * MINUTE
LINE = rows(lambda i, j: TEN * abs(i - j), 4)
ANNA = Dienst("anna", 0, 0, 8 * HOUR, 12 * HOUR, LINE, frozenset({1}))
BOOKED = Stop("booked", 2, 30 * MINUTE, 10 * HOUR, 10 * HOUR)
ROUTE = Route(ANNA, (BOOKED,))
NEXT_DOOR = Candidate(20 * MINUTE, there=[row[2] for row in LINE], back=LINE[2])
ON_THE_WAY = Candidate(20 * MINUTE, there=[row[1] for row in LINE], back=LINE[1])


def test_before_and_after_what_is_booked():
    assert insertions(ROUTE, ON_THE_WAY) == [
        Insertion(0, 8 * HOUR + TEN, 9 * HOUR + 30 * MINUTE, 0),
        Insertion(1, 10 * HOUR + 40 * MINUTE, 11 * HOUR + 30 * MINUTE, 0),
    ]


def test_each_window_gets_its_cheapest_place_and_the_moments_inside_it():
    windows = [(8 * HOUR, 9 * HOUR), (9 * HOUR, 11 * HOUR), (12 * HOUR, 13 * HOUR)]
    assert offerable(ROUTE, NEXT_DOOR, windows) == [
        Insertion(0, 8 * HOUR + 20 * MINUTE, 9 * HOUR, 0),
        Insertion(0, 9 * HOUR, 9 * HOUR + 40 * MINUTE, 0),
        None,
    ]


def test_a_skill_that_is_missing_gives_nothing():
    assert insertions(ROUTE, replace(ON_THE_WAY, skills=frozenset({2}))) == []
    assert offerable(ROUTE, replace(ON_THE_WAY, skills=frozenset({2})), [(0, 86400)]) == [None]


def test_nothing_is_put_before_a_frozen_stop():
    ways = insertions(replace(ROUTE, frozen=1), ON_THE_WAY)
    assert [way.position for way in ways] == [1]


def test_a_visit_longer_than_the_shift_is_offered_nowhere():
    assert insertions(Route(ANNA), replace(ON_THE_WAY, service=5 * HOUR)) == []


def test_lunch_comes_after_the_visit_or_before_it():
    """Lunch is left for by 11:10 at the latest, and takes half an hour from 11:00 on."""
    lunch = replace(ANNA, lunch=Lunch(11 * HOUR, 11 * HOUR + TEN, 30 * MINUTE))
    assert [way for way in insertions(Route(lunch, (BOOKED,)), ON_THE_WAY) if way.position] == [
        Insertion(1, 10 * HOUR + 40 * MINUTE, 10 * HOUR + 50 * MINUTE, 0),
        Insertion(1, 11 * HOUR + 30 * MINUTE, 11 * HOUR + 30 * MINUTE, 0),
    ]


def test_an_empty_window_is_no_window():
    assert offerable(ROUTE, ON_THE_WAY, [(9 * HOUR, 8 * HOUR)]) == [None]


def test_lunch_may_be_left_for_at_its_last_second():
    """An empty shift from eleven on: lunch is on the only leg, if it is begun at eleven."""
    lunch = Lunch(10 * HOUR, 11 * HOUR, 30 * MINUTE)
    exactly = slack(Route(replace(ANNA, begin=11 * HOUR, lunch=lunch)))
    assert (exactly.feasible, exactly.finish) == (True, 11 * HOUR + 30 * MINUTE)
    assert not slack(Route(replace(ANNA, begin=11 * HOUR + 1, lunch=lunch))).feasible


# Lunch on the first leg, left for as the shift begins; and on the last, done as the shift ends.
# A second less, and there is no lunch.
EARLIEST_LUNCH = replace(ANNA, lunch=Lunch(8 * HOUR, 8 * HOUR, 30 * MINUTE))
LATEST_LUNCH = replace(ANNA, lunch=Lunch(11 * HOUR + 30 * MINUTE, 12 * HOUR, 30 * MINUTE))


def test_visits_fit_after_a_lunch_that_is_left_for_at_its_last_second():
    assert insertions(Route(EARLIEST_LUNCH, (BOOKED,)), ON_THE_WAY) == [
        Insertion(0, 8 * HOUR + 40 * MINUTE, 9 * HOUR + 30 * MINUTE, 0),
        Insertion(1, 10 * HOUR + 40 * MINUTE, 11 * HOUR + 30 * MINUTE, 0),
    ]


def test_visits_fit_before_a_lunch_that_ends_with_the_shift():
    assert insertions(Route(LATEST_LUNCH, (BOOKED,)), ON_THE_WAY) == [
        Insertion(0, 8 * HOUR + TEN, 9 * HOUR + 30 * MINUTE, 0),
        Insertion(1, 10 * HOUR + 40 * MINUTE, 11 * HOUR, 0),
    ]


@pytest.mark.parametrize("dienst", [EARLIEST_LUNCH, LATEST_LUNCH], ids=["earliest", "latest"])
@pytest.mark.parametrize(("hour", "position"), [(9, 0), (11, 1)])
def test_the_search_knows_the_ends_of_a_lunch_as_well(dienst, hour, position):
    """Its tours have the same arithmetic once more, on flat lists."""
    new = Stop("new", 1, 20 * MINUTE, hour * HOUR, hour * HOUR)
    nodes = Nodes([Route(dienst)], [BOOKED, new])
    tour = Tour(nodes, 0, order=(0,))
    assert tour.keeps_promises(nodes)
    assert tour.place_for(nodes, 1) == (0, position)
