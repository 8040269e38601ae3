"""The portal in the system's Chromium; `tests/conftest.py` skips these tests without one."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as conf
from django.contrib.auth.models import User
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from afspraken.conf.settings import IS_SQLITE
from afspraken.lokaal import local_day
from notificaties.channels import Post
from notificaties.channels.postvak import Postvak
from notificaties.teksten.opmaak import html_mail
from notificaties.teksten.weergave import Weergave
from tests.afspraken.rechten.wie import browser
from tests.cast import Town
from tests.chromium import path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each test gets windows of its own."""
    if not IS_SQLITE:
        pytest.skip("a page looks the same on every database")
    # Playwright runs an event loop in this thread; the database is not used from inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        started = playwright.chromium.launch(executable_path=path(), args=arguments)
        yield started
        started.close()


@pytest.fixture
def stad(transactional_db, town, settings) -> Town:
    """Two places and two products that combine, open on the coming twenty days; it sends SMS."""
    cache.clear()
    settings.SMS_PROVIDER = "twilio"
    today = local_day(timezone.now())
    days = [today + timedelta(days=n) for n in range(1, 21)]
    dorpshuis = town.locatie("Dorpshuis Duivendrecht")
    town.loket(open="9:00-12:00 13:00-16:00 18:00-20:00", dagen=days)
    town.loket(open="10:00-11:00", dagen=days, locatie=dorpshuis)
    paspoort = town.product(
        "Paspoort",
        meenemen="Uw oude paspoort\nEen pasfoto",
        extra_per_persoon=10,
        verschijnen="Wij moeten u zien.",
        omschrijving="Een nieuw paspoort aanvragen.",
    )
    paspoort.kosten.create(omschrijving="Vanaf 18 jaar", bedrag="83.87", geldig_vanaf=today)
    rijbewijs = town.product("Rijbewijs", duur=10, vraagt_adres=True)
    paspoort.combineerbaar_met.add(rijbewijs)
    return town


@pytest.fixture
def postvak(settings, tmp_path, live_server) -> None:
    """A demonstration in which one message of each kind was sent."""
    settings.DATA_DIR, settings.DEMO, settings.PUBLIC_URL = tmp_path, True, live_server.url
    settings.MAIL_FROM = "afspraken@gemeente.example"
    tekst = f"Beste Zoë,\n\nBekijk uw afspraak:\n{settings.PUBLIC_URL}/"
    page = html_mail(Weergave("Uw afspraak", tekst, (f"{settings.PUBLIC_URL}/",), None, "nl"))
    mail = Post("a1", "zoe@example.nl", "nl", "Uw afspraak", tekst, page, b"BEGIN", "REQUEST")
    sms = replace(mail, aan="+31612345678", titel="")
    brief = replace(mail, aan="Zoë de Vries\nDorpsweg 1\n1191 AA  OUDERKERK")
    for soort, post in (("e-mail", mail), ("sms", sms), ("brief", brief)):
        Postvak(soort).send(post)


@pytest.fixture
def window(chromium, live_server) -> Iterator[Page]:
    """A page of 1280 × 900 in Dutch; see `open_window` for others."""
    page = open_window(chromium, live_server.url)
    yield page
    page.context.close()


@pytest.fixture
def sit(chromium, live_server) -> Iterator[Callable[..., Page]]:
    """Opens the window of an employee who is logged in, or with None that of a visitor.

    What else it is given is for `open_window`.
    """
    pages: list[Page] = []

    def down(user: User | None, **options: object) -> Page:
        page = open_window(chromium, live_server.url, **options)
        pages.append(page)
        if user:
            log_in(page, user, live_server.url)
        return page

    yield down
    for page in pages:
        page.context.close()


def log_in(page: Page, user: User, url: str) -> None:
    """Give a window the cookie of an employee; `test_toegang.py` goes by the page for it."""
    name = conf.SESSION_COOKIE_NAME
    value = browser(user).cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": url}])


def open_window(chromium: Browser, url: str, *, width: int = 1280, **options: object) -> Page:
    """A page with cookies of its own; close its context when done."""
    context = chromium.new_context(
        base_url=url,
        locale=str(options.pop("locale", "nl-NL")),
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
        **options,
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page
