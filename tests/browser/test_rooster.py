"""The week view in a real browser: dragging, the second step, undo, axe and the content policy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from urllib.parse import parse_qs

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Page

from afspraken import roosters
from afspraken.lokaal import local_day
from afspraken.models import Locatie, Middel, Openstand, Soort, Uitzondering
from tests.browser.conftest import log_in
from tests.browser.looking import DESK, NARROW, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def loket() -> Middel:
    """A counter that is open every day from nine until twelve, with staff time and an absence."""
    now = timezone.now()
    today = local_day(now)
    huis = Locatie.objects.create(
        naam="Gemeentehuis", slug="gemeentehuis", straat="Vondelstraat", plaats="Ouderkerk"
    )
    loket = Middel.objects.create(naam="Loket 1", soort=Soort.LOKET, locatie=huis)
    every_day = range(7)
    hours = {"eerste_dag": today, "now": now}
    wide, usual, staff = (time(8), time(18)), (time(9), time(12)), (time(14), time(16))
    roosters.add_week(None, huis, uren={day: [wide] for day in every_day}, **hours)
    roosters.add_week(loket, huis, uren={day: [usual] for day in every_day}, **hours)
    roosters.add_week(
        loket, huis, uren={day: [staff] for day in every_day}, alleen_personeel=True, **hours
    )
    roosters.close(huis, eerste_dag=today + timedelta(days=9), reden="Verhuizing", now=now)
    return loket


@pytest.fixture
def page(chromium: Browser, live_server, loket: Middel) -> Iterator[Page]:
    """The manager, logged in and looking at next week; fails on any message in the console."""
    complaints: list[str] = []

    def listen(line: ConsoleMessage) -> None:
        if line.type == "error":
            complaints.append(line.text)

    page = chromium.new_page(viewport={"width": 1280, "height": 1200}, locale="nl-NL")
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", listen)
    log_in(page, User.objects.create_superuser("beheer"), live_server.url)
    page.goto(week_of(live_server.url, loket))
    yield page
    page.close()
    assert not [line for line in complaints if "favicon" not in line and "404" not in line]


def week_of(url: str, loket: Middel) -> str:
    """Address of next week, in which no day has passed."""
    dag = local_day(timezone.now()) + timedelta(days=7)
    return f"{url}/beheer/afspraken/rooster/?locatie={loket.locatie_id}&middel={loket.pk}&dag={dag}"


def drag(page: Page, start: tuple[float, float], minutes: int) -> None:
    """Press, move down by so many minutes on the grid, and let go."""
    lane = page.locator(".baan").first.bounding_box()
    hours = page.locator(".uren span").count()
    assert lane is not None
    x, y = start
    end = y + minutes * lane["height"] / (hours * 60)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, (y + end) / 2, steps=4)
    page.mouse.move(x, end, steps=4)
    page.mouse.up()
    page.wait_for_url("**/wijzig/**")


def middle(page: Page, selector: str) -> tuple[float, float]:
    """The middle of the first such thing."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def open_now() -> list[tuple[object, ...]]:
    """All that is open."""
    rows = Openstand.objects.order_by("middel", "locatie", "dag")
    return [(row.dag, bytes(row.open), bytes(row.open_web)) for row in rows]


def test_a_block_is_dragged_seen_saved_and_undone(page):
    before = open_now()
    drag(page, middle(page, ".sleepbaar > a"), 60)
    text = page.inner_text("#controle")
    assert "open van 10.00 tot 13.00 uur in plaats van 9.00 tot 12.00 uur" in text
    assert "Geen enkele afspraak" in text
    assert not Uitzondering.objects.exists()
    page.click("#controle button")
    assert page.inner_text(".blok.verplaatst .uur") == "10:00–13:00"
    assert open_now() != before
    page.click(".messagelist button")
    assert page.locator(".blok.verplaatst").count() == 0
    assert open_now() == before


def test_a_drag_posts_what_the_typed_form_posts(page):
    posts: list[dict[str, list[str]]] = []

    def keep(request):
        if request.method == "POST":
            posts.append(parse_qs(request.post_data or "", keep_blank_values=True))

    page.on("request", keep)
    drag(page, middle(page, ".sleepbaar > a"), 60)
    page.go_back()
    page.locator(".sleepbaar > a").first.click()
    page.fill("#id_van", "10:00")
    page.fill("#id_tot", "13:00")
    page.click("text=Bekijk wat er verandert")
    page.wait_for_selector("#controle")
    dragged, typed = posts
    for fields in posts:
        fields.pop("csrfmiddlewaretoken")
    assert typed.pop("reden") == [""]
    if dragged["alleen_personeel"] == [""]:
        dragged.pop("alleen_personeel")  # an unticked box is not posted
    seconds = {name: typed[name] for name in ("oud_van", "oud_tot")}
    typed |= {name: [values[0][:5]] for name, values in seconds.items()}
    assert dragged == typed


def test_the_lower_edge_is_dragged_to_end_earlier(page):
    drag(page, middle(page, ".sleepbaar .greep.onder"), -30)
    assert "van 9.00 tot 11.30 uur in plaats van" in page.inner_text("#controle")


def test_an_empty_stretch_is_drawn_to_open_extra(page):
    lane = page.locator(".baan").nth(2).bounding_box()
    drag(page, (lane["x"] + lane["width"] / 2, lane["y"] + lane["height"] * 0.85), 30)
    assert "extra open van" in page.inner_text("#controle")


def test_a_click_opens_the_typed_form_and_escape_ends_a_drag(page):
    x, y = middle(page, ".sleepbaar > a")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 80, steps=4)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert page.inner_text(".sleepbaar .uur >> nth=0") == "09:00–12:00"
    page.reload()
    page.locator(".sleepbaar > a").first.click()
    assert page.input_value("#id_van") == "09:00"


def test_everything_goes_by_keyboard_and_without_script(page, live_server, loket):
    context = page.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(week_of(live_server.url, loket))
    plain.locator(".blok > a").first.focus()
    plain.keyboard.press("Enter")
    plain.fill("#id_van", "10:00")
    plain.keyboard.press("Enter")
    plain.wait_for_selector("#controle")
    plain.locator("#controle button").focus()
    plain.keyboard.press("Enter")
    assert plain.inner_text(".blok.verplaatst .uur") == "10:00–12:00"
    context.close()


def test_axe_finds_nothing(page, live_server, loket):
    place = week_of(live_server.url, loket).replace(f"middel={loket.pk}", "middel=")
    day = local_day(timezone.now()) + timedelta(days=7)
    form = (
        f"{live_server.url}/beheer/afspraken/rooster/wijzig/?locatie={loket.locatie_id}&dag={day}"
    )
    for url in (page.url, place, form, f"{live_server.url}/beheer/"):
        page.goto(url)
        look(page, NARROW, DESK, least=0)
