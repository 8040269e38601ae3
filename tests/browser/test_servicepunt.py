"""An employee with a caller on the line: counted in keys, by keyboard, and without JavaScript.

The keys are listed in docs/servicepunt.md; a chord such as Alt+N counts as two.
"""

import pytest
from playwright.sync_api import Page, expect

from afspraken.models import (
    Afspraak,
    Inzet,
    Kanaal,
    Klantcontact,
    Openstand,
    Resultaat,
    Soort,
    Status,
)
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.browser.looking import violations

pytestmark = pytest.mark.browser

MOST_KEYS = 40
SAVED_WITHIN = 1000
"""Milliseconds after typing within which the page would have kept it."""


class Keys:
    """A keyboard that counts: what is typed about the customer apart from the rest."""

    def __init__(self, page: Page) -> None:
        self.page, self.count, self.fields = page, 0, 0

    def press(self, keys: str) -> None:
        self.count += len(keys.split("+"))
        self.page.keyboard.press(keys)

    def type(self, text: str) -> None:
        self.count += len(text)
        self.page.keyboard.type(text)

    def about_the_customer(self, text: str) -> None:
        self.fields += 1
        self.page.keyboard.type(text)


@pytest.fixture
def spreekuur(stad):
    """Beside the counters: a talk that needs a specialist and a consultation room together."""
    van = afdeling("Belastingen")
    days = sorted(set(Openstand.objects.values_list("dag", flat=True)))
    stad.ambtenaar("Ahmed", kan=["Belasting"], dagen=days)
    stad.ruimte("Kamer 1", dagen=days)
    needs = [(Soort.AMBTENAAR, 1, "Belasting"), (Soort.RUIMTE, 1, None)]
    stad.product("Bezwaar tegen de WOZ", zoekwoorden="belasting huis", afdeling=van, vraagt=needs)
    return stad


@pytest.fixture
def window(spreekuur, sit) -> Page:
    """Of an employee of the service point who has logged in."""
    return sit(medewerker(Rol.KLANTENSERVICE))


@pytest.fixture
def plain(spreekuur, sit) -> Page:
    """The same, without JavaScript."""
    return sit(medewerker(Rol.KLANTENSERVICE), java_script_enabled=False)


def test_a_caller_gets_specialist_and_room_in_at_most_forty_keys(window):
    window.goto("/servicepunt/")
    keys = Keys(window)
    keys.press("Alt+n")
    expect(window.locator("#zoek_product")).to_be_focused()
    keys.type("woz")
    expect(window.locator("#gevonden-producten button")).to_be_visible()
    keys.press("Alt+1")
    expect(window.locator(".tijdrij--eerste button").first).to_be_focused()
    keys.press("Enter")
    expect(window.locator("#id_naam")).to_be_focused()
    keys.about_the_customer("Anna de Vries")
    keys.press("Tab")
    keys.about_the_customer("06 12345678")
    keys.press("Alt+b")
    expect(window.get_by_role("heading", name="Vastgelegd")).to_be_visible()

    afspraak = Afspraak.objects.get()
    assert (afspraak.status, afspraak.kanaal) == (Status.GEPLAND, Kanaal.TELEFOON)
    kinds = Inzet.objects.values_list("middel__soort", flat=True)
    assert sorted(kinds) == [Soort.AMBTENAAR, Soort.RUIMTE]
    assert list(Klantcontact.objects.get().afspraken.all()) == [afspraak]
    assert (keys.count, keys.fields) == (11, 2)
    assert keys.count <= MOST_KEYS


def test_what_was_sent_by_a_button_is_not_kept_once_more(window):
    begun(window)
    waiting, asked, wrong = [], [], []
    window.on("pageerror", lambda error: wrong.append(error))  # noqa: PLW0108 - not a builtin
    window.route("**/servicepunt/gesprek/*/", lambda route: waiting.append(route))  # noqa: PLW0108 - not a builtin
    window.on("request", lambda request: asked.append(request.url))
    window.locator("#id_naam").fill("Anna de Vries")
    window.keyboard.press("Alt+p")
    window.wait_for_timeout(SAVED_WITHIN)
    assert not [url for url in asked if url.endswith("/bewaar/")]
    waiting[0].continue_()
    assert not wrong
    expect(window.get_by_role("link", name="Anna de Vries")).to_be_visible()


def begun(window) -> Keys:
    """A call in which the caller chose a talk about taxes; a first time has the focus."""
    window.goto("/servicepunt/")
    keys = Keys(window)
    keys.press("Alt+n")
    expect(window.locator("#zoek_product")).to_be_focused()
    keys.type("woz")
    expect(window.locator("#gevonden-producten button")).to_be_visible()
    keys.press("Alt+1")
    expect(window.locator(".tijdrij--eerste button").first).to_be_focused()
    return keys


def test_who_asks_something_else_in_the_same_call_costs_two_keys_more(window):
    keys = begun(window)
    keys.press("Enter")
    expect(window.locator("#id_naam")).to_be_focused()
    keys.about_the_customer("Anna de Vries")
    keys.press("Tab")
    keys.about_the_customer("06 12345678")
    keys.press("Alt+m")
    expect(window.locator("#id_vraag-1-vraag")).to_be_focused()
    keys.about_the_customer("Wanneer komt het afval?")
    keys.press("Alt+b")
    expect(window.get_by_role("heading", name="Vastgelegd")).to_be_visible()
    expect(window.get_by_text("Wanneer komt het afval?")).to_be_visible()
    contact = Klantcontact.objects.get()
    results = contact.vragen.values_list("resultaat", flat=True)
    assert list(results) == [Resultaat.AFSPRAAK, Resultaat.BEANTWOORD]
    assert list(contact.afspraken.all()) == [Afspraak.objects.get()]
    assert keys.count == 11 + 2


