"""Zonnehuis Theresia, a week from today, and who looks after it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page

from afspraken.lokaal import local_day
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import medewerker
from tests.cast import at
from tests.mobiel.dorp import Dorp, adres
from tests.mobiel.zitting.huis import Huis


@pytest.fixture
def dag() -> date:
    """A week from today: a worker of the browser has the real clock, and it is before it."""
    return local_day(timezone.now()) + timedelta(days=7)


@pytest.fixture
def clock(dag) -> Iterator[time_machine.Traveller]:
    """Ten o'clock, six days before."""
    with time_machine.travel(at("10:00", dag - timedelta(days=6))) as clock:
        yield clock


@pytest.fixture
def huis(stad, dag, clock, settings, live_server, monkeypatch) -> Huis:
    """Zonnehuis Theresia, an address book that knows it, and Marjolein, who goes there."""
    settings.PUBLIC_URL = live_server.url
    monkeypatch.setattr("afspraken.invoer.adres.find", lambda *_args, **_kwargs: [adres()])
    huis = Huis(Dorp(stad), dagen=(dag,))
    huis.marjolein.gebruiker = medewerker(Rol.SPECIALIST, "Sociale Zaken")
    huis.marjolein.save()
    return huis


@pytest.fixture
def desk(huis, sit) -> Page:
    page: Page = sit(medewerker(Rol.KLANTENSERVICE))
    return page
