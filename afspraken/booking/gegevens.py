"""What a customer tells about themselves."""

from __future__ import annotations

from dataclasses import dataclass

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
    namens: str = ""
    tolk: str = ""
    rolstoel: bool = False
    toelichting: str = ""

    def klant(self) -> dict[str, str]:
        """The part that is kept with the customer."""
        return {name: getattr(self, name) for name in _VAN_KLANT}

    def afspraak(self) -> dict[str, str | bool]:
        """The part that is kept with the appointment."""
        return {
            "namens": self.namens,
            "tolk": self.tolk,
            "rolstoel": self.rolstoel,
            "toelichting": self.toelichting,
        }
