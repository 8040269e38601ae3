"""Possible starts, with a cast: officials Anna, Bram and Chris, counters and a room."""

from dataclasses import FrozenInstanceError, replace

import pytest

from afspraken.engine.availability import Lane, Need, candidates_at, lane_starts, possible_starts
from afspraken.engine.bitmap import every
from tests.afspraken.engine.pictures import cells, drawn

ANNA, BRAM, CHRIS, LOKET_1, LOKET_2, KAMER = range(1, 7)


def lane(resource, open, busy="", number=1):
    return Lane(resource, number, cells(open), cells(busy))


def one_of(*lanes):
    return Need(1, lanes)


def starts_of(*needs, length=1, **how):
    return drawn(possible_starts(needs, length=length, **how), 10)


# One counter.


def test_an_appointment_ends_before_closing_time():
    loket = lane(LOKET_1, ". . ■ ■ ■ ■ ■ . . .")
    assert starts_of(one_of(loket), length=1) == ". . ^ ^ ^ ^ ^ . . ."
    assert starts_of(one_of(loket), length=3) == ". . ^ ^ ^ . . . . ."
    assert starts_of(one_of(loket), length=5) == ". . ^ . . . . . . ."
    assert starts_of(one_of(loket), length=6) == ". . . . . . . . . ."


def test_an_appointment_does_not_run_through_lunch():
    loket = lane(LOKET_1, "■ ■ ■ . ■ ■ ■ ■ . .")
    assert starts_of(one_of(loket), length=3) == "^ . . . ^ ^ . . . ."


def test_an_appointment_does_not_run_into_the_next():
    loket = lane(LOKET_1, "■ ■ ■ ■ ■ ■ ■ ■ ■ ■", busy=". . . . ■ ■ . . . .")
    assert starts_of(one_of(loket), length=3) == "^ ^ . . . . ^ ^ . ."


def test_the_last_known_cell_is_followed_by_nothing_open():
    loket = lane(LOKET_1, "■ ■ ■ ■ ■ ■ ■ ■ ■ ■")
    assert starts_of(one_of(loket), length=2) == "^ ^ ^ ^ ^ ^ ^ ^ ^ ."


# The buffer.


def test_the_buffer_is_kept_free_before_the_next_appointment():
    loket = lane(LOKET_1, "■ ■ ■ ■ ■ ■ ■ ■ ■ ■", busy=". . . . . . . ■ . .")
    assert starts_of(one_of(loket), length=2) == "^ ^ ^ ^ ^ ^ . . ^ ."
    assert starts_of(one_of(loket), length=2, buffer=1) == "^ ^ ^ ^ ^ . . . ^ ."
    assert starts_of(one_of(loket), length=2, buffer=3) == "^ ^ ^ . . . . . ^ ."


def test_the_buffer_may_lie_after_closing_time():
    loket = lane(LOKET_1, "■ ■ ■ ■ ■ . . . . .")
    assert starts_of(one_of(loket), length=2, buffer=3) == "^ ^ ^ ^ . . . . . ."


def test_the_buffer_after_closing_time_must_still_be_free():
    loket = lane(LOKET_1, "■ ■ ■ ■ ■ . . . . .", busy=". . . . . . ■ . . .")
    assert starts_of(one_of(loket), length=2, buffer=1) == "^ ^ ^ ^ . . . . . ."
    assert starts_of(one_of(loket), length=2, buffer=2) == "^ ^ ^ . . . . . . ."


# Two counters, and lanes.


def test_either_counter_will_do():
    left = lane(LOKET_1, "■ ■ ■ ■ . . . . . .")
    right = lane(LOKET_2, ". . . . . . ■ ■ ■ ■")
    assert starts_of(one_of(left, right), length=3) == "^ ^ . . . . ^ ^ . ."


def test_an_appointment_never_begins_at_one_counter_and_ends_at_the_other():
    left = lane(LOKET_1, "■ ■ ■ ■ ■ ■ ■ ■ ■ ■", busy=". . . ■ ■ ■ ■ ■ ■ ■")
    right = lane(LOKET_2, "■ ■ ■ ■ ■ ■ ■ ■ ■ ■", busy="■ ■ ■ . . . ■ ■ ■ ■")
    assert starts_of(one_of(left, right), length=3) == "^ . . ^ . . . . . ."
    assert starts_of(one_of(left, right), length=4) == ". . . . . . . . . ."


def test_an_appointment_never_changes_lanes_within_a_resource():
    first = lane(KAMER, "■ ■ ■ ■ ■ ■ . . . .", busy=". . . ■ ■ ■ . . . .", number=1)
    second = lane(KAMER, "■ ■ ■ ■ ■ ■ . . . .", busy="■ ■ ■ . . . . . . .", number=2)
    assert starts_of(one_of(first, second), length=3) == "^ . . ^ . . . . . ."
    assert starts_of(one_of(first, second), length=4) == ". . . . . . . . . ."


