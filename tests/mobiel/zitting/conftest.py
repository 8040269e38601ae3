"""What tests of care-home days may use."""

import pytest

from tests.mobiel.dorp import Dorp
from tests.mobiel.zitting.huis import Huis


@pytest.fixture
def huis(dorp: Dorp) -> Huis:
    """Zonnehuis Theresia, with Marjolein who can go there; see `huis.py`."""
    return Huis(dorp)
