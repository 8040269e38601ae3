"""The pages of what was promised: lists, one promise, its steps, and the export."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from afspraken.contact import take
from afspraken.models import (
    Afwezigheid,
    Groep,
    Handeling,
    Klant,
    Logregel,
    Middel,
    Soort,
    Terugbelverzoek,
)
from afspraken.rechten import Rol
from tests.afspraken.contact.promises import promised
from tests.afspraken.rechten.wie import afdeling, browser, ingelogd, medewerker
from tests.cast import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LIJST = "/servicepunt/terugbellen/"


@pytest.fixture
def ksp():
    user = medewerker(Rol.KLANTENSERVICE)
    user.first_name, user.last_name = "Karin", "Smit"
    user.save()
    return user


@pytest.fixture
def wonen():
    return afdeling("Wonen")


@pytest.fixture
def specialist(wonen):
    return medewerker(Rol.SPECIALIST, wonen)


def text_of(response):
    return response.content.decode()


def step(client, verzoek, naam, **data):
    path = reverse(f"servicepunt:terugbel_{naam}", args=[verzoek.pk])
    return client.post(path, {"versie": verzoek.versie, **data})


def test_the_list_has_the_most_urgent_first_and_says_what_is_late(ksp, wonen, clock):
    promised(ksp, gevraagde_handeling="Later", uiterlijk=NOW + timedelta(days=2))
    promised(ksp, afdeling=wonen, gevraagde_handeling="Eerst", uiterlijk=NOW + timedelta(hours=1))
    clock.shift(7200)
    page = text_of(browser(ksp).get(LIJST))
    assert page.index("Eerst") < page.index("Later")
    assert page.count("Te laat") == 1
    assert "1 te laat" in page


def test_a_specialist_sees_nothing_of_another_department_not_even_a_number(ksp, wonen, specialist):
    promised(ksp, afdeling=afdeling("Zorg"), gevraagde_handeling="Geheim")
    mine = promised(ksp, afdeling=wonen, gevraagde_handeling="Bouwvraag")
    page = text_of(browser(specialist).get(LIJST))
    assert "Bouwvraag" in page
    assert "Geheim" not in page
    assert "Zorg" not in page.split("<main")[1]
    other = Terugbelverzoek.objects.exclude(pk=mine.pk).get()
    assert browser(specialist).get(f"{LIJST}{other.pk}/").status_code == 404
    assert step(browser(specialist), other, "oppakken").status_code == 404
    assert Logregel.objects.filter(handeling=Handeling.GEWEIGERD).count() == 2


@pytest.mark.parametrize("voor", ["mij", "klantenservice", "1", "²", "9" * 30, "x", "-1"])
def test_any_filter_of_the_list_gives_a_page(ksp, voor):
    promised(ksp, medewerker=ksp)
    assert browser(ksp).get(LIJST, {"voor": voor, "pagina": "x"}).status_code == 200


def test_the_list_narrows_to_me_and_to_one_department(ksp, wonen):
    promised(ksp, medewerker=ksp, gevraagde_handeling="Van mij")
    promised(ksp, afdeling=wonen, gevraagde_handeling="Van wonen")
    client = browser(ksp)
    assert "Van wonen" not in text_of(client.get(LIJST, {"voor": "mij"}))
    assert "Van mij" not in text_of(client.get(LIJST, {"voor": wonen.pk}))


def test_a_call_back_is_taken_tried_handed_over_kept_and_opened_again(ksp, wonen, specialist):
    client, verzoek = browser(ksp), promised(ksp, afdeling=wonen)

    def now():
        return Terugbelverzoek.objects.get()

    step(client, now(), "oppakken")
    assert now().medewerker == ksp
    step(client, now(), "poging", uitkomst="geen gehoor", notitie="Twee keer")
    step(
        client,
        now(),
        "overdragen",
        eigenaar=f"medewerker:{specialist.pk}-{wonen.pk}",
        reden="Weet er meer van",
    )
    assert now().medewerker == specialist
    hers = browser(specialist)
    step(hers, now(), "klaar", resultaat="Alles uitgelegd")
    assert now().status == "verwerkt"
    page = text_of(hers.get(f"{LIJST}{verzoek.pk}/"))
    assert "geen gehoor: Twee keer" in page
    assert "Weet er meer van" in page
    assert "Alles uitgelegd" in page
    step(hers, now(), "heropenen")
    assert now().status == "te_verwerken"


def test_who_was_overtaken_sees_by_whom_and_keeps_what_was_typed(ksp, wonen, specialist):
    verzoek = promised(ksp, afdeling=wonen)
    take(verzoek, versie=1, door=ksp, now=NOW)
    answer = step(browser(specialist), verzoek, "klaar", resultaat="Ik sprak de klant om tien uur")
    assert answer.status_code == 409
    assert "Karin Smit was u voor" in text_of(answer)
    assert "Ik sprak de klant om tien uur" in text_of(answer)
    assert f'name="versie" value="{Terugbelverzoek.objects.get().versie}"' in text_of(answer)


@pytest.mark.parametrize(
    ("naam", "data", "sentence"),
    [
        ("klaar", {}, "Schrijf op wat het resultaat is."),
        ("klaar", {"resultaat": "bsn 111222333"}, "burgerservicenummer"),
        ("poging", {"uitkomst": "onzin"}, "onzin"),
        ("poging", {"uitkomst": "geen gehoor", "notitie": "x" * 201}, "te lang"),
        ("overdragen", {"eigenaar": "medewerker:99-99", "reden": "x"}, "medewerker:99-99"),
        ("overdragen", {"eigenaar": "klantenservice"}, "Schrijf op waarom u dit overdraagt."),
        ("oppakken", {"versie": "x"}, "getal"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(ksp, naam, data, sentence):
    verzoek = promised(ksp)
    answer = step(browser(ksp), verzoek, naam, **data)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert Terugbelverzoek.objects.get().versie == 1


def test_handed_over_out_of_sight_one_returns_to_the_list(ksp, wonen, specialist):
    verzoek = promised(ksp, afdeling=wonen)
    client = browser(specialist)
    answer = step(client, verzoek, "overdragen", eigenaar="klantenservice", reden="Niet van ons")
    assert answer.url == LIJST


def test_of_an_owner_who_is_away_it_says_so_and_offers_to_take_it(ksp, wonen, specialist):
    middel = Middel.objects.create(naam="Sanne", soort=Soort.AMBTENAAR, gebruiker=specialist)
    verzoek = promised(ksp, afdeling=wonen, medewerker=specialist)
    Afwezigheid.objects.create(middel=middel, begin=NOW, einde=NOW + timedelta(days=9))
    client = browser(ksp)
    assert "afwezig" in text_of(client.get(LIJST))
    assert "Neem over" in text_of(client.get(f"{LIJST}{verzoek.pk}/"))


def test_opening_a_promise_is_logged_with_its_customer(ksp):
    anna = Klant.objects.create(naam="Anna")
    verzoek = promised(ksp, klant=anna)
    browser(ksp).get(f"{LIJST}{verzoek.pk}/")
    assert Logregel.objects.filter(
        handeling=Handeling.BEKEKEN, onderwerp=f"klant:{anna.pk}"
    ).exists()


def test_a_promise_is_a_task_on_the_first_page(ksp):
    verzoek = promised(ksp, gevraagde_handeling="Bel Anna terug")
    page = text_of(browser(ksp).get("/servicepunt/"))
    assert "Bel Anna terug" in page
    assert f"{LIJST}{verzoek.pk}/" in page


def test_a_manager_exports_the_own_department_and_a_formula_stays_text(ksp, wonen):
    promised(ksp, afdeling=wonen, gevraagde_handeling="=cmd|'/C calc'!A0")
    promised(ksp, afdeling=afdeling("Zorg"), gevraagde_handeling="Geheim")
    answer = ingelogd(Rol.LEIDING, wonen).get(f"{LIJST}uitvoer.csv")
    assert answer["Content-Type"].startswith("text/csv")
    lines = text_of(answer).splitlines()
    assert len(lines) == 2
    assert ";'=cmd|'/C calc'!A0;" in lines[1]
    assert Logregel.objects.filter(handeling=Handeling.GEEXPORTEERD).get().gegevens == {"aantal": 1}


@pytest.mark.parametrize("rol", [Rol.KLANTENSERVICE, Rol.SPECIALIST, Rol.KWALITEIT])
def test_who_may_not_export_finds_nothing_there(rol):
    assert ingelogd(rol, "Wonen").get(f"{LIJST}uitvoer.csv").status_code == 404


def test_the_list_takes_as_many_queries_for_many_promises(ksp, wonen, django_assert_num_queries):
    client = browser(ksp)
    promised(ksp, afdeling=wonen, klant=Klant.objects.create(naam="Klant"))
    with CaptureQueriesContext(connection) as one:
        client.get(LIJST)
    for n in range(12):
        promised(ksp, afdeling=wonen, klant=Klant.objects.create(naam=f"Klant {n}"))
    with django_assert_num_queries(len(one)):
        client.get(LIJST)


# --- who does it, and a session that ended --------------------------------------------------------


def test_all_owners_stand_under_the_heading_of_their_department(ksp, wonen, specialist):
    Groep.objects.create(afdeling=wonen, naam="Bouwteam")
    page = text_of(
        browser(ksp).get(reverse("servicepunt:terugbelverzoek", args=[promised(ksp).pk]))
    )
    under = page.partition('<optgroup label="Wonen">')[2].partition("</optgroup>")[0]
    names = re.findall(r">([^<]+)</option>", under)
    assert names == ["Wonen, de hele afdeling", "Bouwteam", specialist.username]
    assert page.count("data-zoekbaar") == 1


def test_a_session_that_ended_loses_nothing_of_a_step(ksp):
    client, verzoek = browser(ksp), promised(ksp)
    client.logout()
    answer = step(client, verzoek, "overdragen", reden="Is ziek", eigenaar="klantenservice")
    page = reverse("servicepunt:terugbelverzoek", args=[verzoek.pk])
    assert page in answer.url
    client.force_login(ksp)
    text = text_of(client.get(page))
    assert "staat er weer" in text
    assert 'value="Is ziek"' in text
    assert '<option value="klantenservice" selected>' in text
    assert re.search(r'<details class="werkdeel belvel__over" open>', text)
    verzoek.refresh_from_db()
    assert step(client, verzoek, "overdragen", reden="Is ziek", eigenaar="klantenservice")
    assert Terugbelverzoek.objects.get().versie == verzoek.versie + 1


def test_each_fault_of_a_step_leads_to_its_field(ksp):
    page = text_of(step(browser(ksp), promised(ksp), "poging"))
    assert 'href="#poging_uitkomst"' in page
    assert 'id="poging_uitkomst"' in page
