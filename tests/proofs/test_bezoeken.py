"""Any sequence of acts on random towns: no promise is broken, and nobody is lost.

The checker that knows no search, the unique cells and `check_integrity` agree after each of them.
"""

from __future__ import annotations

import pytest

from tests.cast import Town
from tests.effort import number, seeds
from tests.mobiel.dorp import Dorp
from tests.proofs.bezoeken import Walk

pytestmark = pytest.mark.django_db


@seeds(1, in_proof=120, first=1000)
def test_whatever_happens_no_promise_is_broken_and_nobody_is_lost(town: Town, seed: int) -> None:
    walk = Walk(Dorp(town), seed)
    for _step in range(number(20, in_proof=70)):
        walk.step()
    walk.check_all()
