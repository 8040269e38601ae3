"""Plain Dutch (B1) in every text of pages and code, and English beside each of them."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

CATALOG = Path(__file__).parents[2] / "locale/en/LC_MESSAGES/django.po"
MOST_WORDS = 15
STIFF = re.compile(
    r"\b(indien|dien(t|en) te|middels|betreffende|alvorens|ten behoeve van|teneinde|tevens|"
    r"aangaande|inzake|reeds|gelieve|dienen|jij|jouw|je)\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>")


def _texts() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    with CATALOG.open("rb") as file:
        rows = [message for message in read_po(file, locale="en") if message.id]
    return [(_forms(row.id), _forms(row.string)) for row in rows]


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


TEXTS = _texts()
DUTCH = [form for dutch, _english in TEXTS for form in dutch]


def test_there_are_texts_to_look_at():
    assert len(DUTCH) > 500


def test_no_sentence_is_longer_than_fifteen_words():
    sentences = [part for text in DUTCH for part in re.split(r"(?<=[.?!:])\s", text)]
    long = [one for one in sentences if len(_PLACEHOLDER.sub("x", one).split()) > MOST_WORDS]
    assert long == []


def test_no_word_is_stiff():
    assert [text for text in DUTCH if STIFF.search(text)] == []


@pytest.mark.parametrize("text", ["Indien u komt", "U dient te bellen", "middels een brief"])
def test_a_stiff_word_would_be_found(text):
    assert STIFF.search(text)


def test_every_text_has_its_english():
    assert [dutch[0] for dutch, english in TEXTS if not all(english)] == []


def test_a_translation_fills_the_same_blanks():
    blanks = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?strong>")
    for dutch, english in TEXTS:
        wanted = {frozenset(blanks.findall(form)) for form in dutch}
        assert {frozenset(blanks.findall(form)) for form in english} <= wanted, dutch[0]
