"""WCAG 2.2 AA: axe over every page, and what axe does not look at."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as conf
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken import agenda
from afspraken.booking import book
from afspraken.models import Product
from notificaties.channels.postvak import paths
from notificaties.postvak.lezen import read
from tests.browser.conftest import open_window
from tests.browser.tour import postvak as tour_of_messages
from tests.browser.tour import tour
from tests.cast import ANNA, wens

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SMALLEST_TARGET = 24


def violations(page: Page) -> list[str]:
    """What axe finds on a page: rule, and where; the rest of its report stays in the browser."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in page.evaluate("how => axe.run(how).then(found => found.violations)", options)
        for node in rule["nodes"]
    ]


def widths(page: Page, *pixels: int) -> Iterator[int]:
    """The same page in windows of these widths, one after the other."""
    for width in pixels:
        page.set_viewport_size({"width": width, "height": 900})
        yield width


def walk(page: Page, way: Callable[[Page], Iterator[str]] = tour) -> None:
    """Look at every page on a way with axe and with our own eyes."""
    for name in way(page):
        assert not violations(page), (name, violations(page))
        small = page.evaluate(_SMALL_TARGETS, SMALLEST_TARGET)
        assert not small, (name, small)
        assert page.locator("h1").count() == 1, name
        assert page.locator("#hulp").count() == 1, f"{name}: help is not where it always is"


def test_axe_finds_nothing_on_any_page(stad, window):
    walk(window)


def test_axe_finds_nothing_in_the_messages_of_a_demonstration(postvak, window, settings, tmp_path):
    walk(window, tour_of_messages)
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
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_any_theme_language_or_width(
    stad, postvak, chromium, live_server, settings, thema, locale, width
):
    settings.GEMEENTE = replace(conf.GEMEENTE, thema=thema)
    page = open_window(chromium, live_server.url, width=width, locale=locale)
    walk(page)
    walk(page, tour_of_messages)
    assert page.locator("html").get_attribute("lang") == locale[:2]
    page.context.close()


# Links inside a sentence are excepted (WCAG 2.5.8), as is what only a screen reader meets.
_SMALL_TARGETS = """least => [
    ...document.querySelectorAll("a[href], button, input, select, summary")]
  .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .filter(e => e.type !== "hidden" && !e.closest("p, dd, li > span, .verborgen, .nl-skip-link"))
  .map(e => [e.closest("label") ?? e, e.outerHTML.slice(0, 120)])
  .map(([e, html]) => [e.getBoundingClientRect(), html])
  .filter(([box]) => box.width > 1 && (box.width < least || box.height < least))
  .map(([box, html]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""
