"""A visit at home in a browser: booked by a resident and by a caller, with the real routes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Buurt, Kanaal, Status
from afspraken.rechten import Rol
from mobiel.models import Stop
from tests.addresses import known
from tests.afspraken.rechten.wie import medewerker
from tests.browser.conftest import open_window
from tests.browser.looking import DESK, NARROW, look
from tests.browser.test_journey import _tab_to
from tests.browser.test_servicepunt import Keys
from tests.cast import KERKSTRAAT
from tests.mobiel.dorp import Dorp

pytestmark = pytest.mark.browser


@pytest.fixture
def thuis(stad):
    """Beside the counters: a passport at home, and two officials who are out on the coming days."""
    known("12", "40", "9A", "9B")
    Buurt.objects.create(naam="De Ronde Hoep", breedtegraad=52.27, lengtegraad=4.91)
    dorp, today = Dorp(stad), local_day(timezone.now())
    days = [today + timedelta(days=n) for n in range(1, 15)]
    for naam in ("Ahmed", "Fatma"):
        dorp.veldwerker(naam, dagen=days)
    dorp.product(
        "Paspoort aan huis",
        duur=30,
        omschrijving="Wij komen bij u thuis voor uw paspoort.",
        meenemen="Uw oude paspoort",
    )
    return stad


@pytest.fixture
def window(thuis, chromium, live_server):
    """A resident's page of 1280 × 900."""
    page = open_window(chromium, live_server.url)
    yield page
    page.context.close()


def ask_where(page: Page, number: str, postcode: str = "1191 JB") -> None:
    """Fill in the step that asks for the address, and go on."""
    page.locator("[name=postcode]").fill(postcode)
    page.locator("[name=huisnummer]").fill(number)
    page.locator("form.formulier button[type=submit]").click()


def test_a_resident_books_a_home_visit_by_keyboard(window: Page):
    window.goto("/wat/?product=paspoort-aan-huis")
    _tab_to(window, "button[name=verder]")
    window.keyboard.press("Enter")
    window.wait_for_url("**/adres/")
    _tab_to(window, "[name=postcode]")
    window.keyboard.type("1191jb")
    window.keyboard.press("Tab")
    window.keyboard.type("12")
    window.keyboard.press("Enter")
    window.wait_for_url("**/wanneer/")
    expect(window.locator(".samenvatting")).to_contain_text(KERKSTRAAT.regel)
    _tab_to(window, "a.dagvak--vrij")
    window.keyboard.press("Enter")
    window.locator("input[name=aanbod]").first.wait_for()
    expect(window.locator(".dagdeel").first).to_contain_text("Tussen 8.30 en 12.30 uur")
    _tab_to(window, "input[name=aanbod]")
    window.keyboard.press("Space")
    window.keyboard.press("Enter")
    window.wait_for_url("**/gegevens/")
    for name, text in {"naam": "Zoë de Vries", "email": "zoe@example.nl"}.items():
        _tab_to(window, f"[name={name}]")
        window.keyboard.type(text)
    _tab_to(window, "[name=toegang]")
    window.keyboard.type("Bel twee keer")
    window.keyboard.press("Enter")
    window.wait_for_url("**/controle/")
    _tab_to(window, "main form.formulier button[type=submit]")
    window.keyboard.press("Enter")
    window.wait_for_url("**/klaar/")
    expect(window.locator(".kaartje")).to_contain_text("Tussen 8.30 en 12.30 uur")
    afspraak = Afspraak.objects.get(status=Status.GEPLAND)
    assert (afspraak.klantadres, afspraak.toegang) == (KERKSTRAAT, "Bel twee keer")
    assert Stop.objects.filter(bezoek__afspraak=afspraak).count() == 1


def test_a_visit_is_booked_and_moved_on_a_phone_without_javascript(thuis, chromium, live_server):
    page = open_window(chromium, live_server.url, width=NARROW, java_script_enabled=False)
    seen = list(walk(page))
    assert seen[-1] == "gewijzigd"
    afspraak = Afspraak.objects.get(status=Status.GEPLAND)
    assert (afspraak.klantadres.huisnummer, afspraak.versie) == ("40", 2)
    page.context.close()


def test_every_page_of_a_visit_can_be_used_by_all(window: Page):
    for _name in walk(window):
        look(window, DESK, NARROW)


