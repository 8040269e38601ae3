"""Who gets the appointment: everybody needed gets a seat, the least loaded first."""

from itertools import permutations
from random import Random

import pytest

from afspraken.engine.availability import Lane, Need, choose

ANNA, BRAM, CHRIS, KAMER = 1, 2, 3, 9


def lane(resource, number=1):
    return Lane(resource, number, open=1, busy=0)


def need(*resources, count=1):
    return Need(count, tuple(lane(resource) for resource in resources))


def chosen(*needs, prefer=()):
    lanes = choose(needs, prefer)
    return None if lanes is None else [one.resource for one in lanes]


def test_the_most_preferred_is_chosen():
    assert chosen(need(ANNA, BRAM, CHRIS), prefer=[CHRIS, ANNA, BRAM]) == [CHRIS]


def test_who_is_not_named_comes_last_in_the_order_given():
    assert chosen(need(ANNA, BRAM, CHRIS), prefer=[CHRIS]) == [CHRIS]
    assert chosen(need(BRAM, ANNA)) == [BRAM]


def test_who_is_preferred_but_cannot_is_passed_over():
    assert chosen(need(ANNA, BRAM), prefer=[CHRIS, BRAM, ANNA]) == [BRAM]


def test_two_are_chosen_where_two_are_needed():
    team = chosen(need(ANNA, BRAM, CHRIS, count=2), prefer=[CHRIS, ANNA, BRAM])
    assert sorted(team) == [ANNA, CHRIS]


def test_the_choice_is_in_the_order_of_the_needs():
    assert chosen(need(KAMER), need(ANNA, BRAM), prefer=[BRAM, ANNA, KAMER]) == [KAMER, BRAM]


def test_the_preferred_one_moves_up_for_a_colleague_who_can_do_only_one_thing():
    assert chosen(need(ANNA, BRAM), need(ANNA), prefer=[ANNA, BRAM]) == [BRAM, ANNA]


def test_moving_up_can_go_on_and_on():
    needs = [need(ANNA, BRAM), need(BRAM, CHRIS), need(ANNA)]
    assert chosen(*needs, prefer=[ANNA, BRAM, CHRIS]) == [BRAM, CHRIS, ANNA]


def test_nobody_fills_two_seats():
    assert chosen(need(ANNA), need(ANNA)) is None
    assert chosen(need(ANNA, count=2)) is None


def test_a_need_without_candidates_means_no_choice():
    assert chosen(need(ANNA), need()) is None


def test_without_needs_there_is_no_choice():
    assert chosen() is None


def test_two_lanes_of_one_room_are_one_room():
    assert choose([Need(2, (lane(KAMER, 1), lane(KAMER, 2)))]) is None


def test_the_first_lane_is_taken():
    assert choose([Need(1, (lane(KAMER, 2), lane(KAMER, 1)))]) == [lane(KAMER, 2)]


def test_each_lane_comes_from_the_need_that_it_fills():
    early, late = lane(ANNA, 1), lane(ANNA, 2)
    assert choose([Need(1, (late,)), need(BRAM)]) == [late, lane(BRAM)]
    assert choose([Need(1, (early,)), Need(1, (late, lane(BRAM)))]) == [early, lane(BRAM)]


def best_by_trying_everything(needs, prefer):
    """The most preferred set of people that can fill the seats, or None."""
    seats = [{one.resource for one in need.lanes} for need in needs for _ in range(need.count)]
    teams = (
        sorted(prefer.index(person) for person in team)
        for team in permutations(prefer, len(seats))
        if all(person in seat for person, seat in zip(team, seats, strict=True))
    )
    return min(teams, default=None)


@pytest.mark.parametrize("seed", range(300))
def test_the_choice_is_the_best_of_all_possible_choices(seed):
    rnd = Random(seed)
    people = list(range(1, rnd.randint(2, 6)))
    prefer = rnd.sample(people, len(people))
    needs = [
        need(*rnd.sample(people, rnd.randint(1, len(people))), count=rnd.choice((1, 1, 2)))
        for _ in range(rnd.randint(1, 3))
    ]
    team = chosen(*needs, prefer=prefer)
    best = best_by_trying_everything(needs, prefer)
    assert (team and sorted(prefer.index(person) for person in team)) == best
    seats = [{one.resource for one in need.lanes} for need in needs for _ in range(need.count)]
    assert team is None or all(p in seat for p, seat in zip(team, seats, strict=True))
