"""The hall in a real browser: report at the kiosk, a counter calls, the waiting screen shows it."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken import agenda, wachtrij
from afspraken.booking import Gegevens, book
from afspraken.lokaal import LOCAL, local_day
from afspraken.models import Afspraak, Kanaal, Meldwijze, Middel, Product, Scherm, Schermsoort
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import medewerker
from tests.browser.conftest import open_window
from tests.browser.looking import look
from tests.cast import wens

ASKED_AGAIN = 20_000
"""Milliseconds within which a screen that asks every few seconds has asked, also on a busy day."""

pytestmark = pytest.mark.browser

TOUCH = 44
"""Pixels that a finger needs, at a kiosk and on a phone."""


class Hal:
    """The town hall at ten: two counters, one appointment, and a browser for each screen."""

    def __init__(self, stad: Any, chromium: Any, url: str, now: datetime) -> None:
        self.plaats, self.now = stad.gemeentehuis, now
        self._chromium, self._url = chromium, url
        self.schermen = {
            soort: Scherm.objects.create(locatie=self.plaats, soort=soort, naam=str(soort.label))
            for soort in Schermsoort
        }
        wish = wens(Product.objects.get(slug="paspoort"), kanaal=Kanaal.BALIE)
        best = agenda.search(wish, now=now, tot=None).first(1)[0]
        self.afspraak: Afspraak = book(wish, best, Gegevens(naam="Noor Wijkman"), now=now)
        self.door = medewerker(Rol.BALIE)

    def opens(self, soort: Schermsoort, **options: Any) -> Page:
        """A window with a screen in it."""
        page = open_window(self._chromium, self._url, **options)
        page.goto(f"/scherm/{self.schermen[soort].code}/")
        return page

    def scans(self, kiosk: Page, text: str) -> None:
        """Somebody holds a code before the scanner, which types: the field has the focus by now."""
        expect(kiosk.locator("[name=referentie]")).to_be_focused()
        kiosk.keyboard.type(f"{text}\n")

    def calls(self, naam: str) -> None:
        """A counter calls who is next."""
        loket = Middel.objects.get(naam=naam)
        assert wachtrij.call_next(self.plaats, loket, door=self.door, now=timezone.now())


@pytest.fixture
def hal(stad, chromium, live_server) -> Iterator[Hal]:
    """Today, ten o'clock."""
    today = local_day(timezone.now())
    ten = datetime.combine(today, time(10), tzinfo=LOCAL).astimezone(UTC)
    with time_machine.travel(ten):
        for naam in ("Loket 1", "Loket 2"):
            stad.loket(naam, open="9:00-17:00", dagen=[today])
        yield Hal(stad, chromium, live_server.url, ten)


def test_report_at_the_kiosk_a_counter_calls_the_waiting_screen_shows(hal):
    board = hal.opens(Schermsoort.WACHTSCHERM)
    expect(board.get_by_text("Hier ziet u straks uw nummer.")).to_be_visible()
    look(board, least=TOUCH)
    kiosk = hal.opens(Schermsoort.ZUIL)
    look(kiosk, least=TOUCH)
    hal.scans(kiosk, hal.afspraak.referentie.lower())
    expect(kiosk.locator("h1")).to_contain_text("A01")
    look(kiosk, least=TOUCH)
    kiosk.get_by_role("link", name="Klaar").click()
    kiosk.get_by_role("link", name="English").click()
    kiosk.get_by_role("link", name="Come without an appointment").click()
    look(kiosk, least=TOUCH)
    kiosk.get_by_label("Paspoort").check()
    kiosk.get_by_role("button", name="How long does it take?").click()
    look(kiosk, least=TOUCH)
    kiosk.get_by_role("button", name="Yes, give me a number").click()
    expect(kiosk.locator("h1")).to_contain_text("B01")
    kiosk.get_by_role("link", name="Done").click()
    expect(kiosk.locator("h1")).to_have_text("Welkom. Meld u hier aan.")
    hal.calls("Loket 1")
    hal.calls("Loket 2")
    expect(board.locator(".oproep--nieuw")).to_contain_text("Loket 2", timeout=ASKED_AGAIN)
    expect(board.locator(".eerder__een")).to_contain_text("Loket 1")
    assert "Noor" not in board.content()
    look(board, least=TOUCH)
    for page in (board, kiosk):
        page.context.close()


def test_by_phone_one_is_called_while_the_page_is_open(hal):
    phone = hal.opens(Schermsoort.POSTER, width=390)
    look(phone, least=TOUCH)
    phone.get_by_label("Uw referentie").fill(hal.afspraak.referentie)
    phone.get_by_role("button", name="Meld mij aan").click()
    expect(phone.locator("h1")).to_contain_text("A01")
    look(phone, least=TOUCH)
    hal.calls("Loket 1")
    expect(phone.get_by_text("U bent aan de beurt:")).to_contain_text(
        "Loket 1", timeout=ASKED_AGAIN
    )
    look(phone, least=TOUCH)
    phone.context.close()


def test_a_wrong_reference_is_said_beside_the_field(hal):
    kiosk = hal.opens(Schermsoort.ZUIL)
    hal.scans(kiosk, "ZZZZZZ")
    expect(kiosk.get_by_role("alert")).to_be_visible()
    look(kiosk, least=TOUCH)
    kiosk.context.close()


def test_a_refusal_says_what_to_do(hal):
    wachtrij.check_in(hal.afspraak, locatie=hal.plaats, via=Meldwijze.ZUIL, now=hal.now)
    kiosk = hal.opens(Schermsoort.ZUIL)
    hal.scans(kiosk, hal.afspraak.referentie)
    expect(kiosk.locator("h1")).to_contain_text("U bent al aangemeld")
    look(kiosk, least=TOUCH)
    kiosk.context.close()


def test_the_waiting_screen_says_when_the_connection_is_gone(hal):
    board = hal.opens(Schermsoort.WACHTSCHERM)
    board.context.set_offline(True)
    expect(board.get_by_text("Er is geen verbinding.")).to_be_visible(timeout=ASKED_AGAIN)
    look(board, least=TOUCH)
    board.context.set_offline(False)
    expect(board.get_by_text("Er is geen verbinding.")).to_be_hidden(timeout=ASKED_AGAIN)
    board.context.close()


def test_without_javascript_everything_works(hal):
    kiosk = hal.opens(Schermsoort.ZUIL, java_script_enabled=False)
    hal.scans(kiosk, hal.afspraak.referentie)
    expect(kiosk.locator("h1")).to_contain_text("A01")
    hal.calls("Loket 1")
    board = hal.opens(Schermsoort.WACHTSCHERM, java_script_enabled=False)
    expect(board.locator(".oproep")).to_contain_text("A01")
    for page in (board, kiosk):
        page.context.close()
