"""Eight weeks at ten counters, 70 % booked: what can still start, counted in three ways.

Counters open Monday to Friday 9-17 in Amsterdam, and every twenty minutes is booked or not. The
weeks lie across the night on which summer time begins.
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

import pytest

from afspraken.engine.availability import Lane, Need, possible_starts
from afspraken.engine.bitmap import CELLS_PER_DAY, bits, cell_of, every, mask_of, moment_of
from tests.afspraken.engine.brute_force import (
    AMSTERDAM,
    Desk,
    Question,
    Wanted,
    every_start,
    utc_midnight,
)
from tests.afspraken.engine.test_brute_force import joined_lanes

COUNTERS, DAYS, FILL = 10, 56, 0.70
OPEN, CLOSE, SLOT = 9 * 60, 17 * 60, 20  # minutes on the clock in town
MONDAY = date(2027, 3, 1)
WORKDAYS = [MONDAY + timedelta(days=n) for n in range(DAYS) if n % 7 < 5]
LENGTH = DAYS * CELLS_PER_DAY
ORIGIN = cell_of(utc_midnight(MONDAY))


@cache
def booked() -> dict[int, list[tuple[date, int]]]:
    """Per counter the days and minutes at which a booking of 20 minutes begins."""
    rnd = Random(42)
    found: dict[int, list[tuple[date, int]]] = {}
    for counter in range(COUNTERS):
        slots = [(day, minute) for day in WORKDAYS for minute in range(OPEN, CLOSE, SLOT)]
        found[counter] = [slot for slot in slots if rnd.random() < FILL]
    return found


@cache
def at(day: date, minute: int) -> datetime:
    midnight = datetime.combine(day, time(), tzinfo=AMSTERDAM)
    return (midnight + timedelta(minutes=minute)).astimezone(utc_midnight(day).tzinfo)


def cells_between(day: date, start: int, end: int) -> tuple[int, int]:
    return cell_of(at(day, start)) - ORIGIN, cell_of(at(day, end)) - ORIGIN


@cache
def counters() -> tuple[Lane, ...]:
    opened = mask_of((cells_between(day, OPEN, CLOSE) for day in WORKDAYS), LENGTH)
    return tuple(
        Lane(
            counter,
            1,
            opened,
            mask_of((cells_between(day, at, at + SLOT) for day, at in slots), LENGTH),
        )
        for counter, slots in booked().items()
    )


def found(*lanes: Lane, minutes: int, search=possible_starts) -> set[datetime]:
    mask = search(
        [Need(1, lanes)],
        length=minutes // 5,
        buffer=0,
        grid=every(SLOT // 5, LENGTH),
        window=(0, LENGTH),
    )
    return {moment_of(ORIGIN + bit) for bit in bits(mask)}


def really_possible(minutes: int) -> set[datetime]:
    desks = tuple(
        Desk(
            counter,
            1,
            hours=tuple((day, OPEN, CLOSE) for day in WORKDAYS),
            taken=tuple((at(day, minute), at(day, minute + SLOT)) for day, minute in slots),
        )
        for counter, slots in booked().items()
    )
    since, until = utc_midnight(MONDAY), utc_midnight(MONDAY + timedelta(days=DAYS))
    return every_start(Question((Wanted(1, desks),), minutes, 0, SLOT, since, until, since, until))


def test_twenty_minutes_start_wherever_no_booking_is():
    slots = {(day, minute) for day in WORKDAYS for minute in range(OPEN, CLOSE, SLOT)}
    free = {counter: slots - set(taken) for counter, taken in booked().items()}
    pairs = sum(len(found(lane, minutes=20)) for lane in counters())
    assert pairs == sum(map(len, free.values())) == 2_865
    assert found(*counters(), minutes=20) == {at(*slot) for slot in set().union(*free.values())}


def test_forty_five_minutes_start_where_the_brute_force_says():
    assert found(*counters(), minutes=45) == really_possible(45)


@pytest.mark.parametrize(("minutes", "really", "promised"), [(20, 935, 935), (45, 189, 811)])
def test_joining_counters_first_promises_what_does_not_exist(minutes, really, promised):
    exist = found(*counters(), minutes=minutes)
    offered = found(*counters(), minutes=minutes, search=joined_lanes)
    assert (len(exist), len(offered)) == (really, promised)
    assert exist <= offered
