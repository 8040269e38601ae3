"""The board of a day: who goes where and when, for who plans and for who answers the telephone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken.models import Afspraak, Logregel, Openstand, Product
from afspraken.rechten import Rol
from mobiel.models import Route
from tests.afspraken.rechten.wie import afdeling, ingelogd
from tests.cast import MAANDAG
from tests.mobiel.bord.bordstad import NAMES

pytestmark = pytest.mark.django_db
DAG = f"/bezoeken/?dag={MAANDAG}"


def shown(browser, address: str = DAG) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# --- what it shows --------------------------------------------------------------------------------


def test_a_route_tells_when_where_who_and_what_was_promised(stad, planner):
    stad.visit(1)
    page = shown(planner)
    assert "Bram Bakker" in page
    assert "Achterdijk 3, Ouderkerk aan de Amstel" in page
    assert "beloofd 8.30–12.30" in page
    assert "Wmo-huisbezoek" in page
    assert "45 min" in page


def test_travel_free_time_and_lunch_are_told(stad, planner):
    for number in (1, 5, 9):
        stad.visit(number)
    stad.visit(0, "12:30-16:30")
    page = shown(planner)
    assert "12.00–12.30 lunch" in page
    assert "7 u 30" in page, "who has no visits is free all day, but for lunch"


def test_two_visits_at_one_address_are_one_stop(stad, planner):
    stad.visit(1)
    stad.visit(1, product=stad.kort)
    page = shown(planner)
    assert page.count("Achterdijk 3") == 1
    assert page.count("zelfde plek") == 0
    assert page.count('class="halte"') == 1
    assert page.count("Bram Bakker") >= 2


def test_the_map_is_there_without_javascript(stad, planner):
    stad.visit(1)
    page = shown(planner)
    assert '<svg class="schets"' in page
    assert "Schets van de routes" in page
    assert "<title>" in page.partition('<svg class="schets"')[2]


def test_what_is_promised_and_has_no_route_stands_apart_with_a_number_to_call(stad, planner):
    stad.loose(stad.visit(2))
    page = shown(planner)
    assert "Zonder route" in page
    assert NAMES[2] in page
    assert "06 12345678" in page
    assert "Geef een plek" in page


def test_a_visit_of_another_day_does_not_stand_here(stad, planner):
    stad.loose(stad.visit(2))
    page = shown(planner, f"/bezoeken/?dag={MAANDAG + timedelta(days=1)}")
    assert NAMES[2] not in page


def test_the_visits_of_who_is_not_at_work_stand_first_and_say_so(stad, planner):
    stad.visit(1)
    middel = Route.objects.get().middel
    Openstand.objects.filter(middel=middel).delete()
    page = shown(planner)
    assert "Is niet aan het werk" in page
    assert page.index(f"route-{middel.pk}") < page.index("Nog geen bezoeken op deze dag")


def test_a_day_on_which_nobody_goes_out_says_what_to_do(stad, planner):
    page = shown(planner, "/bezoeken/?dag=2026-12-13")
    assert "Niemand gaat deze dag op bezoek" in page
    assert "Kijk wie er deze week op pad gaat" in page


@pytest.mark.parametrize(
    "asked", ["", "?dag=morgen", "?dag=9999-12-31", "?dag=2026-13-45", "?dag="]
)
def test_a_day_that_is_none_is_today(stad, planner, asked):
    assert "dinsdag 1 december 2026" in shown(planner, f"/bezoeken/{asked}")


def test_a_hold_that_expired_is_not_shown(stad, planner):
    afspraak = stad.visit(1)
    Afspraak.objects.filter(pk=afspraak.pk).update(status="VERLOPEN")
    assert "Bram Bakker" not in shown(planner)


# --- who may see it -------------------------------------------------------------------------------


def test_the_service_point_looks_along_and_changes_nothing(stad):
    stad.visit(1)
    stad.loose(stad.visit(2))
    page = shown(ingelogd(Rol.KLANTENSERVICE))
    assert "Bram Bakker" in page
    assert "Verplaats" not in page
    assert "Geef een plek" not in page


def test_what_a_sensitive_visit_is_for_is_read_by_its_own_department_only(stad):
    stad.visit(1)
    Product.objects.update(is_gevoelig=True, afdeling=afdeling("Sociale Zaken"))
    assert "Wmo-huisbezoek" in shown(ingelogd(Rol.PLANNER, "Sociale Zaken"))
    other = shown(ingelogd(Rol.PLANNER, "Bouwen"))
    assert "Wmo" not in other, "nor by the competence that it asks"
    assert "bevoegdheid" in other


def test_that_names_were_seen_is_in_the_log_without_them(stad, planner):
    stad.visit(1)
    shown(planner)
    line = Logregel.objects.filter(handeling="BEKEKEN").latest("pk")
    assert (line.onderwerp, line.gegevens["deur"]) == ("bezoekdag:2026-12-07", "bezoekbord")


def test_who_plans_begins_at_the_board(planner):
    assert planner.get("/account/verder/")["Location"] == "/bezoeken/"


# --- tiles ----------------------------------------------------------------------------------------


def test_without_the_setting_nobody_is_asked_for_tiles(stad, planner, settings):
    settings.KAART_TEGELS = ""
    stad.visit(1)
    answer = planner.get(DAG)
    assert b"data-tegels" not in answer.content
    assert b"kaart.js" not in answer.content
    assert "tegels" not in answer["Content-Security-Policy"]


def test_with_the_setting_this_page_may_show_them_and_no_other(stad, planner, settings):
    settings.KAART_TEGELS = "https://tegels.example/{z}/{x}/{y}.png"
    stad.visit(1)
    answer = planner.get(DAG)
    assert b'data-tegels="https://tegels.example/{z}/{x}/{y}.png"' in answer.content
    assert "img-src 'self' data: https://tegels.example" in answer["Content-Security-Policy"]
    elsewhere = planner.get("/bezoeken/week/")
    assert "tegels.example" not in elsewhere["Content-Security-Policy"]


# --- how much it asks of the database -------------------------------------------------------------


def test_twenty_visits_take_as_many_queries_as_five(stad, planner):
    shown(planner)
    tiny = stad.dorp.product("Brengen", duur=5, kan=None)
    for number in range(5):
        stad.visit(number, product=tiny)
    few = queries(planner)
    for number in range(5, 20):
        stad.visit(number, "8:30-12:30" if number % 2 else "12:30-16:30", product=tiny)
    assert queries(planner) == few
    assert few <= 22


def queries(browser) -> int:
    with CaptureQueriesContext(connection) as asked:
        shown(browser)
    return len(asked)
