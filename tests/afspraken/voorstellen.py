"""A specialist with a room, and proposals of another time, for tests.

`proposed(town, "9:00", ["11:00"])` gives the appointment of a customer and what Sanne offers them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from afspraken import tijdvoorstellen
from afspraken.booking import Gegevens
from afspraken.models import Afspraak, Kanaal, Middel, Soort, Tijdvoorstel
from afspraken.rechten import Rol
from afspraken.wens import Wens, wens_of
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.cast import MAANDAG, NOW, Town, booked, offer

DINSDAG = MAANDAG + timedelta(days=1)
VRIJDAG = NOW + timedelta(days=3)
"""The Friday before, by when the customer answers."""


def specialist(
    town: Town, naam: str = "Sanne Vos", *, rol: Rol = Rol.SPECIALIST, **options: Any
) -> Middel:
    """An official of Sociale Zaken who logs in, open on Monday and Tuesday, and able to talk."""
    user = medewerker(rol, "Sociale Zaken")
    given = {"kan": ["gesprek"], "dagen": [MAANDAG, DINSDAG], "open": "9:00-12:00"}
    middel = town.ambtenaar(naam, **(given | options))
    middel.gebruiker, middel.afdeling = user, afdeling("Sociale Zaken")
    middel.save()
    return middel


def gesprek(town: Town, naam: str = "Gesprek", **fields: Any) -> Any:
    """A talk of half an hour that needs an official and a room."""
    needs = [(Soort.AMBTENAAR, 1, "gesprek"), (Soort.RUIMTE, 1, None)]
    given = {"duur": 30, "raster": 30, "afdeling": afdeling("Sociale Zaken"), "vraagt": needs}
    return town.product(naam, **(given | fields))


def talk(town: Town, clock: str = "9:00", **fields: Any) -> Afspraak:
    """Anna's appointment with the one specialist, in the one room."""
    town.ruimte("Kamer 1", dagen=[MAANDAG, DINSDAG])
    return booked(gesprek(town, **fields), clock)


def customer(number: int) -> Gegevens:
    """One of many: nobody may have many appointments."""
    return Gegevens(naam=f"Klant {number}", email=f"klant{number}@example.nl")


def wish_of(afspraak: Afspraak, middel: Middel) -> Wens:
    """What is looked for when this official offers another time."""
    return replace(wens_of(afspraak), kanaal=Kanaal.TELEFOON, met=middel.pk)


def proposed(
    afspraak: Afspraak,
    middel: Middel,
    *clocks: str,
    dag: date = DINSDAG,
    uiterlijk: datetime = VRIJDAG,
    now: datetime = NOW,
) -> Tijdvoorstel:
    """The official offers these times."""
    wish = wish_of(afspraak, middel)
    offers = [offer(wish, clock, dag=dag, now=now) for clock in clocks]
    return tijdvoorstellen.propose(
        afspraak, wish, offers, uiterlijk=uiterlijk, door=middel.gebruiker, now=now
    )
