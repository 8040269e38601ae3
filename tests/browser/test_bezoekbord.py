"""The planner's board in a real browser: drag, keyboard, without JavaScript, with map tiles."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from afspraken.lokaal import local_day
from afspraken.rechten import Rol
from mobiel.models import Bezoek, Stop
from tests.afspraken.rechten.wie import medewerker
from tests.browser.looking import look
from tests.cast import Town
from tests.mobiel.bord.bordstad import NAMES, Bordstad
from tests.mobiel.dorp import Dorp

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TILE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+P+/HgAFhAJ/wlseKgAAAABJRU5ErkJggg=="
)
"""One pixel."""


@pytest.fixture
def maandag() -> date:
    """The next Monday: the clock of the browser is not far from it."""
    today = local_day(timezone.now())
    return today + timedelta(days=7 - today.weekday())


@pytest.fixture
def stad(transactional_db, town: Town, maandag: date) -> Bordstad:
    """A day that is half full, one visit without a route."""
    found = Bordstad(Dorp(town), dagen=(maandag,))
    now = timezone.now()
    for number in (1, 3, 5, 9):
        found.visit(number, dag=maandag, now=now)
    found.visit(0, "12:30-16:30", dag=maandag, now=now)
    found.loose(found.visit(2, "12:30-16:30", dag=maandag, now=now))
    return found


@pytest.fixture
def planner(sit) -> Callable[..., Page]:
    """Opens the browser of a planner."""
    who = medewerker(Rol.PLANNER, "Sociale Zaken")
    return lambda **options: sit(who, **options)


def where(bezoek: Bezoek) -> int:
    return int(Stop.objects.get(bezoek=bezoek).route.middel_id)


def drag(page: Page, naam: str, middel: int) -> None:
    """Take the handle of a visit, and let it go on the card of an official."""
    visit = page.locator(".halte__bezoek", has_text=naam)
    grip, card = visit.locator(".sleepgreep"), page.locator(f"[data-route='{middel}']")
    grip.scroll_into_view_if_needed()
    begin, end = grip.bounding_box(), card.bounding_box()
    assert begin
    assert end
    page.mouse.move(begin["x"] + 5, begin["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 60, steps=8)
    expect(page.locator(".sleeplabel")).to_have_text(naam)
    page.mouse.up()


def test_a_visit_is_dragged_seen_stored_and_taken_back(stad, planner, maandag):
    bezoek = Bezoek.objects.get(afspraak__klant__naam=NAMES[1])
    was = where(bezoek)
    other = next(one.pk for one in stad.officials if one.pk != was)
    page = planner()
    page.goto(f"/bezoeken/?dag={maandag}")
    drag(page, NAMES[1], other)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Verplaats {NAMES[1]}")
    assert where(bezoek) == was, "dragging stores nothing"
    expect(page.get_by_role("radio").first).to_be_checked()
    expect(page.locator(".plek__extra").first).to_contain_text("rijden")
    page.get_by_role("button", name="Verplaats het bezoek").click()
    expect(page.get_by_role("status").first).to_contain_text(f"{NAMES[1]} staat nu bij")
    assert where(bezoek) == other
    page.get_by_role("button", name="Maak de laatste wijziging ongedaan").click()
    expect(page.get_by_text("De laatste wijziging is ongedaan gemaakt.")).to_be_visible()
    assert where(bezoek) == was


def test_a_drag_that_is_given_up_opens_nothing(stad, planner, maandag):
    page = planner()
    page.goto(f"/bezoeken/?dag={maandag}")
    grip = page.locator(".sleepgreep").first
    box = grip.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 90, steps=4)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".sleeplabel")).to_have_count(0)
    assert page.url.endswith(f"?dag={maandag}")


def test_a_visit_gets_a_place_by_keyboard_without_javascript(stad, planner, maandag):
    page = planner(java_script_enabled=False)
    page.goto(f"/bezoeken/?dag={maandag}")
    expect(page.locator(".schets")).to_be_visible()
    expect(page.locator(".sleepgreep")).to_have_count(0)
    page.get_by_role("link", name="Geef een plek aan Mevrouw De Boer").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", checked=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Mevrouw De Boer staat nu bij")).to_be_visible()
    expect(page.get_by_text("Zonder route")).to_have_count(0)
    assert Stop.objects.filter(bezoek__afspraak__klant__naam=NAMES[2]).exists()


def test_tiles_come_under_the_sketch_and_it_stays_where_they_fail(stad, planner, maandag, settings):
    settings.KAART_TEGELS = "https://tegels.example/{z}/{x}/{y}.png"
    asked: list[str] = []

    def tile(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=TILE, content_type="image/png")

    page = planner()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.route("https://tegels.example/**", tile)
    page.goto(f"/bezoeken/?dag={maandag}")
    expect(page.locator(".kaartvak--tegels .leaflet-tile").first).to_be_attached()
    expect(page.locator(".kaartvak > .schets")).not_to_be_visible()
    expect(page.locator(".leaflet-overlay-pane .schets__lijn").first).to_be_attached()
    expect(page.get_by_text("Kaart: Kadaster")).to_be_visible()
    assert asked
    assert not refused
    look(page)
    page.unroute("https://tegels.example/**")
    page.route("https://tegels.example/**", lambda route: route.abort())
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".kaartvak > .schets")).to_be_visible()
    expect(page.locator(".kaartvak--tegels")).to_have_count(0)


def test_the_pages_of_the_board_fit_and_are_accessible(stad, planner, maandag):
    page = planner()
    page.goto(f"/bezoeken/?dag={maandag}")
    look(page)
    page.get_by_role("link", name=f"Verplaats {NAMES[1]}").click()
    look(page)
    page.locator(".plekken__niet summary").click()
    look(page)
    page.goto(f"/bezoeken/week/?dag={maandag}")
    look(page)
    page.goto(f"/bezoeken/?dag={maandag + timedelta(days=6)}")
    look(page)
    middel = where(Bezoek.objects.get(afspraak__klant__naam=NAMES[1]))
    page.goto(f"/bezoeken/verdeel/{middel}/?dag={maandag}")
    look(page)
    page.goto(f"/bezoeken/volgorde/?dag={maandag}")
    look(page)
    page.goto(f"/bezoeken/dagblad/{middel}/?dag={maandag}")
    look(page)
