"""Time off: who would be affected is shown first; saved, handed on, and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from afspraken.models import Afspraak, Afwezigheid, Storing
from afspraken.roosters import outside
from tests.afspraken.afdeling.conftest import text_of
from tests.afspraken.voorstellen import gesprek
from tests.cast import BRAM, MAANDAG, NOW, at, booked

AFWEZIG = "/afdeling/afwezig/"


@pytest.fixture
def two(town, sanne):
    """Anna and Bram, on Monday morning."""
    product = gesprek(town)
    return booked(product, "9:00"), booked(product, "10:00", BRAM)


def asked(**given):
    return {"dag": MAANDAG.isoformat(), "deel": "OCHTEND", **given}


def seen(page):
    return text_of(page).split('name="gezien" value="')[1].split('"')[0]


def saved(client, daarna="bewaar", **given):
    page = client.post(AFWEZIG, asked(**given))
    return client.post(AFWEZIG, asked(**given, gezien=seen(page), daarna=daarna), follow=True)


def test_whoever_would_be_affected_is_shown_before_anything_is_saved(haar, two):
    page = text_of(haar.post(AFWEZIG, asked()))
    assert "U bent afwezig op maandag 7 december 2026 tot 12.30 uur." in page
    assert "2 afspraken vallen dan buiten uw rooster." in page
    assert "Anna de Vries" in page
    assert "Bram Bakker" in page
    assert not Afwezigheid.objects.exists()


def test_saved_it_is_in_the_agenda_and_they_stand_in_the_list_of_conflicts(haar, two, sanne):
    page = text_of(saved(haar, reden="Cursus"))
    assert "Cursus" in page
    row = Afwezigheid.objects.get()
    assert (row.middel, row.begin, row.einde) == (sanne, at("0:00"), at("12:30"))
    assert {use.afspraak for use in outside(now=NOW)} == set(two)
    assert {one.begin for one in Afspraak.objects.all()} == {at("9:00"), at("10:00")}


def test_it_is_taken_back_with_one_click(haar, two):
    page = text_of(saved(haar))
    key = page.split('name="sleutel" value="')[1].split('"')[0]
    answer = haar.post("/afdeling/ongedaan/", {"sleutel": key}, follow=True)
    assert "De wijziging is ongedaan gemaakt." in text_of(answer)
    assert not Afwezigheid.objects.exists()
    assert not outside(now=NOW)
    again = haar.post("/afdeling/ongedaan/", {"sleutel": key}, follow=True)
    assert "Dit is al ongedaan gemaakt" in text_of(again)


def test_the_disruption_desk_can_take_over(haar, two, sanne):
    saved(haar, daarna="oplossen")
    storing = Storing.objects.get()
    assert (storing.middel, storing.afwezigheid) == (sanne, Afwezigheid.objects.get())
    haar.post(f"{AFWEZIG}{storing.afwezigheid.pk}/weg/")
    assert not Afwezigheid.objects.exists()
    assert Storing.objects.get().beeindigd_op == NOW


def test_an_absence_that_was_taken_away_can_be_put_back(haar, sanne):
    saved(haar)
    page = text_of(haar.post(f"{AFWEZIG}{Afwezigheid.objects.get().pk}/weg/", follow=True))
    key = page.split('name="sleutel" value="')[1].split('"')[0]
    haar.post("/afdeling/ongedaan/", {"sleutel": key})
    assert Afwezigheid.objects.get().einde == at("12:30")


def test_who_is_booked_between_looking_and_saving_is_shown_first(haar, town, two):
    page = haar.post(AFWEZIG, asked())
    booked(gesprek(town, naam="Nog een"), "11:00", BRAM)
    page = haar.post(AFWEZIG, asked(gezien=seen(page), daarna="bewaar"))
    assert "Intussen is er iets veranderd." in text_of(page)
    assert "3 afspraken" in text_of(page)
    assert not Afwezigheid.objects.exists()


@pytest.mark.parametrize(
    ("deel", "more", "span"),
    [
        ("DAG", {}, ("0:00", "24:00")),
        ("MIDDAG", {}, ("12:30", "24:00")),
        ("TIJD", {"van": "10:00", "tot": "11:30"}, ("10:00", "11:30")),
    ],
)
def test_a_part_of_the_day_is_what_it_says(haar, sanne, deel, more, span):
    saved(haar, deel=deel, **more)
    row, end = Afwezigheid.objects.get(), at("0:00") + timedelta(days=1)
    until = end if span[1] == "24:00" else at(span[1])
    assert (row.begin, row.einde) == (at(span[0]), until)


def test_some_days_are_one_absence(haar, sanne):
    saved(haar, deel="DAG", laatste_dag=(MAANDAG + timedelta(days=4)).isoformat())
    row = Afwezigheid.objects.get()
    assert row.einde - row.begin == timedelta(days=5)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"dag": ""}, "Kies een dag."),
        ({"dag": "x"}, "Deze dag bestaat niet."),
        ({"dag": "2026-11-30"}, "Deze dag is al voorbij."),
        ({"dag": "9999-12-31"}, "Deze dag ligt te ver weg."),
        ({"deel": "TIJD"}, "Vul een tijd in."),
        ({"deel": "TIJD", "van": "11:00", "tot": "10:00"}, "De eindtijd moet na de begintijd"),
        ({"deel": "TIJD", "van": "10:02", "tot": "11:00"}, "veelvoud van vijf minuten"),
        ({"deel": "DAG", "laatste_dag": "2026-12-01"}, "De laatste dag moet na de eerste dag"),
        ({"deel": "DAG", "laatste_dag": "9999-12-31"}, "De laatste dag moet na de eerste dag"),
        ({"laatste_dag": "2026-12-08"}, "Een deel van de dag kan alleen voor één dag."),
        ({"deel": "NACHT"}, "NACHT"),
        ({"reden": "bsn 111222333"}, "burgerservicenummer"),
    ],
)
def test_what_cannot_be_meant_is_said(haar, sanne, given, sentence):
    answer = haar.post(AFWEZIG, asked(**given))
    assert answer.status_code == 400
    assert sentence in text_of(answer)


def test_what_an_outside_calendar_says_is_not_taken_away_here(haar, sanne):
    row = Afwezigheid.objects.create(
        middel=sanne, begin=NOW, einde=NOW + timedelta(days=1), bron="outlook"
    )
    assert haar.post(f"{AFWEZIG}{row.pk}/weg/").status_code == 404
    assert "1 stuk bezette tijd komt uit uw eigen agenda." in text_of(haar.get(AFWEZIG))