# Several people for one need.


def test_two_officials_must_be_free_at_once():
    anna = lane(ANNA, "■ ■ ■ ■ ■ . . . . .")
    bram = lane(BRAM, ". . ■ ■ ■ ■ ■ . . .")
    chris = lane(CHRIS, "■ . . . . . ■ ■ . .")
    assert starts_of(Need(2, (anna, bram, chris))) == "^ . ^ ^ ^ . ^ . . ."
    assert starts_of(Need(2, (anna, bram, chris)), length=2) == ". . ^ ^ . . . . . ."
    assert starts_of(Need(3, (anna, bram, chris))) == ". . . . . . . . . ."


def test_two_lanes_of_one_room_are_not_two_rooms():
    first = lane(KAMER, "■ ■ ■ ■ ■ . . . . .", number=1)
    second = lane(KAMER, "■ ■ ■ ■ ■ . . . . .", number=2)
    assert starts_of(Need(2, (first, second))) == ". . . . . . . . . ."


# Several needs.


def test_official_and_room_must_be_free_at_once():
    anna = lane(ANNA, "■ ■ ■ ■ ■ ■ . . . .")
    kamer = lane(KAMER, ". . . ■ ■ ■ ■ ■ ■ .")
    assert starts_of(one_of(anna), one_of(kamer), length=2) == ". . . ^ ^ . . . . ."


def test_each_need_is_met_in_one_stretch():
    anna = lane(ANNA, "■ ■ ■ ■ . . . . . .")
    bram = lane(BRAM, ". . . . ■ ■ ■ ■ . .")
    kamer = lane(KAMER, ". . ■ ■ ■ ■ ■ ■ ■ ■")
    assert starts_of(one_of(anna, bram), one_of(kamer), length=2) == ". . ^ . ^ ^ ^ . . ."


def test_a_need_that_nobody_can_fill_leaves_no_start():
    assert (
        starts_of(one_of(lane(ANNA, "■ ■ ■ ■ ■ . . . . .")), Need(1, ())) == ". . . . . . . . . ."
    )


def test_without_needs_there_is_nothing_to_offer():
    assert starts_of() == ". . . . . . . . . ."
    assert starts_of(window=(0, 10), grid=1) == ". . . . . . . . . ."


# Needs that could be filled by the same people.


def test_nobody_is_counted_for_two_needs():
    anna = lane(ANNA, "■ ■ ■ ■ ■ ■ . . . .")
    bram = lane(BRAM, ". . . ■ ■ ■ ■ ■ . .")
    advises, translates = one_of(anna, bram), one_of(anna, bram)
    assert starts_of(advises, translates, length=2) == ". . . ^ ^ . . . . ."


def test_the_same_need_twice_needs_two_people():
    need = one_of(lane(ANNA, "■ ■ ■ ■ . . . . . ."), lane(BRAM, ". . ■ ■ ■ ■ . . . ."))
    assert starts_of(need, need) == ". . ^ ^ . . . . . ."


def test_who_can_do_only_one_thing_leaves_the_other_to_a_colleague():
    anna = lane(ANNA, "■ ■ ■ ■ . . . . . .")
    bram = lane(BRAM, "■ ■ . . . . . . . .")
    assert starts_of(one_of(anna, bram), one_of(anna)) == "^ ^ . . . . . . . ."


def test_three_needs_need_three_people_though_any_two_could_be_met():
    anna = lane(ANNA, "■ ■ ■ ■ ■ . . . . .")
    bram = lane(BRAM, ". ■ ■ ■ ■ ■ . . . .")
    chris = lane(CHRIS, ". . ■ ■ . . ■ . . .")
    needs = (one_of(anna, bram), one_of(bram, chris), one_of(chris, anna))
    assert starts_of(*needs) == ". . ^ ^ . . . . . ."


def test_two_of_one_need_and_one_of_another_are_three_people():
    anna = lane(ANNA, "■ ■ ■ ■ ■ . . . . .")
    bram = lane(BRAM, "■ ■ ■ . . . . . . .")
    chris = lane(CHRIS, ". ■ ■ ■ . . . . . .")
    assert starts_of(Need(2, (anna, bram, chris)), one_of(anna)) == ". ^ ^ . . . . . . ."


