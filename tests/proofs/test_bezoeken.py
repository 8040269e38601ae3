"""Any sequence of acts on random towns: no promise is broken, and nobody is lost.

The checker that knows no search, the unique cells and `check_integrity` agree after each of them.
"""

from __future__ import annotations

import pytest

from tests.cast import Town
from tests.mobiel.dorp import Dorp
from tests.proofs.bezoeken import Walk

pytestmark = pytest.mark.django_db


def walked(town: Town, seed: int, steps: int) -> Walk:
    walk = Walk(Dorp(town), seed)
    for _step in range(steps):
        walk.step()
    walk.check_all()
    return walk


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_no_promise_is_broken_and_nobody_is_lost(town, seed):
    walked(town, seed, steps=20)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(1000, 1120))
def test_whatever_happens_for_long_no_promise_is_broken_and_nobody_is_lost(town, seed):
    walked(town, seed, steps=70)
