"""Cells, masks, and the way between."""

from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest

from afspraken.engine.bitmap import (
    BYTES_PER_DAY,
    CELL,
    CELL_SECONDS,
    CELLS_PER_DAY,
    CELLS_PER_HOUR,
    at_least,
    bits,
    cell_at_or_after,
    cell_of,
    every,
    from_bytes,
    join_days,
    mask_of,
    moment_of,
    span,
    split_days,
    starts,
    to_bytes,
)
from tests.afspraken.engine.pictures import cells, drawn

NINE = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def test_a_cell_is_five_minutes_and_a_day_has_288():
    assert timedelta(minutes=5) == CELL
    assert timedelta(seconds=CELL_SECONDS) == CELL
    assert timedelta(days=1) == CELLS_PER_DAY * CELL
    assert timedelta(hours=1) == CELLS_PER_HOUR * CELL
    assert BYTES_PER_DAY * 8 == CELLS_PER_DAY


def test_a_cell_is_the_epoch_in_seconds_divided_by_300():
    assert cell_of(NINE) == NINE.timestamp() / 300


def test_a_moment_inside_a_cell_rounds_down_or_up():
    almost = NINE - timedelta(microseconds=1)
    assert cell_of(almost) == cell_of(NINE) - 1
    assert cell_at_or_after(almost) == cell_of(NINE)


def test_a_moment_at_the_edge_of_a_cell_is_not_rounded():
    assert cell_at_or_after(NINE) == cell_of(NINE)
    assert moment_of(cell_of(NINE)) == NINE


def test_moments_before_1970_round_the_same_way():
    moment = datetime(1969, 12, 31, 23, 58, tzinfo=UTC)
    assert (cell_of(moment), cell_at_or_after(moment)) == (-1, 0)


def test_a_moment_in_another_zone_is_the_same_cell():
    assert cell_of(NINE.astimezone(timezone(timedelta(hours=2)))) == cell_of(NINE)


def test_the_moment_of_a_cell_is_in_utc():
    assert moment_of(0).tzinfo is UTC


@pytest.mark.parametrize("convert", [cell_of, cell_at_or_after])
def test_a_naive_moment_is_refused(convert):
    with pytest.raises(TypeError):
        convert(NINE.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("first", "last", "picture"),
    [
        (2, 4, ". . ^ ^ . ."),
        (0, 6, "^ ^ ^ ^ ^ ^"),
        (3, 3, ". . . . . ."),
        (4, 2, ". . . . . ."),
        (-3, 2, "^ ^ . . . ."),
        (-3, -1, ". . . . . ."),
    ],
)
def test_a_span_begins_at_its_first_cell_and_ends_before_its_last(first, last, picture):
    assert drawn(span(first, last), 6) == picture


@pytest.mark.parametrize(
    ("spans", "picture"),
    [
        ([], ". . . . . . . . ."),
        ([(1, 3), (5, 8)], ". ^ ^ . . ^ ^ ^ ."),
        ([(5, 8), (1, 3)], ". ^ ^ . . ^ ^ ^ ."),
        ([(1, 3), (3, 5)], ". ^ ^ ^ ^ . . . ."),
        ([(1, 5), (2, 3)], ". ^ ^ ^ ^ . . . ."),
        ([(1, 3), (2, 5)], ". ^ ^ ^ ^ . . . ."),
        ([(1, 3), (1, 3)], ". ^ ^ . . . . . ."),
        ([(-9, 2), (7, 99)], "^ ^ . . . . . ^ ^"),
        ([(-9, 99)], "^ ^ ^ ^ ^ ^ ^ ^ ^"),
        ([(-9, -2), (9, 12)], ". . . . . . . . ."),
        ([(4, 4), (6, 5)], ". . . . . . . . ."),
        ([(0, 1), (8, 9)], "^ . . . . . . . ^"),
    ],
)
def test_many_spans_make_one_mask(spans, picture):
    assert drawn(mask_of(spans, 9), 9) == picture


def test_many_spans_make_the_same_mask_as_one_at_a_time():
    rnd = Random(2027)
    for length in (0, 1, 7, 8, 9, 288, 1_000):
        pairs = [(rnd.randrange(-20, 1_020), rnd.randrange(-20, 1_020)) for _ in range(40)]
        one_by_one = 0
        for first, last in pairs:
            one_by_one |= span(first, last)
        assert mask_of(iter(pairs), length) == one_by_one & span(0, length)


