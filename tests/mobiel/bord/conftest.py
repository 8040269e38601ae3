"""What tests of the board may use."""

import pytest

from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import ingelogd
from tests.mobiel.bord.bordstad import Bordstad
from tests.mobiel.dorp import Dorp


@pytest.fixture
def stad(dorp: Dorp, clock) -> Bordstad:
    """Three officials who go out on MAANDAG."""
    return Bordstad(dorp)


@pytest.fixture
def planner(db, clock):
    """The browser of a planner."""
    return ingelogd(Rol.PLANNER, "Sociale Zaken")
