"""What tests of visits may use."""

import pytest

from tests.cast import Town
from tests.mobiel.dorp import Dorp


@pytest.fixture
def dorp(town: Town) -> Dorp:
    """The cast of visits; see `tests/mobiel/dorp.py`."""
    return Dorp(town)
