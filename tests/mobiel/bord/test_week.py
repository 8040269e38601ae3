"""The board of a week: how full each day of each official is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import ingelogd
from tests.cast import MAANDAG, NOW
from tests.mobiel.bord.bordstad import NAMES

pytestmark = pytest.mark.django_db
WEEK = f"/bezoeken/week/?dag={MAANDAG}"


def shown(browser, address: str = WEEK) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_each_day_of_each_official_tells_how_full_it_is(stad, planner):
    stad.visit(1)
    page = shown(planner)
    assert "week 50" in page
    assert "1 bezoek</strong>" in page
    assert page.count("geen bezoeken</strong>") == 2
    assert page.count("niet op pad") == 3 * 4, "three officials are out on one day of five"
    assert f"?dag={MAANDAG}#route-" in page


def test_a_visit_without_a_route_is_found_by_its_day(stad, planner):
    stad.loose(stad.visit(2))
    page = shown(planner)
    assert NAMES[2] in page
    assert f'href="/bezoeken/?dag={MAANDAG}">maandag 7 december</a>' in page


def test_a_weekend_is_shown_only_if_somebody_goes_out_then(stad, planner):
    assert "za 12 dec" not in shown(planner)
    stad.dorp.town.open(
        stad.tim, "9:00-12:00", dag=MAANDAG + timedelta(days=5), locatie=stad.dorp.thuis
    )
    assert "za 12 dec" in shown(planner)


def test_where_nobody_goes_out_at_all_it_says_who_arranges_that(dorp, clock):
    page = shown(ingelogd(Rol.PLANNER, "Sociale Zaken"))
    assert "Nog niemand gaat op bezoek" in page
    assert "Veldwerkers" in page


def test_more_visits_take_no_more_queries(stad, planner):
    stad.visit(1)
    shown(planner)
    few = queries(planner)
    stad.fill(now=NOW)
    stad.loose(stad.visit(2))
    assert queries(planner) <= few + 2, "products of what has no route"


def queries(browser) -> int:
    with CaptureQueriesContext(connection) as asked:
        shown(browser)
    return len(asked)
