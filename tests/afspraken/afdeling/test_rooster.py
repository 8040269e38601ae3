"""The own roster: another time, an extra evening, new weekly hours; and never a colleague's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from afspraken.models import Uitzondering
from afspraken.roosters import series_of
from tests.afspraken.afdeling.conftest import text_of
from tests.afspraken.afdeling.test_afwezig import seen
from tests.afspraken.roosters.seen import open_hours
from tests.cast import MAANDAG

ROOSTER = "/afdeling/rooster/"
WIJZIG, REEKS = f"{ROOSTER}wijzig/", f"{ROOSTER}reeks/"
VRIJDAG = MAANDAG + timedelta(days=4)


def saved(client, path, data):
    page = client.post(path, data)
    return client.post(path, {**data, "gezien": seen(page)}, follow=True)


@pytest.fixture
def base(town, sanne):
    return {"locatie": town.gemeentehuis.pk, "dag": MAANDAG.isoformat(), "bereik": "dag"}


def test_a_week_shows_the_blocks_with_a_link_to_each(haar, sanne):
    page = text_of(haar.get(ROOSTER, {"dag": MAANDAG}))
    assert page.count("09:00–12:00") == 2
    assert "blok=reeks-" in page
    assert "wat=EXTRA" in page


def test_another_time_shows_who_is_affected_and_is_taken_back(haar, sanne, anna, base):
    data = {**base, "wat": "VERPLAATST", "oud_van": "09:00", "oud_tot": "12:00"}
    data |= {"van": "10:00", "tot": "12:30"}
    assert "Anna de Vries" in text_of(haar.post(WIJZIG, data))
    page = text_of(saved(haar, WIJZIG, data))
    assert open_hours(sanne) == ["10:00-12:30", "13:00-17:00"]
    key = page.split('name="sleutel" value="')[1].split('"')[0]
    haar.post("/afdeling/ongedaan/", {"sleutel": key})
    assert open_hours(sanne) == ["9:00-12:00", "13:00-17:00"]


def test_an_extra_evening_and_back_to_the_ordinary_day(haar, sanne, base):
    saved(haar, WIJZIG, {**base, "wat": "EXTRA", "van": "18:00", "tot": "20:00"})
    assert open_hours(sanne)[-1] == "18:00-20:00"
    saved(haar, WIJZIG, {**base, "wat": "HERSTEL"})
    assert open_hours(sanne) == ["9:00-12:00", "13:00-17:00"]
    assert not Uitzondering.objects.exists()


def test_weekly_hours_from_a_day_on(haar, town, sanne, base):
    data = {"locatie": town.gemeentehuis.pk, "weekdagen": ["4"], "van": "9:00", "tot": "12:00"}
    saved(haar, REEKS, {**data, "eerste_dag": MAANDAG.isoformat()})
    assert open_hours(sanne, VRIJDAG) == ["9:00-12:00"]
    assert open_hours(sanne, VRIJDAG - timedelta(days=7)) == []


def test_a_series_changes_from_a_day_on(haar, town, sanne, base):
    reeks = next(one for one in series_of(sanne, town.gemeentehuis) if one.weekdag == 0)
    data = {**base, "wat": "VERPLAATST", "bereik": "reeks", "blok": f"reeks-{reeks.id}"}
    data |= {"oud_van": "09:00", "oud_tot": "12:00", "van": "08:30", "tot": "12:00"}
    saved(haar, WIJZIG, data)
    assert open_hours(sanne, MAANDAG + timedelta(days=7))[0] == "8:30-12:00"


def test_whoever_a_form_names_it_is_the_own_roster_that_changes(haar, town, sanne, base):
    other = town.ambtenaar("Joris", dagen=())
    data = {**base, "middel": other.pk, "wat": "EXTRA", "van": "18:00", "tot": "20:00"}
    saved(haar, WIJZIG, data)
    assert Uitzondering.objects.get().middel == sanne


@pytest.mark.parametrize(
    "given",
    [
        {"wat": "onzin"},
        {"wat": "EXTRA", "van": "20:00", "tot": "18:00"},
        {"wat": "VERPLAATST", "van": "10:00", "tot": "11:00"},
        {"wat": "EXTRA", "dag": "x"},
        {"wat": "EXTRA", "locatie": "999"},
        {"wat": "DICHT", "bereik": "reeks", "blok": "reeks-999999", "oud_van": "9:00"},
    ],
)
def test_what_cannot_be_meant_is_refused(haar, base, given):
    assert haar.post(WIJZIG, {**base, **given}).status_code == 400
    assert not Uitzondering.objects.exists()


@pytest.mark.parametrize("query", ["", "?dag=x", "?locatie=x", "?locatie=999&dag=9999-99-99"])
def test_any_address_gives_a_page(haar, sanne, query):
    for path in (ROOSTER, WIJZIG, REEKS):
        assert haar.get(path + query, follow=True).status_code == 200


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_fields_begin_with_the_day_and_the_hours_that_were_picked(haar, base, taal):
    query = {**base, "wat": "VERPLAATST", "oud_van": "09:00", "oud_tot": "12:00"}
    headers = {"accept-language": taal}
    page = text_of(haar.get(WIJZIG, query, headers=headers))
    assert 'value="09:00"' in page.split('name="van"')[1].split(">")[0]
    page = text_of(haar.get(REEKS, base, headers=headers))
    assert f'value="{MAANDAG}"' in page.split('name="eerste_dag"')[1].split(">")[0]
    page = text_of(haar.get("/afdeling/afwezig/", headers=headers))
    assert 'value="2026-12-01"' in page.split('name="dag"')[1].split(">")[0]
