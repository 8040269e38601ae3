"""PURE: names as one searches them: without accents, capitals and "van der", surname first.

    "Anna de Vries"           vries anna                               anna vries
    "Vries, Anna de"          vries anna                               anna vries
    "Zoë Jansen-de Vries"     vries zoe jansen    jansen vries zoe     zoe jansen vries

Three orders, so that each surname and the given name is the beginning of one of them.

What is stored and what is typed go through the same function, so the beginning of one can be
compared with the other. Not for where it is searched: see `klanten.py`.
"""

from __future__ import annotations

import unicodedata

PREFIXES = frozenset(
    {"van", "de", "der", "den", "het", "t", "ter", "ten", "te", "op", "in", "aan", "von", "zu"}
    | {
        "du",
        "la",
        "le",
        "el",
        "al",
        "d",
        "l",
        "s",
        "bij",
        "onder",
        "over",
        "uit",
        "voor",
        "v",
        "vd",
    }
)
"""Words before a surname, which people leave out, or say, as it comes."""

LAST = "\U0010ffff"
"""Sorts after every other character: a prefix p covers [p, p + LAST)."""

LONGEST = 254

# Letters that stay what they are when their accents are taken off.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_LETTERS[ord("ı")] = "i"


def search_name(naam: str) -> str:
    """A name of a person, surname first; empty if nothing of it can be searched.

    >>> search_name("Anna de Vries"), search_name("van der Vries, Zoë")
    ('vries anna', 'vries zoe')
    """
    words = _in_order(naam)
    return _joined([*words[-1:], *words[:-1]])


def search_second(naam: str) -> str:
    """From the surname before the last; empty for a name of one or two words.

    >>> search_second("Anna Jansen-de Vries"), search_second("Anna de Vries")
    ('jansen vries anna', '')
    """
    words = _in_order(naam)
    return _joined([*words[-2:], *words[:-2]]) if len(words) > 2 else ""


def search_given(naam: str) -> str:
    """The given name first, as one says it; empty for a name of one word.

    >>> search_given("Vries, Anna de")
    'anna vries'
    """
    words = _in_order(naam)
    return _joined(words) if len(words) > 1 else ""


def search_words(text: str) -> str:
    """A text of which the order stays: the name of an organisation.

    >>> search_words("Café 't Hoekje B.V.")
    'cafe t hoekje bv'
    """
    return _joined(plain_words(text))


def typed_names(text: str) -> tuple[str, ...]:
    """What someone may mean who types a name: as it is written, and with the surname first.

    >>> typed_names("vries anna"), typed_names("de Vries")
    (('anna vries', 'vries anna'), ('vries',))
    """
    as_written = _joined(_surname(text))
    return tuple(sorted({one for one in (search_name(text), as_written) if one}))


def plain_words(text: str) -> list[str]:
    """The words in lower case, without accents; only letters and digits are left.

    >>> plain_words("Müller-Şahin (O'Brien)")
    ['muller', 'sahin', 'obrien']
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    apart = apart.translate(_LETTERS)
    kept = (sign for sign in apart if not unicodedata.combining(sign) and sign not in "'’‘`.")
    spaced = "".join(sign if sign.isalnum() else " " for sign in kept)
    return spaced.split()


def _in_order(naam: str) -> list[str]:
    """The words of a name that count, given name first; of "Vries, Anna" the second half is."""
    last, comma, first = naam.partition(",")
    return [*_surname(first), *_surname(last)] if comma else _surname(naam)


def _surname(text: str) -> list[str]:
    words = plain_words(text)
    return [word for word in words if word not in PREFIXES] or words


def _joined(words: list[str]) -> str:
    return " ".join(words)[:LONGEST]
