"""One call, several questions: all of them in one contact, each with its department and result."""

import pytest

from afspraken.models import Afspraak, Contactvraag, Klantcontact, Resultaat
from afspraken.servicepunt.contactformulier import MOST_QUESTIONS
from tests.afspraken.rechten.wie import afdeling
from tests.afspraken.servicepunt.beller import Beller
from tests.cast import booked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ANNA = {"naam": "Anna de Vries", "telefoon": "06 12345678"}


@pytest.fixture
def paspoort(town):
    town.loket(open="9:00-12:00")
    return town.product("Paspoort", afdeling=afdeling("Publiekszaken"))


def asked() -> list[tuple[str, str, str, str]]:
    """Every question of the only contact: what, product, department, result."""
    rows = Contactvraag.objects.filter(contact=Klantcontact.objects.get())
    return [
        (row.vraag, str(row.product or ""), str(row.afdeling or ""), row.resultaat)
        for row in rows.select_related("product", "afdeling")
    ]


def test_who_books_a_passport_and_asks_something_else_gets_one_contact_with_both(
    town, els, paspoort
):
    town.product("Vraag over de WOZ", afdeling=afdeling("Belastingen"))
    beller = Beller(els)
    beller.press("product:paspoort")
    beller.time()
    beller.press("vraag", **ANNA)
    beller.press(
        "bevestig",
        **{"vraag-1-vraag": "Wanneer komt de aanslag?"},
        **{"vraag-1-waarover": "product:vraag-over-de-woz"},
    )
    assert asked() == [
        ("Afspraak gemaakt", "Paspoort", "Publiekszaken", Resultaat.AFSPRAAK),
        ("Wanneer komt de aanslag?", "Vraag over de WOZ", "Belastingen", Resultaat.BEANTWOORD),
    ]
    assert list(Klantcontact.objects.get().afspraken.all()) == [Afspraak.objects.get()]
    assert "Wanneer komt de aanslag?" in beller.text


def test_a_further_question_may_be_of_a_department_without_a_product(els, paspoort):
    van = afdeling("Belastingen")
    beller = Beller(els)
    beller.press("vraag")
    beller.press(
        "vastleggen",
        vraag="Hoe laat gaat u open?",
        **{"vraag-1-vraag": "Mag ik in termijnen betalen?"},
        **{"vraag-1-waarover": f"afdeling:{van.pk}", "vraag-1-resultaat": "DOORVERBONDEN"},
    )
    assert asked() == [
        ("Hoe laat gaat u open?", "", "", Resultaat.BEANTWOORD),
        ("Mag ik in termijnen betalen?", "", "Belastingen", Resultaat.DOORVERBONDEN),
    ]


def test_a_row_that_stays_empty_does_not_count(els, paspoort):
    beller = Beller(els)
    beller.press("vraag")
    beller.press("vastleggen", vraag="Hoe laat gaat u open?")
    assert len(asked()) == 1


def test_what_it_was_about_alone_is_no_question(els, paspoort):
    beller = Beller(els)
    beller.press("vraag")
    page = beller.press(
        "vastleggen", vraag="Bent u open?", **{"vraag-1-waarover": "product:paspoort"}
    )
    assert page.status_code == 400
    assert 'href="#id_vraag-1-vraag"' in beller.html
    assert not Klantcontact.objects.exists()


def test_questions_stay_while_a_time_is_chosen_and_when_nothing_is_moved_after_all(els, paspoort):
    afspraak = booked(paspoort, "9:00")
    beller = Beller(els)
    beller.press(f"klant:{afspraak.klant_id}")
    beller.press("herkend:REFERENTIE")
    beller.press("vraag")
    beller.press(f"verzet:{afspraak.code}", **{"vraag-1-vraag": "Mag mijn zoon mee?"})
    beller.press("zo-laten")
    assert beller.fields()["vraag-1-vraag"] == "Mag mijn zoon mee?"


def test_of_several_rows_one_is_taken_away_and_the_others_keep_their_text(els, paspoort):
    beller = Beller(els)
    beller.press("vraag")
    beller.press("vraag", **{"vraag-1-vraag": "Eerst"})
    beller.press("vraag-weg:1", **{"vraag-2-vraag": "Daarna"})
    assert "vraag-1-vraag" not in beller.fields()
    assert beller.fields()["vraag-2-vraag"] == "Daarna"
    assert "Vraag 2" in beller.text
    assert not any(name.startswith("vraag-1") for name in beller.gesprek.getypt)
    assert beller.press("vraag-weg:9").status_code == 404


def test_a_contact_takes_so_many_questions_and_no_more(els, paspoort):
    beller = Beller(els)
    for _each in range(MOST_QUESTIONS - 1):
        beller.press("vraag")
    assert beller.buttons("vraag") == [f"vraag-weg:{n}" for n in range(1, MOST_QUESTIONS)]
    beller.press("vraag")
    assert len(beller.gesprek.keuze["vragen"]) == MOST_QUESTIONS - 1


def test_a_bsn_in_a_further_question_is_refused_and_never_stored(els, paspoort):
    beller = Beller(els)
    beller.press("vraag")
    page = beller.press("vastleggen", vraag="Bent u open?", **{"vraag-1-vraag": "Klopt 111222333?"})
    assert page.status_code == 400
    assert "burgerservicenummer" in beller.text
    assert "111222333" not in str(beller.gesprek.getypt)


def test_a_product_that_went_meanwhile_is_said_and_nothing_is_lost(town, els, paspoort):
    away = town.product("Rijbewijs")
    beller = Beller(els)
    beller.press("vraag")
    away.is_actief = False
    away.save()
    fields = {"vraag-1-vraag": "Wat kost het?", "vraag-1-waarover": "product:rijbewijs"}
    page = beller.press("vastleggen", vraag="Bent u open?", **fields)
    assert page.status_code == 400
    assert beller.fields()["vraag-1-vraag"] == "Wat kost het?"


def test_more_rows_ask_the_database_nothing_more(els, paspoort, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    beller = Beller(els)
    counts = []
    for _each in range(2):
        beller.press("vraag")
        with CaptureQueriesContext(connection) as seen:
            beller.look()
        counts.append(len(seen))
    assert counts[0] == counts[1]
