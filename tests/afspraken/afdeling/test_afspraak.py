"""One appointment: opened with a line in the log, notes, and another time offered."""

from __future__ import annotations

import pytest

from afspraken.models import Afspraak, Logregel, Notitie, Status, Tijdvoorstel
from afspraken.rechten import Rol
from tests.afspraken.afdeling.conftest import text_of
from tests.afspraken.contact.promises import contact
from tests.afspraken.rechten.wie import afdeling, browser, medewerker
from tests.afspraken.voorstellen import gesprek
from tests.cast import MAANDAG, NOW, booked

BSN = "Burgerservicenummer 111222333"


@pytest.fixture
def at_anna(anna):
    return f"/afdeling/afspraak/{anna.code}/"


def offers(page):
    return [part.split('"')[0] for part in text_of(page).split('name="aanbod" value="')[1:]]


def test_opening_shows_the_customer_and_is_logged(haar, anna, at_anna, sanne):
    contact(sanne.gebruiker, anna.klant, onderwerp="Eerder gebeld", vragen=())
    page = text_of(haar.get(at_anna))
    for words in ("Anna de Vries", "06 12345678", "anna@example.nl", "Kamer 1", anna.referentie):
        assert words in page
    line = Logregel.objects.filter(onderwerp=f"afspraak:{anna.code}").last()
    assert (line.handeling, line.gegevens["klant"]) == ("BEKEKEN", anna.klant.pk)


def test_of_another_department_nothing_is_found_but_what_is_in_the_own_agenda(
    haar, town, sanne, at_anna
):
    other = medewerker(Rol.SPECIALIST, "Belastingen")
    assert browser(other).get(at_anna).status_code == 404
    mine = booked(gesprek(town, naam="Ander", afdeling=afdeling("Zorg")), "10:00")
    assert haar.get(f"/afdeling/afspraak/{mine.code}/").status_code == 200


def test_a_note_is_written_and_taken_away_by_who_wrote_it(haar, at_anna, anna):
    haar.post(f"{at_anna}notitie/", {"tekst": "Zus komt mee"})
    note = Notitie.objects.get()
    assert (note.tekst, note.afdeling.naam) == ("Zus komt mee", "Sociale Zaken")
    colleague = browser(medewerker(Rol.SPECIALIST, "Sociale Zaken"))
    assert "Zus komt mee" in text_of(colleague.get(at_anna))
    colleague.post(f"{at_anna}notitie/{note.pk}/weg/")
    assert Notitie.objects.exists()
    haar.post(f"{at_anna}notitie/{note.pk}/weg/")
    assert not Notitie.objects.exists()


@pytest.mark.parametrize(
    ("tekst", "sentence"),
    [("", "Schrijf eerst iets op."), (BSN, "burgerservicenummer"), ("x" * 1001, "te lang")],
)
def test_a_note_without_words_or_with_a_bsn_is_refused(haar, at_anna, tekst, sentence):
    answer = haar.post(f"{at_anna}notitie/", {"tekst": tekst})
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert not Notitie.objects.exists()


def test_another_time_is_offered_and_withdrawn(haar, anna, at_anna):
    page = haar.get(f"{at_anna}voorstel/")
    tokens = offers(page)
    answer = haar.post(
        f"{at_anna}voorstel/", {"aanbod": tokens[:2], "dagen": "2", "dag": ""}, follow=True
    )
    assert "Het voorstel is gedaan. De klant krijgt bericht." in text_of(answer)
    assert "wacht op antwoord" in text_of(answer)
    asked = Tijdvoorstel.objects.get()
    assert asked.tijden.count() == 2
    assert f"{asked.uiterlijk:%Y-%m-%d %H:%M}" == "2026-12-03 16:00"
    answer = haar.post(f"{at_anna}voorstel/{asked.pk}/weg/", follow=True)
    assert "Het voorstel is ingetrokken. De oude tijd blijft." in text_of(answer)
    again = haar.post(f"{at_anna}voorstel/{asked.pk}/weg/", follow=True)
    assert "De klant was u voor." in text_of(again)
    assert not Afspraak.objects.filter(status=Status.VASTGEHOUDEN).exists()


def test_times_of_a_day_are_shown_and_what_was_ticked_stays(haar, at_anna, anna):
    first = offers(haar.get(f"{at_anna}voorstel/"))[0]
    data = {"aanbod": [first], "dagen": "2", "dag": MAANDAG.isoformat(), "toon": "1"}
    page = haar.post(f"{at_anna}voorstel/", data)
    assert f'value="{first}" checked' in text_of(page)
    assert "ma 7 dec 13.00 uur" in text_of(page)
    assert not Tijdvoorstel.objects.exists()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"aanbod": []}, 400),
        ({"aanbod": ["x"]}, 400),
        ({"dagen": "99", "aanbod": []}, 400),
        ({"dag": "x", "toon": "1"}, 400),
        ({"dag": "9999-12-31", "toon": "1"}, 400),
        ({"dag": "2027-12-31", "toon": "1"}, 200),
    ],
)
def test_what_is_wrong_with_a_proposal_is_said(haar, at_anna, given, status):
    data = {"dagen": "2", "dag": "", **given}
    assert haar.post(f"{at_anna}voorstel/", data).status_code == status
    assert not Tijdvoorstel.objects.exists()


def test_three_times_are_too_many(haar, at_anna):
    tokens = offers(haar.get(f"{at_anna}voorstel/"))[:3]
    answer = haar.post(f"{at_anna}voorstel/", {"aanbod": tokens, "dagen": "2"})
    assert answer.status_code == 400
    assert text_of(answer).count("checked") == 3


def test_a_page_takes_as_many_questions_with_many_notes_and_contacts(
    haar, anna, at_anna, sanne, django_assert_max_num_queries
):
    for n in range(12):
        contact(sanne.gebruiker, anna.klant, onderwerp=f"Vraag {n}")
        Notitie.objects.create(afspraak=anna, tekst=f"{n}", door=sanne.gebruiker, op=NOW)
    with django_assert_max_num_queries(24):
        haar.get(at_anna)
