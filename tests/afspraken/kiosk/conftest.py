"""The hall of the town hall on `MAANDAG`, ten o'clock, with one screen of each kind."""

from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from afspraken.models import Scherm, Schermsoort
from tests.afspraken.wachtrij.zaal import Zaal
from tests.cast import at


class Hal:
    """The hall: its waiting room, and what someone reads and presses on its screens."""

    def __init__(self, zaal: Zaal) -> None:
        self.zaal = zaal
        self.schermen = {
            soort: Scherm.objects.create(locatie=zaal.plaats, soort=soort, naam=str(soort.label))
            for soort in Schermsoort
        }
        self.client = Client()

    @property
    def zuil(self) -> Scherm:
        return self.schermen[Schermsoort.ZUIL]

    @property
    def poster(self) -> Scherm:
        return self.schermen[Schermsoort.POSTER]

    @property
    def wachtscherm(self) -> Scherm:
        return self.schermen[Schermsoort.WACHTSCHERM]

    def url(self, scherm: Scherm, deel: str = "scherm") -> str:
        return reverse(f"kiosk:{deel}", args=[scherm.code])

    def reads(self, scherm: Scherm, deel: str = "scherm", **query: object) -> str:
        """A page of a screen, as text."""
        answer = self.client.get(self.url(scherm, deel), query)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def types(self, referentie: str, scherm: Scherm | None = None, **more: object):
        """A reference; the page that follows."""
        data = {"referentie": referentie, **more}
        return self.client.post(self.url(scherm or self.zuil), data, follow=True)

    def comes(self, scherm: Scherm | None = None, **data: object):
        """Without an appointment, having heard how long it takes; the page that follows."""
        url = self.url(scherm or self.zuil, "inloop")
        return self.client.post(url, {"personen": 1, **data}, follow=True)


@pytest.fixture
def clock(zaal):
    """The clock of the town hall; it stands at ten."""
    with time_machine.travel(at("10:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def hal(zaal, clock):
    """The hall, where nobody did anything yet."""
    cache.clear()
    return Hal(zaal)
