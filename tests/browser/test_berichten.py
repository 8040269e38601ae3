"""The pages of what was sent in a real browser: by keyboard, without script, axe, the policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from afspraken import agenda
from afspraken.booking import book
from afspraken.models import Afspraak
from notificaties.beantwoorden import receive
from notificaties.channels import Uitkomst, Verzonden
from notificaties.models import Bericht
from notificaties.outbox import pausing
from tests.browser.test_accessibility import violations
from tests.browser.test_sjablonen import look, signed_in
from tests.cast import ANNA, wens
from tests.notificaties.post import Kantoor, remind

LATE = timedelta(days=6)
AXE = "Applying inline style"  # axe does, where a sheet of Django imports another
OF_DJANGO = ("beheer", "afspraak", "berichten")
"""Pages of which the frame, with its small links, is not ours."""

pytestmark = [pytest.mark.browser, pytest.mark.letters, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def afspraak(stad) -> Afspraak:
    """An appointment with every kind of news: refused, arrived, uncertain, waiting, answered."""
    now = timezone.now()
    remind("1d")
    wish = wens(stad.product("Identiteitskaart"))
    first = agenda.search(wish, now=now).first(40)[-1]
    afspraak = book(wish, first, replace(ANNA, voorkeur="SMS"), now=now)
    kantoor = Kantoor(now)
    kantoor.send()
    Bericht.objects.filter(kanaal="SMS", status="VERZONDEN").update(status="AFGELEVERD")
    receive("SM1", ANNA.telefoon, "VERZET", now=now)
    receive("SM2", ANNA.telefoon, "Mag mijn zus mee?", now=now)
    kantoor.sms.usual = Verzonden(Uitkomst.GEWEIGERD, fout="twilio 400 21610")
    kantoor.mail.usual = Verzonden(Uitkomst.ONBEKEND, fout="smtp 451")
    kantoor.send()
    kantoor.send()
    for _n in range(pausing.IN_A_ROW):
        pausing.failed("EMAIL", "smtp 421", now=now)
    by_post = replace(ANNA, email="", telefoon="", postcode="1191 AA", huisnummer="12 A")
    for n, naam in enumerate(("Bram Bakker", "Zoë d'Hondt-Özgür", "Cor Vink")):
        day = agenda.search(wish, now=now).first(60)[40 + n]
        book(wish, day, replace(by_post, naam=naam, huisnummer=str(n + 1)), now=now - LATE)
    return afspraak


@pytest.fixture
def desk(chromium: Browser, live_server, afspraak) -> Iterator[Callable[..., Page]]:
    """Opens a window of the manager, logged in; fails on any message in the console."""
    complaints: list[str] = []
    opened: list[Page] = []

    def sit_down(**options: object) -> Page:
        opened.append(signed_in(chromium, live_server.url, complaints, **options))
        return opened[-1]

    yield sit_down
    for page in opened:
        page.context.close()
    assert not [line for line in complaints if "409" not in line and AXE not in line]


def walk(page: Page, afspraak: Afspraak) -> Iterator[str]:
    """Past every page of messages; stops at each."""
    page.goto("/beheer/")
    yield "beheer"
    page.goto(f"/beheer/afspraken/afspraak/{afspraak.pk}/change/")
    yield "afspraak"
    page.get_by_role("link", name="Bekijk wat verstuurd is").first.press("Enter")
    yield "bericht"
    page.goto("/beheer/notificaties/bericht/")
    yield "berichten"
    page.get_by_role("link", name="Bekijk en beoordeel").press("Enter")
    yield "onzeker"
    page.get_by_role("link", name="Bekijk en stuur opnieuw").first.press("Enter")
    yield "onzeker bericht"
    page.get_by_role("button", name="Het is aangekomen").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Dat is bewaard.")
    yield "beoordeeld"
    page.goto("/beheer/")
    page.locator("a.tegel:has-text('Beltaken')").press("Enter")
    yield "beltaken"
    page.get_by_role("link", name="Bel de klant").first.press("Enter")
    yield "beltaak"
    page.get_by_role("button", name="Gedaan").press("Enter")
    page.get_by_role("button", name="Zet terug").first.wait_for()
    yield "beltaken, gedaan"
    page.get_by_role("button", name="Zet terug").first.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("De beltaak staat weer open.")
    yield from _letters(page)


def _letters(page: Page) -> Iterator[str]:
    page.goto("/beheer/")
    page.locator("a.tegel[href$='/stapel/']").press("Enter")
    yield "brieven"
    page.get_by_role("button", name="Maak een stapel").press("Enter")
    page.locator("#lijst").wait_for()
    yield "stapel"
    page.get_by_role("button", name="Markeer als gepost").press("Enter")
    page.locator(".errornote").wait_for()
    yield "stapel, te vroeg"
    with page.expect_download() as download:
        page.get_by_role("button", name="Download de brieven").press("Enter")
    assert download.value.suggested_filename.startswith("stapel-")
    first = Bericht.objects.filter(stapel__isnull=False).order_by("pk")[:1].get()
    Bericht.objects.filter(pk=first.pk).update(status="VERVALLEN")
    page.goto(page.url.removesuffix("gepost/"))
    yield "stapel, geprint"
    page.get_by_role("button", name="Markeer als gepost").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("op de post")
    yield "stapel, gepost"
    page.goto("/beheer/notificaties/stapel/")
    yield "brieven, gepost"


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_for_everyone(desk, afspraak, width):
    page = desk(width=width)
    for name in walk(page, afspraak):
        if name in OF_DJANGO:
            assert not violations(page), (name, violations(page))
        else:
            look(page)


def test_everything_works_without_script(desk, afspraak):
    page = desk(java_script_enabled=False)
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text))
    assert len(list(walk(page, afspraak))) == 16
    assert not [line for line in told if AXE in line]
