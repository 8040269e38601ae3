"""PURE: how long an SMS is, in how many parts it leaves, and which signs make it expensive.

A part holds 160 signs of the small GSM alphabet, or only 70 as soon as one other sign occurs. Of a
longer message each part gives up a few for its number.

Source: 3GPP TS 23.038 (alphabet), TS 23.040 (parts)
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = "\f^{}\\[~]|€"  # each takes the place of two
GSM7 = frozenset(BASIC + EXTENSION)

# Signs that a word processor makes of plain ones. They go without asking: nobody misses them.
PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−•·", "-"),
        **dict.fromkeys("\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006", " "),
        **dict.fromkeys("\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
        **dict.fromkeys("\u0085\u2028\u2029\v\f", "\n"),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff", ""),
        "…": "...",
    }
)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")

# Letters that do not come apart into a plain one and an accent.
SIMILAR = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "œ": "oe", "Œ": "OE"}


@dataclass(frozen=True)
class Length:
    """The size of one SMS. `left` is how many units still fit in the last part.

    A unit is a place for one sign of the GSM alphabet (€ and brackets take two), or for one of
    UCS-2 (an emoji takes two or more). An empty text has one empty part.
    """

    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    parts: int
    left: int


def measure(text: str) -> Length:
    """How long a text is as an SMS.

        GSM-7   160 in one part, else 153 each      a sign of two units is never cut in half, so
        UCS-2    70 in one part, else  67 each      a part may end one short

    >>> measure("Tot maandag!")
    Length(encoding='GSM-7', units=12, parts=1, left=148)
    >>> measure("Tot maandag 😀")
    Length(encoding='UCS-2', units=14, parts=1, left=56)
    """
    is_gsm7 = GSM7.issuperset(text)
    widths = [_septets(sign) if is_gsm7 else _words(sign) for sign in text]
    alone, each = (160, 153) if is_gsm7 else (70, 67)
    units = sum(widths)
    parts, left = (1, alone - units) if units <= alone else _packed(widths, each)
    return Length("GSM-7" if is_gsm7 else "UCS-2", units, parts, left)


def expensive(text: str) -> dict[str, str]:
    """Signs outside the GSM alphabet, in order of appearance, each with what could replace it.

    Empty where nothing plain looks like it (an emoji, another script). For an editor to choose:
    "Belgie" is cheaper than "België", but not better.

    >>> expensive("België – coördinatie")
    {'ë': 'e', '–': '-'}
    """
    return {sign: _similar(sign) for sign in dict.fromkeys(text) if sign not in GSM7}


def normalise(text: str) -> str:
    """The same text with plain quotes, dashes, spaces and line ends, and no control characters.

    Accents stay as they are. Twice is as good as once.

    >>> normalise("’s\u00a0Ochtends – om 9 uur…")
    "'s Ochtends - om 9 uur..."
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub("", composed.translate(PLAIN))


def _septets(sign: str) -> int:
    return 2 if sign in EXTENSION else 1


def _words(sign: str) -> int:
    return 2 if ord(sign) > 0xFFFF else 1


def _packed(widths: list[int], each: int) -> tuple[int, int]:
    """Parts of `each` units that these signs fill, and what is left in the last one."""
    parts, left = 1, each
    for width in widths:
        if width > left:
            parts, left = parts + 1, each
        left -= width
    return parts, left


def _similar(sign: str) -> str:
    plain = sign.translate(PLAIN) if sign.translate(PLAIN) != sign else SIMILAR.get(sign, "")
    base = "".join(c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c))
    found = plain or base
    return found if GSM7.issuperset(found) else ""
