"""A day with something to see on the board: three officials, two villages, a few visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from afspraken import booking
from afspraken.bezoekadres import Adres
from afspraken.booking import Gegevens
from afspraken.models import Afspraak, Kanaal, Middel, Partij, Product, Soort
from afspraken.wens import Wens
from mobiel.models import Bezoek
from tests.cast import MAANDAG, NOW
from tests.mobiel.dorp import Dorp, Spot, adres, offer

PLACES: tuple[Spot, ...] = (
    *((-900, 300), (400, -700), (1500, 900), (1700, 3500), (2100, 3700), (-400, -1500)),
    *((700, 500), (1900, 3300), (-1300, -200), (300, 1200), (900, -1100), (1500, 3600)),
)
STREETS = (
    *("Kerkstraat 12", "Achterdijk 3", "Hoofdstraat 40", "Rijksstraatweg 101", "Dorpsplein 8"),
    *("Polderweg 27", "Rondehoep 5", "Clarissenhof 14", "Koningin Julianalaan 2", "Machineweg 9"),
    *("Holendrechterweg 33", "Venserweg 60"),
)
FIRST_NORTH = 3000
"""Metres north of the town hall where Duivendrecht begins."""

NAMES = (
    *("Anna de Vries", "Bram Bakker", "Mevrouw De Boer", "Fatima El Amrani", "Gerrit Jansen"),
    *("Hanneke Visser", "Ibrahim Yılmaz", "Johanna van der Meulen", "Kees Mulder", "Lies Smit"),
    *("Mohamed Aziz", "Nel Bos"),
)


def address(number: int) -> Adres:
    """The address at one of PLACES, in one of two villages."""
    place = PLACES[number % len(PLACES)]
    straat, _space, huisnummer = STREETS[number % len(STREETS)].rpartition(" ")
    plaats = "Duivendrecht" if place[1] >= FIRST_NORTH else "Ouderkerk aan de Amstel"
    return replace(adres(place, huisnummer), straat=straat, plaats=plaats)


class Bordstad:
    """Sanne and Tim by car, Roos on a bicycle with a kit; lunch at noon."""

    def __init__(self, dorp: Dorp, *, dagen: tuple[date, ...] = (MAANDAG,)) -> None:
        self.dorp = dorp
        lunch = {"lunch_duur": 30, "dagen": dagen}
        self.koffer = dorp.town.middel(Soort.KOFFER, "Koffer 1", dagen=())
        self.sanne = dorp.veldwerker("Sanne Visser", **lunch)
        self.tim = dorp.veldwerker("Tim Kuipers", **lunch)
        self.roos = dorp.veldwerker("Roos Bakker", koffer=self.koffer, vervoer="FIETS", **lunch)
        self.advies = dorp.product("Wmo-huisbezoek", duur=45)
        self.kort = dorp.product("Rijbewijs brengen", duur=15, kan=None)

    @property
    def officials(self) -> list[Middel]:
        return [self.sanne, self.tim, self.roos]

    def visit(
        self,
        number: int,
        window: str = "8:30-12:30",
        *,
        product: Product | None = None,
        dag: date = MAANDAG,
        now: datetime = NOW,
    ) -> Afspraak:
        """The visit of one of NAMES at one of PLACES."""
        who = Gegevens(
            naam=NAMES[number % len(NAMES)], email="wie@example.nl", telefoon="+31612345678"
        )
        wish = Wens.of([(product or self.advies, 1)], kanaal=Kanaal.TELEFOON, adres=address(number))
        taken = offer(wish, window, dag=dag, now=now)
        return booking.book(wish, taken, who, partij=Partij.MEDEWERKER, now=now)

    def fill(
        self, visits: int = len(PLACES), *, dag: date = MAANDAG, now: datetime = NOW
    ) -> list[Afspraak]:
        """So many visits, or twelve, in both halves of the day."""
        return [
            self.visit(
                number,
                "8:30-12:30" if number % 2 else "12:30-16:30",
                product=self.kort if number % 4 == 3 else self.advies,
                dag=dag,
                now=now,
            )
            for number in range(visits)
        ]

    def loose(self, afspraak: Afspraak) -> Bezoek:
        """Take a visit off its route, as if nobody could do it."""
        bezoek = Bezoek.objects.get(afspraak=afspraak)
        bezoek.stops.all().delete()
        return bezoek
