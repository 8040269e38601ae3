"""Text that stays text: nothing a person typed can begin a line of its own or end a value."""

from __future__ import annotations

import re
from urllib.parse import quote

MOST_OCTETS = 75
"""Of one line, without its line end (RFC 5545 3.1)."""

_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"

_LINE_ENDS = re.compile("\r\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def escaped(text: str) -> str:
    r"""The text as a value: no control characters, the four signs of RFC 5545 3.3.11 escaped.

    >>> escaped("a;b,c\nd")
    'a\\;b\\,c\\nd'
    """
    if text.isprintable() and not ("," in text or ";" in text or "\\" in text):
        return text  # as nearly all text is
    plain = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    for sign, code in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, code)
    return plain


def quoted(text: str) -> str:
    """The text as the value of a parameter, in quotes; such a value cannot hold quotes itself.

    >>> quoted('Anna "de" Vries'), quoted("")
    ('"Anna \\'de\\' Vries"', '')
    """
    plain = " ".join(_UNSEEN.sub(" ", text.replace('"', "'")).split())
    return f'"{plain}"' if plain else ""


def address(text: str) -> str:
    """A web address, or an e-mail address after `mailto:`, with nothing that ends a line."""
    return quote(text, safe=_IN_ADDRESSES, errors="replace")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never cut inside a character."""
    if len(line) <= MOST_OCTETS and line.isascii():
        return line
    octets = line.encode()
    pieces, start, room = [], 0, MOST_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0b1100_0000 == 0b1000_0000:  # the inside of a character
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, MOST_OCTETS - 1  # the space that begins the next line counts
    return b"\r\n ".join([*pieces, octets[start:]]).decode()