def walk(page: Page):
    """Books a visit and moves it to another address; yields at every page that is its own."""
    page.goto("/wat/?product=paspoort-aan-huis")
    page.locator("button[name=verder]").click()
    yield "adres"
    ask_where(page, "9")
    yield "adres, several doors"
    ask_where(page, "77")
    yield "adres, unknown"
    ask_where(page, "12")
    page.locator("a.dagvak--vrij").nth(1).click()
    page.locator("input[name=aanbod]").first.wait_for()
    yield "wanneer"
    page.locator("input[name=aanbod]").first.check()
    page.locator("#tijden button[type=submit]").click()
    yield "gegevens"
    page.locator("[name=naam]").fill("Zoë de Vries")
    page.locator("[name=email]").fill("zoe@example.nl")
    page.locator("[name=begeleider]").fill("Mijn dochter")
    page.locator("form.formulier button[type=submit]").click()
    yield "controle"
    page.locator("main form.formulier button[type=submit]").last.click()
    yield "klaar"
    page.locator("a", has_text="Bekijk, wijzig of annuleer").click()
    yield "afspraak"
    page.locator("a", has_text="Ander adres").click()
    yield "ander adres"
    ask_where(page, "40")
    yield "andere tijd"
    page.locator(".eerste__knop").first.click()
    yield "controle van de wijziging"
    page.locator("button[name=bevestig]").click()
    yield "gewijzigd"


def test_a_door_that_nobody_knows_is_pointed_out_on_the_sketch(window: Page, settings):
    settings.GEBIED_GRENS = [(52.35, 4.86), (52.35, 4.96), (52.23, 4.96), (52.23, 4.86)]
    window.goto("/wat/?product=paspoort-aan-huis")
    window.locator("button[name=verder]").click()
    ask_where(window, "77")
    window.locator("[name=straat]").fill("Nieuwe Weg")
    window.locator("[name=plaats]").fill("Ouderkerk aan de Amstel")
    drawing = window.locator(".schets__kaart")
    size = drawing.bounding_box()
    assert size
    drawing.click(position={"x": size["width"] / 2, "y": size["height"] / 2})
    look(window, DESK, NARROW)
    window.locator("form.formulier button[type=submit]").click()
    window.wait_for_url("**/wanneer/")
    window.locator("button[name=aanbod]").first.click()
    window.wait_for_url("**/gegevens/")
    lat, lon = Afspraak.objects.get(status=Status.VASTGEHOUDEN).klantadres.punt
    assert abs(lat - 52.29) < 0.001
    assert abs(lon - 4.91) < 0.001


def test_a_caller_books_a_home_visit(thuis, sit):
    page = sit(medewerker(Rol.KLANTENSERVICE))
    page.goto("/servicepunt/")
    keys = Keys(page)
    keys.press("Alt+n")
    expect(page.locator("#zoek_product")).to_be_focused()
    keys.type("huis")
    expect(page.locator("#gevonden-producten button")).to_be_visible()
    keys.press("Alt+1")
    expect(page.locator("[name=bezoek-postcode]")).to_be_focused()
    keys.about_the_customer("1191jb")
    keys.press("Tab")
    keys.about_the_customer("12")
    keys.press("Alt+z")
    expect(page.locator(".tijdrij--eerste button").first).to_be_focused()
    expect(page.locator(".tijdrij--eerste")).to_contain_text("min rijden")
    look(page, DESK)
    keys.press("Enter")
    expect(page.locator("[name=naam]")).to_be_focused()
    keys.about_the_customer("Anna de Vries")
    keys.press("Tab")
    keys.about_the_customer("0612345678")
    keys.press("Alt+b")
    page.wait_for_url("**/klaar/")
    expect(page.locator(".afspraakregel")).to_contain_text(KERKSTRAAT.regel)
    expect(page.locator(".afspraakregel")).to_contain_text("tussen")
    afspraak = Afspraak.objects.get(status=Status.GEPLAND)
    assert (afspraak.kanaal, afspraak.klantadres) == (Kanaal.TELEFOON, KERKSTRAAT)
    assert keys.count <= 20


def test_a_caller_books_a_home_visit_without_javascript(thuis, sit):
    page = sit(medewerker(Rol.KLANTENSERVICE), java_script_enabled=False)
    page.goto("/servicepunt/")
    page.get_by_role("button", name="Nieuw gesprek").first.click()
    page.locator("#zoek_product").fill("huis")
    page.keyboard.press("Enter")
    page.locator("#gevonden-producten button").first.click()
    page.locator("[name=bezoek-postcode]").fill("1191 JB")
    page.locator("[name=bezoek-huisnummer]").fill("9")
    page.locator("button[value=adres]").click()
    page.locator("button", has_text="Kerkstraat 9B").click()
    page.locator(".tijdrij--eerste button").first.click()
    page.locator("[name=naam]").fill("Anna de Vries")
    page.locator("[name=telefoon]").fill("06 12345678")
    page.locator("button[value=bevestig]").click()
    expect(page.locator(".afspraakregel")).to_contain_text("Kerkstraat 9B")