@pytest.mark.parametrize(
    ("length", "picture"),
    [
        (1, ". ^ ^ ^ . ^ . ^ ^ ^ ^ ^"),
        (2, ". ^ ^ . . . . ^ ^ ^ ^ ."),
        (3, ". ^ . . . . . ^ ^ ^ . ."),
        (4, ". . . . . . . ^ ^ . . ."),
        (5, ". . . . . . . ^ . . . ."),
        (6, ". . . . . . . . . . . ."),
    ],
)
def test_a_start_has_enough_free_cells_in_a_row(length, picture):
    assert drawn(starts(cells(". ■ ■ ■ . ■ . ■ ■ ■ ■ ■"), length), 12) == picture


@pytest.mark.parametrize("length", range(1, 40))
def test_a_run_of_any_length_has_one_start_when_it_fits_exactly(length):
    assert starts(span(5, 5 + length), length) == 1 << 5


def test_what_is_free_without_end_has_starts_without_end():
    assert starts(-1, 288) == -1
    assert starts(~span(3, 4), 3) == ~span(1, 4)


@pytest.mark.parametrize("length", [0, -1])
def test_a_run_of_nothing_is_refused(length):
    with pytest.raises(ValueError, match=f"run of {length} cells"):
        starts(1, length)


@pytest.mark.parametrize(
    ("count", "picture"),
    [
        (1, "^ ^ ^ ^ . ^"),
        (2, "^ ^ ^ . . ^"),
        (3, "^ ^ . . . ^"),
        (4, "^ . . . . ."),
        (5, ". . . . . ."),
    ],
)
def test_so_many_of_the_masks_must_have_the_bit(count, picture):
    masks = [
        cells("■ ■ ■ . . ■"),
        cells("■ ■ . . . ■"),
        cells("■ . ■ ■ . ."),
        cells("■ ■ . . . ■"),
    ]
    assert drawn(at_least(count, masks), 6) == picture
    assert drawn(at_least(count, reversed(masks)), 6) == picture


def test_nobody_is_never_enough():
    assert at_least(1, []) == 0


def test_at_least_nobody_is_no_question():
    with pytest.raises(ValueError, match="at least 0 of the masks"):
        at_least(0, [1])


@pytest.mark.parametrize("minutes", [5, 10, 15, 20, 30, 60])
@pytest.mark.parametrize("length", [0, 1, 11, 12, 13, 24, 288])
def test_the_grid_has_a_bit_at_each_multiple(minutes, length):
    step = minutes // 5
    assert list(bits(every(step, length))) == list(range(0, length, step))


@pytest.mark.parametrize("step", [5, 7, 24, 0, -1])
def test_a_grid_that_does_not_divide_the_hour_is_refused(step):
    with pytest.raises(ValueError, match=f"grid of {step} cells"):
        every(step, 288)


@pytest.mark.parametrize("places", [[], [0], [7], [3, 4, 9], [0, 1_000, 50_000], range(600)])
def test_the_bits_of_a_mask_come_in_order(places):
    assert list(bits(sum(1 << place for place in places))) == list(places)


def test_a_mask_without_end_has_no_list_of_bits():
    with pytest.raises(ValueError, match="clip it first"):
        bits(~0b1)


def test_a_day_is_36_bytes_and_the_first_40_minutes_come_first():
    assert to_bytes(0b11) == b"\x03" + bytes(35)


@pytest.mark.parametrize("mask", [0, 1, 1 << 287, span(0, 288), span(96, 204)])
def test_a_day_comes_back_from_its_bytes(mask):
    assert from_bytes(to_bytes(mask)) == mask


@pytest.mark.parametrize("mask", [-1, 1 << 288])
def test_what_is_not_one_day_has_no_bytes(mask):
    with pytest.raises(OverflowError):
        to_bytes(mask)


@pytest.mark.parametrize("size", [0, 35, 37])
def test_bytes_that_are_not_one_day_are_refused(size):
    with pytest.raises(ValueError, match=f"36 bytes, not {size}"):
        from_bytes(bytes(size))


def test_days_that_follow_each_other_are_one_stretch_of_time():
    evening, night = span(280, 288), span(0, 8)
    assert starts(join_days({0: evening, 1: night}), 16) == 1 << 280


def test_a_day_that_is_missing_is_closed():
    assert join_days({2: 0b101}) == 0b101 << 576


def test_the_order_of_the_days_does_not_matter():
    assert join_days({3: 8, 0: 1}) == join_days({0: 1, 3: 8}) == 1 | 8 << 864


def test_no_days_are_an_empty_mask():
    assert join_days({}) == 0


def test_a_day_before_the_origin_is_refused():
    with pytest.raises(ValueError, match="before the origin"):
        join_days({-1: 1, 0: 1})


@pytest.mark.parametrize("days", [{}, {0: 1}, {4: 1 << 287}, {0: 5, 1: span(0, 288), 7: 9}])
def test_days_that_are_joined_can_be_split_again(days):
    assert split_days(join_days(days)) == days
