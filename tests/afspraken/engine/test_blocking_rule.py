"""Why there is no time: the first rule that takes the last start away."""

import pytest

from afspraken.engine.availability import Rule, blocking_rule
from tests.afspraken.engine.pictures import cells

DAY = (0, 10)
ROSTER = Rule("rooster", cells(". ■ ■ ■ ■ ■ . . . ."), cells=2)


def test_no_rule_blocks_while_a_start_is_left():
    assert blocking_rule([ROSTER, Rule("bezet", ~cells(". ■ ■ ■ . . . . . ."), 2)], DAY) is None


def test_the_rule_that_takes_the_last_start_is_named():
    busy = Rule("bezet", ~cells(". ■ ■ ■ ■ . . . . ."), cells=2)
    assert blocking_rule([ROSTER, busy], DAY) == "bezet"


def test_later_rules_are_not_blamed():
    closed = Rule("sluiting", 0, cells=2)
    assert blocking_rule([ROSTER, closed, Rule("bezet", 0)], DAY) == "sluiting"
    assert blocking_rule([ROSTER, Rule("bezet", 0), closed], DAY) == "bezet"


def test_two_rules_that_block_only_together_blame_the_second():
    morning = Rule("aanlooptijd", cells("■ ■ ■ . . . . . . ."))
    late = Rule("horizon", cells(". . . ■ ■ ■ ■ ■ ■ ■"))
    assert blocking_rule([ROSTER, morning, late], DAY) == "horizon"
    assert blocking_rule([ROSTER, late, morning], DAY) == "aanlooptijd"


def test_a_rule_counts_for_as_many_cells_as_it_says():
    short = cells(". . ■ ■ . . . . . .")
    assert blocking_rule([Rule("lengte", short, cells=2)], DAY) is None
    assert blocking_rule([Rule("lengte", short, cells=3)], DAY) == "lengte"
    assert blocking_rule([Rule("raster", cells(". . ^ . . . . . . ."))], DAY) is None


def test_only_starts_that_were_asked_for_count():
    assert blocking_rule([ROSTER], (1, 5)) is None
    assert blocking_rule([ROSTER], (4, 5)) is None
    assert blocking_rule([ROSTER], (5, 10)) == "rooster"


def test_without_a_window_all_starts_count():
    assert blocking_rule([ROSTER]) is None
    assert blocking_rule([Rule("rooster", 0)]) == "rooster"


def test_without_rules_nothing_blocks():
    assert blocking_rule([], DAY) is None


def test_to_ask_for_no_start_at_all_is_refused():
    with pytest.raises(ValueError, match="no start was asked for"):
        blocking_rule([ROSTER], (5, 5))
