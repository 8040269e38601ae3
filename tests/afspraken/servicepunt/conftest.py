"""Who works at the service point."""

import pytest

from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import medewerker


@pytest.fixture
def els(town):
    """An employee of the service point."""
    return medewerker(Rol.KLANTENSERVICE)
