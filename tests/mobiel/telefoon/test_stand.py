"""The planner sees where everyone is in the day, and which promises break if it goes on so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken.rechten import Rol
from mobiel.telefoon.stand import officials_of
from tests.afspraken.rechten.wie import ingelogd
from tests.cast import MAANDAG, at, clock
from tests.mobiel.dorp import booked

pytestmark = pytest.mark.django_db
ADRES = "/route/onderweg/"


def standing(sanne, when: str):
    """Her place in the day."""
    sanne.at(when)
    return next(
        one for one in officials_of(MAANDAG, now=at(when)) if one.middel.pk == sanne.middel.pk
    )


def test_nobody_on_the_road_is_said(sanne):
    html = ingelogd(Rol.PLANNER).get(ADRES).content.decode()
    assert "Vandaag gaat niemand op bezoek." in html
    assert "Er wacht niemand op een nieuw bezoek." in html


def test_the_last_report_and_the_next_stop_are_told(sanne):
    anna, bram, _carla = sanne.visits(3)
    sanne.does("AANGEKOMEN", anna, "8:35")
    sanne.does("KLAAR", anna, "8:50")
    found = standing(sanne, "8:51")
    assert (found.gedaan, found.alles) == (1, 3)
    assert (found.laatst.soort, clock(found.laatst.gedaan_op)) == ("KLAAR", "8:50")
    assert found.volgende.afspraak == bram
    html = ingelogd(Rol.PLANNER).get(ADRES).content.decode()
    assert "1 van 3 gedaan" in html
    assert "klaar, 8.50 uur" in html


def test_lateness_is_reckoned_from_the_last_report_and_grows_while_nothing_comes(sanne):
    anna, _bram, _carla = sanne.visits(3)
    assert standing(sanne, "8:31").later == 0
    sanne.does("AANGEKOMEN", anna, "8:35")
    assert standing(sanne, "8:45").later == 0
    first, later = standing(sanne, "9:20").later, standing(sanne, "9:40").later
    assert (first > 20, later - first) == (True, 20)


def test_who_reports_nothing_is_not_late_but_silent(sanne):
    sanne.visits(2)
    found = standing(sanne, "8:40")
    assert (found.is_stil, found.later, found.risicos) == (False, 0, [])
    assert standing(sanne, "9:10").is_stil
    assert "meldt niets" in ingelogd(Rol.PLANNER).get(ADRES).content.decode()


def test_a_promise_that_the_lateness_breaks_is_said_with_whom_to_call(dorp, sanne):
    product = dorp.product(duur=60)
    [early, late] = [booked(product, (500, north)) for north in (0, 100)]
    first = early.bezoek.stops.get().volgorde < late.bezoek.stops.get().volgorde
    busy, waiting = (early, late) if first else (late, early)
    sanne.does("AANGEKOMEN", busy, "11:00")
    assert standing(sanne, "11:05").risicos == []
    found = standing(sanne, "12:40").risicos
    assert [(one.afspraak, one.te_laat > 10) for one in found] == [(waiting, True)]
    html = ingelogd(Rol.PLANNER).get(ADRES).content.decode()
    assert "Beloften in gevaar" in html
    assert f"/bezoeken/verplaats/{waiting.bezoek.pk}/" in html
    desk = ingelogd(Rol.KLANTENSERVICE).get(ADRES).content.decode()
    assert "Beloften in gevaar" in desk
    assert "/bezoeken/verplaats/" not in desk


def test_when_all_is_over_that_is_said(sanne):
    [anna] = sanne.visits(1)
    sanne.does("KLAAR", anna, "9:00")
    found = standing(sanne, "9:01")
    assert (found.is_klaar, found.volgende) == (True, None)


def test_more_officials_and_visits_take_no_more_questions(dorp, sanne):
    visits = sanne.visits(3)
    sanne.does("NIET_THUIS", visits[0], "8:50")
    browser = ingelogd(Rol.PLANNER)
    few = questions(browser)
    for naam in ("Tim", "Noor"):
        dorp.veldwerker(naam)
    more = [booked(sanne.product, (300, 50 * n), "12:30-16:30", now=at("8:55")) for n in range(6)]
    sanne.does("NIET_THUIS", visits[1], "9:10")
    sanne.does("KLAAR", more[0], "13:00")
    assert questions(browser) == few


def questions(browser) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(ADRES, headers={"HX-Request": "true"}).status_code == 200
    return len(seen)


def test_the_part_that_refreshes_itself_is_no_whole_page_and_is_not_logged_again(sanne):
    sanne.visits(1)
    browser = ingelogd(Rol.PLANNER)
    part = browser.get(ADRES, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Wie is waar in de dag" in part
    assert 'hx-trigger="every 30s"' in browser.get(ADRES).content.decode()
