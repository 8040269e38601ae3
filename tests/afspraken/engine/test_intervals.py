"""Spans of time: they begin, they end, and the end belongs to the next one."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from afspraken.engine.bitmap import cell_of
from afspraken.engine.intervals import Interval, merge, subtract


def utc(hour, minute=0, second=0):
    return datetime(2027, 3, 1, hour, minute, second, tzinfo=UTC)


def hours(start, end):
    return Interval(utc(start), utc(end))


def test_touching_is_not_overlapping():
    assert not hours(9, 12).overlaps(hours(12, 13))
    assert not hours(12, 13).overlaps(hours(9, 12))


@pytest.mark.parametrize("other", [(8, 10), (11, 14), (10, 11), (8, 14), (9, 12)])
def test_sharing_any_time_is_overlapping(other):
    assert hours(9, 12).overlaps(hours(*other))
    assert hours(*other).overlaps(hours(9, 12))


@pytest.mark.parametrize("other", [(9, 12), (9, 10), (11, 12), (10, 11)])
def test_a_day_contains_its_parts_and_itself(other):
    assert hours(9, 12).contains(hours(*other))


@pytest.mark.parametrize("other", [(8, 10), (11, 13), (8, 13), (13, 14)])
def test_a_day_does_not_contain_what_sticks_out(other):
    assert not hours(9, 12).contains(hours(*other))


@pytest.mark.parametrize("end", [9, 8])
def test_an_end_that_does_not_come_after_its_start_is_refused(end):
    with pytest.raises(ValueError, match="does not come after"):
        hours(9, end)


@pytest.mark.parametrize("zone", [None, ZoneInfo("Europe/Amsterdam"), timezone(timedelta(hours=1))])
def test_only_utc_is_taken(zone):
    elsewhere = utc(12).replace(tzinfo=zone)
    with pytest.raises(ValueError, match="is not in UTC"):
        Interval(utc(9), elsewhere)
    with pytest.raises(ValueError, match="is not in UTC"):
        Interval(elsewhere, utc(15))


def test_open_time_is_rounded_inward_and_busy_time_outward():
    odd = Interval(utc(9, 2), utc(9, 18))
    nine = cell_of(utc(9))
    assert odd.cells_inside() == (nine + 1, nine + 3)
    assert odd.cells_touched() == (nine, nine + 4)


def test_whole_cells_are_not_rounded():
    whole = Interval(utc(9), utc(9, 20))
    assert whole.cells_inside() == whole.cells_touched() == (cell_of(utc(9)), cell_of(utc(9)) + 4)


def test_less_than_a_cell_opens_nothing():
    first, last = Interval(utc(9, 1), utc(9, 4)).cells_inside()
    assert first >= last


@pytest.mark.parametrize(
    ("given", "merged"),
    [
        ([], []),
        ([(9, 12)], [(9, 12)]),
        ([(13, 17), (9, 12)], [(9, 12), (13, 17)]),
        ([(9, 12), (12, 17)], [(9, 17)]),
        ([(9, 13), (12, 17)], [(9, 17)]),
        ([(9, 17), (10, 11), (12, 13)], [(9, 17)]),
        ([(9, 12), (9, 12)], [(9, 12)]),
        ([(9, 10), (10, 11), (11, 12), (14, 15)], [(9, 12), (14, 15)]),
        ([(9, 10), (12, 13), (13, 14)], [(9, 10), (12, 14)]),
    ],
)
def test_merged_openings_are_as_few_as_possible(given, merged):
    assert merge(hours(*one) for one in given) == [hours(*one) for one in merged]


@pytest.mark.parametrize(
    ("openings", "closings", "left"),
    [
        ([(9, 17)], [], [(9, 17)]),
        ([], [(9, 17)], []),
        ([(9, 17)], [(12, 13)], [(9, 12), (13, 17)]),
        ([(9, 17)], [(15, 16), (12, 13)], [(9, 12), (13, 15), (16, 17)]),
        ([(9, 17)], [(8, 10)], [(10, 17)]),
        ([(9, 17)], [(9, 10)], [(10, 17)]),
        ([(9, 17)], [(16, 17)], [(9, 16)]),
        ([(9, 17)], [(16, 20)], [(9, 16)]),
        ([(9, 17)], [(9, 17)], []),
        ([(9, 17)], [(8, 18)], []),
        ([(9, 17)], [(17, 18), (8, 9)], [(9, 17)]),
        ([(9, 17)], [(11, 13), (12, 14)], [(9, 11), (14, 17)]),
        ([(9, 12), (13, 17)], [(11, 14)], [(9, 11), (14, 17)]),
        ([(13, 17), (9, 12)], [(10, 11)], [(9, 10), (11, 12), (13, 17)]),
        ([(9, 13), (12, 17)], [(14, 15)], [(9, 14), (15, 17)]),
    ],
)
def test_closings_are_taken_out_of_openings(openings, closings, left):
    found = subtract((hours(*one) for one in openings), (hours(*one) for one in closings))
    assert found == [hours(*one) for one in left]


def test_intervals_are_values():
    assert hours(9, 12) == hours(9, 12)
    assert len({hours(9, 12), hours(9, 12)}) == 1
    assert sorted([hours(9, 12), hours(8, 9), hours(9, 10)])[1] == hours(9, 10)
