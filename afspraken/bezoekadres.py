"""The address at which we visit a customer, with the point where it is. A plain value.

Finding one by postcode and number is for `afspraken/adresboek/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

_NUMBER = re.compile(r"\d+", re.ASCII)
_EXACT = 6
"""Decimals of a degree that are kept: ten centimetres."""


@dataclass(frozen=True)
class Adres:
    """One address; `huisnummer` with its letter and addition, `postcode` as "1191 AA".

    Latitude and longitude are degrees (WGS 84).
    """

    straat: str
    huisnummer: str
    postcode: str
    plaats: str
    breedtegraad: float
    lengtegraad: float

    @property
    def regel(self) -> str:
        """The address on one line, as one would write it on an envelope."""
        street = f"{self.straat} {self.huisnummer}".strip()
        town = f"{self.postcode} {self.plaats}".strip()
        return f"{street}, {town}"

    @property
    def punt(self) -> tuple[float, float]:
        """Latitude and longitude, in degrees."""
        return self.breedtegraad, self.lengtegraad

    def as_dict(self) -> dict[str, Any]:
        """The address for a session or a JSON column; `of` reads it back."""
        rounded = {
            "breedtegraad": round(self.breedtegraad, _EXACT),
            "lengtegraad": round(self.lengtegraad, _EXACT),
        }
        return asdict(self) | rounded

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Adres | None:
        """The address that `as_dict` gave; None for {} and for what is not an address.

        >>> Adres.of({}) is None
        True
        """
        try:
            return cls(
                straat=str(values["straat"]),
                huisnummer=str(values["huisnummer"]),
                postcode=str(values["postcode"]),
                plaats=str(values["plaats"]),
                breedtegraad=float(values["breedtegraad"]),
                lengtegraad=float(values["lengtegraad"]),
            )
        except (KeyError, TypeError, ValueError):
            return None


def number_of(text: str) -> int:
    """The number without letter and addition; 0 if there is none.

    >>> number_of("12 a")
    12
    """
    found = _NUMBER.search(text)
    return int(found.group()[:6]) if found else 0
