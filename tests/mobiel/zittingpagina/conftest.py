"""What tests of the pages of a care-home day may use."""

import pytest
from django.core.cache import cache

from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import ingelogd
from tests.mobiel.dorp import Dorp
from tests.mobiel.zitting.huis import Huis


@pytest.fixture
def huis(dorp: Dorp) -> Huis:
    """Zonnehuis Theresia, with Marjolein who can go there; see `tests/mobiel/zitting/huis.py`."""
    return Huis(dorp)


@pytest.fixture(autouse=True)
def _nobody_is_locked_out():
    """Wrong links are counted in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def desk(db):
    """An employee of the service point, logged in."""
    return ingelogd(Rol.KLANTENSERVICE)
