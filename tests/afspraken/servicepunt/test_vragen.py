"""The questions of a life event, asked by an employee beside the call."""

import re
from html import unescape

import pytest
from django.urls import reverse

from afspraken import vraagtrechter
from afspraken.models import Antwoord, Antwoordproduct, Levensgebeurtenis, Vraag
from afspraken.rechten import Rol
from tests.afspraken.kennis.artikelen import article
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.afspraken.servicepunt.beller import Beller
from tests.cast import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def verhuizen(town):
    """With how many? Two; or not, and then an article."""
    town.loket()
    row = Levensgebeurtenis.objects.create(naam="Verhuizen", slug="verhuizen")
    vraag = Vraag.objects.create(gebeurtenis=row, tekst="Met hoeveel?")
    answer = Antwoord.objects.create(pk=22, vraag=vraag, tekst="Twee")
    product = town.product("Adres", afdeling=afdeling("Publiekszaken"))
    Antwoordproduct.objects.create(antwoord=answer, product=product, aantal=2, reden="Nieuw adres.")
    lees = article("Emigreren", "Schrijf u uit.", is_intern=False)
    Antwoord.objects.create(pk=23, vraag=vraag, tekst="Ver weg", artikel=lees)
    vraagtrechter.publish(row, door="7", now=NOW)
    return row


@pytest.fixture
def els(verhuizen):
    return Beller(medewerker(Rol.KLANTENSERVICE))


def address(els, **query):
    return reverse("servicepunt:vragen", args=[els.code, "verhuizen"], query=query or None)


def take(els, pad, slug="verhuizen"):
    path = reverse("servicepunt:vragen_overnemen", args=[els.code, slug])
    return els.client.post(path, {"pad": pad}, follow=True)


def test_the_screen_offers_the_life_events(els):
    assert f'href="{address(els)}"' in els.html


def test_an_answer_leads_on_and_the_end_is_taken_over_into_the_call(els):
    els.press(naam="Anna de Vries")
    page = els.client.get(address(els, antwoord="22", verder="1"), follow=True)
    text = page.content.decode()
    assert "Adres × 2" in text
    assert "Nieuw adres." in text
    pad = unescape(re.search(r'name="pad" value="([^"]+)"', text)[1])
    els.page = take(els, pad)
    assert els.gesprek.keuze["aantallen"] == {"adres": 2}
    assert els.fields()["naam"] == "Anna de Vries"
    assert els.buttons("tijd:")


def test_beside_the_call_it_is_a_part_of_a_page(els):
    beside = {"HX-Request": "true"}
    part = els.client.get(address(els), headers=beside).content.decode()
    assert "<h1" not in part
    assert "Met hoeveel?" in part
    wrong = els.client.get(address(els, verder="1"), headers=beside)
    assert "Kies een van de antwoorden." in wrong.content.decode()
    assert els.client.get(address(els, verder="1")).status_code == 400


def test_an_article_at_the_end_opens_with_the_way_back_to_the_call(els):
    page = els.client.get(address(els, pad="23")).content.decode()
    assert f"/servicepunt/kennis/artikel/emigreren/?terug=/servicepunt/gesprek/{els.code}/" in page


def test_a_path_that_is_no_end_takes_nothing_over(els):
    for pad in ("", "99", "x" * 900, "23"):
        take(els, pad)
        assert not els.gesprek.keuze.get("aantallen")


def test_a_life_event_or_a_call_that_is_not_there_is_not_found(els):
    path = reverse("servicepunt:vragen", args=[els.code, "nergens"])
    assert els.client.get(path).status_code == 404
    assert take(els, "22", "nergens").status_code == 404
    colleague = Beller(medewerker(Rol.KLANTENSERVICE))
    assert colleague.client.get(address(els)).status_code == 404
    assert colleague.client.post(f"{address(els)}neem/", {"pad": "22"}).status_code == 404


def test_a_specialist_takes_over_nothing_of_another_department(verhuizen):
    joost = Beller(medewerker(Rol.SPECIALIST, "Bouwen en Wonen"))
    assert take(joost, "22").status_code == 404
    assert not joost.gesprek.keuze.get("aantallen")


def test_who_makes_no_appointments_is_asked_nothing(els):
    leiding = Beller(els.medewerker, els.code)
    leiding.client.force_login(medewerker(Rol.KWALITEIT))
    assert leiding.client.get(address(els)).status_code == 404
