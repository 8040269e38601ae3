"""What an official reports of residents waits on the phone, and is sent once, whatever is open."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from mobiel.models import Stop, Zitting
from tests.browser.looking import look
from tests.browser.test_telefoon import wait_until
from tests.cast import at

pytestmark = pytest.mark.browser


MIDDAG = "12:30-16:30"


@pytest.fixture
def two(huis, clock, dag) -> tuple[Zitting, Zitting]:
    """Three residents in the morning and two in the afternoon; it is ten to nine."""
    now = timezone.now()
    made = (
        huis.gesloten(bewoners=3, dag=dag, now=now),
        huis.gesloten(bewoners=2, dag=dag, now=now, window=MIDDAG),
    )
    clock.move_to(at("8:50", dag))
    return made


@pytest.fixture
def phone(two, huis, sit) -> Page:
    """The phone of Marjolein, with the route and both lists in its memory."""
    page: Page = sit(huis.marjolein.gebruiker, width=390)
    page.context.clock.install(time=timezone.now())
    page.goto("/route/")
    wait_until(page, "navigator.serviceWorker.controller !== null")
    for one in two:
        wait_until(page, f"caches.open('route').then(c => c.match('{lijst(one)}')).then(Boolean)")
    return page


def lijst(made: Zitting) -> str:
    return f"/route/zitting/{made.pk}/"


def helps(page: Page) -> None:
    page.locator(".stop--nu").get_by_role("button", name="Geholpen").click()


def helped(made: Zitting) -> int:
    return made.bewoners.filter(status="GEHOLPEN").count()


def test_what_is_sent_from_another_page_stays_off_that_page(phone, two):
    morning, afternoon = two
    phone.context.set_offline(True)
    phone.goto(lijst(morning))
    helps(phone)
    phone.goto(lijst(afternoon))
    expect(phone.get_by_text("Er wacht 1 melding op verbinding.")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.locator("#wachtrij")).to_be_hidden()
    expect(phone.get_by_text("0 van 2 gedaan")).to_be_visible()
    assert (helped(morning), helped(afternoon)) == (1, 0)
    phone.context.set_offline(True)
    for made, said in ((afternoon, "0 van 2 gedaan"), (morning, "1 van 3 gedaan")):
        phone.goto(lijst(made))
        expect(phone.get_by_text(said)).to_be_visible()


def test_the_route_counts_and_sends_what_waits_of_a_list_and_warns_at_logout(phone, two):
    phone.route("**/melding/", lambda route: route.abort())
    phone.goto(lijst(two[0]))
    helps(phone)
    phone.goto("/route/")
    expect(phone.get_by_text("Er wacht 1 melding op verbinding.")).to_be_visible()
    phone.get_by_role("button", name="Uitloggen").click()
    expect(phone.get_by_text("meldingen die nog niet zijn verzonden")).to_be_visible()
    phone.unroute("**/melding/")
    phone.context.clock.fast_forward(21_000)
    expect(phone.locator("#wachtrij")).to_be_hidden()
    assert helped(two[0]) == 1


def test_a_list_that_went_to_a_colleague_does_not_hold_up_another(phone, two):
    morning, afternoon = two
    phone.context.set_offline(True)
    for made in two:
        phone.goto(lijst(made))
        helps(phone)
    expect(phone.get_by_text("Er wachten 2 meldingen op verbinding.")).to_be_visible()
    Stop.objects.filter(bezoek__afspraak__zitting=morning).delete()
    phone.context.set_offline(False)
    expect(phone.get_by_text("kon niet meer worden bewaard. Bel de planner.")).to_be_in_viewport()
    expect(phone.get_by_text("1 van 2 gedaan")).to_be_visible()
    expect(phone.locator("#wachtrij")).to_be_hidden()
    look(phone, 390)
    assert (helped(morning), helped(afternoon)) == (0, 1)


def test_of_two_tabs_neither_drops_what_the_other_keeps(phone, two):
    held: list[Route] = []
    phone.goto(lijst(two[0]))
    phone.route("**/melding/", lambda route: route.continue_() if held else held.append(route))
    helps(phone)
    wait_until(phone, "document.querySelectorAll('[data-wacht]').length === 1")
    other = phone.context.new_page()
    other.goto(lijst(two[0]))
    expect(other.get_by_text("1 van 3 gedaan")).to_be_visible()
    other.route("**/melding/", lambda route: route.abort())
    helps(other)
    expect(other.get_by_text("Er wacht 1 melding op verbinding.")).to_be_visible()
    held[0].continue_()
    expect(phone.get_by_text("2 van 3 gedaan")).to_be_visible()
    assert helped(two[0]) == 2


def test_a_browser_without_a_store_sends_the_form_itself(two, huis, sit):
    page: Page = sit(huis.marjolein.gebruiker, width=390)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('none'); }});"
    )
    page.goto(lijst(two[0]))
    helps(page)
    expect(page.get_by_text("Ida Post is geholpen.")).to_be_visible()
    expect(page.get_by_text("1 van 3 gedaan")).to_be_visible()
