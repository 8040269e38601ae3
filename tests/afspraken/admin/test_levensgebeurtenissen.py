"""The manager writes questions, sees what is wrong, tries them and publishes."""

import pytest

from afspraken import vraagtrechter
from afspraken.models import Antwoord, Antwoordproduct, Levensgebeurtenis, Logregel, Vraag
from tests.afspraken.admin.conftest import may
from tests.afspraken.kennis.artikelen import article
from tests.cast import NOW

BASE = "/beheer/afspraken/"


@pytest.fixture
def verhuizen(town):
    """One question; its one answer adds a product that a counter gives."""
    town.loket()
    row = Levensgebeurtenis.objects.create(naam="Verhuizen", slug="verhuizen")
    vraag = Vraag.objects.create(gebeurtenis=row, tekst="Waarheen?", tekst_en="Where?")
    answer = Antwoord.objects.create(vraag=vraag, tekst="Hierheen", tekst_en="Here")
    Antwoordproduct.objects.create(antwoord=answer, product=town.product("Adres"), aantal=2)
    return row


def url(row, page):
    return f"{BASE}levensgebeurtenis/{row.pk}/{page}/"


def see(client, path):
    return client.get(path).content.decode()


def test_the_questions_stand_on_one_page_with_where_they_lead(beheer, verhuizen):
    page = see(beheer, url(verhuizen, "vragen"))
    assert "Waarheen?" in page
    assert "Adres × 2" in page
    assert "Alles klopt. Er is 1 uitkomst met producten." in page
    assert "niemand ziet deze vragen" in page


def test_publishing_lets_everyone_walk_through_it(beheer, verhuizen):
    answer = beheer.post(url(verhuizen, "vragen"), follow=True)
    assert "Iedereen ziet deze vragen: versie 1." in answer.content.decode()
    assert vraagtrechter.offered() == [verhuizen]
    assert Logregel.objects.filter(onderwerp=f"levensgebeurtenis:{verhuizen.pk}").exists()


def test_what_blocks_is_named_and_leaves_what_there_was(beheer, verhuizen):
    beheer.post(url(verhuizen, "vragen"))
    Antwoord.objects.all().delete()
    answer = beheer.post(url(verhuizen, "vragen"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Deze vraag heeft geen antwoorden." in page
    assert "Iedereen ziet nog die versie." in page
    verhuizen.refresh_from_db()
    assert verhuizen.versie == 1


def test_the_preview_walks_through_what_is_not_published(beheer, verhuizen):
    answer = Antwoord.objects.get()
    first = see(beheer, url(verhuizen, "proef"))
    assert f"?pad={answer.pk}" in first
    assert "Adres × 2" in see(beheer, f"{url(verhuizen, 'proef')}?pad={answer.pk}")
    assert "Waarheen?" in see(beheer, f"{url(verhuizen, 'proef')}?pad=onzin.<x>")


def test_a_question_and_an_answer_are_written_and_lead_back(beheer, verhuizen, town):
    back = url(verhuizen, "vragen")
    question = {"gebeurtenis": verhuizen.pk, "tekst": "Wanneer?", "volgorde": 1}
    assert beheer.post(f"{BASE}vraag/add/", question).url == back
    vraag = Vraag.objects.get(tekst="Wanneer?")
    answer = {"vraag": vraag.pk, "tekst": "Morgen", "volgorde": 0}
    rows = {"producten-TOTAL_FORMS": 1, "producten-INITIAL_FORMS": 0, "producten-0-aantal": 1}
    rows["producten-0-product"] = town.product("Uittreksel").pk
    path = f"{BASE}antwoord/add/?vraag={vraag.pk}"
    assert beheer.post(path, answer | rows).url == back
    assert Antwoord.objects.get(tekst="Morgen").producten.get().product.slug == "uittreksel"


def test_an_answer_offers_only_questions_of_its_own_life_event(beheer, verhuizen):
    other = Levensgebeurtenis.objects.create(naam="Trouwen", slug="trouwen")
    Vraag.objects.create(gebeurtenis=other, tekst="Met wie?")
    for path in (f"{Antwoord.objects.get().pk}/change/", f"add/?vraag={verhuizen.vragen.get().pk}"):
        page = see(beheer, f"{BASE}antwoord/{path}")
        assert "Waarheen?" in page
        assert "Met wie?" not in page


def test_an_answer_leads_on_or_to_an_article_but_not_both(beheer, verhuizen):
    answer = Antwoord.objects.get()
    data = {
        "vraag": answer.vraag_id,
        "tekst": "Hierheen",
        "volgorde": 0,
        "volgende": answer.vraag_id,
        "artikel": article("Lees dit").pk,
        "producten-TOTAL_FORMS": 0,
        "producten-INITIAL_FORMS": 0,
    }
    page = beheer.post(f"{BASE}antwoord/{answer.pk}/change/", data)
    assert page.status_code == 200
    assert "niet allebei" in page.content.decode()


def test_who_may_only_look_cannot_publish(verhuizen):
    looks = may("view_levensgebeurtenis")
    assert "Publiceer" not in see(looks, url(verhuizen, "vragen"))
    assert looks.post(url(verhuizen, "vragen")).status_code == 404


def test_who_may_not_look_finds_nothing(verhuizen):
    other = may("view_product")
    assert other.get(url(verhuizen, "vragen")).status_code == 404
    assert other.get(url(verhuizen, "proef")).status_code == 404


@pytest.mark.parametrize("page", ["vragen", "proef"])
def test_a_life_event_that_is_not_there_is_not_found(beheer, page):
    assert beheer.get(f"{BASE}levensgebeurtenis/999/{page}/").status_code == 404


def test_the_list_says_what_is_published(beheer, verhuizen):
    assert "nog niet gepubliceerd" in see(beheer, f"{BASE}levensgebeurtenis/")
    vraagtrechter.publish(verhuizen, door="7", now=NOW)
    assert "versie 1" in see(beheer, f"{BASE}levensgebeurtenis/")


def test_questions_and_answers_have_no_list_in_the_menu(beheer, verhuizen):
    home = see(beheer, "/beheer/")
    assert f"{BASE}levensgebeurtenis/" in home
    assert f"{BASE}vraag/" not in home
    assert f"{BASE}antwoord/" not in home
