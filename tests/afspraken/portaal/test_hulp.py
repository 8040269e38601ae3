"""One question per page: back keeps answers, and nothing anyone types breaks it."""

import re
from dataclasses import replace

import pytest
from django.contrib.sessions.models import Session

from afspraken import kennis, vraagtrechter
from afspraken.models import Antwoord, Antwoordproduct, Levensgebeurtenis, Product, Vraag
from tests.afspraken.kennis.artikelen import article
from tests.cast import NOW
from tests.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def verhuizen(town):
    """Where to? Here: with how many? 1 or 2. Away: an article."""
    town.loket()
    dienst = town.product("Verhuizing")
    lees = article("Emigreren", "Schrijf u uit.", is_intern=False)
    row = Levensgebeurtenis.objects.create(naam="Verhuizen", slug="verhuizen", zoekwoorden="adres")
    heen = Vraag.objects.create(gebeurtenis=row, tekst="Waarheen?")
    wie = Vraag.objects.create(gebeurtenis=row, tekst="Met hoeveel?", volgorde=1)
    Antwoord.objects.create(pk=11, vraag=heen, tekst="Hierheen", volgende=wie)
    Antwoord.objects.create(pk=12, vraag=heen, tekst="Ver weg", artikel=lees)
    for aantal in (1, 2):
        answer = Antwoord.objects.create(pk=20 + aantal, vraag=wie, tekst=f"{aantal} personen")
        Antwoordproduct.objects.create(
            antwoord=answer, product=dienst, aantal=aantal, reden="U krijgt een ander adres."
        )
    vraagtrechter.publish(row, door="7", now=NOW)
    return row


@pytest.fixture
def anna(verhuizen):
    return Visitor()


def checked(anna):
    return re.findall(r'name="antwoord" value="(\w+)" checked', anna.html)


def test_the_first_page_asks_what_we_can_help_with(anna):
    anna.get("/")
    assert "Waarmee kunnen wij u helpen?" in anna.text
    assert 'href="/hulp/verhuizen/"' in anna.html


def test_a_life_event_is_found_by_words(anna):
    anna.get("/?zoek=adres")
    assert 'href="/hulp/verhuizen/"' in anna.html
    assert "1 resultaat voor" in anna.text
    anna.get("/?zoek=xyzzy")
    assert 'href="/hulp/verhuizen/"' not in anna.html


def test_an_answer_leads_on_by_an_address_that_can_be_kept(anna):
    anna.get("/hulp/verhuizen/?antwoord=11&verder=1")
    assert anna.page.redirect_chain == [("/hulp/verhuizen/?pad=11", 302)]
    assert "Met hoeveel?" in anna.text


def test_going_back_shows_the_answer_that_was_given_and_keeps_the_ones_after_it(anna):
    anna.get("/hulp/verhuizen/?pad=11.22")
    back = re.search(r'class="terug"><a[^>]+href="([^"]+)"', anna.html)[1].replace("&amp;", "&")
    anna.get(back)
    assert checked(anna) == ["22"]
    anna.get("/hulp/verhuizen/?eerder=11.22")
    assert checked(anna) == ["11"]
    anna.get("/hulp/verhuizen/?eerder=11.22&antwoord=11")
    assert checked(anna) == ["22"]


def test_the_end_says_what_and_why_and_goes_on_to_the_times(anna):
    anna.get("/hulp/verhuizen/?pad=11.22")
    assert "Verhuizing 2 personen U krijgt een ander adres." in anna.text
    anna.post("/wat/", {"product": "verhuizing", "aantal-verhuizing": "2", "verder": "1"})
    assert anna.at == "/wanneer/"


def test_no_answer_is_an_error_that_says_what_to_do(anna):
    assert anna.get("/hulp/verhuizen/?verder=1").status_code == 400
    assert "Kies een van de antwoorden." in anna.text
    assert "Fout:" in anna.html.partition("</title>")[0]


@pytest.mark.parametrize("answer", ["99", "22", "<script>", "x" * 5000, "\x00"])
def test_an_answer_that_does_not_exist_is_asked_again(anna, answer):
    page = anna.client.get("/hulp/verhuizen/", {"antwoord": answer})
    assert page.status_code == 400
    assert "<script>" not in page.content.decode()


@pytest.mark.parametrize("pad", ["99", "11.99", "12.11", "é", "11." * 400, "..", "' OR 1=1"])
def test_a_path_that_leads_nowhere_never_breaks(anna, pad):
    assert anna.client.get("/hulp/verhuizen/", {"pad": pad, "eerder": pad}).status_code == 200


def test_questions_that_changed_on_the_way_are_asked_again(anna, verhuizen):
    Antwoord.objects.filter(pk=22).delete()
    vraagtrechter.publish(verhuizen, door="7", now=NOW)
    anna.get("/hulp/verhuizen/?pad=11.22")
    assert "Deze vragen zijn intussen veranderd." in anna.text
    assert "Met hoeveel?" in anna.text


def test_a_product_that_is_gone_since_is_told(anna):
    Product.objects.update(is_actief=False)
    anna.get("/hulp/verhuizen/?pad=11.22")
    assert anna.page.status_code == 200
    assert "Bel ons, wij helpen u graag" in anna.text


def test_an_article_at_the_end_is_read_without_what_is_for_employees(anna):
    anna.get("/hulp/verhuizen/?pad=12")
    assert "Schrijf u uit." in anna.text
    row = kennis.published("emigreren").artikel
    kennis.withdraw(row, gezien=kennis.read(row).kenmerk, door="7", now=NOW)
    anna.get("/hulp/verhuizen/?pad=12")
    assert "Bel ons, wij helpen u graag" in anna.text


def test_where_it_leads_nowhere_any_more_the_telephone_of_the_service_point_stands(anna, settings):
    settings.GEMEENTE = replace(settings.GEMEENTE, telefoon="14 020")
    Product.objects.update(is_actief=False)
    anna.get("/hulp/verhuizen/?pad=11.22")
    main = anna.html.partition("<main")[2].partition("</main>")[0]
    assert 'href="tel:14020"' in main
    assert "<title>Bel ons" in anna.html


@pytest.mark.parametrize("slug", ["bestaat-niet", "x" * 300])
def test_a_life_event_that_does_not_exist_is_not_found(anna, slug):
    assert anna.client.get(f"/hulp/{slug}/").status_code == 404


def test_a_life_event_that_was_taken_off_is_not_found(anna):
    Levensgebeurtenis.objects.update(is_actief=False)
    assert anna.client.get("/hulp/verhuizen/").status_code == 404
    assert "/hulp/verhuizen/" not in anna.get("/").content.decode()


def test_answers_are_kept_nowhere(anna):
    for path in ("", "?antwoord=11", "?pad=11", "?pad=11.22"):
        anna.get(f"/hulp/verhuizen/{path}")
    assert "sessie" not in anna.client.cookies
    assert not Session.objects.exists()


def test_a_question_asks_the_database_once(anna, django_assert_num_queries):
    with django_assert_num_queries(1):
        anna.client.get("/hulp/verhuizen/?pad=11")
    with django_assert_num_queries(4):
        anna.client.get("/hulp/verhuizen/?pad=11.22")
