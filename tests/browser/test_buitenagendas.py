"""The pages of calendars from outside in a real browser: by keyboard, axe, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.looking import DESK, NARROW, look
from tests.browser.test_sjablonen import signed_in
from tests.notificaties.buitenagenda.agendas import calendar, event
from tests.notificaties.buitenagenda.server import calendar_server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIJST = "/beheer/notificaties/buitenagenda/"


@pytest.fixture
def page(chromium, live_server, stad) -> Iterator[Page]:
    """The manager, logged in; fails on any message in the console."""
    page = signed_in(chromium, live_server.url, [], width=NARROW)
    complaints: list[str] = []

    def listen(line: ConsoleMessage) -> None:
        if line.type == "error" and line.location["url"]:  # what axe does itself has none
            complaints.append(line.text)

    page.on("console", listen)
    yield page
    page.context.close()
    assert complaints == []


def test_a_calendar_is_given_fetched_and_seen_to_fail(page, settings, stad):
    anja = stad.ambtenaar("Anja")
    with calendar_server() as server:
        settings.BUITENAGENDA_INTERN = [server.host]
        server.body = calendar(event("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=WEEKLY"))
        page.goto(f"{LIJST}add/?middel={anja.pk}")
        page.keyboard.press("Tab")
        page.fill("#id_url", "http://10.0.0.1/a.ics")
        page.keyboard.press("Enter")
        expect(page.locator(".errorlist")).to_contain_text("hoort bij een intern netwerk")
        look(page, NARROW, DESK, within="#content")
        page.fill("#id_url", server.url())
        page.keyboard.press("Enter")
        expect(page.locator(".messagelist").first).to_contain_text("Opgehaald.")
        expect(page.locator(".field-gelukt")).to_contain_text("vandaag")
        look(page, NARROW, DESK, within="#content")
    page.locator("#result_list a", has_text="Anja").click()
    page.get_by_role("button", name="Nu ophalen").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Ophalen is niet gelukt.")
    expect(page.locator(".stand")).to_contain_text("vandaag")
    assert server.url() not in page.content()
    look(page, NARROW, DESK, within="#content")


def test_it_all_works_without_javascript(chromium, live_server, settings, stad):
    anja = stad.ambtenaar("Anja")
    page = signed_in(chromium, live_server.url, [], java_script_enabled=False)
    with calendar_server() as server:
        settings.BUITENAGENDA_INTERN = [server.host]
        server.body = calendar()
        page.goto(f"{LIJST}add/?middel={anja.pk}")
        page.fill("#id_url", server.url())
        page.locator("[name=_save]").click()
        expect(page.locator(".messagelist").first).to_contain_text("Opgehaald.")
    page.locator("#result_list a", has_text="Anja").click()
    page.get_by_role("button", name="Nu ophalen").click()
    expect(page.locator(".messagelist")).to_contain_text("Ophalen is niet gelukt.")
    page.context.close()
