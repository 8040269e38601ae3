"""Texts with placeholders: what may stand in them, and what becomes of them."""

import pytest

from notificaties.models import Berichtkanaal, Berichtsoort
from notificaties.teksten.invullen import fill
from notificaties.teksten.plaatshouders import allowed, faults


def _faults(tekst, titel="Uw afspraak", *, soort="BEVESTIGING", kanaal="EMAIL"):
    return faults("" if kanaal == "SMS" else titel, tekst, soort=soort, kanaal=kanaal)


def test_a_good_text_has_no_faults():
    assert _faults("Beste {naam}, tot {datum}. Neem mee: {meenemen}") == {}


def test_an_unknown_placeholder_is_named():
    assert _faults("Beste {nam}") == {"tekst": ["{nam} bestaat niet bij dit bericht."]}


@pytest.mark.parametrize("tekst", ["Beste {naam", "Beste naam}", "{{naam}", "{", "}{", "{na{am}"])
def test_a_loose_brace_is_shown_where_it_stands(tekst):
    assert "losse accolade bij" in _faults(tekst)["tekst"][0]


def test_what_stands_between_double_braces_stays_text():
    assert _faults("{{7*7}} en {naam}") == {}
    assert fill("{{7*7}} en {naam}", {"naam": "{{8*8}} {datum}"}) == "{{7*7}} en {{8*8}} {datum}"


def test_a_text_is_no_program():
    for tekst in ("{naam.upper}", "{0}", "{naam!r}", "{naam|safe}", "{ naam }", "{}"):
        assert "bestaat niet" in _faults(tekst)["tekst"][0]
    assert _faults("{% load static %}")["tekst"]
    assert fill("{naam.__class__}", {"naam": "Anna"}) == ""


@pytest.mark.parametrize("naam", ["naam", "voor_wie", "producten", "meenemen", "kosten", "reden"])
@pytest.mark.parametrize("soort", Berichtsoort.values)
def test_an_sms_tells_nothing_of_a_person_or_a_product(naam, soort):
    assert naam not in allowed(soort, Berichtkanaal.SMS)
    assert _faults(f"Dag {{{naam}}}", soort=soort, kanaal="SMS")


def test_the_sentence_says_why_it_may_not_be_in_an_sms():
    assert _faults("Dag {naam}", kanaal="SMS") == {
        "tekst": ["{naam} mag niet in een sms. Iedereen kan op het scherm meelezen."]
    }


@pytest.mark.parametrize("naam", ["naam", "voor_wie", "link", "reden"])
def test_an_official_gets_nothing_personal_and_no_secret_link(naam):
    found = _faults(f"{{{naam}}}", soort="MEDEDELING")["tekst"]
    assert found[0].startswith(f"{{{naam}}}")


def test_a_list_does_not_fit_a_subject():
    assert _faults("Dag", "Mee: {meenemen}") == {
        "titel": ["{meenemen} past niet in een onderwerpregel."]
    }


def test_a_subject_is_needed_in_an_e_mail_and_refused_in_an_sms():
    assert _faults("Dag", " ")["titel"] == ["Vul een onderwerpregel in."]
    assert faults("Hoi", "Dag", soort="BEVESTIGING", kanaal="SMS")["titel"]
    assert _faults("Dag", "Een\nTwee")["titel"] == ["De onderwerpregel is één regel."]


def test_an_empty_text_is_refused():
    assert _faults(" \n ") == {"tekst": ["Vul een tekst in."]}


def test_a_kind_of_another_app_has_its_own_placeholders():
    assert _faults("Tussen {van} en {tot}", soort="TIJDVAK") == {}
    assert _faults("Tussen {van} en {tot}")["tekst"] == [
        "{van} bestaat niet bij dit bericht.",
        "{tot} bestaat niet bij dit bericht.",
    ]


def test_every_placeholder_is_explained():
    for soort in Berichtsoort.values:
        for kanaal in Berichtkanaal.values:
            assert all(str(each.uitleg) for each in allowed(soort, kanaal).values())


def test_a_line_whose_placeholders_are_all_empty_is_left_out():
    text = "Beste {naam},\nVoor: {voor_wie}\nBel {telefoon} of {website}.\nTot dan"
    assert fill(text, {"naam": "Anna", "website": "x.nl"}) == "Beste Anna,\nBel  of x.nl.\nTot dan"


def test_what_is_left_out_leaves_no_hole():
    assert fill("Een\n\n{leeg}\n\n{ook}\n\nTwee\n", {}) == "Een\n\nTwee"


def test_a_list_stands_under_what_comes_before_it():
    values = {"mee": ("pasfoto", "paspoort")}
    assert fill("Mee: {mee}\nTot dan", values) == "Mee:\n- pasfoto\n- paspoort\nTot dan"
    assert fill("{mee}", values) == "- pasfoto\n- paspoort"
    assert fill("Mee: {mee}", {"mee": ()}) == ""


def test_line_ends_of_any_system_are_the_same():
    assert fill("Een\r\n{leeg}\r\nTwee", {}) == "Een\nTwee"


def test_a_text_that_is_too_long_is_not_read_further():
    found = faults("x", "{ " * 50_000, soort="BEVESTIGING", kanaal="EMAIL")
    assert found == {"tekst": ["Dit is te lang. Gebruik hoogstens 5000 tekens."]}
