"""The pages of texts in a real browser: with and without JavaScript, axe and the content policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.conftest import log_in, open_window
from tests.browser.looking import PHONE, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIJST = "/beheer/notificaties/sjabloon/"
EMAIL = f"{LIJST}BEVESTIGING/EMAIL/nl/"
SMS = f"{LIJST}HERINNERING/SMS/nl/"


@pytest.fixture
def page(chromium: Browser, live_server, town) -> Iterator[Page]:
    """The manager, logged in; fails on any message in the console."""
    complaints: list[str] = []
    page = signed_in(chromium, live_server.url, complaints, width=PHONE)
    yield page
    page.context.close()
    assert not [line for line in complaints if "400" not in line and "409" not in line]


def signed_in(chromium: Browser, url: str, complaints: list[str], **options: object) -> Page:
    page = open_window(chromium, url, **options)
    log_in(page, User.objects.create_superuser("beheer"), url)

    def listen(line: ConsoleMessage) -> None:
        if line.type == "error":
            complaints.append(line.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def press(page: Page, actie: str) -> None:
    page.locator(f"#tekstformulier button[value={actie}]").click()


def test_a_text_is_written_with_placeholders_put_where_the_cursor_is(page):
    page.goto(LIJST)
    look(page, within="#content")
    page.goto(EMAIL)
    expect(page.frame_locator("iframe").locator("h1")).to_contain_text("Uw afspraak op")
    look(page, within="#content")
    page.fill("#id_titel", "Welkom")
    page.fill("#id_tekst", "Dag , tot dan")
    page.locator("#id_tekst").evaluate("field => field.setSelectionRange(4, 4)")
    page.get_by_role("button", name="{naam}").click()
    expect(page.locator("#id_tekst")).to_have_value("Dag {naam}, tot dan")
    press(page, "publiceer")
    expect(page.locator(".messagelist")).to_contain_text("De tekst is in gebruik.")
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("Dag Zoë de Vries, tot")
    page.fill("#id_tekst", "Hoi {naam}, tot dan")
    press(page, "bewaar")
    look(page, within="#content")
    page.get_by_role("link", name="Alle versies").click()
    expect(page.locator("ins").first).to_contain_text("Hoi")
    look(page, within="#content")


def test_a_text_with_a_fault_stays_on_the_page(page):
    page.goto(SMS)
    page.fill("#id_tekst", "Dag {naam}")
    press(page, "publiceer")
    expect(page.locator(".errorlist")).to_contain_text("{naam} mag niet in een sms.")
    expect(page.locator("#id_tekst")).to_have_value("Dag {naam}")
    look(page, within="#content")
    page.fill("#id_tekst", "Tot in België, {dag_kort}!")
    press(page, "voorbeeld")
    expect(page.locator(".oordeel")).to_contain_text("Dit past in één sms.")
    look(page, within="#content")


def test_it_all_works_without_javascript(chromium, live_server, town):
    page = signed_in(chromium, live_server.url, [], java_script_enabled=False)
    page.goto(SMS)
    expect(page.locator("code", has_text="{gemeente}")).to_be_visible()
    page.fill("#id_tekst", "{gemeente}: tot {dag_kort}!")
    press(page, "voorbeeld")
    expect(page.locator(".voorbeeld__sms")).to_contain_text("Gemeente Ouder-Amstel: tot")
    press(page, "publiceer")
    expect(page.locator(".messagelist")).to_contain_text("De tekst is in gebruik.")
    page.context.close()
