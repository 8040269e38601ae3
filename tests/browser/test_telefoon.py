"""A day on the phone in a real browser, most of it without a network."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Product, Status
from afspraken.rechten import Rol
from mobiel.models import Toestel, Veldactie
from mobiel.telefoon import toestel
from notificaties.models import Bericht
from tests.afspraken.rechten.wie import afdeling, browser, medewerker
from tests.browser.looking import look, violations
from tests.cast import at
from tests.mobiel.dorp import Dorp, cancelled
from tests.mobiel.telefoon.sanne import Sanne

pytestmark = pytest.mark.browser

HALF_HOUR = timedelta(minutes=30)


@pytest.fixture
def sanne(stad) -> Iterator[Sanne]:
    """Tomorrow, half past eight, five visits: the real clock, which a worker has, is before it."""
    dag = local_day(timezone.now()) + timedelta(days=1)
    dorp, user = Dorp(stad), medewerker(Rol.SPECIALIST, "Sociale Zaken")
    middel = dorp.veldwerker("Sanne", dagen=(dag,))
    middel.gebruiker = user
    middel.save()
    begin = at("8:30", dag)
    with time_machine.travel(begin - timedelta(hours=1)) as clock:
        who = Sanne(dorp, middel, user, clock, dag=dag)
        who.visits(5, now=timezone.now())
        clock.move_to(begin)
        yield who


@pytest.fixture
def phone(sanne, sit) -> Page:
    """Her phone, with the route on it and in its memory."""
    page = sit(sanne.user, width=390)
    page.context.clock.install(time=timezone.now())
    page.goto("/route/")
    wait_until(page, "navigator.serviceWorker.controller !== null")
    wait_until(page, "caches.open('route').then(c => c.match('/route/')).then(Boolean)")
    return page


def wait_until(page: Page, true: str) -> None:
    """Ask the page again and again; its policy forbids to let it wait by itself."""
    look_for(page, lambda: page.evaluate(true), true)


def look_for(page: Page, found: Callable[[], object], what: str) -> None:
    """Look again and again, while the page goes on."""
    for _look in range(100):
        if found():
            return
        page.wait_for_timeout(50)
    raise AssertionError(what)


def press(page: Page, name: str) -> None:
    """The one large button of this name that is shown, at the stop to act on."""
    page.locator(".stop--nu").get_by_role("button", name=name).click()


def finished(page: Page, gedaan: int) -> None:
    expect(page.locator('.stop[data-stand="KLAAR"]')).to_have_count(gedaan)


def arrived(page: Page, soort: str) -> None:
    """Wait until what was pressed is with the server: a page asked before does not know of it."""
    look_for(page, Veldactie.objects.filter(soort=soort).exists, soort)


def later(sanne: Sanne, page: Page, how_much: timedelta) -> None:
    """Time passes, for the server and for the phone."""
    sanne.clock.shift(how_much)
    page.context.clock.fast_forward(int(how_much.total_seconds() * 1000))


def test_a_day_without_reception_is_synced_once(sanne, phone):
    names = phone.locator(".stop__naam").all_inner_texts()
    assert not violations(phone)
    press(phone, "Onderweg")
    press(phone, "Aangekomen")
    expect(phone.locator(".stop--nu .stop__klaar")).to_be_visible()
    assert not violations(phone)
    arrived(phone, "AANGEKOMEN")
    later(sanne, phone, 2 * HALF_HOUR)
    phone.reload()
    phone.get_by_role("button", name=f"Waarschuw {names[1]}").click()
    expect(phone.get_by_text("Er wacht 1 melding")).to_be_hidden()
    press(phone, "Klaar")
    finished(phone, 1)
    expect(phone.get_by_text("1 van 5 gedaan")).to_be_visible()

    phone.context.set_offline(True)
    for gedaan in range(2, 6):
        later(sanne, phone, HALF_HOUR)
        press(phone, "Aangekomen")
        if gedaan == 3:
            expect(phone.get_by_text("Er wachten 3 meldingen op verbinding.")).to_be_visible()
            phone.reload()
            expect(phone.get_by_text("Geen verbinding")).to_be_visible()
            finished(phone, 2)
        phone.locator(".stop--nu").get_by_label("Legitimatie gezien").check()
        press(phone, "Klaar")
        finished(phone, gedaan)
    expect(phone.get_by_text("Er wachten 8 meldingen op verbinding.")).to_be_visible()
    assert not violations(phone)
    assert Veldactie.objects.filter(soort="KLAAR").count() == 1

    phone.context.set_offline(False)
    expect(phone.get_by_text("5 van 5 gedaan")).to_be_visible()
    expect(phone.locator("#wachtrij")).to_be_hidden()
    assert not Afspraak.objects.exclude(status=Status.AFGEROND).exists()
    assert Veldactie.objects.filter(soort="KLAAR", uitkomst="TOEGEPAST").count() == 5
    assert Veldactie.objects.filter(soort="AANGEKOMEN").count() == 5
    late = Bericht.objects.filter(soort="LOOPT_UIT").values_list("klant__naam", flat=True)
    assert list(late) == [names[1]]


def test_what_is_pressed_is_kept_also_if_the_page_is_left_at_once(phone):
    """On a slow phone a store opens long after the press: it was open already."""
    wait_until(phone, "indexedDB.databases().then(all => all.length > 0)")
    phone.context.set_offline(True)
    phone.evaluate("() => { IDBFactory.prototype.open = () => new EventTarget() }")
    press(phone, "Aangekomen")
    phone.reload()
    expect(phone.locator('.stop[data-stand="AANGEKOMEN"]')).to_be_visible()


def test_a_store_that_the_browser_shut_is_opened_again(phone):
    phone.evaluate("""() => {
        const { transaction } = IDBDatabase.prototype;
        IDBDatabase.prototype.transaction = function (...all) {
            IDBDatabase.prototype.transaction = transaction;
            this.close();
            return transaction.apply(this, all);
        };
    }""")
    press(phone, "Aangekomen")
    expect(phone.locator('.stop[data-stand="AANGEKOMEN"]')).to_be_visible()
    arrived(phone, "AANGEKOMEN")


def test_a_page_that_comes_late_does_not_take_the_place_of_a_newer_one(phone):
    late = []
    phone.route("**/route/", lambda route: late.append((route, route.fetch())), times=1)
    press(phone, "Onderweg")
    look_for(phone, lambda: late, "a page that was asked for")
    press(phone, "Aangekomen")
    expect(phone.locator("#wachtrij")).to_be_hidden()
    [(route, page)] = late
    with phone.expect_event("requestfinished"):
        route.fulfill(response=page)
    phone.wait_for_timeout(250)
    expect(phone.locator('.stop[data-stand="AANGEKOMEN"]')).to_be_visible()


def test_logging_out_with_a_queue_warns_and_keeps_it(sanne, phone, sit):
    phone.route("**/route/sync/", lambda route: route.abort())
    press(phone, "Aangekomen")
    expect(phone.locator('.stop[data-stand="AANGEKOMEN"]')).to_be_visible()
    phone.get_by_role("button", name="Uitloggen").click()
    expect(phone.get_by_text("meldingen die nog niet zijn verzonden")).to_be_visible()
    phone.get_by_role("button", name="Uitloggen").click()
    phone.wait_for_url("**/inloggen/**")
    assert not phone.evaluate("caches.has('route')")
    assert not Veldactie.objects.exists()
    phone.unroute("**/route/sync/")
    log_in_again(sanne, phone)
    expect(phone.locator('.stop[data-stand="AANGEKOMEN"]')).to_be_visible()
    expect(phone.locator("#wachtrij")).to_be_hidden()
    assert Veldactie.objects.count() == 1


def log_in_again(sanne: Sanne, phone: Page) -> None:
    name = settings.SESSION_COOKIE_NAME
    value = browser(sanne.user).cookies[name].value
    url = phone.url.split("/inloggen")[0]
    phone.context.add_cookies([{"name": name, "value": value, "url": url}])
    phone.goto("/route/")


def test_a_lost_phone_forgets_at_its_next_contact(sanne, phone):
    phone.context.set_offline(True)
    with phone.expect_event("requestfailed"):
        press(phone, "Aangekomen")
    toestel.revoke(Toestel.objects.get(), door=sanne.user, now=timezone.now())
    phone.context.set_offline(False)
    expect(phone.get_by_text("Dit toestel is ingetrokken")).to_be_visible()
    wait_until(phone, "caches.has('route').then(one => !one)")
    assert not Veldactie.objects.exists()
    phone.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        phone.goto("/route/")


@pytest.mark.parametrize(
    "busy",
    [
        "IDBObjectStore.prototype.clear = () => { throw Error('shut') }",
        "CacheStorage.prototype.delete = () => new Promise(() => {})",
    ],
    ids=["shut", "silent"],
)
def test_a_lost_phone_forgets_also_when_its_browser_was_first(sanne, phone, busy):
    """It may shut the store that we empty, and it may never say that something is gone."""
    phone.evaluate(f"() => {{ {busy} }}")
    toestel.revoke(Toestel.objects.get(), door=sanne.user, now=timezone.now())
    press(phone, "Aangekomen")
    expect(phone.get_by_text("Dit toestel is ingetrokken")).to_be_visible()
    assert not phone.evaluate("caches.has('route')")


def test_at_the_end_of_the_shift_nothing_stays_without_a_network(sanne, phone):
    phone.context.set_offline(True)
    later(sanne, phone, timedelta(hours=9))
    expect(phone.get_by_text("De route is gewist")).to_be_visible()
    assert "Anna" not in phone.locator("body").inner_text()
    assert not phone.evaluate("caches.has('route')")


def test_what_a_planner_changes_comes_by_itself(sanne, phone):
    [first, *_others] = sanne.visits(0)
    cancelled(first, now=timezone.now())
    phone.context.clock.fast_forward(3 * 60 * 1000)
    expect(phone.locator(".stop")).to_have_count(4)


def test_by_keyboard_and_without_javascript(sanne, sit):
    page = sit(sanne.user, width=390, java_script_enabled=False)
    page.goto("/route/")
    for name in ("Onderweg", "Aangekomen", "Klaar"):
        page.locator(".stop--nu").get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    expect(page.get_by_text("1 van 5 gedaan")).to_be_visible()


def test_the_planner_sees_who_is_late_and_plans_anew_by_keyboard(sanne, sit):
    """Nobody was home at the first; at the second it takes until noon."""
    first, second, *_others = sanne.visits(0)
    sanne.does("NIET_THUIS", first, "8:45")
    sanne.does("AANGEKOMEN", second, "9:00")
    sanne.at("12:40")
    sanne.dorp.veldwerker("Tim", dagen=(sanne.dag + timedelta(days=1),))
    Product.objects.update(afdeling=afdeling("Sociale Zaken"))
    page = sit(medewerker(Rol.PLANNER, "Sociale Zaken"), width=1280)
    page.goto("/route/onderweg/")
    expect(page.get_by_text("1 van 5 gedaan")).to_be_visible()
    expect(page.get_by_role("heading", name="Beloften in gevaar 3")).to_be_visible()
    look(page)
    page.get_by_role("link", name=f"Plan een nieuw bezoek bij {first.klant}").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Nieuw bezoek bij {first.klant}")).to_be_visible()
    look(page)
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Het nieuwe bezoek is gepland")).to_be_visible()
    expect(page.get_by_text("Er wacht niemand op een nieuw bezoek.")).to_be_visible()


def test_the_list_of_who_is_where_refreshes_itself(sanne, sit):
    first, *_others = sanne.visits(0)
    page = sit(medewerker(Rol.PLANNER, "Sociale Zaken"), width=1280)
    page.context.clock.install(time=timezone.now())
    page.goto("/route/onderweg/")
    expect(page.get_by_text("0 van 5 gedaan")).to_be_visible()
    sanne.does("KLAAR", first, "8:45")
    page.context.clock.fast_forward(31_000)
    expect(page.get_by_text("1 van 5 gedaan")).to_be_visible()
