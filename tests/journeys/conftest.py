"""A town with a passport and an identity card, and a moment at which everything happens."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.cast import NOW


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands still at NOW; `clock.shift(seconds)` lets time pass."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def paspoort(town, clock):
    """A passport, twenty minutes at the one counter of town, open on Monday 9 to 10."""
    town.loket(open="9:00-10:00")
    return town.product("Paspoort", extra_per_persoon=10, meenemen="Uw oude paspoort")