def test_a_room_beside_two_needs_of_the_same_people_changes_nothing_but_itself():
    anna = lane(ANNA, "■ ■ ■ ■ ■ . . . . .")
    bram = lane(BRAM, "■ ■ ■ ■ ■ . . . . .")
    kamer = lane(KAMER, ". ■ ■ ■ . . . . . .")
    pair = one_of(anna, bram)
    assert starts_of(pair, one_of(kamer), pair) == ". ^ ^ ^ . . . . . ."
    assert starts_of(pair, one_of(kamer), pair, pair) == ". . . . . . . . . ."


def test_a_resource_serves_a_need_only_in_the_lanes_named_there():
    early = lane(ANNA, "■ ■ ■ . . . . . . .", number=1)
    late = lane(ANNA, ". . . ■ ■ ■ . . . .", number=2)
    bram = lane(BRAM, "■ ■ ■ ■ ■ ■ . . . .")
    assert starts_of(one_of(early, bram), one_of(late, bram)) == "^ ^ ^ ^ ^ ^ . . . ."
    assert starts_of(one_of(early), one_of(late)) == ". . . . . . . . . ."


# What was asked for.


def test_only_starts_on_the_grid_are_offered():
    loket = lane(LOKET_1, ". ■ ■ ■ ■ ■ ■ ■ ■ .")
    assert starts_of(one_of(loket), length=2, grid=every(3, 10)) == ". . . ^ . . ^ . . ."


@pytest.mark.parametrize(
    ("window", "picture"),
    [
        ((3, 6), ". . . ^ ^ ^ . . . ."),
        ((-5, 3), "^ ^ ^ . . . . . . ."),
        ((7, 99), ". . . . . . . ^ ^ ."),
        ((5, 5), ". . . . . . . . . ."),
        ((6, 3), ". . . . . . . . . ."),
    ],
)
def test_a_start_lies_in_the_window_though_its_end_need_not(window, picture):
    loket = lane(LOKET_1, "■ ■ ■ ■ ■ ■ ■ ■ ■ ■")
    assert starts_of(one_of(loket), length=2, window=window) == picture


def test_grid_and_window_hold_together():
    loket = lane(LOKET_1, "■ ■ ■ ■ ■ ■ ■ ■ ■ ■")
    assert starts_of(one_of(loket), grid=every(2, 10), window=(3, 8)) == ". . . . ^ . ^ . . ."


# Nonsense.


@pytest.mark.parametrize("length", [0, -2])
def test_an_appointment_takes_time(length):
    with pytest.raises(ValueError, match=f"run of {length} cells"):
        starts_of(one_of(lane(ANNA, "■ ■")), length=length)


def test_a_buffer_is_never_negative():
    with pytest.raises(ValueError, match="run of 0 cells"):
        starts_of(one_of(lane(ANNA, "■ ■")), buffer=-1)


@pytest.mark.parametrize("masks", [(-1, 0), (0, -1)])
def test_a_lane_without_end_is_refused(masks):
    with pytest.raises(ValueError, match="without end"):
        Lane(ANNA, 1, *masks)


@pytest.mark.parametrize("count", [0, -1])
def test_a_need_for_nobody_is_refused(count):
    with pytest.raises(ValueError, match="one resource or more"):
        Need(count, ())


def test_lanes_and_needs_are_values_that_nobody_can_change():
    anna = lane(ANNA, "■ ■")
    need = one_of(anna)
    assert {anna, need} == {replace(anna), replace(need)}
    with pytest.raises(FrozenInstanceError):
        anna.busy = 0
    with pytest.raises(FrozenInstanceError):
        need.count = 2


# Who can start at a given moment.


def test_the_candidates_are_those_whose_lane_can_start_there():
    anna = lane(ANNA, "■ ■ ■ ■ ■ ■ . . . .")
    bram = lane(BRAM, "■ ■ ■ ■ ■ ■ . . . .", busy=". . . . . ■ . . . .")
    chris = lane(CHRIS, ". . . ■ ■ ■ ■ . . .")
    kamer = lane(KAMER, "■ ■ ■ ■ ■ ■ . . . .")
    needs = [Need(2, (anna, bram, chris)), one_of(kamer)]
    assert candidates_at(needs, 3, length=2) == [Need(2, (anna, bram, chris)), one_of(kamer)]
    assert candidates_at(needs, 3, length=2, buffer=1) == [Need(2, (anna, chris)), one_of(kamer)]
    assert candidates_at(needs, 4, length=3) == [Need(2, (chris,)), Need(1, ())]


def test_there_are_candidates_exactly_where_a_lane_has_a_start():
    anna = lane(ANNA, "■ ■ ■ ■ . ■ ■ ■ ■ .", busy=". . . . . . . . ■ .")
    able = lane_starts(anna, 2, 1)
    for start in range(12):
        [need] = candidates_at([one_of(anna)], start, length=2, buffer=1)
        assert bool(need.lanes) == bool(able >> start & 1)
