"""The cast of visits: a place that visits, officials who go out, addresses on a plain.

The town hall is at (0, 0) and an address at (east, north) metres from it, so a test can reckon the
roads: by car 1.3 × the distance at 30 km an hour and two minutes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import cos, radians

from afspraken import agenda, booking
from afspraken.bezoekadres import Adres
from afspraken.booking import Gegevens
from afspraken.lokaal import day_after
from afspraken.models import Afspraak, Kanaal, Middel, Partij, Product, Soort
from afspraken.offers import Offer, offer_of
from afspraken.wens import Wens, wens_of
from mobiel import planning, routing
from mobiel.bord import lezen
from mobiel.bord.voorstel import without
from mobiel.models import Route, Stop, Veldwerker
from tests.cast import ANNA, MAANDAG, NOW, Town, clock

NORTH, EAST = 52.2953, 4.9106
METRES = 111_195
"""To a degree of latitude on the sphere that the estimate takes."""

ADVIES = "Wmo-advies"
"""A competence."""

Spot = tuple[int, int]


def adres(spot: Spot = (1000, 0), nummer: str = "1") -> Adres:
    """The address so many metres east and north of the town hall."""
    east, north = spot
    return Adres(
        straat="Dorpsstraat",
        huisnummer=nummer,
        postcode="1191 BH",
        plaats="Ouderkerk aan de Amstel",
        breedtegraad=round(NORTH + north / METRES, 5),
        lengtegraad=round(EAST + east / METRES / cos(radians(NORTH)), 5),
    )


class Dorp:
    """Builds what a test of visits needs."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.thuis = town.locatie(
            "Bij u thuis", bij_klant=True, breedtegraad=NORTH, lengtegraad=EAST
        )

    def veldwerker(
        self,
        naam: str = "",
        *,
        open: str = "8:30-16:30",
        dagen: Iterable[date] = (MAANDAG,),
        kan: Iterable[str] = (ADVIES,),
        personeel: str = "",
        **how: object,
    ) -> Middel:
        """An official who goes out on these days; without lunch, unless `lunch_duur` says so."""
        middel = self.town.ambtenaar(
            naam, open=open, dagen=dagen, kan=kan, locatie=self.thuis, personeel=personeel
        )
        Veldwerker.objects.create(middel=middel, **{"lunch_duur": 0, **how})
        return middel

    def samen(
        self,
        naam: str = "Gesprek met twee",
        *,
        duur: int = 45,
        kan: Sequence[str | None] = (ADVIES, None),
        ook: Sequence[tuple[Soort, int, str | None]] = (),
        **fields: object,
    ) -> Product:
        """A product that officials do together, each with their own competence."""
        vraagt = tuple((Soort.AMBTENAAR, count, one) for one, count in Counter(kan).items())
        return self.town.product(
            naam,
            duur=duur,
            vraagt=(*vraagt, *ook),
            aanbieder="bezoek",
            **{"aanlooptijd": 0, **fields},
        )

    def product(
        self,
        naam: str = "Huisbezoek",
        *,
        duur: int = 45,
        kan: str | None = ADVIES,
        ook: Sequence[tuple[Soort, int, str | None]] = (),
        **fields: object,
    ) -> Product:
        """A product that one official does at the customer's."""
        return self.town.product(
            naam,
            duur=duur,
            vraagt=((Soort.AMBTENAAR, 1, kan), *ook),
            aanbieder="bezoek",
            **{"aanlooptijd": 0, **fields},
        )


def wens(product: Product, spot: Spot = (1000, 0), **options: object) -> Wens:
    """A wish to be visited; by an employee, unless said otherwise."""
    options = {"kanaal": Kanaal.TELEFOON, **options}
    return Wens.of([(product, 1)], adres=adres(spot), **options)


def windows(wish: Wens, *, dag: date = MAANDAG, now: datetime = NOW) -> list[str]:
    """The windows offered on a day, as "8:30-12:30", earliest and then shortest first."""
    found = agenda.search(wish, now=now).times(dag)
    return [shown(one) for one in sorted(found, key=lambda one: (one.begin, one.einde))]


def half_days(wish: Wens, *, dag: date = MAANDAG, now: datetime = NOW) -> list[str]:
    """The half days offered on a day."""
    return [one for one in windows(wish, dag=dag, now=now) if one in ("8:30-12:30", "12:30-16:30")]


def shown(one: Offer | Afspraak) -> str:
    """A window as "8:30-12:30"."""
    return f"{clock(one.begin)}-{clock(one.einde)}"


def offer(
    wish: Wens, window: str = "8:30-12:30", *, dag: date = MAANDAG, now: datetime = NOW
) -> Offer:
    """The offer of a window; fails the test if it is not offered."""
    return next(one for one in agenda.search(wish, now=now).times(dag) if shown(one) == window)


def booked(
    product: Product,
    spot: Spot = (1000, 0),
    window: str = "8:30-12:30",
    gegevens: Gegevens = ANNA,
    *,
    dag: date = MAANDAG,
    now: datetime = NOW,
) -> Afspraak:
    """A visit that an employee booked."""
    wish = wens(product, spot)
    taken = offer(wish, window, dag=dag, now=now)
    return booking.book(wish, taken, gegevens, partij=Partij.MEDEWERKER, now=now)


def moved(afspraak: Afspraak, window: str, *, dag: date = MAANDAG, now: datetime = NOW) -> Afspraak:
    """A visit in another window."""
    wish = wens_of(afspraak)
    found = agenda.search(wish, now=now, behalve=afspraak).times(dag)
    chosen = next(one for one in found if shown(one) == window)
    return booking.move(afspraak, wish, chosen, partij=Partij.MEDEWERKER, now=now)


def cancelled(afspraak: Afspraak, *, now: datetime = NOW) -> Afspraak:
    """A visit that does not take place."""
    return booking.cancel(afspraak, partij=Partij.MEDEWERKER, now=now)


def given_away(
    middel: Middel, *, dag: date = MAANDAG, now: datetime = NOW, steps: int = 300
) -> list[int]:
    """Spread the visits of who is ill over the others, as a planner does; who found no place."""
    budget = routing.iterations(steps)
    found = without(lezen.read_sheets(dag, day_after(dag), now=now), dag, middel.pk, budget=budget)
    planning.rearrange(dag, found.orders, gezien=found.seen, wat=str(found.wat), door="7", now=now)
    return [one.bezoek for one in found.gemist]


def longer(afspraak: Afspraak, minutes: int, *, now: datetime = NOW) -> Afspraak:
    """The same visit, of so many minutes more, in the window that it has."""
    wish = wens_of(afspraak)
    wish = Wens(wish.regels, wish.kanaal, wish.extra_tijd + minutes, adres=wish.adres)
    fresh = Afspraak.objects.select_related("locatie").get(pk=afspraak.pk)
    same = offer_of(wish, fresh)
    return booking.move(afspraak, wish, same, partij=Partij.MEDEWERKER, now=now)


def plan(middel: Middel, dag: date = MAANDAG) -> list[str]:
    """The route of an official as "9:06 Anna-ref": begin and reference, in order."""
    rows = Stop.objects.filter(route__middel=middel, route__dag=dag).order_by("volgorde")
    found = rows.select_related("bezoek__afspraak")
    return [f"{clock(one.begin)} {one.bezoek.afspraak.referentie}" for one in found]


def route(middel: Middel, dag: date = MAANDAG) -> Route:
    """The route of an official."""
    return Route.objects.get(middel=middel, dag=dag)
