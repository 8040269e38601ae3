"""An office that sends, and a product to book."""

import pytest

from tests.notificaties.post import Kantoor


@pytest.fixture
def kantoor():
    """The providers in memory, and a clock that a test sets."""
    return Kantoor()


@pytest.fixture
def paspoort(town):
    """A product at one counter that is open all day."""
    town.loket()
    return town.product("Paspoort")
