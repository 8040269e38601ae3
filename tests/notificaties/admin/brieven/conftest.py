"""One appointment that is confirmed by letter, and the pile that its letter is on."""

import pytest

from tests.cast import booked
from tests.notificaties.admin.brieven.stapels import PER_POST, make


@pytest.fixture
def afspraak(paspoort):
    """Anna's appointment, confirmed by letter."""
    return booked(paspoort, "10:00", PER_POST)


@pytest.fixture
def stapel(afspraak):
    return make()
