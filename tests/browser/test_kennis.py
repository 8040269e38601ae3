"""Knowledge and questions in a real browser: beside a call, on own pages, for residents."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from afspraken import vraagtrechter
from afspraken.models import (
    Antwoord,
    Antwoordproduct,
    Klantcontact,
    Levensgebeurtenis,
    Product,
    Vraag,
)
from afspraken.rechten import Rol
from tests.afspraken.kennis.artikelen import article, write
from tests.afspraken.rechten.wie import medewerker
from tests.browser.looking import PHONE, look
from tests.cast import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kwijt(stad):
    """An article with a script, and a life event whose question adds a product."""
    row = article("Paspoort kwijt", zoekwoorden="verloren", is_intern=False)
    script = "Vraag of het is gestolen.\nPlan de melding."
    write(
        row, "Meld het meteen.\n\n- Bij diefstal: aangifte", script=script, vragen="Kost het?\nNee."
    )
    event = Levensgebeurtenis.objects.create(naam="Iets kwijt", slug="kwijt", zoekwoorden="weg")
    vraag = Vraag.objects.create(gebeurtenis=event, tekst="Wat bent u kwijt?", uitleg="Kies.")
    answer = Antwoord.objects.create(vraag=vraag, tekst="Mijn paspoort")
    Antwoord.objects.create(vraag=vraag, tekst="Iets anders", artikel=row)
    paspoort = Product.objects.get(slug="paspoort")
    Antwoordproduct.objects.create(antwoord=answer, product=paspoort, aantal=2, reden="Nieuw.")
    vraagtrechter.publish(event, door="7", now=NOW)
    return row


@pytest.fixture
def desk(kwijt, sit) -> Callable[..., Page]:
    """Opens the window of an employee of the service point who has logged in."""
    return partial(sit, medewerker(Rol.KLANTENSERVICE))


@pytest.fixture
def els(desk) -> Page:
    return desk(width=PHONE)


def begin_call(page: Page) -> None:
    page.goto("/servicepunt/")
    page.locator("form[action$='/gesprek/'] button").first.press("Enter")
    page.locator("#gesprek-formulier").wait_for()
    page.wait_for_load_state("load")


def test_an_anonymous_question_is_answered_from_the_knowledge_base(desk):
    page = desk()
    begin_call(page)
    page.locator("#zoek_product").press_sequentially("kwijt")
    page.locator("#gevonden-kennis").get_by_role("link", name="Paspoort kwijt").press("Enter")
    expect(page.locator("#kennis")).to_contain_text("Vraag of het is gestolen.")
    look(page)
    page.locator("#kennis").get_by_role("link", name="Alle artikelen").press("Enter")
    expect(page.locator("#kennis")).to_contain_text("Zoek in de kennisbank")
    expect(page.locator("#zoek_product")).to_have_value("kwijt")
    page.locator("#id_vraag").fill("Wat moet ik doen nu mijn paspoort weg is?")
    page.locator("button[value=vastleggen]").press("Enter")
    page.wait_for_url("**/klaar/")
    contact = Klantcontact.objects.get()
    assert contact.klant is None
    assert contact.onderwerp == "Wat moet ik doen nu mijn paspoort weg is?"


def test_the_questions_beside_a_call_put_products_into_it(desk):
    page = desk()
    begin_call(page)
    page.locator("#id_naam").fill("Anna de Vries")
    page.get_by_role("link", name="Iets kwijt").press("Enter")
    expect(page.locator("#kennis")).to_be_focused()
    expect(page.get_by_label("Mijn paspoort")).to_be_in_viewport()
    page.locator("#kennis").get_by_label("Mijn paspoort").check()
    look(page)
    page.locator("#kennis button[name=verder]").press("Enter")
    expect(page.locator("#kennis")).to_contain_text("Paspoort × 2")
    page.get_by_role("button", name="Neem over in het gesprek").press("Enter")
    expect(page.locator(".gekozen__naam")).to_have_text("Paspoort")
    expect(page.locator("#id_naam")).to_have_value("Anna de Vries")


def test_the_pages_of_the_knowledge_base_are_read_and_written(els):
    els.goto("/servicepunt/kennis/")
    look(els)
    els.goto("/servicepunt/kennis/?zoek=verloren")
    look(els)
    els.get_by_role("link", name="Paspoort kwijt").press("Enter")
    expect(els.locator(".script")).to_contain_text("Plan de melding.")
    look(els)
    els.goto("/servicepunt/kennis/beheer/")
    look(els)
    els.get_by_role("link", name="Paspoort kwijt").first.press("Enter")
    els.locator("#id_tekst").fill("Meld het vandaag.")
    els.locator("button[value=voorbeeld]").press("Enter")
    expect(els.locator("#voorbeeld")).to_contain_text("Meld het vandaag.")
    look(els)
    els.locator("button[value=publiceer]").press("Enter")
    els.get_by_role("link", name="Versies").press("Enter")
    expect(els.locator("ins").first).to_contain_text("vandaag")
    look(els)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_resident_answers_questions_by_keyboard_and_goes_back(sit, kwijt, scripts):
    page = sit(None, java_script_enabled=scripts)
    page.goto("/")
    page.get_by_role("link", name="Iets kwijt").press("Enter")
    if scripts:
        look(page)
    page.locator("button[name=verder]").press("Enter")
    expect(page.locator("#vraag-fout")).to_contain_text("Kies een van de antwoorden.")
    page.get_by_label("Mijn paspoort").press("Space")
    page.locator("button[name=verder]").press("Enter")
    expect(page.locator("h1")).to_have_text("Hiervoor maakt u een afspraak")
    if scripts:
        look(page)
    page.get_by_role("link", name="Terug").first.press("Enter")
    expect(page.get_by_label("Mijn paspoort")).to_be_checked()
    page.locator("button[name=verder]").press("Enter")
    page.get_by_role("button", name="Verder naar dag en tijd").press("Enter")
    page.wait_for_url("**/wanneer/")
