"""Which address is meant by a postcode and a number.

First our own table: the municipality's own addresses, and answers of the public register that
are kept for TERM. Only what is not there is asked. A term that ran out while the register does
not answer is no reason to know less.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from afspraken.adresboek import pdok
from afspraken.bezoekadres import Adres, number_of
from afspraken.models import Adrespunt

TERM = timedelta(days=90)
"""So long an answer of the register is believed; doors are seldom added or renumbered."""


class Unreachable(Exception):
    """We do not know the address, and the register that may know it does not answer."""


def find(postcode: str, huisnummer: str, *, now: datetime) -> list[Adres]:
    """The addresses that fit, however they are written; none: the address does not exist.

    What is written with its letter or addition is meant exactly. A number alone that nobody has
    can still be one of several doors: then it gives all of them, and the customer says which.
    Raises: Unreachable.
    """
    doors = _doors(written_postcode(postcode), number_of(huisnummer), now=now)
    wanted = written_number(huisnummer)
    exact = [one for one in doors if written_number(one.huisnummer) == wanted]
    is_number_alone = wanted == str(number_of(huisnummer))
    return exact or (doors if is_number_alone else [])


def _doors(postcode: str, nummer: int, *, now: datetime) -> list[Adres]:
    """Every door of a number, from the table or from the register."""
    rows = list(Adrespunt.objects.filter(postcode=postcode, nummer=nummer))
    fresh = [row for row in rows if row.geldig_tot is None or row.geldig_tot > now]
    if fresh or not settings.PDOK_URL or not nummer:
        return [row.adres for row in fresh]
    try:
        found = pdok.ask(postcode, nummer)
    except pdok.NoAnswer as error:
        if not rows:
            raise Unreachable from error
        return [row.adres for row in rows]
    _keep(postcode, nummer, found, now=now)
    return found


@transaction.atomic
def _keep(postcode: str, nummer: int, found: list[Adres], *, now: datetime) -> None:
    """Store an answer in place of the one before. Of two at once, both stay: they are the same."""
    old = Q(postcode=postcode, nummer=nummer, geldig_tot__isnull=False)
    Adrespunt.objects.filter(old).delete()
    Adrespunt.objects.bulk_create(
        (Adrespunt(**one.as_dict(), nummer=nummer, geldig_tot=now + TERM) for one in found),
        ignore_conflicts=True,
    )


def written_postcode(text: str) -> str:
    """A postcode as it is stored.

    >>> written_postcode("1191aa")
    '1191 AA'
    """
    plain = "".join(text.split()).upper()
    return f"{plain[:4]} {plain[4:]}"


def written_number(text: str) -> str:
    """A house number by which two ways to write it are compared.

    >>> [written_number(text) for text in ("12", "12 a", "12a 2", "12-A2", "12 bis")]
    ['12', '12A', '12A-2', '12A-2', '12-BIS']
    """
    parts = re.findall(r"\d+|[A-Z]+", text.upper())
    if len(parts) > 1 and len(parts[1]) == 1 and parts[1].isalpha():
        parts[:2] = ["".join(parts[:2])]
    return "-".join(parts)
