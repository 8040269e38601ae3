"""The own agenda: what stands in it, for whom, and in how many questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import bezetting, roosters, tijdvoorstellen
from afspraken.booking import Gegevens, book
from afspraken.engine.bitmap import cell_of
from afspraken.models import Afwezigheid, Blokkade
from afspraken.rechten import Rol
from tests.afspraken.afdeling.conftest import text_of
from tests.afspraken.rechten.wie import afdeling, browser, ingelogd, medewerker
from tests.afspraken.voorstellen import customer, gesprek, proposed
from tests.cast import MAANDAG, NOW, at, booked, offer, wens

WEEK = f"/afdeling/?dag={MAANDAG}"


def test_a_week_shows_customer_product_room_and_what_is_free(haar, anna):
    page = text_of(haar.get(WEEK))
    assert "Anna de Vries" in page
    assert "Gesprek" in page
    assert "Gemeentehuis, Kamer 1" in page
    assert "9.30</time>" in page.split("punt--vrij")[1]


def test_what_a_customer_needs_stands_with_the_appointment(haar, town, sanne):
    wish = wens(gesprek(town))
    needs = Gegevens(naam="Cem", tolk="Turks", rolstoel=True, namens="zijn moeder")
    book(wish, offer(wish, "9:00"), needs, now=NOW)
    assert "tolk Turks, rolstoel, voor zijn moeder" in text_of(haar.get(WEEK))


def test_leave_a_busy_calendar_a_closing_and_a_blokkade_stand_in_it(haar, town, sanne):
    Afwezigheid.objects.create(middel=sanne, begin=at("13:00"), einde=at("15:00"), reden="Tandarts")
    Afwezigheid.objects.create(
        middel=sanne, begin=at("15:00"), einde=at("16:00"), bron="outlook", reden="Privé"
    )
    roosters.close(town.gemeentehuis, eerste_dag=MAANDAG, reden="Brandoefening", now=NOW)
    blokkade = Blokkade.objects.create(omschrijving="Huisbezoek")
    claim = bezetting.Claim(sanne.pk, 0, cell_of(at("10:00")), cell_of(at("11:00")))
    bezetting.occupy(blokkade, [claim])
    page = text_of(haar.get(WEEK))
    for words in ("Tandarts", "Bezet in eigen agenda", "Brandoefening", "Huisbezoek"):
        assert words in page
    assert "Privé" not in page


def test_what_falls_outside_the_roster_says_so(haar, anna, sanne):
    assert "valt buiten uw rooster" not in text_of(haar.get(WEEK))
    roosters.set_absent(sanne, begin=at("8:00"), einde=at("10:00"), now=NOW)
    assert "valt buiten uw rooster" in text_of(haar.get(WEEK))
    assert "valt buiten uw rooster" in text_of(haar.get(f"/afdeling/maand/?dag={MAANDAG}"))


def test_a_time_that_was_offered_stands_in_it_and_so_does_the_answer(haar, anna, sanne):
    voorstel = proposed(anna, sanne, "9:00")
    page = text_of(haar.get(WEEK))
    assert "Voorgesteld aan Anna de Vries" in page
    assert "andere tijd gevraagd" in page
    tijdvoorstellen.accept(voorstel.tijden.get(), now=NOW)
    page = text_of(haar.get(WEEK))
    assert "andere tijd gekozen" in page
    assert "Voorgesteld aan" not in page


def test_a_sensitive_product_of_another_department_has_no_name_in_it(haar, town, sanne):
    booked(gesprek(town, afdeling=afdeling("Zorg"), is_gevoelig=True), "9:00")
    page = text_of(haar.get(WEEK))
    assert "afspraak</p>" in page
    assert "Gesprek</p>" not in page


def test_a_colleague_sees_nothing_of_it(town, anna):
    other = medewerker(Rol.SPECIALIST, "Sociale Zaken")
    assert "U hebt nog geen agenda" in text_of(browser(other).get(WEEK))


@pytest.mark.parametrize("rol", [Rol.KLANTENSERVICE, Rol.BALIE, Rol.KWALITEIT, Rol.LEIDING])
@pytest.mark.django_db
def test_who_has_no_agenda_by_role_finds_nothing(rol):
    assert ingelogd(rol, "Sociale Zaken").get("/afdeling/").status_code == 404


@pytest.mark.parametrize("dag", ["", "x", "2026-02-30", "1-1-1", "9999-12-31", "0001-01-01", "²"])
@pytest.mark.parametrize("page", ["/afdeling/", "/afdeling/maand/"])
def test_any_day_gives_a_page(haar, page, dag):
    assert haar.get(page, {"dag": dag, "toon": "onzin"}).status_code == 200


def test_the_weekend_is_there_only_with_something_in_it(haar, sanne):
    assert "zaterdag" not in text_of(haar.get(WEEK))
    saturday = MAANDAG + timedelta(days=5)
    assert "zaterdag" in text_of(haar.get(f"/afdeling/?dag={saturday}"))


def test_a_full_month_takes_as_many_questions_as_an_empty_one(haar, town, sanne):
    def asked(page):
        with CaptureQueriesContext(connection) as captured:
            haar.get(page)
        return len(captured)

    product = gesprek(town)
    booked(product, "9:00")
    few = asked(WEEK), asked(f"/afdeling/maand/?dag={MAANDAG}")
    for n, clock in enumerate(("9:30", "10:00", "10:30", "11:00", "13:00", "14:00", "15:00")):
        booked(product, clock, customer(n))
    for n in range(5):
        Afwezigheid.objects.create(
            middel=sanne, begin=at("17:00"), einde=at("18:00") + timedelta(days=n)
        )
    assert (asked(WEEK), asked(f"/afdeling/maand/?dag={MAANDAG}")) == few
    assert max(few) <= 18
