"""A call-back in a real browser: promised, overdue, handed over, kept. And the pages around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from afspraken.models import Groep, Klant, Samenvoeging, Terugbelverzoek
from afspraken.rechten import Rol
from tests.afspraken.contact.promises import contact, promised
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.browser.looking import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def named(user: User, first: str, last: str) -> User:
    user.first_name, user.last_name = first, last
    user.save()
    return user


@pytest.fixture
def office(stad) -> dict[str, User]:
    """Karin of the service point, and Sanne and Omar of Wonen."""
    wonen = afdeling("Wonen")
    Groep.objects.create(afdeling=wonen, naam="Vergunningen")
    return {
        "karin": named(medewerker(Rol.KLANTENSERVICE, "Publiekszaken"), "Karin", "Smit"),
        "sanne": named(medewerker(Rol.SPECIALIST, wonen), "Sanne", "Vos"),
        "omar": named(medewerker(Rol.SPECIALIST, wonen), "Omar", "Bakri"),
    }


@pytest.fixture
def desk(sit, office) -> Callable[..., Page]:
    """Opens the browser of an employee who is logged in."""
    return lambda wie, **options: sit(office[wie], **options)


def test_a_call_back_is_promised_overdue_handed_over_and_kept(desk, office):
    Klant.objects.create(naam="Anna de Vries", telefoon="+31612345678", email="anna@example.nl")
    karin = desk("karin")
    karin.goto("/servicepunt/klanten/")
    karin.get_by_label("Zoek een klant").fill("de vries")
    karin.keyboard.press("Enter")
    karin.get_by_role("link", name="Anna de Vries").click()
    karin.get_by_role("link", name="Leg een contact vast").click()
    karin.get_by_label("Onderwerp").fill("Aanbouw achter het huis")
    karin.get_by_label("Beloofd").select_option(label="terugbellen")
    karin.get_by_label("Wat gaan wij doen").fill("Bellen over de aanbouw")
    karin.get_by_label("Voor wie").select_option(label="Sanne Vos")
    expect(karin.get_by_label("Welk nummer")).to_have_value("06 12345678")
    karin.get_by_role("button", name="Leg vast").last.click()
    expect(karin.get_by_text("Het contact is vastgelegd.")).to_be_visible()

    Terugbelverzoek.objects.update(uiterlijk=timezone.now() - timedelta(hours=2))  # days go by
    karin.goto("/servicepunt/terugbellen/")
    expect(karin.get_by_role("row", name="Bellen over de aanbouw")).to_contain_text("Te laat")
    karin.get_by_role("link", name="Bellen over de aanbouw").click()
    karin.get_by_text("Draag over aan iemand anders").click()
    karin.get_by_label("Voor wie").select_option(label="Omar Bakri")
    karin.get_by_label("Waarom").fill("Sanne is ziek")
    karin.get_by_role("button", name="Draag over").click()
    expect(karin.get_by_text("Dit is overgedragen.")).to_be_visible()

    omar = desk("omar")
    omar.goto("/servicepunt/terugbellen/?voor=mij")
    omar.get_by_role("link", name="Bellen over de aanbouw").click()
    expect(omar.get_by_text("Sanne is ziek")).to_be_visible()
    expect(omar.get_by_role("link", name="06 12345678")).to_be_visible()
    omar.get_by_label("Wat is het resultaat").fill("Anna mag bouwen tot vier meter")
    omar.get_by_role("button", name="Handel af").click()
    expect(omar.get_by_text("Dit is afgehandeld.")).to_be_visible()
    omar.goto("/servicepunt/terugbellen/")
    expect(omar.get_by_text("Alles is gedaan.")).to_be_visible()
    assert Terugbelverzoek.objects.get().status == "verwerkt"


def test_the_pages_of_customers_and_promises_fit_and_are_accessible(desk, office):
    karin, wonen = office["karin"], afdeling("Wonen")
    anna = Klant.objects.create(
        naam="Anna de Vries",
        email="anna@example.nl",
        telefoon="+31612345678",
        postcode="1191 AA",
        huisnummer="12 A",
    )
    other = Klant.objects.create(naam="A. de Vries", email="anna@example.nl")
    call = contact(karin, anna, onderwerp="Vraag over leges", inhoud="Hoe duur is het?")
    call.vragen.create(vraag="Hoe duur is het?")
    verzoek = promised(karin, in_contact=call, afdeling=wonen, telefoon="+31612345678", naam="Anna")
    promised(karin, klant=anna, uiterlijk=timezone.now() - timedelta(days=1))
    page = desk("karin")
    paths = [
        "/servicepunt/klanten/",
        f"/servicepunt/klanten/{anna.pk}/",
        f"/servicepunt/klanten/{anna.pk}/gegevens/",
        f"/servicepunt/klanten/{anna.pk}/samenvoegen/{other.pk}/",
        f"/servicepunt/contacten/nieuw/?klant={anna.pk}",
        f"/servicepunt/contacten/{call.pk}/",
        "/servicepunt/terugbellen/",
        f"/servicepunt/terugbellen/{verzoek.pk}/",
    ]
    for path in paths:
        page.goto(path)
        look(page)
    page.get_by_role("button", name="Handel af").click()  # refused: there is no result
    look(page)


def test_customers_are_joined_and_taken_apart_without_javascript(desk, office):
    anna = Klant.objects.create(naam="Anna de Vries", email="anna@example.nl")
    other = Klant.objects.create(naam="A. de Vries", email="anna@example.nl")
    page = desk("karin", java_script_enabled=False)
    page.goto(f"/servicepunt/klanten/{anna.pk}/")
    page.get_by_role("link", name="Vergelijk").click()
    page.get_by_role("button", name="Voeg samen").click()
    expect(page.get_by_text("De klanten zijn samengevoegd.")).to_be_visible()
    page.get_by_role("button", name="Haal weer uit elkaar").click()
    expect(page.get_by_text("De klanten zijn weer gescheiden.")).to_be_visible()
    assert page.url.endswith(f"/servicepunt/klanten/{other.pk}/")
    assert Samenvoeging.objects.get().ongedaan_op is not None
