"""A document collected in Duivendrecht, in a real browser: from the counter to the hand-over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken import agenda, beheerlink, booking, ophalen
from afspraken.models import Afhaaldocument, Afspraak, Locatie, Product
from afspraken.ophalen.berichten import DELAY
from afspraken.rechten import Rol
from notificaties.models import Bericht
from tests.afspraken.ophalen.documenten import finished
from tests.afspraken.rechten.wie import medewerker
from tests.browser.looking import PHONE, look
from tests.cast import ANNA, BRAM, wens

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def els(stad) -> User:
    """Of the desk, in a town where passports are collected at both places."""
    paspoort = Product.objects.get(naam="Paspoort")
    paspoort.document, paspoort.vervolg = "paspoort", stad.product("Document afhalen", duur=5)
    paspoort.save()
    for number, locatie in enumerate(Locatie.objects.order_by("-naam")):
        paspoort.ophaalplaatsen.create(locatie=locatie, werkdagen=5 + number)
    user = medewerker(Rol.BALIE, "Publiekszaken")
    user.first_name, user.last_name = "Els", "Bos"
    user.save()
    return user


@pytest.fixture
def desk(sit, els) -> Callable[..., Page]:
    """Opens the browser of Els, logged in."""
    return partial(sit, els)


def applied(gegevens=ANNA) -> Afspraak:
    """An application in Duivendrecht that is done."""
    now, wish = timezone.now(), wens(Product.objects.get(naam="Paspoort"))
    dorpshuis = Locatie.objects.get(naam="Dorpshuis Duivendrecht")
    [offer] = agenda.first_free(wish, now=now, n=1, locaties=[dorpshuis])
    return finished(booking.book(wish, offer, gegevens, now=now), now=now)


def test_a_document_is_collected_in_duivendrecht(desk, window):
    afspraak = applied()
    link = f"/afspraak/{beheerlink.token_for(afspraak)}/"
    window.goto(link)
    expect(window.get_by_text("na enkele dagen op te halen in Dorpshuis")).to_be_visible()

    balie = desk()
    balie.goto("/servicepunt/ophalen/?plaats=dorpshuis-duivendrecht")
    row = balie.get_by_role("row", name="Anna de Vries")
    row.get_by_role("checkbox").check()
    row.get_by_label("Waar ligt").fill("kluis 2")
    balie.get_by_role("button", name="Aangekomen").click()
    expect(balie.get_by_text("1 document ligt klaar.")).to_be_visible()
    bericht = Bericht.objects.get(soort="KLAAR")
    assert bericht.niet_voor - bericht.aangemaakt_op == DELAY
    assert bericht.gegevens["plaats"] == "Dorpshuis Duivendrecht"

    window.goto(link)
    expect(window.get_by_text("Uw paspoort ligt klaar in Dorpshuis Duivendrecht.")).to_be_visible()
    window.get_by_role("link", name="Maak een afspraak om op te halen").click()
    window.locator("button[name=aanbod]").first.click()
    window.wait_for_url("**/gegevens/")
    expect(window.get_by_label("E-mailadres")).to_have_value("anna@example.nl")
    window.get_by_role("button", name="Verder naar controle").click()
    window.wait_for_url("**/controle/")
    window.get_by_role("button", name="Bevestig de afspraak").click()
    window.wait_for_url("**/klaar/")
    made = Afspraak.objects.latest("pk")
    assert (str(made.locatie), made.klant) == ("Dorpshuis Duivendrecht", afspraak.klant)
    window.goto(f"/afspraak/{beheerlink.token_for(made)}/")
    expect(window.get_by_role("heading", name="Deze afspraken horen bij elkaar")).to_be_visible()
    look(window)

    balie.get_by_label("Zoek een document").fill("de vries")
    balie.keyboard.press("Enter")
    balie.get_by_role("link", name="Paspoort, Anna de Vries").click()
    expect(balie.get_by_text("kluis 2")).to_be_visible()
    balie.get_by_role("button", name="Reik uit").click()
    expect(balie.get_by_text("Uitgereikt: 1 document.")).to_be_visible()
    assert Afhaaldocument.objects.get().opgehaald_door == "KLANT"
    balie.get_by_role("button", name="Draai dit terug").click()
    expect(balie.get_by_text("Dat is teruggedraaid.")).to_be_visible()


def test_the_pages_fit_and_are_accessible(desk, els, chromium, live_server):
    afspraak, other = applied(), applied(BRAM)
    row = Afhaaldocument.objects.select_related("afspraak__klant").get(afspraak=afspraak)
    ophalen.arrive([row], door=els, now=timezone.now() - timedelta(hours=1))
    page = desk(width=PHONE)
    waiting = Afhaaldocument.objects.get(afspraak=other)
    for path in (
        "/servicepunt/ophalen/",
        "/servicepunt/ophalen/?lijst=klaar",
        f"/servicepunt/ophalen/{row.pk}/",
        f"/servicepunt/ophalen/{waiting.pk}/",
        f"/servicepunt/klanten/{afspraak.klant_id}/",
        f"/afspraak/{beheerlink.token_for(afspraak)}/",
        f"/afspraak/{beheerlink.token_for(other)}/",
    ):
        page.goto(path)
        look(page)
    page.goto("/servicepunt/ophalen/")
    page.get_by_label("Zoek een document").fill("bakker")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 document gevonden")).to_be_visible()
    look(page)
