"""An employee with a caller on the line: counted in keys, by keyboard, and without JavaScript.

The keys are listed in docs/servicepunt.md; a chord such as Alt+N counts as two.
"""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from afspraken.models import Afspraak, Inzet, Kanaal, Klantcontact, Openstand, Soort, Status
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.browser.conftest import open_window
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

MOST_KEYS = 40


class Keys:
    """A keyboard that counts: what is typed about the customer apart from the rest."""

    def __init__(self, page: Page) -> None:
        self.page, self.count, self.fields = page, 0, 0

    def press(self, keys: str) -> None:
        self.count += len(keys.split("+"))
        self.page.keyboard.press(keys)

    def type(self, text: str) -> None:
        self.count += len(text)
        self.page.keyboard.type(text)

    def about_the_customer(self, text: str) -> None:
        self.fields += 1
        self.page.keyboard.type(text)


@pytest.fixture
def spreekuur(stad):
    """Beside the counters: a talk that needs a specialist and a consultation room together."""
    van = afdeling("Belastingen")
    days = sorted(set(Openstand.objects.values_list("dag", flat=True)))
    stad.ambtenaar("Ahmed", kan=["Belasting"], dagen=days)
    stad.ruimte("Kamer 1", dagen=days)
    needs = [(Soort.AMBTENAAR, 1, "Belasting"), (Soort.RUIMTE, 1, None)]
    stad.product("Bezwaar tegen de WOZ", zoekwoorden="belasting huis", afdeling=van, vraagt=needs)
    return stad


def logged_in(page: Page, live_server, rol: Rol = Rol.KLANTENSERVICE) -> None:
    """As an employee who has logged in already."""
    client = Client()
    client.force_login(medewerker(rol))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )


def test_a_caller_gets_specialist_and_room_in_at_most_forty_keys(spreekuur, window, live_server):
    logged_in(window, live_server)
    window.goto("/servicepunt/")
    keys = Keys(window)
    keys.press("Alt+n")
    expect(window.locator("#zoek_product")).to_be_focused()
    keys.type("woz")
    expect(window.locator("#gevonden-producten button")).to_be_visible()
    keys.press("Alt+1")
    expect(window.locator(".tijdrij--eerste button").first).to_be_focused()
    keys.press("Enter")
    expect(window.locator("#id_naam")).to_be_focused()
    keys.about_the_customer("Anna de Vries")
    keys.press("Tab")
    keys.about_the_customer("06 12345678")
    keys.press("Alt+b")
    expect(window.get_by_role("heading", name="Vastgelegd")).to_be_visible()

    afspraak = Afspraak.objects.get()
    assert (afspraak.status, afspraak.kanaal) == (Status.GEPLAND, Kanaal.TELEFOON)
    kinds = Inzet.objects.values_list("middel__soort", flat=True)
    assert sorted(kinds) == [Soort.AMBTENAAR, Soort.RUIMTE]
    assert list(Klantcontact.objects.get().afspraken.all()) == [afspraak]
    assert (keys.count, keys.fields) == (11, 2)
    assert keys.count <= MOST_KEYS


def test_the_screen_has_no_barriers_and_nothing_sticks_out(spreekuur, window, live_server):
    logged_in(window, live_server)
    window.goto("/servicepunt/")
    assert violations(window) == []
    window.keyboard.press("Alt+n")
    expect(window.locator("#zoek_product")).to_be_focused()
    assert violations(window) == []
    window.keyboard.type("paspoort")
    window.locator("#gevonden-producten button").first.click()
    expect(window.locator(".tijdrij--eerste button").first).to_be_focused()
    assert violations(window) == []
    for width in (1280, 390):
        window.set_viewport_size({"width": width, "height": 900})
        assert window.evaluate("document.documentElement.scrollWidth") <= width
    window.locator(".tijdrij--eerste button").first.click()
    window.locator("#id_naam").fill("Anna de Vries")
    window.locator("#id_telefoon").fill("0612345678")
    window.get_by_role("button", name="Bevestig en leg vast").click()
    expect(window.get_by_role("heading", name="Vastgelegd")).to_be_visible()
    assert violations(window) == []


def test_the_screen_works_without_javascript(spreekuur, chromium, live_server):
    page = open_window(chromium, live_server.url, java_script_enabled=False)
    logged_in(page, live_server)
    page.goto("/servicepunt/")
    page.get_by_role("button", name="Nieuw gesprek").click()
    page.locator("#zoek_product").fill("paspoort")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Paspoort").click()
    page.locator(".tijdrij--eerste button").first.click()
    page.locator("#id_naam").fill("Anna de Vries")
    page.locator("#id_telefoon").fill("0612345678")
    page.get_by_role("button", name="Bevestig en leg vast").click()
    expect(page.get_by_role("heading", name="Vastgelegd")).to_be_visible()
    assert Klantcontact.objects.count() == 1
    page.context.close()


def test_what_is_typed_is_there_after_the_window_was_closed(spreekuur, window, live_server):
    logged_in(window, live_server)
    window.goto("/servicepunt/")
    window.keyboard.press("Alt+n")
    window.locator("#id_naam").press_sequentially("Anna de Vries")
    with window.expect_response("**/bewaar/"):
        window.locator("#id_notitie").press_sequentially("Belt straks terug")
    window.wait_for_timeout(700)
    window.goto("/servicepunt/")
    window.get_by_role("link", name="Anna de Vries").click()
    expect(window.locator("#id_notitie")).to_have_value("Belt straks terug")
