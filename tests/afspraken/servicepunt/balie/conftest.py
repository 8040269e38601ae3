"""The desk on `MAANDAG`, ten o'clock: the waiting room, and an employee who has logged in."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.afspraken.rechten.wie import browser
from tests.afspraken.wachtrij.zaal import Zaal
from tests.cast import at


@pytest.fixture
def tien_uur(zaal):
    """The clock of the town hall."""
    with time_machine.travel(at("10:00"), tick=False) as clock:
        yield clock


class Desk:
    """The pages of the desk, as one employee uses them."""

    def __init__(self, zaal: Zaal, client: Client) -> None:
        self.zaal, self.client = zaal, client

    def url(self, naam: str, *more: object) -> str:
        return reverse(f"servicepunt:balie_{naam}", args=[self.zaal.plaats.slug, *more])

    def reads(self, naam: str, *more: object, **query: str) -> str:
        """A page, as text."""
        answer = self.client.get(self.url(naam, *more), query)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def presses(self, naam: str, *more: object, **data: object):
        """A button; the page that follows."""
        return self.client.post(self.url(naam, *more), data, follow=True)

    def steps(self, wachtende, naam: str, **data: object):
        """A step of someone, pressed at the first counter."""
        where = (self.zaal.loket.pk, wachtende.pk, naam)
        return self.presses("loketstap", *where, versie=wachtende.versie, **data)


@pytest.fixture
def desk(zaal, tien_uur):
    """The desk of the employee of the waiting room."""
    return Desk(zaal, browser(zaal.door))
