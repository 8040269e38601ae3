"""Finding products and life events by the words people use, misspelt or in the other language too.

Any word may fit: what fits more words, and in a better place, stands first. The catalogue is
small, so it is searched in memory.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import TypeVar

from afspraken.models import Levensgebeurtenis, Product

T = TypeVar("T", Product, Levensgebeurtenis)

_SMALL_WORDS = """
aan als at de een en for het i ik in is maken make met my myn new nieuw nieuwe of om op or te
the to u uw van voor want wil with aanvragen afspraak apply appointment
"""
"""Words that fit nearly everything: they count only where nothing else was asked for.

All words here are as `plain` leaves them."""
_SMALL = frozenset(_SMALL_WORDS.split())

_MANAGE = ("wyzig", "verzet", "annuleer", "annuler", "afzeg", "verplaats", "cancel", "reschedul")
_PART_OF_MANAGE = ("afspraak", "appointment", "afspraken", "appointments")

_PLACES = ((6, "naam"), (6, "naam_en"), (4, "zoekwoorden"), (4, "upl_naam"))
_TEXTS = ((1, "omschrijving"), (1, "omschrijving_en"))
_WHOLE, _BEGIN, _INSIDE, _ALIKE = 1.0, 0.9, 0.6, 0.5
_SHORTEST_INSIDE, _SHORTEST_ALIKE = 4, 5
_ONE_OR_TWO_ERRORS = 0.8


def search(rows: Iterable[T], zoek: str) -> list[T]:
    """The products, or life events, that fit what is asked for, best first; equals keep order."""
    asked = asked_words(zoek)
    scored = [(_score(row, asked), row) for row in rows]
    best = max((score for score, _row in scored), default=0.0)
    found = [pair for pair in scored if pair[0] > 0 and pair[0] >= best / 4]
    return [row for _score, row in sorted(found, key=lambda pair: -pair[0])]


def is_about_managing(zoek: str) -> bool:
    """True for who looks for an existing appointment: "afspraak wijzigen", "annuleren".

    >>> is_about_managing("Afspraak verzetten"), is_about_managing("adres wijzigen")
    (True, False)
    """
    words = plain(zoek).split()
    rest = [word for word in words if word not in _SMALL and word not in _PART_OF_MANAGE]
    asked = [word for word in words if word.startswith(_MANAGE) or word == "change"]
    return bool(asked) and all(word in asked for word in rest)


def plain(text: str) -> str:
    """The text without accents, in small letters, signs as spaces; ij is y."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in parts if not unicodedata.combining(c))
    return letters.replace("ij", "y")


def asked_words(zoek: str) -> list[str]:
    """The words asked for, each once, as `plain` leaves them; small words only if all are small."""
    words = list(dict.fromkeys(plain(zoek).split()))[:12]
    return [word for word in words if word not in _SMALL] or words


def _score(row: Product | Levensgebeurtenis, asked: list[str]) -> float:
    """How well it fits: for every word asked for, the best of its places."""
    places = [
        (weight, plain(getattr(row, name, "")).split(), alike)
        for names, alike in ((_PLACES, True), (_TEXTS, False))
        for weight, name in names
    ]
    return sum(
        max(weight * _likeness(word, words, alike=alike) for weight, words, alike in places)
        for word in asked
    )


def _likeness(asked: str, words: list[str], *, alike: bool) -> float:
    """From 0 to 1: the same word, its beginning, a part of it, or a word spelt nearly so."""
    return max((_one(asked, word, alike=alike) for word in words), default=0.0)


def _one(asked: str, word: str, *, alike: bool) -> float:
    if asked == word:
        return _WHOLE
    if word.startswith(asked):
        return _BEGIN
    short, long = sorted((asked, word), key=len)
    if len(short) >= _SHORTEST_INSIDE and short in long:
        return _INSIDE
    if not alike or len(short) < _SHORTEST_ALIKE or asked[0] != word[0]:
        return 0.0
    return _ALIKE if SequenceMatcher(None, asked, word).ratio() >= _ONE_OR_TWO_ERRORS else 0.0
