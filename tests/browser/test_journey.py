"""The whole journey in a browser: without JavaScript, by keyboard, on a narrow phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken import agenda, beheerlink
from afspraken.booking import book
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Klant, Product, Status
from tests.browser.conftest import open_window
from tests.browser.looking import violations
from tests.browser.tour import fill_in, submit, tour
from tests.browser.tour import postvak as tour_of_messages
from tests.cast import ANNA, wens

pytestmark = pytest.mark.browser


def test_the_whole_journey_works_without_javascript(stad, chromium, live_server):
    page = open_window(chromium, live_server.url, width=390, java_script_enabled=False)
    seen = list(tour(page))
    assert "geannuleerd" in seen
    assert Afspraak.objects.get(klant__isnull=False).status == Status.GEANNULEERD
    page.context.close()


def test_no_message_is_wider_than_a_phone_of_320_pixels(postvak, chromium, live_server):
    page = open_window(chromium, live_server.url, width=320, java_script_enabled=False)
    for name in tour_of_messages(page):
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, f"{name} is {width} pixels wide"
    page.context.close()


def test_a_link_in_an_e_mail_of_the_demonstration_opens_a_window(postvak, stad, window: Page):
    window.goto("/postvak/")
    _tab_to(window, ".postvak__rij:has(.postvak__soort--e-mail) a")
    window.keyboard.press("Enter")
    window.wait_for_load_state("networkidle")
    with window.context.expect_page() as opened:
        window.frame_locator("iframe").locator("a.knop").click()
    expect(opened.value.locator("h1")).to_be_visible()


def test_the_whole_journey_works_by_keyboard(stad, window: Page):
    window.goto("/")
    _tab_to(window, "a[href='/wat/?product=paspoort']")
    window.keyboard.press("Enter")
    window.wait_for_url("**/wat/**")
    _tab_to(window, "button[name=verder]")
    window.keyboard.press("Enter")
    window.wait_for_url("**/wanneer/")
    _tab_to(window, "a.dagvak--vrij")
    window.keyboard.press("Enter")
    window.locator("input[name=aanbod]").first.wait_for()
    _tab_to(window, "input[name=aanbod]")
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    window.wait_for_url("**/gegevens/")
    _tab_to(window, "[name=naam]")
    window.keyboard.type("Zoë de Vries")
    _tab_to(window, "[name=email]")
    window.keyboard.type("zoe@example.nl")
    window.keyboard.press("Enter")  # goes on, and does not ask for more time
    window.wait_for_url("**/controle/")
    _tab_to(window, "main form.formulier button[type=submit]")
    window.keyboard.press("Enter")
    window.wait_for_url("**/klaar/")
    assert Klant.objects.get(afspraken__status=Status.GEPLAND).naam == "Zoë de Vries"


def test_who_wants_a_letter_is_asked_for_an_address(stad, window: Page):
    window.goto("/wat/?product=paspoort")
    window.locator("button[name=verder]").click()
    window.wait_for_url("**/wanneer/")
    window.goto(f"/wanneer/?dag={local_day(timezone.now()) + timedelta(days=10)}")
    window.locator("input[name=aanbod]").first.check()
    window.keyboard.press("Enter")
    window.wait_for_url("**/gegevens/")
    expect(window.locator("[name=postcode]")).to_be_hidden()
    expect(window.locator(".optie--telefoon")).to_be_visible()
    window.locator(".bereik__brief").check()
    expect(window.locator("[name=postcode]")).to_be_visible()
    expect(window.locator(".optie--telefoon")).to_be_hidden()
    assert not violations(window)
    for name, text in {"naam": "Zoë", "postcode": "1191AA", "huisnummer": "12 A"}.items():
        window.locator(f"[name={name}]").fill(text)
    window.locator("[name=telefoon]").fill("020 1234567")
    submit(window)
    window.wait_for_url("**/controle/")
    expect(window.locator(".bericht-naar")).to_contain_text("per brief naar: 1191 AA 12 A")


def test_errors_are_listed_on_top_and_have_the_focus(stad, window: Page):
    _to_details(window)
    submit(window)
    expect(window).to_have_title(
        "Fout: Stap 3 van 5: Uw gegevens – Afspraak maken – Gemeente Ouder-Amstel"
    )
    expect(window.locator("[data-foutenlijst]")).to_be_focused()
    window.locator("[data-foutenlijst] a").first.click()
    expect(window.locator("[name=naam]")).to_be_focused()


def test_extending_a_hold_keeps_what_was_typed(stad, window: Page):
    _to_details(window)
    window.locator("[name=naam]").fill("Halverw")
    window.locator("#vastgehouden button.knop-link").click()
    expect(window.locator("#vastgehouden")).to_contain_text("Gelukt")
    expect(window.locator("[name=naam]")).to_have_value("Halverw")
    assert window.url.endswith("/gegevens/")


def test_extending_without_javascript_keeps_what_was_typed(stad, chromium, live_server):
    page = open_window(chromium, live_server.url, java_script_enabled=False)
    _to_details(page)
    page.locator("[name=naam]").fill("Halverw")
    page.locator("#vastgehouden button.knop-link").click()
    page.wait_for_url("**/gegevens/")
    expect(page.locator("[name=naam]")).to_have_value("Halverw")
    page.context.close()


def test_a_hold_warns_before_it_ends_and_can_be_extended_there(stad, window: Page):
    _to_details(window)
    soon = timezone.now() + timedelta(seconds=100)
    Afspraak.objects.filter(status=Status.VASTGEHOUDEN).update(houdbaar_tot=soon)
    window.reload()
    dialog = window.locator("#vastgehouden dialog")
    expect(dialog).to_be_visible(timeout=10_000)
    expect(window.locator("[data-nog]")).to_have_text("Nog 2 minuten.")
    dialog.locator("button.nl-button--primary").click()
    expect(window.locator("#vastgehouden")).to_contain_text("Gelukt")
    expect(dialog).to_be_hidden()


def test_a_short_hold_does_not_warn_at_once_and_says_when_it_is_over(stad, window: Page, settings):
    settings.HOLD_MINUTES = 2
    _to_details(window)
    window.wait_for_timeout(2500)
    expect(window.locator("#vastgehouden dialog")).to_be_hidden()
    gone = timezone.now() + timedelta(seconds=2)
    Afspraak.objects.filter(status=Status.VASTGEHOUDEN).update(houdbaar_tot=gone)
    window.reload()
    expect(window.locator("[role=status]#bericht")).to_contain_text("De tijd is voorbij.")


def test_the_hold_stays_in_view(stad, window: Page):
    _to_details(window)
    window.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    expect(window.locator("#vastgehouden")).to_be_in_viewport()


def test_the_last_month_gets_the_focus_when_its_link_is_gone(stad, window: Page):
    window.goto("/wat/?product=paspoort")
    window.locator("button[name=verder]").click()
    window.wait_for_url("**/wanneer/")
    for _month in range(4):
        before = window.locator("[data-na-maand]").inner_text()
        if not window.locator("#maand-volgende").count():
            break
        window.locator("#maand-volgende").focus()
        window.keyboard.press("Enter")
        expect(window.locator("[data-na-maand]")).not_to_have_text(before)
        window.wait_for_timeout(500)  # the new part gets its links and its focus just after
    expect(window.locator("#maand-volgende")).to_have_count(0)
    expect(window.locator("[data-na-maand]")).to_be_focused()


def test_the_link_of_the_appointment_is_copied(stad, chromium, live_server):
    page = open_window(chromium, live_server.url, permissions=["clipboard-read", "clipboard-write"])
    _to_details(page)
    fill_in(page)
    submit(page)
    page.locator("[data-kopieer]").click()
    expect(page.locator("[data-kopieer-bericht]")).to_have_text("De link is gekopieerd.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#beheer-adres").inner_text()
    page.context.close()


def test_help_is_in_the_head_on_a_phone(stad, chromium, live_server):
    page = open_window(chromium, live_server.url, width=390)
    page.goto("/")
    expect(page.locator("header a[href='#hulp']")).to_be_visible()
    page.context.close()


def test_choosing_a_day_swaps_only_the_part_that_changes(stad, window: Page):
    window.goto("/wat/?product=paspoort")
    window.locator("button[name=verder]").click()
    window.wait_for_url("**/wanneer/")
    window.evaluate("window.sign = 'still here'")
    window.locator("a.dagvak--vrij").first.click()
    window.locator("input[name=aanbod]").first.wait_for()
    assert window.evaluate("window.sign") == "still here"
    assert "dag=" in window.url
    window.locator("button[name=language]").click()
    expect(window.locator("h1")).to_have_text("When and where do you want to come?")
    assert "dag=" in window.url
    expect(window.locator("input[name=aanbod]").first).to_be_visible()


def test_the_language_switches_on_the_page_that_tells_nobody_its_address(stad, window: Page):
    now, wish = timezone.now(), wens(Product.objects.get(slug="paspoort"))
    afspraak = book(wish, agenda.search(wish, now=now).first(1)[0], ANNA, now=now)
    window.goto(f"/afspraak/{beheerlink.token_for(afspraak)}/")
    window.locator("button[name=language]").click()
    expect(window.locator("h1")).to_have_text("Your appointment")


def _to_details(page: Page) -> None:
    """To step 3, with the first free time held."""
    page.goto("/wat/?product=paspoort")
    page.locator("button[name=verder]").click()
    page.locator("button[name=aanbod]").first.click()
    page.wait_for_url("**/gegevens/")


def _tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is on such an element; it must be seen there."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            assert page.evaluate(_IS_IN_VIEW), f"{selector} has the focus and is not seen"
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


_IS_IN_VIEW = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const on_top = document.elementFromPoint(x, y);
  return box.height > 0 && (document.activeElement.contains(on_top)
      || on_top?.contains(document.activeElement) || !!on_top?.closest("label"));
}"""
