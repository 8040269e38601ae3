"""What tests of the queue, of the desk and of the screens in the hall share."""

import pytest

from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import medewerker
from tests.afspraken.wachtrij.zaal import Zaal


@pytest.fixture
def zaal(town):
    """The waiting room of the town hall, with two counters that are open all day."""
    return Zaal(town, medewerker(Rol.BALIE))
