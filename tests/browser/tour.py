"""Walks past every page of the portal, and of messages, so that each can be looked at in turn."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from afspraken.models import Afspraak
from notificaties.models import Bericht


def tour(page: Page) -> Iterator[str]:
    """Stop at each page and say its name. Works with and without JavaScript, in any language."""
    for path in ("/", "/?zoek=paspoort", "/?zoek=xyzzy"):
        page.goto(path)
        yield f"start {path}"
    page.goto("/wat/")
    yield "wat, leeg"
    page.goto("/wat/?product=paspoort")
    yield "wat"
    page.goto("/wat/?product=bestaat-niet")
    yield "wat, fout"
    page.goto("/wat/?product=paspoort&product=rijbewijs&aantal-paspoort=2")
    yield "wat, twee producten"
    press(page, "verder")
    yield "wanneer"
    page.locator("a.dagvak--vrij").first.click()
    page.locator("input[name=aanbod]").first.wait_for()
    yield "wanneer, dag"
    page.goto("/wanneer/?dag=2020-01-01")
    yield "wanneer, fout"
    page.locator("button[name=aanbod]").first.click()
    page.wait_for_url("**/gegevens/")
    yield "gegevens"
    for way in ("sms", "geen"):
        page.locator(f".bereik__{way}").check()
        yield f"gegevens, {way}"
    submit(page)
    yield "gegevens, fout"
    fill_in(page)
    yield "controle"
    page.goto("/wanneer/")
    yield "wanneer, vastgehouden"
    page.goto("/controle/")
    submit(page)
    page.wait_for_url("**/klaar/")
    yield "klaar"
    yield from _manage(page, page.locator("a[href^='/afspraak/']").last.get_attribute("href") or "")
    page.goto("/nergens/")
    yield "404"


def _manage(page: Page, link: str) -> Iterator[str]:
    page.goto(link)
    yield "afspraak"
    page.goto(link + "tijd/")
    yield "wijzig tijd"
    page.locator("button[name=aanbod]").last.click()
    page.locator("button[name=bevestig]").wait_for()
    yield "wijzig tijd, controle"
    page.locator("button[name=bevestig]").click()
    page.wait_for_url(f"**{urlsplit(link).path}")
    yield "afspraak, gewijzigd"
    page.goto(link + "personen/")
    yield "wijzig personen"
    page.goto(link + "gegevens/")
    yield "wijzig gegevens"
    page.goto(link + "annuleren/")
    yield "annuleren"
    submit(page)
    page.wait_for_url("**/geannuleerd/")
    yield "geannuleerd"
    page.goto(link)
    yield "afspraak, geannuleerd"


def postvak(page: Page) -> Iterator[str]:
    """Stop at each page of kept messages; there must be some of each kind."""
    for path in ("/postvak/", "/postvak/?aan=zoe", "/postvak/?aan=niemand"):
        page.goto(path)
        yield f"postvak {path}"
    for soort in ("e-mail", "sms", "brief"):
        page.goto("/postvak/")
        page.locator(f".postvak__rij:has(.postvak__soort--{soort}) a").first.click()
        page.wait_for_load_state("networkidle")
        yield f"postvak, {soort}"


def berichten(page: Page, afspraak: Afspraak) -> Iterator[str]:
    """Stop at each page of what was sent, of calls and of letters; there must be some of each."""
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


def press(page: Page, name: str) -> None:
    """The button with this name."""
    page.locator(f"button[name={name}]").first.click()


def submit(page: Page) -> None:
    """The button that goes on, in the content of the page."""
    page.locator("main form:not(dialog *) .knoppen button[type=submit]").first.click()


def fill_in(page: Page) -> None:
    """Step 3 with a good answer to everything."""
    page.locator(".bereik__email").check()
    for name, text in {
        "naam": "Zoë de Vries",
        "email": "zoe@example.nl",
        "telefoon": "06 12345678",
        "postcode": "1191AA",
        "huisnummer": "12 A",
        "toelichting": "Ik kom met de bus.",
    }.items():
        if page.locator(f"[name={name}]").count():
            page.locator(f"[name={name}]").fill(text)
    submit(page)
    page.wait_for_url("**/controle/")
