"""The desk in a real browser: a walk-in served among appointments, and a network that is gone."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken import agenda
from afspraken.booking import Gegevens, book
from afspraken.lokaal import LOCAL, local_day
from afspraken.models import Afspraak, Kanaal, Locatie, Middel, Product, Status, Wachtende
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import medewerker
from tests.browser.looking import violations
from tests.cast import wens

pytestmark = pytest.mark.browser

NAMES = ["Noor Wijkman", "Karin Benali", "Sem de Groot"]


@pytest.fixture
def ochtend(stad) -> Iterator[None]:
    """Today, ten o'clock: two counters are open, and three people have an appointment."""
    today = local_day(timezone.now())
    ten = datetime.combine(today, time(10), tzinfo=LOCAL).astimezone(UTC)
    with time_machine.travel(ten):
        for naam in ("Loket 1", "Loket 2"):
            stad.loket(naam, open="9:00-17:00", dagen=[today])
        wish = wens(Product.objects.get(slug="paspoort"), kanaal=Kanaal.BALIE)
        for naam in NAMES:
            offer = agenda.search(wish, now=ten, tot=None).first(1)[0]
            book(wish, offer, Gegevens(naam=naam, telefoon="+31612345678"), now=ten)
        yield


@pytest.fixture
def desk(ochtend, sit) -> Page:
    """The day list of the town hall, in the browser of who works there."""
    page = sit(medewerker(Rol.BALIE))
    page.goto(f"/servicepunt/balie/{Locatie.objects.get(naam='Gemeentehuis').slug}/")
    return page


def wait_until(page: Page, true: str) -> None:
    """Ask the page again and again; its policy forbids to let it wait by itself."""
    for _look in range(100):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(true)


def press(page: Page, keys: str) -> None:
    """A key of a page that has come whole: before that its script does not hear it."""
    wait_until(page, "document.readyState === 'complete'")
    page.keyboard.press(keys)


def at_counter(page: Page, naam: str) -> None:
    page.goto(f"/servicepunt/balie/gemeentehuis/loket/{Middel.objects.get(naam=naam).pk}/")


def test_a_walk_in_is_served_among_appointments(desk):
    assert not violations(desk)
    for number, naam in enumerate(NAMES[:2], start=1):
        desk.get_by_role("button", name=f"Meld aan {naam}").click()
        expect(desk.get_by_text(f"Het nummer is A0{number}")).to_be_visible()
    press(desk, "Alt+i")
    desk.get_by_label("Paspoort").check()
    assert not violations(desk)
    desk.get_by_role("button", name="Geef een nummer").click()
    expect(desk.locator("h1")).to_have_text("Nummer B01")
    assert not violations(desk)
    at_counter(desk, "Loket 1")
    served = []
    for _turn in range(3):
        press(desk, "Alt+r")
        expect(desk.locator(".loketkaart__nummer")).to_be_visible()
        served.append(desk.locator(".loketkaart__nummer").inner_text())
        assert not violations(desk)
        press(desk, "Alt+b")
        expect(desk.get_by_text("Aan dit loket sinds")).to_be_visible()
        press(desk, "Alt+l")
        expect(desk.get_by_text("Er is niemand aan dit loket.")).to_be_visible()
    assert sorted(served) == ["A01", "A02", "B01"]
    assert Afspraak.objects.filter(status=Status.AFGEROND).count() == 2
    desk.locator(".loketvel").get_by_role("button", name=f"Maak ongedaan {served[-1]}").click()
    expect(desk.locator(".loketkaart__nummer")).to_have_text(served[-1])


def test_the_day_is_still_there_while_the_network_is_gone(desk):
    wait_until(desk, "navigator.serviceWorker.controller !== null")
    desk.reload()
    desk.goto("/servicepunt/balie/gemeentehuis/voorbereiding/")
    desk.goto("/servicepunt/balie/gemeentehuis/")
    desk.context.set_offline(True)
    desk.reload()
    expect(desk.get_by_role("link", name=NAMES[0])).to_be_visible()
    expect(desk.get_by_text("Geen verbinding")).to_be_visible()
    desk.goto("/servicepunt/balie/gemeentehuis/voorbereiding/")
    expect(desk.get_by_text(NAMES[2])).to_be_visible()
    desk.context.set_offline(False)
    desk.goto("/servicepunt/balie/gemeentehuis/")
    expect(desk.get_by_text("Geen verbinding")).to_be_hidden()


def test_what_is_pressed_without_a_network_leads_back_to_the_list(desk):
    """Also on the first visit, when the page came before its worker."""
    wait_until(desk, "caches.match(location.href, {ignoreVary: true}).then(Boolean)")
    unknown = desk.get_by_text("Wij weten niet of dit is gelukt")
    expect(unknown).to_be_hidden()
    desk.context.set_offline(True)
    desk.get_by_role("button", name="Meld aan").first.click()
    expect(unknown).to_be_visible()
    expect(desk.get_by_role("link", name=NAMES[0])).to_be_visible()
    desk.get_by_role("link", name="Aan een loket").click()
    expect(desk.get_by_text("Geen verbinding")).to_be_visible()
    expect(desk.get_by_role("link", name=NAMES[0])).to_be_visible()
    desk.context.set_offline(False)
    desk.get_by_role("button", name="Meld aan").first.click()
    expect(desk.get_by_text("Het nummer is A01")).to_be_visible()


def test_a_counter_says_that_the_network_is_gone(desk):
    at_counter(desk, "Loket 1")
    expect(desk.get_by_text("Geen verbinding")).to_be_hidden()
    desk.context.set_offline(True)
    expect(desk.get_by_text("Geen verbinding")).to_be_visible()


def test_logging_out_leaves_no_copy(desk):
    wait_until(desk, "navigator.serviceWorker.controller !== null")
    desk.reload()
    wait_until(desk, "caches.has('balie')")
    desk.get_by_role("button", name="Uitloggen").click()
    desk.wait_for_url("**/inloggen/**")
    assert not desk.evaluate("caches.has('balie')")


def test_a_name_is_found_in_a_long_list_while_typing(desk):
    press(desk, "Alt+k")
    desk.keyboard.type("benali")
    expect(desk.locator("#dag tbody tr:visible")).to_have_count(1)
    expect(desk.get_by_role("link", name=NAMES[1])).to_be_visible()


def test_without_javascript_everything_is_done_by_buttons(ochtend, sit):
    page = sit(medewerker(Rol.BALIE), java_script_enabled=False)
    page.goto("/servicepunt/balie/gemeentehuis/")
    page.get_by_role("button", name="Meld aan").first.click()
    at_counter(page, "Loket 1")
    for naam in ("Roep de volgende op", "Is er: begin", "Klaar"):
        page.get_by_role("button", name=naam).first.click()
    assert Wachtende.objects.get().stand == "KLAAR"
