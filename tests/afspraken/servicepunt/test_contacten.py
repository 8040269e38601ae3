"""Registering a contact outside a call, with several questions and a promise."""

import re
from datetime import timedelta

import pytest
import time_machine

from afspraken.contact import Vraag, merge
from afspraken.lokaal import LOCAL
from afspraken.models import Klant, Klantcontact, Logregel, Terugbelverzoek
from afspraken.rechten import Rol
from tests.afspraken.contact.promises import contact
from tests.afspraken.rechten.wie import afdeling, browser, ingelogd, medewerker
from tests.cast import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NIEUW = "/servicepunt/contacten/nieuw/"
GEGEVENS = {
    "kanaal": "POST",
    "soort": "KLACHT",
    "onderwerp": "Brief over de wachttijd",
    "inhoud": "Wachtte een uur.",
    "vragen-TOTAL_FORMS": "1",
    "vragen-INITIAL_FORMS": "0",
}
BELOFTE = {
    "belofte-belofte": "TERUGBELLEN",
    "belofte-gevraagde_handeling": "Bellen over de klacht",
    "belofte-eigenaar": "klantenservice",
    "belofte-telefoon": "06 12345678",
}


DAG = (NOW + timedelta(days=3)).date()
DAG_TYPED = f"{DAG.day}-{DAG.month}-{DAG.year}"


@pytest.fixture
def ksp():
    return medewerker(Rol.KLANTENSERVICE)


def text_of(response):
    return response.content.decode()


def test_a_letter_with_two_questions_and_a_promise_is_registered_in_one_go(ksp, town):
    wonen = afdeling("Wonen")
    paspoort = town.product("Paspoort", afdeling=wonen)
    anna = Klant.objects.create(naam="Anna")
    questions = {
        "vragen-TOTAL_FORMS": "3",
        "vragen-0-vraag": "Waarom zo lang?",
        "vragen-0-product": paspoort.pk,
        "vragen-0-resultaat": "BEANTWOORD",
        "vragen-2-vraag": "Wie bel ik?",
        "vragen-2-resultaat": "TERUGBELLEN",
    }
    answer = browser(ksp).post(
        f"{NIEUW}?klant={anna.pk}", GEGEVENS | questions | BELOFTE, follow=True
    )
    assert "Het contact is vastgelegd." in text_of(answer)
    row = Klantcontact.objects.get()
    assert (row.klant, row.kanaal, row.soort, row.medewerker) == (anna, "POST", "KLACHT", ksp)
    asked = [(one.vraag, one.afdeling, one.resultaat) for one in row.vragen.all()]
    assert asked == [("Waarom zo lang?", wonen, "BEANTWOORD"), ("Wie bel ik?", None, "TERUGBELLEN")]
    promise = Terugbelverzoek.objects.get()
    assert (promise.contact, str(promise.telefoon)) == (row, "+31612345678")


def test_a_day_is_typed_as_people_write_it(ksp):
    before = NOW - timedelta(days=1)
    moment = {"plaatsgevonden_op": f"{before.day}-{before.month}-{before.year} 9.30"}
    browser(ksp).post(NIEUW, GEGEVENS | BELOFTE | moment | {"belofte-voorkeur_dag": DAG_TYPED})
    assert Terugbelverzoek.objects.get().voorkeur_dag == DAG
    assert (
        f"{Klantcontact.objects.get().plaatsgevonden_op.astimezone(LOCAL):%d %H:%M}"
        == f"{before:%d} 09:30"
    )


def test_each_fault_in_the_summary_leads_to_its_field(ksp):
    page = text_of(browser(ksp).post(NIEUW, GEGEVENS | {"onderwerp": ""}))
    assert "Nog niet alles klopt" in page
    assert 'href="#id_onderwerp">Onderwerp: Vul een onderwerp in.' in page
    assert 'id="id_onderwerp"' in page
    assert "Controleer uw antwoorden" not in page


def test_one_more_question_is_a_button_and_everything_typed_stays(ksp):
    answer = browser(ksp).post(NIEUW, GEGEVENS | {"nog_een": "1", "vragen-0-vraag": "Hoezo?"})
    assert answer.status_code == 200
    assert "Brief over de wachttijd" in text_of(answer)
    assert 'name="vragen-1-vraag"' in text_of(answer)
    assert not Klantcontact.objects.exists()


def test_without_a_customer_it_is_anonymous(ksp):
    browser(ksp).post(NIEUW, GEGEVENS)
    assert Klantcontact.objects.get().klant is None
    assert not Klant.objects.exists()


def test_who_we_did_not_know_is_kept_as_a_customer_and_called_by_their_number(ksp):
    persoon = {"persoon-naam": "Bram Bakker", "persoon-telefoon": "06 12345678"}
    promise = {name: text for name, text in BELOFTE.items() if name != "belofte-telefoon"}
    browser(ksp).post(NIEUW, GEGEVENS | persoon | promise)
    bram = Klant.objects.get()
    assert (bram.naam, str(bram.telefoon)) == ("Bram Bakker", "+31612345678")
    assert Klantcontact.objects.get().klant == bram
    promised = Terugbelverzoek.objects.get()
    assert (promised.naam, str(promised.telefoon)) == ("Bram Bakker", "+31612345678")
    assert Logregel.objects.filter(onderwerp=f"klant:{bram.pk}", gegevens__wat="nieuw").exists()


def test_a_customer_we_know_is_never_made_anew(ksp):
    anna = Klant.objects.create(naam="Anna")
    browser(ksp).post(f"{NIEUW}?klant={anna.pk}", GEGEVENS | {"persoon-naam": "Bram Bakker"})
    assert Klantcontact.objects.get().klant == anna
    assert Klant.objects.count() == 1


