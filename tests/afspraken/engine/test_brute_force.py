"""The engine and the brute force find exactly the same starts."""

import pytest

from afspraken.engine.availability import Lane, Need, possible_starts
from tests.afspraken.engine.brute_force import every_start
from tests.afspraken.engine.towns import engine_starts, random_question
from tests.effort import seeds

BLOCK = 100
"""Towns in one test: many small tests would take time of their own."""


@seeds(2, in_proof=215)
def test_the_engine_finds_every_start_that_exists_and_no_other(seed):
    for town in range(seed * BLOCK, (seed + 1) * BLOCK):
        question = random_question(town)
        assert engine_starts(question) == every_start(question), f"town {town}: {question}"


def test_the_random_towns_are_neither_all_shut_nor_all_open():
    starts = [len(engine_starts(random_question(seed))) for seed in range(400)]
    assert 100 < sum(count > 0 for count in starts) < 300
    assert max(starts) > 100


def joined_lanes(needs, **how):
    """The trap: free time is joined first, and starts are looked for after."""
    joined = []
    for need in needs:
        free = 0
        for lane in need.lanes:
            free |= lane.open & ~lane.busy
        everybody = tuple(Lane(n, 1, open=free, busy=0) for n in {x.resource for x in need.lanes})
        joined.append(Need(need.count, everybody))
    return possible_starts(joined, **how)


def each_need_alone(needs, **how):
    """One official is counted for two needs."""
    found = -1
    for need in needs:
        found &= possible_starts([need], **how)
    return found


def no_buffer(needs, **how):
    """The next customer is received before the desk is clean."""
    return possible_starts(needs, **how | {"buffer": 0})


def no_notice(needs, **how):
    """What was asked for begins at the origin, whatever time it is."""
    return possible_starts(needs, **how | {"window": (0, how["window"][1])})


@pytest.mark.parametrize("wrong", [joined_lanes, each_need_alone, no_buffer, no_notice])
def test_the_brute_force_would_catch_a_search_that_is_wrong(wrong):
    questions = map(random_question, range(400))
    assert any(engine_starts(one, search=wrong) != every_start(one) for one in questions)
