"""A care-home day at Zonnehuis Theresia in a real browser, from the desk to the last resident."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings as conf
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken.models import Afspraak, Status
from mobiel import zitting
from mobiel.models import Bewoner, Zitting
from notificaties.models import Bericht
from tests.afspraken.rechten.wie import browser
from tests.browser.looking import look
from tests.browser.test_telefoon import wait_until
from tests.cast import at
from tests.mobiel.zitting.huis import Huis, tijden, volgorde

pytestmark = pytest.mark.browser


def plan(page: Page, huis: Huis) -> Zitting:
    """The desk plans a day with room for six."""
    page.goto("/zittingen/")
    page.get_by_role("link", name="Nieuwe zitting").click()
    for label, text in (
        ("Naam van de instelling", "Zonnehuis Theresia"),
        ("Postcode", "1191 BH"),
        ("Huisnummer", "1"),
        ("Contactpersoon", "Carla Smit"),
        ("E-mailadres", "carla@theresia.example"),
        ("Telefoonnummer", "020 1234567"),
        ("Hoeveel bewoners?", "6"),
    ):
        page.get_by_role("textbox", name=label).fill(text)
    page.get_by_role("textbox", name="Hoe komen wij binnen?").fill("Meld u bij de receptie.")
    page.get_by_role("textbox", name="Rusttijden").fill("12.00-13.30")
    page.get_by_label("Wat krijgt elke bewoner?").select_option(label=str(huis.paspoort))
    look(page)
    page.get_by_role("button", name="Zoek tijden").click()
    page.get_by_label("tussen 8.30 en 12.30 uur").check()
    look(page)
    page.get_by_role("button", name="Plan de zitting").click()
    expect(page.get_by_text("De zitting is gepland.")).to_be_visible()
    return Zitting.objects.get()


def mailed(soort: str, what: str) -> str:
    """What the last message of a kind said."""
    text: str = Bericht.objects.filter(soort=soort).latest("pk").gegevens[what]
    return text


def let_in(page: Page, link: str) -> None:
    """Open a link, ask for the code, read it in the outbox and type it."""
    page.goto(urlsplit(link).path)
    page.get_by_role("button", name="Stuur mij een code").click()
    field = page.get_by_role("textbox", name="Code uit de e-mail")
    expect(field).to_be_visible()
    field.fill(mailed("ZITTING_CODE", "code"))
    page.get_by_role("button", name="Verder").click()


def announce(page: Page, naam: str, kamer: str, **more: str) -> None:
    page.get_by_role("textbox", name="Naam van de bewoner").fill(naam)
    page.get_by_role("textbox", name="Kamer of afdeling").fill(kamer)
    for label, text in more.items():
        page.get_by_role("textbox", name=label.replace("_", " ")).fill(text)


def test_a_care_home_day_from_announcement_to_the_last_resident(desk, huis, sit, clock, dag):
    made = plan(desk, huis)
    look(desk)

    carla: Page = sit(None, width=390)
    link = mailed("ZITTING_LINK", "aanmelden")
    carla.goto(urlsplit(link).path)
    expect(carla.get_by_role("heading", name="Wij komen bij u langs")).to_be_visible()
    look(carla)
    let_in(carla, link)
    expect(carla.get_by_role("heading", name="Zonnehuis Theresia")).to_be_visible()
    carla.get_by_role("link", name="Meld een bewoner aan").click()
    look(carla)
    announce(carla, "Ida Post", "101", Wat_moeten_wij_weten="Slechthorend, spreek rustig")
    carla.get_by_role("button", name="voer de volgende in").click()
    expect(carla.get_by_text("Ida Post is aangemeld.")).to_be_visible()
    announce(carla, "Jan Kok", "102")
    carla.get_by_role("textbox", name="E-mailadres van familie").fill("kok@example.nl")
    carla.get_by_role("button", name="Meld aan", exact=True).click()
    expect(carla.get_by_text("2 van 6 plaatsen bezet")).to_be_visible()

    carla.get_by_role("link", name="Nodig een familie uit").click()
    carla.get_by_role("textbox", name="E-mailadres van de familie").fill("els@example.nl")
    look(carla)
    carla.get_by_role("button", name="Stuur de link").click()
    expect(carla.get_by_text("De link gaat naar els@example.nl.")).to_be_visible()

    els: Page = sit(None, width=390)
    let_in(els, mailed("ZITTING_LINK", "aanmelden"))
    announce(els, "Truus Mol", "103", Uw_naam="Els Mol")
    look(els)
    els.get_by_role("button", name="Meld aan").click()
    expect(els.get_by_role("heading", name="Truus Mol is aangemeld")).to_be_visible()
    look(els)
    assert "Ida Post" not in els.content()

    carla.reload()
    carla.get_by_role("button", name="Truus Mol eerder").click()
    expect(carla.locator(".bewoner__naam").nth(1)).to_contain_text("Truus Mol")
    look(carla)
    assert volgorde(made) == ["Ida", "Truus", "Jan"]

    clock.move_to(made.sluit_op + timedelta(minutes=1))
    assert zitting.close_due(now=timezone.now()) == 1
    carla.goto("about:blank")
    let_in(carla, mailed("ZITTING_LIJST", "lijst"))
    expect(carla.get_by_text("De tijden staan vast.")).to_be_visible()
    expect(carla.locator(".bewoner__tijd").first).to_have_text("8.50–9.05")
    look(carla)
    assert Bericht.objects.filter(soort="ZITTING_FAMILIE").count() == 2

    clock.move_to(at("8:40", dag))
    phone: Page = sit(huis.marjolein.gebruiker, width=390)
    phone.context.clock.install(time=timezone.now())
    phone.goto("/route/")
    wait_until(phone, "navigator.serviceWorker.controller !== null")
    path = f"/route/zitting/{made.pk}/"
    wait_until(phone, f"caches.open('route').then(c => c.match('{path}')).then(Boolean)")
    look(phone, 390)
    phone.get_by_role("link", name="Lijst van bewoners").click()
    expect(phone.get_by_text("0 van 3 gedaan")).to_be_visible()
    look(phone, 390, least=44)
    phone.locator(".stop--nu").get_by_role("button", name="Geholpen").click()
    expect(phone.get_by_text("1 van 3 gedaan")).to_be_visible()

    phone.context.set_offline(True)
    phone.locator(".stop--nu").get_by_role("button", name="Geholpen").click()
    expect(phone.get_by_text("Er wacht 1 melding op verbinding.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("Geen verbinding")).to_be_visible()
    expect(phone.get_by_text("Er wacht 1 melding op verbinding.")).to_be_visible()
    expect(phone.get_by_role("heading", name="Jan Kok")).to_be_visible()
    look(phone, 390)
    assert Bewoner.objects.filter(status="GEHOLPEN").count() == 1
    phone.context.set_offline(False)
    expect(phone.get_by_text("2 van 3 gedaan")).to_be_visible()
    expect(phone.locator("#wachtrij")).to_be_hidden()

    phone.locator(".stop--nu summary", has_text="Niet gezien?").click()
    phone.get_by_label("te ziek").check()
    look(phone, 390)
    phone.locator(".stop--nu").get_by_role("button", name="Meld niet gezien").click()
    expect(phone.get_by_text("3 van 3 gedaan")).to_be_visible()
    phone.get_by_role("textbox", name="Naam van de bewoner").fill("Wim Dam")
    phone.get_by_role("button", name="Zet erbij").click()
    expect(phone.get_by_text("Wim Dam staat erbij.")).to_be_visible()
    phone.locator(".stop--nu").get_by_role("button", name="Geholpen").click()
    expect(phone.get_by_text("4 van 4 gedaan")).to_be_visible()
    seen = Afspraak.objects.filter(bewoner__zitting=made)
    assert [one.status for one in seen.order_by("begin")].count(Status.AFGEROND) == 3
    assert seen.get(klant__naam="Jan Kok").status == Status.NIET_VERSCHENEN


def test_at_the_desk_rows_are_dragged_and_the_order_is_stored(desk, huis, dag):
    made = huis.zitting(bewoners=3, dag=dag, now=timezone.now())
    desk.goto(f"/zittingen/{made.pk}/")
    grip = desk.locator(".bewoner__greep")
    expect(grip).to_have_count(3)
    look(desk)
    start, end = grip.nth(0).bounding_box(), grip.nth(2).bounding_box()
    desk.mouse.move(start["x"] + 5, start["y"] + 5)
    desk.mouse.down()
    desk.mouse.move(end["x"] + 5, end["y"] + end["height"] - 2, steps=8)
    desk.mouse.up()
    expect(desk.locator(".bewoner__naam").nth(2)).to_contain_text("Ida Post")
    wait_until(desk, "document.readyState === 'complete'")
    desk.reload()
    expect(desk.locator(".bewoner__naam").nth(2)).to_contain_text("Ida Post")
    assert volgorde(made) == ["Jan", "Truus", "Ida"]


def test_by_keyboard_and_without_javascript(huis, sit, clock, dag):
    made = huis.gesloten(bewoners=2, dag=dag, now=timezone.now())
    clock.move_to(at("8:50", dag))
    page: Page = sit(huis.marjolein.gebruiker, width=390, java_script_enabled=False)
    page.goto(f"/route/zitting/{made.pk}/")
    page.locator(".stop--nu").get_by_role("button", name="Geholpen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 van 2 gedaan")).to_be_visible()
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(page.get_by_text("0 van 2 gedaan")).to_be_visible()
    page.get_by_role("textbox", name="Naam van de bewoner").fill("Wim Dam")
    page.get_by_role("button", name="Zet erbij").click()
    expect(page.get_by_text("Wim Dam staat erbij.")).to_be_visible()
    assert tijden(made)[-1].endswith("Wim")


def test_what_goes_wrong_looks_right_too_in_english_and_the_other_theme(
    desk, huis, sit, clock, dag, settings
):
    settings.GEMEENTE = replace(settings.GEMEENTE, thema="ma")
    made = huis.zitting(bewoners=2, plaatsen=2, dag=dag, now=timezone.now())
    ida = Bewoner.objects.get(naam="Ida Post")
    link = urlsplit(mailed("ZITTING_LINK", "aanmelden")).path
    carla: Page = sit(None, width=390, locale="en-GB")
    carla.goto(link)
    carla.get_by_role("button", name="Send me a code").click()
    carla.get_by_role("textbox", name="Code from the e-mail").fill("12")
    carla.get_by_role("button", name="Continue").click()
    expect(carla.get_by_role("alert")).to_be_visible()
    look(carla)
    carla.get_by_role("textbox", name="Code from the e-mail").fill(mailed("ZITTING_CODE", "code"))
    carla.get_by_role("button", name="Continue").click()
    expect(carla.get_by_role("heading", name="Residents")).to_be_visible()
    look(carla)
    for page in (f"afmelden/{ida.pk}/", "aanmelden/"):  # the second: all places are taken
        carla.goto(f"{link}{page}")
        look(carla)
    desk.goto(f"/zittingen/{made.pk}/aanmelden/")
    desk.get_by_role("button", name="Meld aan", exact=True).click()
    expect(desk.get_by_role("alert")).to_be_visible()
    look(desk)
    for page in ("", f"{made.pk}/afgelasten/", f"{made.pk}/afmelden/{ida.pk}/", f"{made.pk}/blad/"):
        desk.goto(f"/zittingen/{page}")
        look(desk)
    zitting.cancel(made, reden="Griep", door="7", now=timezone.now())
    carla.goto(link)
    expect(carla.get_by_role("heading", name="This day is off")).to_be_visible()
    look(carla)


def test_who_is_logged_out_meanwhile_loses_nothing(huis, sit, clock, dag):
    made = huis.gesloten(bewoners=2, dag=dag, now=timezone.now())
    clock.move_to(at("8:50", dag))
    page: Page = sit(huis.marjolein.gebruiker, width=390)
    page.context.clock.install(time=timezone.now())
    page.goto(f"/route/zitting/{made.pk}/")
    page.get_by_role("textbox", name="Naam van de bewoner").fill("Wim Dam")
    page.context.clear_cookies(name=conf.SESSION_COOKIE_NAME)
    page.locator(".stop--nu").get_by_role("button", name="Geholpen").click()
    expect(page.get_by_text("U bent uitgelogd.")).to_be_visible()
    expect(page.get_by_text("Er wacht 1 melding op verbinding.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Naam van de bewoner")).to_have_value("Wim Dam")
    name, user = conf.SESSION_COOKIE_NAME, huis.marjolein.gebruiker
    value, url = browser(user).cookies[name].value, page.url
    page.context.add_cookies([{"name": name, "value": value, "url": url}])
    page.goto(url)
    expect(page.get_by_text("1 van 2 gedaan")).to_be_visible()
    expect(page.locator("#wachtrij")).to_be_hidden()
