"""Registering a contact outside a call, with several questions and a promise."""

import pytest

from afspraken.contact import Vraag, merge
from afspraken.models import Klant, Klantcontact, Terugbelverzoek
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


def test_one_more_question_is_a_button_and_everything_typed_stays(ksp):
    answer = browser(ksp).post(NIEUW, GEGEVENS | {"nog_een": "1", "vragen-0-vraag": "Hoezo?"})
    assert answer.status_code == 200
    assert "Brief over de wachttijd" in text_of(answer)
    assert 'name="vragen-1-vraag"' in text_of(answer)
    assert not Klantcontact.objects.exists()


def test_without_a_customer_it_is_anonymous(ksp):
    browser(ksp).post(NIEUW, GEGEVENS)
    assert Klantcontact.objects.get().klant is None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"onderwerp": ""}, "Vul een onderwerp in."),
        ({"inhoud": "mijn bsn is 111.222.333"}, "burgerservicenummer"),
        ({"vragen-0-vraag": "111222333?"}, "burgerservicenummer"),
        ({"kanaal": "API"}, "API"),
        ({"plaatsgevonden_op": "2027-01-01T10:00"}, "moet nog komen"),
        ({"plaatsgevonden_op": "1990-01-01T10:00"}, "te lang geleden"),
        ({"inhoud": "x" * 1001}, "te lang"),
        (BELOFTE | {"belofte-eigenaar": ""}, "Kies wie dit doet"),
        (BELOFTE | {"belofte-telefoon": ""}, "Vul het nummer in"),
        (BELOFTE | {"belofte-gevraagde_handeling": ""}, "Schrijf op wat u belooft"),
        (BELOFTE | {"belofte-voorkeur_dag": "2020-01-01"}, "komende twee maanden"),
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
