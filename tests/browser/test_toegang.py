"""Logging in, in a real browser: an app without JavaScript, a passkey with it; axe on each page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from afspraken.rechten import Rol, groepen
from tests.afspraken.rechten.wie import medewerker
from tests.afspraken.toegang.test_tweede_stap import PASSWORD, code_of
from tests.browser.conftest import open_window
from tests.browser.looking import DESK, PHONE, look, widths

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def karin(transactional_db, settings) -> User:
    """An employee who has only a password yet."""
    settings.TWEEDE_STAP = True
    cache.clear()
    groepen.ship()
    user = medewerker(Rol.KLANTENSERVICE)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of, as of the policy for scripts."""
    return []


def window(chromium: Browser, url: str, complaints: list[str], **options: object) -> Page:
    page = open_window(chromium, url, **options)

    def listen(line: ConsoleMessage) -> None:
        if line.type == "error":
            complaints.append(line.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def log_in(page: Page, user: User) -> None:
    page.goto("/servicepunt/")
    page.fill("#id_login", user.username)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")


@pytest.fixture
def plain(chromium, live_server, complaints) -> Iterator[Page]:
    """Without JavaScript."""
    page = window(chromium, live_server.url, complaints, java_script_enabled=False)
    yield page
    page.context.close()
    assert not complaints


def test_the_first_login_sets_up_an_app_without_javascript(plain, karin):
    plain.goto("/servicepunt/")
    look_without_script(plain)
    log_in(plain, karin)
    plain.wait_for_url("**/account/")
    look_without_script(plain)
    plain.get_by_role("link", name="Stel een app in").press("Enter")
    secret = plain.locator(".toegang__sleutel").text_content() or ""
    look_without_script(plain)
    plain.fill("#id_code", code_of(secret))
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/account/herstelcodes/")
    look_without_script(plain)
    assert len(plain.locator(".toegang__codes li").all()) == 10
    plain.get_by_role("link", name="Ik heb ze bewaard, naar het werk").press("Enter")
    plain.wait_for_url("**/servicepunt/")


def look_without_script(page: Page) -> None:
    """axe needs a script; what a page without one can show is that it fits, on each screen."""
    for width in widths(page, DESK, PHONE):
        box = page.locator("main").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["width"] <= width


@pytest.fixture
def page(chromium, live_server, complaints) -> Iterator[Page]:
    """With JavaScript, and a device that keeps passkeys."""
    page = window(chromium, live_server.url, complaints)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    yield page
    page.context.close()
    assert not complaints


def test_a_passkey_is_set_up_and_then_opens_the_door_alone(page, karin):
    log_in(page, karin)
    page.get_by_role("link", name="Stel een toegangssleutel in").press("Enter")
    look(page)
    page.get_by_role("button", name="Maak een toegangssleutel").press("Enter")
    page.wait_for_url("**/account/herstelcodes/")
    log_out(page)
    page.get_by_role("button", name="Inloggen met toegangssleutel").press("Enter")
    page.wait_for_url("**/servicepunt/")


def test_a_passkey_is_the_second_step_after_a_password(page, karin):
    log_in(page, karin)
    page.get_by_role("link", name="Stel een toegangssleutel in").press("Enter")
    page.get_by_role("button", name="Maak een toegangssleutel").press("Enter")
    page.wait_for_url("**/account/herstelcodes/")
    log_out(page)
    log_in(page, karin)
    page.wait_for_url("**/inloggen/code/")
    look(page)
    page.get_by_role("button", name="Gebruik uw toegangssleutel").press("Enter")
    page.wait_for_url("**/servicepunt/")


@pytest.mark.parametrize("taal", ["nl", pytest.param("en", marks=pytest.mark.prove)])
def test_every_page_of_the_account_is_clean(chromium, live_server, complaints, karin, taal):
    page = window(chromium, live_server.url, complaints)
    page.goto("/inloggen/")
    if taal == "en":
        page.get_by_role("button", name="English").press("Enter")
        expect(page.locator("html")).to_have_attribute("lang", "en")
    look(page)
    page.fill("#id_login", karin.username)
    page.fill("#id_password", "fout")
    page.keyboard.press("Enter")
    page.locator("[role=alert]").first.wait_for()
    look(page)
    log_in(page, karin)
    page.wait_for_url("**/account/")
    look(page)
    page.goto("/account/app/")
    look(page)
    page.fill("#id_code", code_of(page.locator(".toegang__sleutel").text_content() or ""))
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/herstelcodes/")
    look(page)
    for address in (
        *("/account/", "/account/herstelcodes/", "/account/herstelcodes/nieuw/"),
        *("/account/wachtwoord/", "/account/app/weg/", "/account/sleutels/nieuw/"),
        *("/account/bevestig/", "/account/bevestig/code/", "/uitloggen/"),
    ):
        page.goto(address)
        look(page)
    page.context.close()
    assert not complaints


def log_out(page: Page) -> None:
    page.goto("/uitloggen/")
    page.locator("main button").press("Enter")
    page.wait_for_url(re.compile("/inloggen/"))
