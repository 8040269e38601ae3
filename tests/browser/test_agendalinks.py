"""The pages of calendar links in a real browser: by keyboard, without script, axe, the policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page

from afspraken.models import Middel
from notificaties.models import Agendalink
from tests.browser.conftest import log_in, open_window
from tests.browser.looking import DESK, NARROW, PHONE, look
from tests.cast import Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def loket(transactional_db, town: Town) -> Middel:
    """A counter among other resources and places."""
    town.locatie("Dorpshuis Duivendrecht")
    town.ruimte("Spreekkamer 2")
    town.ambtenaar("Karin de Boer")
    return town.loket("Loket 1")


@pytest.fixture
def plain(chromium: Browser, live_server, loket: Middel) -> Iterator[Page]:
    """The manager without JavaScript; fails on any message in the console, as of the policy."""
    page = open_window(chromium, live_server.url, java_script_enabled=False)
    log_in(page, User.objects.create_superuser("beheer"), live_server.url)
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    yield page
    page.context.close()
    assert not [line for line in complaints if "favicon" not in line and "400" not in line]


def walk(page: Page) -> Iterator[str]:
    """From the start page to a new link and its end, by keyboard; stops at each page."""
    page.goto("/beheer/")
    _press(page, "a.tegel[href$='/agendalink/']")
    yield "overzicht"
    _press(page, "a:has-text('Loket 1')")
    yield "leeg"
    _press(page, "text=Maak een link")
    yield "fout"
    page.fill("#id_apparaat", "Telefoon van de balie")
    page.locator("#id_niveau_2").focus()
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.locator("#id_apparaat").press("Enter")
    yield "nieuw"
    page.goto(page.url)
    yield "apparaten"
    _press(page, "text=Trek in")
    yield "intrekken"
    _press(page, "text=Trek de link in")
    yield "ingetrokken"


def _press(page: Page, selector: str) -> None:
    page.locator(selector).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_link_is_made_shown_once_and_withdrawn_by_keyboard_without_script(plain, live_server):
    for name in walk(plain):
        if name == "nieuw":
            address = plain.input_value("#adres")
            assert plain.locator("img.qr").evaluate("image => image.naturalWidth") > 0
            assert plain.get_attribute(".nieuw a", "href") == "webcal" + address[4:]
            path = address.removeprefix("http://localhost:8000")
            assert plain.request.get(live_server.url + path).status == 200
        if name == "apparaten":
            assert "/agenda/" not in plain.content()
            assert Agendalink.objects.get().niveau == "VOLLEDIG"
    assert plain.request.get(live_server.url + path).status == 404


def test_axe_finds_nothing_on_any_page(sit, loket):
    page = sit(User.objects.create_superuser("beheer"), width=NARROW)
    for _name in walk(page):
        look(page, NARROW, PHONE, DESK, least=0)
