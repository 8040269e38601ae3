"""A town with a passport, at a moment at which everything happens."""

import pytest


@pytest.fixture
def paspoort(town, clock):
    """A passport, twenty minutes at the one counter of town, open on Monday 9 to 10."""
    town.loket(open="9:00-10:00")
    return town.product("Paspoort", extra_per_persoon=10, meenemen="Uw oude paspoort")
