"""WCAG 2.2 AA: axe over every page, and what axe does not look at."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.conf import settings as conf
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken import agenda
from afspraken.booking import book
from afspraken.models import Product
from notificaties.channels.postvak import paths
from notificaties.postvak.lezen import read
from tests.browser.conftest import open_window
from tests.browser.looking import DESK, NARROW, look, violations
from tests.browser.tour import postvak as tour_of_messages
from tests.browser.tour import tour
from tests.cast import ANNA, wens

pytestmark = pytest.mark.browser


def walk(page: Page, *pixels: int, way: Callable[[Page], Iterator[str]] = tour) -> None:
    """Look at every page on a way with axe and with our own eyes, in these widths."""
    for name in way(page):
        look(page, *pixels)
        assert page.locator("h1").count() == 1, name
        assert page.locator("#hulp").count() == 1, f"{name}: help is not where it always is"


def test_axe_finds_nothing_on_any_page_and_the_console_has_no_complaint(stad, window):
    complaints: list[str] = []
    window.on(
        "console", lambda line: complaints.append(line.text) if line.type == "error" else None
    )
    window.on("pageerror", lambda error: complaints.append(str(error)))
    walk(window, DESK, NARROW)
    unexpected = [text for text in complaints if "status of 4" not in text]
    assert not unexpected


def test_axe_finds_nothing_in_the_messages_of_a_demonstration(postvak, window, settings, tmp_path):
    walk(window, DESK, NARROW, way=tour_of_messages)
    settings.DATA_DIR = tmp_path / "leeg"
    window.goto("/postvak/")
    assert not violations(window)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_e_mail(postvak, window, scheme):
    window.emulate_media(color_scheme=scheme)
    *_others, mail = paths()
    window.set_content(read(mail.stem).html)
    assert not violations(window)


def test_axe_finds_nothing_on_the_pages_of_bad_luck(stad, window, settings):
    window.goto("/wat/?product=paspoort")
    window.locator("button[name=verder]").click()
    window.wait_for_url("**/wanneer/")
    wish = wens(Product.objects.get(slug="paspoort"))
    now = timezone.now()
    book(wish, agenda.search(wish, now=now).first(1)[0], ANNA, now=now)
    window.locator("button[name=aanbod]").first.click()
    expect(window.locator("h1")).to_have_text("Iemand was u net voor")
    assert not violations(window)
    settings.HOLDS_PER_NETWORK = 0
    window.locator("button[name=aanbod]").first.click()
    expect(window.locator("h1")).to_have_text("Even wachten, alstublieft")
    assert not violations(window)
    window.goto("/wat/?product=paspoort")
    window.context.clear_cookies(name="csrftoken")
    window.locator("button[name=verder]").click()
    expect(window.locator("h1")).to_have_text("U mag deze pagina niet bekijken")
    assert not violations(window)


@pytest.mark.prove
@pytest.mark.parametrize("thema", ["voorbeeld", "ma"])
@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
@pytest.mark.parametrize("width", [NARROW, DESK])
def test_axe_finds_nothing_in_any_theme_language_or_width(
    stad, postvak, chromium, live_server, settings, thema, locale, width
):
    settings.GEMEENTE = replace(conf.GEMEENTE, thema=thema)
    page = open_window(chromium, live_server.url, width=width, locale=locale)
    walk(page, width)
    walk(page, width, way=tour_of_messages)
    assert page.locator("html").get_attribute("lang") == locale[:2]
    page.context.close()
