"""Any sequence of acts: the system does what a town in memory says it must.

Short ones in every test run; in `make prove` many more, longer ones, and the same sequences on both
databases, whose traces must be equal.
"""

import os
import subprocess
import sys
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.cast import NOW
from tests.effort import number, proved
from tests.proofs.model import Model
from tests.proofs.oracle import CHANNELS, FIRST, LAST, LATE, NARROW, SESSIONS
from tests.proofs.site import ROOT
from tests.proofs.walks import counted_codes, thrown_away, walk

cells = st.integers(FIRST // 5, LAST // 5 - 1)
numbers = st.integers(0, 20)


class Town(RuleBasedStateMachine):
    """What can happen in a town, in any order."""

    def __init__(self):
        super().__init__()
        self.around = ExitStack()
        self.around.enter_context(counted_codes())
        self.around.enter_context(thrown_away())
        self.narrow = False

    def teardown(self):
        self.around.close()

    @initialize(narrow=st.booleans(), late=st.booleans())
    def begin(self, narrow, late):
        """Half of the runs have few starts; half happen on the day itself."""
        self.narrow = narrow
        self.model = Model(now=LATE if late else NOW)

    def start(self, cell):
        """The minute of the day that a drawn number stands for."""
        return NARROW[cell % len(NARROW)] if self.narrow else cell * 5

    @rule(which=st.booleans(), kanaal=st.sampled_from(CHANNELS), cell=cells)
    def book(self, which, kanaal, cell):
        self.model.book(self.model.producten[which], kanaal, self.start(cell))

    @rule(which=st.booleans(), sessie=st.sampled_from(SESSIONS), cell=cells)
    def hold(self, which, sessie, cell):
        self.model.hold(sessie, self.model.producten[which], self.start(cell))

    @rule(sessie=st.sampled_from(SESSIONS))
    def confirm(self, sessie):
        self.model.confirm(sessie)

    @rule(number=numbers, cell=cells)
    def move(self, number, cell):
        self.model.move(number, self.start(cell))

    @rule(number=numbers)
    def cancel(self, number):
        self.model.cancel(number)

    @rule(number=numbers, cell=cells, length=st.integers(1, 8))
    def block(self, number, cell, length):
        self.model.block(number, self.start(cell), length * 5)

    @rule(number=numbers, several=st.lists(cells, min_size=1, max_size=3))
    def import_(self, number, several):
        self.model.import_(number, [self.start(cell) for cell in several])

    @rule(number=numbers, cell=cells, length=st.integers(1, 24))
    def change_opening(self, number, cell, length):
        start = self.start(cell)
        self.model.change_opening(number, start, min(start + length * 5, LAST))

    @rule(number=numbers)
    def erase(self, number):
        self.model.erase(number)

    @rule(minutes=st.sampled_from([1, 9, 10, 11, 60]))
    def wait(self, minutes):
        self.model.wait(minutes)

    @rule()
    def sweep(self):
        self.model.sweep()

    @invariant()
    def agrees(self):
        self.model.check()


@proved
@pytest.mark.django_db
def test_any_sequence_agrees_with_the_town_in_memory():
    run_state_machine_as_test(
        Town,
        settings=settings(
            max_examples=number(6, in_proof=100),
            stateful_step_count=number(15, in_proof=30),
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )


@pytest.mark.django_db
def test_an_expired_hold_is_taken_again_where_another_expired_hold_was_left():
    model = Model()
    model.block(0, 540, 120)  # leaves one counter
    model.hold("een", model.paspoort, 550)
    model.wait(10)
    model.hold("twee", model.paspoort, 560)
    model.wait(10)
    model.confirm("een")
    assert "confirm 550 done again over another" in model.trace
    model.check()


@pytest.mark.django_db
@pytest.mark.parametrize("rostered", [False, True], ids=["hours", "rosters"])
def test_a_walk_is_the_same_each_time_and_so_can_be_compared(rostered):
    first = walk(7, rostered=rostered, steps=6)
    assert walk(7, rostered=rostered, steps=6) == first
    assert walk(8, rostered=rostered, steps=6) != first


@pytest.mark.prove
def test_the_same_walks_leave_the_same_trace_on_both_databases():
    one, other = (
        subprocess.run(
            [sys.executable, "-m", "tests.proofs.walks"],
            cwd=ROOT,
            env=os.environ | {"TEST_DATABASE": vendor, "TEST_DATABASE_NAME": "test_walks"},
            capture_output=True,
            text=True,
            timeout=600,
        )
        for vendor in ("sqlite", "postgresql")
    )
    assert (one.returncode, other.returncode) == (0, 0), one.stderr + other.stderr
    for act in ("book", "hold", "confirm", "move", "block", "import", "erase"):
        assert f"'{act} " in one.stdout
    for outcome in ("done", "refused", "done again", "refused again", "done again over another"):
        assert f" {outcome}" in one.stdout
    for mine, theirs in zip(one.stdout.splitlines(), other.stdout.splitlines(), strict=True):
        assert mine == theirs
