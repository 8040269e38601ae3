"""What employees may not type in a free text: a citizen service number (BSN).

It says who someone is to everyone who reads along, and nobody needs it here (trust: S21).
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from afspraken.logboek import is_bsn

HINT = _("Hier staat een burgerservicenummer. Haal het weg, wij bewaren het niet.")

# Nine digits as people write them: together, or with dots, spaces or hyphens. Not part of more.
_NINE = re.compile(r"(?<![\d+])(?<!\d[ .-])\d(?:[ .-]{0,2}\d){8}(?![ .-]?\d)", re.ASCII)


def holds_bsn(text: str) -> bool:
    """True if a number in the text can be a BSN (it passes the 11-proof).

    >>> holds_bsn("bsn 1112.22.333 genoemd"), holds_bsn("bel 06 12345678")
    (True, False)
    """
    return any(is_bsn(re.sub(r"\D", "", found)) for found in _NINE.findall(text))


def without_bsn(text: str) -> None:
    """A validator for fields of forms. Raises: ValidationError with the hint."""
    if holds_bsn(text):
        raise ValidationError(HINT, code="bsn")
