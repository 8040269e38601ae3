"""Writing an article: draft, in use, history; and two writers at once."""

import pytest

from afspraken import kennis
from afspraken.kennis import Inhoud, Intussen
from afspraken.models import Logregel
from tests.afspraken.kennis.artikelen import ANNA, article, write

pytestmark = pytest.mark.django_db


def states(row):
    return [(one.nummer, one.status) for one in kennis.read(row).versies]


def test_a_draft_beside_the_version_in_use_is_read_by_nobody():
    row = article("Afval", "Grijs op dinsdag.")
    write(row, "Grijs op maandag.", publiceer=False)
    assert kennis.published("afval").versie.tekst == "Grijs op dinsdag."
    assert kennis.read(row).begin.tekst == "Grijs op maandag."


def test_saving_twice_is_one_draft():
    row = article("Afval", publiceer=False)
    write(row, "Anders", publiceer=False)
    assert states(row) == [(1, "CONCEPT")]


def test_publishing_makes_the_one_before_it_history():
    row = article("Afval", "Een")
    write(row, "Twee")
    assert states(row) == [(2, "GEPUBLICEERD"), (1, "VERVANGEN")]


def test_an_old_version_is_put_back_as_a_new_one():
    row = article("Afval", "Een")
    write(row, "Twee")
    old = kennis.read(row).versie("1")
    kennis.publish(row, Inhoud.of(old), gezien=kennis.read(row).kenmerk, **ANNA)
    assert kennis.published("afval").versie.tekst == "Een"
    assert states(row)[0] == (3, "GEPUBLICEERD")


@pytest.mark.parametrize("act", [kennis.save_draft, kennis.publish])
def test_the_second_of_two_writers_is_told(act):
    row = article("Afval", "Een")
    seen = kennis.read(row).kenmerk
    write(row, "Van Bram", publiceer=False)
    with pytest.raises(Intussen) as told:
        act(row, Inhoud("Van Anna"), gezien=seen, **ANNA)
    assert told.value.stand.begin.tekst == "Van Bram"


def test_what_is_taken_out_of_use_is_not_found_any_more():
    row = article("Afval", "Een")
    kennis.withdraw(row, gezien=kennis.read(row).kenmerk, door="7", now=ANNA["now"])
    assert kennis.published("afval") is None
    assert kennis.search("afval") == []
    assert states(row) == [(1, "VERVANGEN")]


def test_a_draft_can_be_thrown_away():
    row = article("Afval", "Een")
    write(row, "Twee", publiceer=False)
    kennis.discard(row, gezien=kennis.read(row).kenmerk, door="7", now=ANNA["now"])
    assert states(row) == [(1, "GEPUBLICEERD")]


def test_the_log_says_what_was_done_and_never_what_was_written():
    row = article("Afval", "Een")
    lines = Logregel.objects.filter(onderwerp=f"kennisartikel:{row.pk}").order_by("pk")
    assert [line.gegevens for line in lines] == [
        {"wat": "nieuw"},
        {"wat": "gepubliceerd", "nummer": 1},
    ]


def test_steps_and_questions_are_read_line_by_line():
    row = article("Afval", publiceer=False)
    versie = write(
        row,
        "Tekst",
        script="Vraag het adres.\r\n\r\nKijk in de kalender.",
        vragen="Mag glas erbij?\nNee.\n\nEn karton?\nJa,\nplat.\n\n\nEn nu?",
    )
    assert versie.stappen == ["Vraag het adres.", "Kijk in de kalender."]
    assert versie.vragen_en_antwoorden == [
        ("Mag glas erbij?", "Nee."),
        ("En karton?", "Ja,\nplat."),
        ("En nu?", ""),
    ]
