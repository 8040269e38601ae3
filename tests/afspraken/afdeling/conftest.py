"""Sanne of Sociale Zaken, with a real roster, her browser, and a room to talk in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from afspraken.models import Afspraak, Middel
from tests.afspraken.rechten.wie import browser
from tests.afspraken.roosters.seen import weekly
from tests.afspraken.voorstellen import gesprek, specialist
from tests.cast import MAANDAG, NOW, booked

WEKEN = [MAANDAG + timedelta(days=n) for n in range(14)]
EERSTE_DAG = date(2026, 11, 2)
"""Rosters are older than the tests."""


@pytest.fixture(autouse=True)
def tuesday():
    """Doors ask the clock, so the clock stands still."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sanne(town) -> Middel:
    """Monday and Tuesday from nine until twelve and from one until five."""
    middel = specialist(town, dagen=())
    weekly(
        middel,
        town.gemeentehuis,
        "9:00-12:00 13:00-17:00",
        weekdagen=(0, 1),
        eerste_dag=EERSTE_DAG,
    )
    town.ruimte("Kamer 1", dagen=WEKEN)
    return middel


@pytest.fixture
def haar(sanne) -> Client:
    """Her browser."""
    return browser(sanne.gebruiker)


@pytest.fixture
def anna(town, sanne) -> Afspraak:
    """Anna, Monday at nine, half an hour with Sanne in room 1."""
    return booked(gesprek(town), "9:00")


def text_of(response) -> str:
    """The page as it was sent."""
    return str(response.content.decode())
