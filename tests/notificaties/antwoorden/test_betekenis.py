"""What an SMS means: a plain word is understood, all else is for a person to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notificaties.antwoorden.betekenis import POLITE, WORDS, meaning, note
from notificaties.models import LONGEST_NOTITIE, Betekenis

SAID = {
    "JA": ["JA", "ja", " Ja. ", "ja!!!", "Ja graag", "ja hoor, bedankt", "'JA'", "Ja ja", "YES"]
    + ["👍", "Ja 👍", "oké", "OKÉ dank u wel", "ja\r\n", "ja\x00", "J\u0061", "Ｊａ", "ja a.u.b."],
    "NEE": [
        "NEE",
        "nee",
        "Nee, bedankt",
        "no",
        "Ik kan niet",
        "nee ik kom niet.",
        "Nee dank je wel",
    ],
    "ANNULEER": ["ANNULEER", "annuleren", "Annuleer a.u.b.", "graag annuleren", "Cancel", "anuleer"]
    + ["nee, annuleer", "Annuleer mijn afspraak alstublieft"],
    "VERZET": [
        "VERZET",
        "Verzetten graag",
        "andere tijd",
        "MOVE",
        "graag een andere dag",
        "change",
    ],
    "STOP": ["STOP", "stop!", "Stopall", "Unsubscribe", "geen sms meer", "geen sms meer, dank u"],
    "START": ["START", "start", "Weer sms"],
    "ANDERS": [
        "",
        " ",
        "?",
        "👎",
        "ja maar later",
        "ja/nee",
        "nee ja",
        "JANEE",
        "Hoe laat?",
        "hoor",
    ]
    + ["stop niet", "ik kom niet met de auto", "annuleer niet", "nee hoor ja", "jaja", "bel mij"]
    + ["ja " * 40, "x" * 100_000, "\ud83d"],
}


@pytest.mark.parametrize(
    ("text", "wat"), [(text, wat) for wat, texts in SAID.items() for text in texts]
)
def test_a_text_means(text, wat):
    assert meaning(text) == wat


def test_no_phrase_means_two_things():
    phrases = [" ".join(one.split()) for row in WORDS.values() for one in row.split(",")]
    assert len(phrases) == len(set(phrases))
    for wat, row in WORDS.items():
        for phrase in row.split(","):
            assert meaning(phrase) == wat, phrase


def test_politeness_alone_says_nothing():
    assert {meaning(word) for word in POLITE} == {Betekenis.ANDERS}


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_has_one_meaning_and_a_note_that_can_be_kept(text):
    assert meaning(text) in Betekenis
    kept = note(text)
    assert kept.isprintable()
    kept.encode()
    assert len(kept) <= LONGEST_NOTITIE
    assert note(kept) == kept


@pytest.mark.parametrize("bsn", ["111222333", "111 222 333", "1112.22.333", "111-222-333"])
def test_a_citizen_service_number_is_not_kept(bsn):
    kept = note(f"Mijn nummer is {bsn}, alvast")
    assert not any(sign.isdigit() for sign in kept)
    assert kept.startswith("Mijn nummer is ")


def test_other_numbers_are_kept():
    assert note("Bel 06 12345678 na 16.00 uur") == "Bel 06 12345678 na 16.00 uur"


def test_a_long_text_is_cut_off():
    assert len(note("woord " * 500)) == LONGEST_NOTITIE
