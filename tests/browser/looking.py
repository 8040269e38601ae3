"""How a page is looked at: by axe and with our own eyes, on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import effort

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SMALLEST_TARGET = 24
NARROW, PHONE, DESK = 320, 390, 1280


def look(page: Page, *pixels: int, least: int = SMALLEST_TARGET, within: str = "html") -> None:
    """Nothing for axe, no target under `least` pixels, and nothing that sticks out at the side.

    In windows of each of these widths, by default on a phone and on a desk; the page stays as
    wide as it was. `within` is the part whose targets are ours. Axe, which takes most of the time,
    looks in the first width only, and no more once it found nothing; in `make prove` it looks each
    time, in each width.
    """
    pixels = pixels or (PHONE, DESK)
    page.wait_for_load_state("domcontentloaded")
    what = _what(page)
    is_new = what not in _clean
    for width in widths(page, *pixels):
        if (is_new and width == pixels[0]) or effort.IS_FULL:
            found = violations(page)
            assert not found, (page.url, width, found)
        small = small_targets(page, least, within)
        assert not small, (page.url, width, small)
        too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert too_wide <= 0, (page.url, width)
    _clean.add(what)


_clean: set[tuple[str, ...]] = set()
"""What tests of this process looked at and found in order: a second try must look once more."""


def _what(page: Page) -> tuple[str, ...]:
    """Which page this is, in which language and theme."""
    path, *what = page.evaluate(
        """[location.pathname, document.title, document.documentElement.cloneNode(false).outerHTML,
            String(matchMedia("(prefers-color-scheme: dark)").matches)]"""
    )
    return (re.sub(r"\d+|[\w-]{20,}", "…", path), *what)


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


def small_targets(page: Page, least: int = SMALLEST_TARGET, within: str = "html") -> list[str]:
    """What one can press that is lower or narrower than `least` pixels: its size, and its tag."""
    found: list[str] = page.evaluate(_SMALL_TARGETS, {"least": least, "within": within})
    return found


def widths(page: Page, *pixels: int) -> Iterator[int]:
    """The same page in windows of these widths, one after the other, and then as it was."""
    before = page.viewport_size
    for width in pixels:
        page.set_viewport_size({"width": width, "height": 900})
        yield width
    if before:
        page.set_viewport_size(before)


# Links inside a sentence are excepted (WCAG 2.5.8), as is what only a screen reader meets.
_SMALL_TARGETS = """({least, within}) => [
    ...document.querySelector(within).querySelectorAll("a[href], button, input, select, summary")]
  .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .filter(e => e.type !== "hidden" && !e.closest("p, dd, li > span, .verborgen, .nl-skip-link"))
  .map(e => [e.closest("label") ?? e, e.outerHTML.slice(0, 120)])
  .map(([e, html]) => [e.getBoundingClientRect(), html])
  .filter(([box]) => box.width > 1 && (box.width < least || box.height < least))
  .map(([box, html]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""
