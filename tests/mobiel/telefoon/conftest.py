"""Sanne's day: five visits on Monday, and the phone with which she reports."""

from collections.abc import Iterator

import pytest
import time_machine

from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import medewerker
from tests.cast import at
from tests.mobiel.dorp import Dorp
from tests.mobiel.telefoon.sanne import Sanne


@pytest.fixture
def sanne(dorp: Dorp) -> Iterator[Sanne]:
    """Sanne, with two visits; her shift has just begun."""
    user = medewerker(Rol.SPECIALIST, "Sociale Zaken")
    middel = dorp.veldwerker("Sanne")
    middel.gebruiker = user
    middel.save()
    with time_machine.travel(at("8:30"), tick=False) as clock:
        yield Sanne(dorp, middel, user, clock)