# --- a session that ended -------------------------------------------------------------------------


def logged_in_again(client, user, page, minutes=1):
    client.force_login(user)
    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
        return text_of(client.get(page))


def test_a_session_that_ended_loses_nothing_of_a_contact(ksp):
    client, page = browser(ksp), f"{NIEUW}?klant={Klant.objects.create(naam='Anna').pk}"
    client.logout()
    questions = {"vragen-TOTAL_FORMS": "2", "vragen-1-vraag": "Wie bel ik?"}
    answer = client.post(page, GEGEVENS | questions | BELOFTE | {"vertrouwelijk": "on"})
    assert (answer.status_code, "next=" in answer.url) == (302, True)
    text = logged_in_again(client, ksp, page)
    assert "staat er weer" in text
    for typed in ("Brief over de wachttijd", "Wachtte een uur.", "Wie bel ik?", "06 12345678"):
        assert typed in text
    assert re.search(r'name="vertrouwelijk"[^>]*checked', text)
    assert "Nog niet alles klopt" not in text
    assert "staat er weer" not in text_of(client.get(page))


def test_what_was_typed_is_not_for_who_comes_later_or_to_another_page(ksp):
    client = browser(ksp)
    client.logout()
    client.post(NIEUW, GEGEVENS)
    anna = Klant.objects.create(naam="Anna")
    assert "Wachtte" not in logged_in_again(client, ksp, f"{NIEUW}?klant={anna.pk}")
    assert "Wachtte" not in logged_in_again(client, ksp, NIEUW, minutes=16)


def test_a_bsn_is_not_kept_until_the_login(ksp):
    client = browser(ksp)
    client.logout()
    client.post(NIEUW, GEGEVENS | {"inhoud": "nummer 111.222.333", "reactie": "a\x00b"})
    assert "111.222.333" not in str(dict(client.session))
    assert "nummer" in logged_in_again(client, ksp, NIEUW)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"onderwerp": ""}, "Vul een onderwerp in."),
        ({"inhoud": "mijn bsn is 111.222.333"}, "burgerservicenummer"),
        ({"vragen-0-vraag": "111222333?"}, "burgerservicenummer"),
        ({"kanaal": "API"}, "API"),
        ({"plaatsgevonden_op": "1-1-2027 10.00"}, "moet nog komen"),
        ({"plaatsgevonden_op": "1-1-1990 10:00"}, "te lang geleden"),
        ({"plaatsgevonden_op": "gisteren"}, "Vul een dag en tijd in zoals"),
        (BELOFTE | {"belofte-voorkeur_dag": "31-2-2027"}, "Vul een datum in zoals"),
        ({"persoon-telefoon": "0612345678"}, "Vul ook de naam in."),
        ({"persoon-naam": "Bram", "persoon-email": "bram"}, "Vul een e-mailadres in zoals"),
        ({"inhoud": "x" * 1001}, "te lang"),
        (BELOFTE | {"belofte-eigenaar": ""}, "Kies wie dit doet"),
        (BELOFTE | {"belofte-telefoon": ""}, "Vul het nummer in"),
        (BELOFTE | {"belofte-gevraagde_handeling": ""}, "Schrijf op wat u belooft"),
        (BELOFTE | {"belofte-voorkeur_dag": "1-1-2020"}, "komende twee maanden"),
        (BELOFTE | {"belofte-toelichting": "111222333"}, "burgerservicenummer"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(ksp, changed, sentence):
    answer = browser(ksp).post(NIEUW, GEGEVENS | {"reactie": "Ons antwoord"} | changed)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert "Ons antwoord" in text_of(answer)
    assert not Klantcontact.objects.exists()


@pytest.mark.parametrize("data", [{}, {"vragen-TOTAL_FORMS": "x"}, {"vragen-TOTAL_FORMS": "999"}])
def test_a_form_that_was_torn_is_no_error_of_ours(ksp, data):
    assert browser(ksp).post(NIEUW, data).status_code == 400
    assert browser(ksp).post(NIEUW, data | {"nog_een": "1"}).status_code == 200


def test_a_customer_joined_meanwhile_is_the_one_that_stayed(ksp):
    anna, other = Klant.objects.create(naam="Anna"), Klant.objects.create(naam="A.")
    merge(anna, other, door=ksp, now=NOW)
    browser(ksp).post(f"{NIEUW}?klant={other.pk}", GEGEVENS)
    assert Klantcontact.objects.get().klant == anna


@pytest.mark.parametrize("number", ["0", "999", "x", "²", "9" * 40])
def test_a_customer_who_is_not_there_is_not_found(ksp, number):
    assert browser(ksp).get(f"{NIEUW}?klant={number}").status_code == 404


def test_a_contact_is_read_by_its_department_and_by_who_wrote_it(ksp):
    wonen, writer = afdeling("Wonen"), medewerker(Rol.SPECIALIST, "Zorg")
    row = contact(writer, onderwerp="Over bouwen", vragen=(Vraag("Mag dit?", afdeling=wonen),))
    path = f"/servicepunt/contacten/{row.pk}/"
    for client in (browser(ksp), browser(writer), ingelogd(Rol.SPECIALIST, "Wonen")):
        assert "Over bouwen" in text_of(client.get(path))
    for rol in (Rol.SPECIALIST, Rol.KWALITEIT):
        assert ingelogd(rol, "Inkomen").get(path).status_code == 404
