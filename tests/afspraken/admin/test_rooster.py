"""The week view: what it shows, and to whom."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from afspraken import roosters
from tests.afspraken.admin.conftest import may, weekly
from tests.afspraken.admin.weekbeeld import (
    CONFLICTEN,
    ONGEDAAN,
    REEKS,
    WEEK,
    WIJZIG,
    look,
    moved,
    save,
)
from tests.cast import MAANDAG, NOW, Town, at, booked


def test_a_block_stands_at_its_hours(beheer, loket):
    assert "van-u9 van-m0 tot-u17 tot-m0" in look(beheer, loket)
    assert "09:00–17:00" in look(beheer, loket)


def test_staff_time_is_hatched_and_cut_out_of_the_rest(beheer, loket):
    weekly(loket, loket.locatie, "12:00", "13:00", alleen_personeel=True)
    page = look(beheer, loket)
    assert "blok reeks personeel van-u12 van-m0 tot-u13 tot-m0" in page
    assert "van-u9 van-m0 tot-u12 tot-m0" in page
    assert "van-u13 van-m0 tot-u17 tot-m0" in page


def test_exceptions_closings_and_absence_are_marked(beheer, loket):
    day = {"dag": MAANDAG, "now": NOW}
    gone = {"oud_van": time(9), "oud_tot": time(11)}
    roosters.add_exception(loket, loket.locatie, soort="DICHT", **gone, **day)
    evening = {"van": time(18), "tot": time(19)}
    roosters.add_exception(loket, loket.locatie, soort="EXTRA", reden="Drukte", **evening, **day)
    roosters.close(
        loket.locatie, eerste_dag=MAANDAG, van=time(15), reden="Oefening", tot=time(16), now=NOW
    )
    roosters.set_absent(loket, begin=at("16:00"), einde=at("17:00"), reden="Stuk", now=NOW)
    page = look(beheer, loket)
    assert "blok dicht van-u9 van-m0 tot-u11 tot-m0" in page
    assert "blok extra van-u18 van-m0 tot-u19 tot-m0" in page
    assert "Drukte" in page
    assert "waas sluiting van-u15 van-m0 tot-u16 tot-m0" in page
    assert "waas afwezig van-u16 van-m0 tot-u17 tot-m0" in page


def test_busy_half_hours_are_darker(beheer, loket, town):
    product = town.product(duur=30)
    booked(product, "10:00")
    page = look(beheer, loket)
    assert "druk n4 van-u10 van-m0 tot-u10 tot-m30" in page
    assert "1 afspraak" in page


def test_the_page_of_a_place_shows_all_its_resources(beheer, loket, town):
    page = look(beheer, None, locatie=town.gemeentehuis.pk)
    assert "van-u8 van-m0 tot-u20 tot-m0" in page
    assert "Loket 1" in page
    assert "09:00–17:00" in page


def test_the_number_of_queries_does_not_grow_with_the_resources(beheer, loket, town):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            look(beheer, None, locatie=town.gemeentehuis.pk)
        return len(captured)

    few = queries()
    for number in range(2, 12):
        more = town.loket(f"Loket {number}", dagen=())
        weekly(more, town.gemeentehuis, "09:00", "12:00")
        roosters.set_absent(more, begin=at("9:00"), einde=at("10:00"), now=NOW)
    assert queries() == few


def test_an_exception_does_not_widen_the_hours_of_another_week(beheer, loket):
    save(beheer, WIJZIG, moved(loket, "10:00", "18:00"))
    assert "van-u10 van-m0 tot-u18 tot-m0" in look(beheer, loket)
    assert "van-u9 van-m0 tot-u17 tot-m0" in look(beheer, loket, MAANDAG + timedelta(weeks=1))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"dag": "3000-01-01"}, "te ver weg"),
        ({"dag": "gisteren"}, "geldige datum"),
        ({"locatie": "999999"}, "Deze locatie bestaat niet."),
        ({"locatie": "9" * 40}, "locatie"),
        ({"middel": "999999"}, "Dit middel bestaat niet."),
        ({"middel": "x"}, "heel getal"),
        ({"middel": "9" * 40}, "middel"),
    ],
)
def test_a_wrong_address_shows_a_week_and_a_sentence(beheer, loket, query, sentence):
    answer = beheer.get(WEEK, query)
    assert answer.status_code == 200
    assert sentence in " ".join(str(message) for message in answer.context["messages"])
    assert answer.context["beeld"].dagen


def test_without_a_place_the_page_says_what_to_do_first(beheer):
    assert "Er is nog geen locatie." in beheer.get(WEEK).content.decode()


@pytest.mark.parametrize("url", [WIJZIG, REEKS])
@pytest.mark.parametrize(
    "query", [{}, {"locatie": "999999"}, {"locatie": "x", "dag": "y"}, {"dag": "2099-01-01"}]
)
def test_a_wrong_link_to_the_form_goes_back_to_the_week(beheer, loket, url, query):
    answer = beheer.get(url, query, follow=True)
    assert answer.redirect_chain
    assert list(answer.context["messages"])


def test_a_link_in_the_week_opens_the_form_filled_in(beheer, loket):
    page = beheer.get(WEEK, {"middel": loket.pk, "dag": MAANDAG.isoformat()})
    [block] = page.context["beeld"].dagen[0].blokken
    form = beheer.get(block.url).context["form"]
    assert form["van"].value() == time(9)
    assert form["wat"].value() == "VERPLAATST"
    assert form.was == "09:00–17:00"


def test_a_name_that_looks_like_code_is_shown_as_text(beheer, town: Town):
    loket = town.loket("<img src=x onerror=alert(1)>", dagen=())
    assert "<img src=x" not in look(beheer, loket)


# --- who may -------------------------------------------------------------------------------------


def test_without_permission_nothing_can_be_seen_or_changed(loket):
    client = may()
    for url in (WEEK, WIJZIG, REEKS, CONFLICTEN):
        assert client.get(url).status_code == 404
    for url in (WIJZIG, REEKS, ONGEDAAN):
        assert client.post(url, {}).status_code == 404


def test_with_only_the_right_to_look_nothing_can_be_changed(loket):
    client = may("view_rooster")
    page = look(client, loket)
    assert "09:00–17:00" in page
    assert "sleepbaar" not in page
    assert WIJZIG not in page
    for url in (WIJZIG, REEKS, ONGEDAAN):
        assert client.post(url, moved(loket, "10:00", "18:00")).status_code == 404


def test_a_stranger_is_asked_to_log_in(client, loket):
    answer = client.get(WEEK)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("admin:login"))


def test_undo_takes_no_get(beheer, loket):
    assert beheer.get(ONGEDAAN).status_code == 405
