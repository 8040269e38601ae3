"""Any sequence of acts: the system does what a town in memory says it must.

A short run is part of every test run; `make prove` runs many more, and the same sequences on
both databases, whose traces must be equal.
"""

import hashlib
import itertools
import os
import random
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from afspraken.models import Afspraak
from tests.proofs.model import CHANNELS, FIRST, LAST, SESSIONS, Model

starts = st.integers(FIRST // 5, LAST // 5 - 1).map(lambda cell: cell * 5)
numbers = st.integers(0, 20)


@contextmanager
def thrown_away():
    """A piece of a test whose rows vanish, and in which booking may open its transactions."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


class Town(RuleBasedStateMachine):
    """What can happen in a town, in any order."""

    def __init__(self):
        super().__init__()
        self.rows = thrown_away()
        self.rows.__enter__()
        self.model = Model()

    def teardown(self):
        self.rows.__exit__(None, None, None)

    @rule(which=st.booleans(), kanaal=st.sampled_from(CHANNELS), start=starts)
    def book(self, which, kanaal, start):
        self.model.book(self.model.producten[which], kanaal, start)

    @rule(which=st.booleans(), sessie=st.sampled_from(SESSIONS), start=starts)
    def hold(self, which, sessie, start):
        self.model.hold(sessie, self.model.producten[which], start)

    @rule(sessie=st.sampled_from(SESSIONS))
    def confirm(self, sessie):
        self.model.confirm(sessie)

    @rule(number=numbers, start=starts)
    def move(self, number, start):
        self.model.move(number, start)

    @rule(number=numbers)
    def cancel(self, number):
        self.model.cancel(number)

    @rule(number=numbers, start=starts, cells=st.integers(1, 8))
    def block(self, number, start, cells):
        self.model.block(number, start, cells * 5)

    @rule(number=numbers, start=starts, cells=st.integers(1, 24))
    def change_opening(self, number, start, cells):
        self.model.change_opening(number, start, min(start + cells * 5, LAST))

    @rule(minutes=st.sampled_from([1, 9, 10, 11, 60]))
    def wait(self, minutes):
        self.model.wait(minutes)

    @rule()
    def sweep(self):
        self.model.sweep()

    @invariant()
    def agrees(self):
        self.model.check()


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Town,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )


def random_walk(model: Model, seed: int, steps: int) -> list[str]:
    """What happens in a sequence that depends on nothing but the seed."""
    dice = random.Random(seed)
    for _step in range(steps):
        act = dice.choices(ACTS, weights=WEIGHTS)[0]
        start, number = dice.randrange(FIRST, LAST, 5), dice.randrange(20)
        product, kanaal = dice.choice(model.producten), dice.choice(CHANNELS)
        sessie, minutes = dice.choice(SESSIONS), dice.randrange(5, 45, 5)
        act(model, product, kanaal, sessie, number, start, minutes)
        model.check()
    return model.trace


ACTS = (
    lambda model, product, kanaal, _s, _n, start, _m: model.book(product, kanaal, start),
    lambda model, product, _k, sessie, _n, start, _m: model.hold(sessie, product, start),
    lambda model, _p, _k, sessie, _n, _start, _m: model.confirm(sessie),
    lambda model, _p, _k, _s, number, start, _m: model.move(number, start),
    lambda model, _p, _k, _s, number, _start, _m: model.cancel(number),
    lambda model, _p, _k, _s, number, start, minutes: model.block(number, start, minutes),
    lambda model, _p, _k, _s, number, start, _m: model.change_opening(
        number, start, min(start + 60, LAST)
    ),
    lambda model, _p, _k, _s, _n, _start, minutes: model.wait(minutes),
    lambda model, *_rest: model.sweep(),
)
WEIGHTS = (6, 4, 4, 4, 2, 2, 1, 1, 1)


@pytest.mark.django_db
def test_any_short_sequence_agrees_with_the_town_in_memory():
    run(examples=15, steps=15)


@pytest.mark.prove
@pytest.mark.django_db
def test_any_sequence_agrees_with_the_town_in_memory():
    run(examples=100, steps=30)


@pytest.mark.django_db
def test_a_walk_is_the_same_each_time_and_so_can_be_compared(monkeypatch):
    assert walk(7, monkeypatch) == walk(7, monkeypatch)


@pytest.mark.prove
@pytest.mark.django_db
def test_the_same_walks_leave_the_same_trace_on_both_databases(monkeypatch):
    """Writes a digest of the traces; the run on the other database compares."""
    traces = [walk(seed, monkeypatch) for seed in range(40)]
    digest = hashlib.sha256(repr(traces).encode()).hexdigest()
    assert any("done" in line for trace in traces for line in trace)
    assert any("refused" in line for trace in traces for line in trace)
    folder = Path(tempfile.gettempdir()) / f"afspraken-model-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    (folder / connection.vendor).write_text(digest)
    others = {path.name: path.read_text() for path in folder.iterdir() if _is_fresh(path)}
    assert set(others.values()) == {digest}, others


def walk(seed, monkeypatch) -> list[str]:
    """One walk in a town of its own. Codes are counted, so that ties fall the same way."""
    codes = (f"afspraak-{number}" for number in itertools.count())
    monkeypatch.setattr(Afspraak._meta.get_field("code"), "_get_default", lambda: next(codes))
    with thrown_away():
        return random_walk(Model(), seed, steps=40)


def _is_fresh(path: Path) -> bool:
    return time.time() - path.stat().st_mtime < 3600
