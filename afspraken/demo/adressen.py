"""Addresses of the example town, where people are visited.

Towns and streets exist; which numbers there are, their postcodes and their points are roughly
right at best. Nobody who lives there is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from afspraken.adresboek import number_of
from afspraken.bezoekadres import Adres
from afspraken.demo.plaatsen import PLAATSEN
from afspraken.models import Adrespunt, Buurt

_OUDERKERK, _DUIVENDRECHT, _WAVER = "Ouderkerk aan de Amstel", "Duivendrecht", "Waver"

Point = tuple[float, float]


@dataclass(frozen=True)
class Straat:
    """A street as a line from its first number to its last: latitude and longitude, in degrees.

    `deuren` are letters of a number that is several doors: 8A and 8B where there is no 8.
    """

    naam: str
    postcode: str
    plaats: str
    van: Point
    tot: Point
    nummers: range
    deuren: dict[int, str] = field(default_factory=dict)

    def addresses(self) -> Iterator[Adres]:
        """Every door of the street, from one end to the other."""
        for place, nummer in enumerate(self.nummers):
            part = place / max(len(self.nummers) - 1, 1)
            lat, lon = (a + part * (b - a) for a, b in zip(self.van, self.tot, strict=True))
            for letter in self.deuren.get(nummer, " "):
                door = f"{nummer}{letter}".strip()
                yield Adres(
                    self.naam, door, self.postcode, self.plaats, round(lat, 6), round(lon, 6)
                )


STRATEN = (
    Straat(
        *("Dorpsstraat", "1191 BH", _OUDERKERK, (52.2958, 4.9048), (52.2932, 4.9081)),
        nummers=range(1, 60, 2),
        deuren={9: "AB"},
    ),
    Straat(
        *("Kerkstraat", "1191 JB", _OUDERKERK, (52.2949, 4.9071), (52.2940, 4.9059)),
        nummers=range(2, 40, 2),
    ),
    Straat(
        *("Hoger Einde-Zuid", "1191 AG", _OUDERKERK, (52.2921, 4.9068), (52.2850, 4.9015)),
        nummers=range(3, 80, 4),
    ),
    Straat(
        *("Koningin Julianalaan", "1191 CC", _OUDERKERK, (52.2985, 4.9130), (52.2957, 4.9180)),
        nummers=range(1, 70, 3),
        deuren={22: "ABCD"},
    ),
    Straat(
        *("Sluisvaart", "1191 HD", _OUDERKERK, (52.2925, 4.9120), (52.2890, 4.9195)),
        nummers=range(1, 120, 5),
    ),
    Straat(
        *("Rondehoep Oost", "1191 KC", _OUDERKERK, (52.2840, 4.9090), (52.2590, 4.9180)),
        nummers=range(5, 60, 6),
    ),
    Straat(
        *("Waver", "1191 KG", _WAVER, (52.2535, 4.9150), (52.2470, 4.8890)),
        nummers=range(2, 50, 6),
    ),
    Straat(
        *("Rijksstraatweg", "1115 AH", _DUIVENDRECHT, (52.3310, 4.9345), (52.3215, 4.9405)),
        nummers=range(10, 230, 10),
    ),
    Straat(
        *("Dorpsplein", "1115 CX", _DUIVENDRECHT, (52.3279, 4.9365), (52.3272, 4.9378)),
        nummers=range(2, 90, 4),
        deuren={14: "AB"},
    ),
    Straat(
        *("Kloosterstraat", "1115 BJ", _DUIVENDRECHT, (52.3300, 4.9375), (52.3288, 4.9420)),
        nummers=range(1, 40, 2),
    ),
)

BUURTEN = {
    "Ouderkerk, het dorp": (52.2948, 4.9050),
    "Ouderkerk, Tuindorp": (52.2995, 4.9200),
    "Ouderkerk-Zuid": (52.2870, 4.9185),
    "Benning": (52.2890, 4.8905),
    "De Ronde Hoep": (52.2700, 4.9100),
    "Waver": (52.2500, 4.9020),
    "Duivendrecht, het dorp": (52.3290, 4.9385),
    "Duivendrecht-Zuid": (52.3225, 4.9430),
}
"""Parts of town with a point in their middle: latitude and longitude, in degrees."""

ADRESSEN = tuple(adres for straat in STRATEN for adres in straat.addresses())


def of_our_places() -> Iterator[Adres]:
    """Where we work ourselves: somebody may ask us to come there, or look it up."""
    for one in PLAATSEN:
        if not one.bij_klant:
            yield Adres(
                one.straat,
                one.huisnummer,
                one.postcode,
                one.plaats,
                one.breedtegraad,
                one.lengtegraad,
            )


def write() -> None:
    """Store them and the parts of town, so that the town needs no service to know them."""
    Adrespunt.objects.bulk_create(
        Adrespunt(**adres.as_dict(), nummer=number_of(adres.huisnummer))
        for adres in (*ADRESSEN, *of_our_places())
    )
    Buurt.objects.bulk_create(
        Buurt(naam=naam, breedtegraad=lat, lengtegraad=lon) for naam, (lat, lon) in BUURTEN.items()
    )
