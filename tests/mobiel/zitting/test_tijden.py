"""From an order to times around quiet hours, and what time is left: plain numbers."""

from hypothesis import given
from hypothesis import strategies as st

from mobiel.zitting.tijden import (
    Verwacht,
    after_quiet,
    expected,
    gap,
    in_order,
    length,
    longest,
    room,
)

QUIET = [(10, 14)]
"""Quiet from cell 10 to 14."""


def test_residents_follow_one_another():
    assert in_order(0, 3, 3, []) == [(0, 3), (3, 6), (6, 9)]


def test_who_would_be_seen_in_a_quiet_hour_is_seen_after_it():
    assert in_order(4, 3, 3, QUIET) == [(4, 7), (7, 10), (14, 17)]
    assert in_order(5, 2, 3, QUIET) == [(5, 8), (14, 17)]


def test_quiet_hours_next_to_each_other_are_one():
    assert after_quiet(9, 2, [(14, 16), (10, 14)]) == 16


def test_two_quiet_hours_with_too_little_between_them_are_passed_both():
    assert after_quiet(9, 3, [(10, 12), (14, 18)]) == 18


def test_setting_up_may_be_done_in_a_quiet_hour():
    assert length(11, 3, 1, 2, QUIET) == 5
    assert length(0, 3, 0, 2, QUIET) == 3


def test_what_is_reserved_suffices_whichever_begin_it_becomes():
    assert longest(range(0, 12), 0, 2, 3, QUIET) == max(
        length(begin, 0, 2, 3, QUIET) for begin in range(12)
    )


def people(*firsts: int, cells: int = 3) -> list[Verwacht]:
    return [Verwacht(first, cells) for first in firsts]


def test_a_walk_in_is_seen_where_nobody_waits_longer_for_it():
    assert gap(0, 20, 3, people(3, 6), []) == 0
    assert gap(1, 20, 3, people(3, 6), []) == 9
    assert gap(4, 20, 3, people(3, 6), []) == 9
    assert gap(0, 20, 3, people(0, 9), []) == 3


def test_who_runs_late_has_less_time_left():
    assert gap(0, 9, 3, people(0, 3), []) == 6
    assert gap(2, 9, 3, people(0, 3), []) == 6
    assert gap(3, 9, 3, people(0, 3), []) is None


def test_nobody_is_seen_in_a_quiet_hour_or_after_we_leave():
    assert gap(8, 17, 3, [], QUIET) == 14
    assert gap(8, 16, 3, [], QUIET) is None


def test_the_time_of_who_comes_after_the_quiet_hour_because_we_are_late_stays_theirs():
    assert gap(10, 30, 2, people(7, 8, cells=2), QUIET) == 18


def test_how_many_more_there_is_room_for():
    assert room(0, 20, 3, people(3, 6), []) == 4
    assert room(0, 8, 3, people(0, 3), []) == 0


cells = st.integers(1, 6)
quiet_hours = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 12)).map(lambda one: (one[0], sum(one))),
    max_size=4,
)


@given(st.integers(0, 60), st.integers(0, 12), cells, quiet_hours)
def test_always_in_order_never_at_once_never_in_a_quiet_hour(first, count, each, quiet):
    spans = in_order(first, count, each, quiet)
    assert len(spans) == count
    assert all(last - begin == each for begin, last in spans)
    moments = [first, *(moment for span in spans for moment in span)]
    assert moments == sorted(moments)
    assert not any(begin < tot and van < last for begin, last in spans for van, tot in quiet)


@given(st.integers(0, 60), st.integers(0, 12), cells, quiet_hours)
def test_nobody_waits_while_they_could_be_seen(first, count, each, quiet):
    free = first
    for begin, last in in_order(first, count, each, quiet):
        for sooner in range(free, begin):
            assert any(sooner < tot and van < sooner + each for van, tot in quiet)
        free = last


@given(
    st.integers(0, 40),
    st.integers(0, 80),
    cells,
    st.lists(st.builds(Verwacht, st.integers(0, 60), cells), max_size=6),
    quiet_hours,
)
def test_a_walk_in_makes_nobody_later_and_ends_in_time(now, end, each, to_come, quiet):
    first = gap(now, end, each, to_come, quiet)
    if first is None:
        return
    assert now <= first <= end - each
    assert not any(first < one.first + one.cells and one.first < first + each for one in to_come)
    before = expected(now, to_come, quiet)
    after = expected(now, [*to_come, Verwacht(first, each)], quiet)
    assert sorted(after) == sorted([*before, (first, first + each)])


@given(st.integers(0, 40), st.integers(0, 80), cells, quiet_hours)
def test_so_many_as_there_is_room_for_can_really_come(now, end, each, quiet):
    left = room(now, end, each, [], quiet)
    spans = in_order(now, left, each, quiet)
    assert all(last <= end for _begin, last in spans)
    assert in_order(now, left + 1, each, quiet)[-1][1] > end