def test_a_promise_becomes_an_appointment_by_telephone_in_five_keys(spreekuur, window):
    spreekuur.product(
        "WOZ per telefoon",
        afdeling=afdeling("Belastingen"),
        is_telefonisch=True,
        kanalen=["TELEFOON", "BALIE", "POST", "EMAIL"],
        vraagt=[(Soort.AMBTENAAR, 1, "Belasting")],
    )
    window.goto("/servicepunt/")
    window.keyboard.press("Alt+n")
    expect(window.locator("#zoek_product")).to_be_focused()
    keys = Keys(window)
    keys.press("Alt+t")
    expect(window.locator("#id_belofte-gevraagde_handeling")).to_be_focused()
    keys.about_the_customer("Bel over het bezwaar")
    keys.press("Alt+a")
    expect(window.locator(".tijdrij--eerste button").first).to_be_focused()
    expect(window.locator("#id_vraag")).to_have_value("Bel over het bezwaar")
    assert violations(window) == []
    keys.press("Enter")
    expect(window.locator("#id_naam")).to_be_focused()
    assert keys.count == 5
    keys.about_the_customer("Anna de Vries")
    keys.press("Tab")
    keys.about_the_customer("06 12345678")
    keys.press("Alt+b")
    expect(window.get_by_text("Wij bellen 06 12345678")).to_be_visible()
    afspraak = Afspraak.objects.get()
    assert [inzet.middel.naam for inzet in Inzet.objects.all()] == ["Ahmed"]
    assert list(Klantcontact.objects.get().afspraken.all()) == [afspraak]
    assert (keys.count, keys.fields) == (8, 3)


def test_what_is_wrong_is_listed_with_links_that_focus_the_fields(window):
    keys = begun(window)
    keys.press("Enter")
    expect(window.locator("#id_naam")).to_be_focused()
    keys.press("Alt+b")
    expect(window.locator("[data-foutenlijst]")).to_be_focused()
    assert violations(window) == []
    keys.press("Tab")
    keys.press("Enter")
    expect(window.locator("#id_naam")).to_be_focused()


def test_the_screen_has_no_barriers_and_nothing_sticks_out(window):
    window.goto("/servicepunt/")
    assert violations(window) == []
    window.keyboard.press("Alt+n")
    expect(window.locator("#zoek_product")).to_be_focused()
    assert violations(window) == []
    window.keyboard.type("paspoort")
    window.locator("#gevonden-producten button").first.click()
    expect(window.locator(".tijdrij--eerste button").first).to_be_focused()
    assert violations(window) == []
    for width in (1280, 390):
        window.set_viewport_size({"width": width, "height": 900})
        assert window.evaluate("document.documentElement.scrollWidth") <= width
    window.locator(".tijdrij--eerste button").first.click()
    window.locator("#id_naam").fill("Anna de Vries")
    window.locator("#id_telefoon").fill("0612345678")
    window.get_by_role("button", name="Bevestig en leg vast").click()
    expect(window.get_by_role("heading", name="Vastgelegd")).to_be_visible()
    assert violations(window) == []


def test_the_screen_works_without_javascript(plain):
    plain.goto("/servicepunt/")
    plain.get_by_role("button", name="Nieuw gesprek").click()
    plain.locator("#zoek_product").fill("paspoort")
    plain.keyboard.press("Enter")
    plain.get_by_role("button", name="Paspoort").click()
    plain.locator(".tijdrij--eerste button").first.click()
    plain.locator("#id_naam").fill("Anna de Vries")
    plain.locator("#id_telefoon").fill("0612345678")
    plain.get_by_role("button", name="Bevestig en leg vast").click()
    expect(plain.get_by_role("heading", name="Vastgelegd")).to_be_visible()
    assert Klantcontact.objects.count() == 1


def test_something_else_is_asked_without_javascript_too(plain):
    plain.goto("/servicepunt/")
    plain.get_by_role("button", name="Nieuw gesprek").click()
    plain.locator("#id_vraag").fill("Hoe laat gaat u open?")
    plain.get_by_role("button", name="Nog een vraag").click()
    plain.locator("#id_vraag-1-vraag").fill("Wat kost een paspoort?")
    plain.locator("#id_vraag-1-waarover").select_option("product:paspoort")
    plain.get_by_role("button", name="Leg alleen het contact vast").click()
    expect(plain.get_by_role("heading", name="Vastgelegd")).to_be_visible()
    assert Klantcontact.objects.get().vragen.count() == 2


def test_what_is_typed_is_there_after_the_window_was_closed(window):
    window.goto("/servicepunt/")
    window.keyboard.press("Alt+n")
    window.locator("#id_naam").press_sequentially("Anna de Vries")
    with window.expect_response("**/bewaar/"):
        window.locator("#id_notitie").press_sequentially("Belt straks terug")
    window.wait_for_timeout(700)
    window.goto("/servicepunt/")
    window.get_by_role("link", name="Anna de Vries").click()
    expect(window.locator("#id_notitie")).to_have_value("Belt straks terug")
