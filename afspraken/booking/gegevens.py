"""What a customer tells about themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_VAN_KLANT = (
    *("naam", "email", "telefoon", "organisatie", "postcode", "huisnummer", "taal", "voorkeur"),
)


@dataclass(frozen=True)
class Gegevens:
    """What a customer tells about themselves, checked by the door. `telefoon` is E.164."""

    naam: str
    email: str = ""
    telefoon: str = ""
    organisatie: str = ""
    postcode: str = ""
    huisnummer: str = ""
    taal: str = "nl"
    voorkeur: str = ""
    geboortedatum: date | None = None  # only employees ask, to recognise someone
    namens: str = ""
    tolk: str = ""
    rolstoel: bool = False
    toelichting: str = ""
    toegang: str = ""  # asked for a visit only, as is `begeleider`
    begeleider: str = ""

    def klant(self) -> dict[str, str | date]:
        """The part that is kept with the customer; a birth date that was not told is left out."""
        told = {name: getattr(self, name) for name in _VAN_KLANT}
        return told | ({"geboortedatum": self.geboortedatum} if self.geboortedatum else {})

    def afspraak(self) -> dict[str, str | bool]:
        """The part that is kept with the appointment."""
        return {
            "namens": self.namens,
            "tolk": self.tolk,
            "rolstoel": self.rolstoel,
            "toelichting": self.toelichting,
            "toegang": self.toegang,
            "begeleider": self.begeleider,
        }
