"""Which address is meant by a postcode and a number."""

from __future__ import annotations

import re

from afspraken.bezoekadres import Adres
from afspraken.models import Adrespunt

_NUMBER = re.compile(r"\d+")


def find(postcode: str, huisnummer: str) -> list[Adres]:
    """The addresses that fit, the most likely first; none: we do not know it.

    What is written with its letter or addition is meant exactly. A number alone that nobody has
    can still be one of several doors: then it gives all of them, and the customer says which.
    """
    rows = Adrespunt.objects.filter(
        postcode=written_postcode(postcode), nummer=number_of(huisnummer)
    )
    found = [row.adres for row in rows]
    exact = [one for one in found if one.huisnummer == written_number(huisnummer)]
    if exact or written_number(huisnummer) != str(number_of(huisnummer)):
        return exact
    return found


def written_postcode(text: str) -> str:
    """A postcode as it is stored.

    >>> written_postcode("1191aa")
    '1191 AA'
    """
    plain = "".join(text.split()).upper()
    return f"{plain[:4]} {plain[4:]}"


def written_number(text: str) -> str:
    """A house number as it is stored: capitals, an addition behind a dash.

    >>> [written_number(text) for text in ("12", "12 a", "12a 2", "12-2", "12 bis")]
    ['12', '12A', '12A-2', '12-2', '12-BIS']
    """
    parts = re.findall(r"\d+|[A-Z]+", text.upper())
    if len(parts) > 1 and len(parts[1]) == 1 and parts[1].isalpha():
        parts[:2] = ["".join(parts[:2])]
    return "-".join(parts)


def number_of(text: str) -> int:
    """The number without letter and addition; 0 if there is none.

    >>> number_of("12 a")
    12
    """
    found = _NUMBER.search(text)
    return int(found.group()[:6]) if found else 0
