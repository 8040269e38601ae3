"""Workload W1 is the one that every system is compared on."""

from datetime import date, timedelta

import pytest

from benchmarks.workload import Workload, next_monday

MONDAY = date(2026, 11, 30)


def test_it_has_the_known_size_and_answers():
    work = Workload(MONDAY)
    assert len(work.workdays) == 40
    assert len(work.booked) == 6735
    assert work.expected(20, 20) == (2865, 935)
    assert work.expected(45, 20) == (212, 189)


def test_every_monday_gives_the_same_pattern():
    later = Workload(MONDAY + timedelta(weeks=9))
    shifted = [(c, d + timedelta(weeks=9), m) for c, d, m in Workload(MONDAY).booked]
    assert later.booked == shifted


@pytest.mark.parametrize(("length", "step"), [(20, 20), (45, 20), (40, 10), (5, 5), (60, 30)])
def test_free_time_is_what_two_counters_have_left_on_a_short_day(length, step):
    small = Workload(MONDAY, counters=2, days=3, opens=600, closes=720)
    busy = {(counter, day): [] for counter in range(2) for day in small.workdays}
    for counter, day, minute in small.booked:
        busy[counter, day].append((minute, minute + 20))
    free = [
        (counter, day, minute)
        for (counter, day), spans in busy.items()
        for minute in range(600, 720 - length + 1, step)
        if not any(begin < minute + length and minute < end for begin, end in spans)
    ]
    assert list(small.free(length, step)) == free
    assert small.expected(length, step) == (len(free), len({found[1:] for found in free}))


def test_the_workload_begins_on_the_monday_after_today():
    assert next_monday(MONDAY) == MONDAY + timedelta(days=7)
    assert next_monday(MONDAY - timedelta(days=1)) == MONDAY
