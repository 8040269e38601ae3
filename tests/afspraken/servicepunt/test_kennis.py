"""The knowledge base as employees read and write it."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from afspraken import kennis
from afspraken.models import Afdeling, Kennisartikel, Logregel
from afspraken.rechten import Rol
from tests.afspraken.kennis.artikelen import article, write
from tests.afspraken.rechten.wie import afdeling, ingelogd

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

BESIDE = {"HX-Request": "true"}


@pytest.fixture
def ksp():
    return ingelogd(Rol.KLANTENSERVICE)


def page(client, path, **options):
    answer = client.get(f"/servicepunt/kennis/{path}", **options)
    return answer, answer.content.decode()


def typed(**fields):
    return {
        "titel": "Afval",
        "tekst": "Grijs op dinsdag.",
        "herzien_op": "2027-06-01",
        "is_intern": "on",
        "gezien": "-/-",
        "actie": "publiceer",
    } | fields


def test_an_article_is_found_and_read_with_its_script(ksp):
    write(article("Afval"), "Grijs <op> dinsdag.", script="Vraag het adres.", vragen="Glas?\nNee.")
    _answer, found = page(ksp, "?zoek=afval")
    assert 'href="/servicepunt/kennis/artikel/afval/?zoek=afval"' in found
    _answer, read = page(ksp, "artikel/afval/")
    assert "Grijs &lt;op&gt; dinsdag." in read
    assert read.index("Vraag het adres.") < read.index("Grijs") < read.index("Glas?")


def test_beside_the_call_it_is_a_part_of_a_page(ksp):
    article("Afval")
    for path in ("?zoek=afval", "artikel/afval/"):
        answer, part = page(ksp, path, headers=BESIDE)
        assert "<html" not in part
        assert "<h1" not in part
        assert "HX-Request" in answer["Vary"]


def test_without_javascript_the_way_back_to_the_call_stays(ksp):
    article("Afval")
    _answer, found = page(ksp, "?zoek=afval&terug=/servicepunt/gesprek/7/")
    assert "/artikel/afval/?zoek=afval&amp;terug=%2Fservicepunt%2Fgesprek%2F7%2F" in found
    _answer, read = page(ksp, "artikel/afval/?zoek=afval&terug=/servicepunt/gesprek/7/")
    assert 'href="/servicepunt/gesprek/7/"' in read


@pytest.mark.parametrize(
    "terug",
    ["https://evil.example/", "//evil.example", "/servicepunt/\\evil", "/wat/", "javascript:x"],
)
def test_the_way_back_leads_nowhere_else(ksp, terug):
    _answer, found = page(ksp, f"?terug={terug}")
    assert 'class="terug"' not in found


def test_articles_of_the_chosen_products_are_there_before_anyone_types(ksp, town):
    article("Grijs", producten=[town.product("Afval")])
    article("Iets anders")
    _answer, found = page(ksp, "?product=afval")
    assert "Grijs" in found
    assert "Iets anders" not in found


@pytest.mark.parametrize("path", ["artikel/concept/", "artikel/nergens/", "beheer/nergens/"])
def test_what_is_not_there_is_not_found(ksp, path):
    article("Concept", publiceer=False)
    assert page(ksp, path)[0].status_code == 404


def test_who_does_not_work_here_goes_to_the_login(client):
    for path in ("", "beheer/", "beheer/nieuw/"):
        assert page(client, path)[0].status_code == 302


def test_a_new_article_is_published_under_an_address_of_its_own(ksp):
    article("Afval")
    answer = ksp.post("/servicepunt/kennis/beheer/nieuw/", typed())
    assert answer.url == "/servicepunt/kennis/beheer/afval-2/"
    assert kennis.published("afval-2").versie.tekst == "Grijs op dinsdag."


def test_a_draft_is_kept_and_an_example_keeps_nothing(ksp):
    article("Afval")
    seen = kennis.read(Kennisartikel.objects.get()).kenmerk
    path = "/servicepunt/kennis/beheer/afval/"
    shown = ksp.post(path, typed(tekst="Nieuw", actie="voorbeeld", gezien=seen)).content.decode()
    assert '<p class="nl-paragraph">Nieuw</p>' in shown
    assert kennis.read(Kennisartikel.objects.get()).concept is None
    ksp.post(path, typed(tekst="Nieuw", actie="bewaar", gezien=seen))
    assert kennis.read(Kennisartikel.objects.get()).concept.tekst == "Nieuw"
    assert kennis.published("afval").versie.tekst == "Afval"


def test_the_form_holds_what_the_article_has(ksp):
    article("Afval", "Grijs op dinsdag.", zoekwoorden="kliko", herzien_op=date(2027, 6, 1))
    _answer, form = page(ksp, "beheer/afval/")
    assert 'name="herzien_op" value="2027-06-01"' in form
    assert ">Grijs op dinsdag.</textarea>" in form
    assert ">kliko</textarea>" in form


def test_the_second_writer_sees_what_the_first_wrote_and_keeps_what_was_typed(ksp):
    row = article("Afval", "Een")
    seen = kennis.read(row).kenmerk
    write(row, "Van Bram", publiceer=False)
    answer = ksp.post("/servicepunt/kennis/beheer/afval/", typed(tekst="Van Anna", gezien=seen))
    assert answer.status_code == 409
    assert "Bram" in answer.content.decode()
    assert ">Van Anna</textarea>" in answer.content.decode()
    assert kennis.published("afval").versie.tekst == "Een"
    again = typed(tekst="Van Anna", gezien=kennis.read(row).kenmerk)
    ksp.post("/servicepunt/kennis/beheer/afval/", again)
    assert kennis.published("afval").versie.tekst == "Van Anna"


def test_an_old_version_is_shown_with_the_difference_and_put_back(ksp):
    row = article("Afval", "Grijs op dinsdag.")
    write(row, "Grijs op maandag.")
    _answer, shown = page(ksp, "beheer/afval/versies/")
    assert "dinsdag</del>" in shown
    assert "maandag</ins>" in shown
    _answer, begun = page(ksp, "beheer/afval/?begin=1")
    assert ">Grijs op dinsdag.</textarea>" in begun


def test_drafts_are_thrown_away_and_articles_taken_out_of_use(ksp):
    row = article("Afval", "Een")
    write(row, "Twee", publiceer=False)
    for actie in ("gooi-weg", "trek-in"):
        seen = kennis.read(row).kenmerk
        ksp.post("/servicepunt/kennis/beheer/afval/", {"actie": actie, "gezien": seen})
    stand = kennis.read(row)
    assert (stand.concept, stand.in_gebruik) == (None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": ""},
        {"tekst": ""},
        {"herzien_op": "morgen"},
        {"tekst": "Zoek op 111222333."},
        {"tekst": "x" * 20_001},
        {"titel": "Een\x00twee"},
        {"afdeling": "999999"},
        {"producten": ["x"]},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(ksp, wrong):
    answer = ksp.post("/servicepunt/kennis/beheer/nieuw/", typed(zoekwoorden="kliko", **wrong))
    assert answer.status_code == 400
    assert "kliko" in answer.content.decode()
    assert not Kennisartikel.objects.exists()


def test_a_specialist_writes_for_the_own_department_only():
    bouwen, belastingen = afdeling("Bouwen"), afdeling("Belastingen")
    article("Dakkapel", afdeling=bouwen)
    article("WOZ", afdeling=belastingen)
    article("Van ons allen")
    specialist = ingelogd(Rol.SPECIALIST, bouwen)
    _answer, mine = page(specialist, "beheer/")
    assert "Dakkapel" in mine
    assert "WOZ" not in mine
    assert "Van ons allen" not in mine
    assert page(specialist, "beheer/dakkapel/")[0].status_code == 200
    for slug in ("woz", "van-ons-allen"):
        assert page(specialist, f"beheer/{slug}/")[0].status_code == 404
    assert Logregel.objects.filter(handeling="GEWEIGERD").count() == 2
    answer = specialist.post(
        "/servicepunt/kennis/beheer/nieuw/", typed(afdeling=str(belastingen.pk))
    )
    assert answer.status_code == 400
    assert page(specialist, "artikel/woz/")[0].status_code == 200


def test_the_desk_reads_and_does_not_write():
    article("Afval")
    balie = ingelogd(Rol.BALIE)
    _answer, read = page(balie, "artikel/afval/")
    assert "/kennis/beheer/" not in read
    assert page(balie, "beheer/afval/")[0].status_code == 404


def test_what_must_be_looked_at_again_stands_on_top(ksp):
    article("Oud", herzien_op=date(2026, 1, 1), eigenaar=User.objects.create_user("anna"))
    _answer, shown = page(ksp, "beheer/")
    assert shown.index("1 januari 2026") < shown.index("kop-alle")
    assert "anna" in shown


def test_the_list_asks_the_same_number_of_questions_at_any_length(
    ksp, django_assert_max_num_queries
):
    for number in range(12):
        afd = Afdeling.objects.create(naam=f"Afdeling {number}")
        article(f"Afval {number}", afdeling=afd, herzien_op=date(2026, 1, 1))
    for path in ("", "?zoek=afval", "beheer/", "artikel/afval-1/"):
        with django_assert_max_num_queries(8):
            page(ksp, path)
