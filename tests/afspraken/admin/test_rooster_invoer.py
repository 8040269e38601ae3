"""Changing a roster with wrong input: a sentence, and nothing typed is lost."""

import pytest

from afspraken.models import Uitzondering
from tests.afspraken.admin.conftest import change, open_now, weekly
from tests.afspraken.admin.weekbeeld import WIJZIG, every_change, moved, save


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"van": "12:00", "tot": "09:00"}, "De eindtijd moet na de begintijd liggen."),
        ({"van": "12:00", "tot": "12:00"}, "De eindtijd moet na de begintijd liggen."),
        ({"van": "", "tot": "12:00"}, "Vul een tijd in."),
        ({"van": "25:00"}, "geldige tijd"),
        ({"van": "\x00"}, "geldige tijd"),
        ({"van": "09:03"}, "veelvoud van vijf minuten"),
        ({"dag": "2026-02-30"}, "Deze dag bestaat niet."),
        ({"dag": "2026-11-30"}, "Deze dag is al voorbij."),
        ({"dag": "2099-12-07"}, "Deze dag ligt te ver weg."),
        ({"dag": "9999-12-31"}, "Deze dag ligt te ver weg."),
        ({"dag": ""}, "Kies een dag."),
        ({"locatie": "999999"}, "Deze locatie bestaat niet."),
        ({"locatie": "\x00"}, "Null-tekens zijn niet toegestaan."),
        ({"locatie": ""}, "Kies een locatie."),
        ({"middel": "999999"}, "Dit middel bestaat niet."),
        ({"middel": "9" * 40}, "Dit middel bestaat niet."),
        ({"wat": "WEG"}, "WEG"),
        ({"bereik": "altijd"}, "altijd"),
        ({"blok": "reeks-999999", "bereik": "reeks"}, "Deze weekreeks bestaat niet meer."),
        ({"blok": "", "bereik": "reeks"}, "Dit blok hoort niet bij een weekreeks."),
        ({"blok": "; drop table"}, "Kies het blok opnieuw"),
        ({"oud_van": "", "oud_tot": ""}, "Kies eerst in de week welk blok u wilt wijzigen."),
        ({"oud_van": "17:00", "oud_tot": "09:00"}, "Dit blok bestaat niet."),
        ({"wat": "HERSTEL"}, "Op deze dag geldt het gewone rooster al."),
        ({"wat": "HERSTEL", "bereik": "reeks"}, "Dit kan alleen voor één dag."),
        ({"reden": "x" * 201}, "200"),
        ({"reden": "a\x00b"}, "Null"),
        ({"dag": "2026-12-08", "bereik": "reeks"}, "hoort niet bij dit rooster"),
    ],
)
def test_wrong_input_gets_a_sentence_and_keeps_what_was_typed(beheer, loket, fields, sentence):
    before = open_now()
    answer = beheer.post(WIJZIG, {**moved(loket, "10:00", "18:00"), **fields})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert sentence in text
    if "van" not in fields:
        assert 'value="10:00"' in text
    assert open_now() == before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"weekdagen": []}, "Kies ten minste één dag."),
        ({"weekdagen": ["9"]}, "9"),
        ({"tot": "16:00"}, "De eindtijd moet na de begintijd liggen."),
        ({"eerste_dag": "2026-11-01"}, "Deze dag is al voorbij."),
        ({"laatste_dag": "2026-12-01"}, "De laatste dag moet na de eerste dag liggen."),
        ({"laatste_dag": "9999-12-31"}, "Kies een jaar tussen 2000 en 2199."),
    ],
)
def test_wrong_weekly_hours_get_a_sentence(beheer, loket, fields, sentence):
    url, data = every_change(loket)["new week"]
    answer = beheer.post(url, {**data, **fields})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_a_counter_of_another_building_is_refused(beheer, loket, town):
    elders = town.locatie("Duivendrecht")
    answer = beheer.post(WIJZIG, change(loket, elders, wat="EXTRA", van="09:00", tot="10:00"))
    assert answer.status_code == 400
    assert "Dit middel hoort bij een andere locatie." in answer.content.decode()


def test_an_official_may_work_in_another_building(beheer, loket, town):
    elders = town.locatie("Duivendrecht")
    fatima = town.ambtenaar("Fatima", dagen=())
    weekly(None, elders, "08:00", "20:00")
    before = open_now()
    save(beheer, WIJZIG, change(fatima, elders, wat="EXTRA", van="09:00", tot="10:00"))
    assert {(row[0], row[1]) for row in open_now() - before} == {(fatima.pk, elders.pk)}


def test_the_hours_of_a_place_are_for_everyone(beheer, loket):
    extra = change(None, loket.locatie, wat="EXTRA", van="20:00", tot="21:00")
    save(beheer, WIJZIG, {**extra, "alleen_personeel": "on"})
    assert not Uitzondering.objects.get().alleen_personeel
