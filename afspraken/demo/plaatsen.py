"""Places, counters, rooms and officials of the example town, and when they are open.

Addresses and coordinates are real; hours and people are invented. Hours are wall-clock times as
(weekdays, van, tot), Monday is 0; the hours of a place bound those of its resources.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from afspraken.models import Soort

Hours = tuple[tuple[int, ...], time, time]

MON, TUE, WED, THU, FRI = range(5)
WEEK = (MON, TUE, WED, THU, FRI)


@dataclass(frozen=True)
class Plaats:
    """A building with its own hours."""

    slug: str
    naam: str
    straat: str
    huisnummer: str
    postcode: str
    plaats: str
    breedtegraad: float
    lengtegraad: float
    aankomst: str
    aankomst_en: str
    hours: tuple[Hours, ...]
    bij_klant: bool = False


@dataclass(frozen=True)
class Bron:
    """A resource at one place; `staff` are hours for telephone and desk only."""

    naam: str
    soort: str
    plaats: str
    bevoegdheden: tuple[str, ...]
    hours: tuple[Hours, ...]
    staff: tuple[Hours, ...] = ()
    elders: tuple[tuple[str, Hours], ...] = ()  # hours at another place
    afdeling: str = ""
    plekken: int = 1


GEMEENTEHUIS = "gemeentehuis"
DORPSHUIS = "dorpshuis"
BIJ_U_THUIS = "bij-u-thuis"

PLAATSEN = (
    Plaats(
        slug=GEMEENTEHUIS,
        naam="Gemeentehuis Ouderkerk",
        straat="Vondelstraat",
        huisnummer="1",
        postcode="1191 PE",
        plaats="Ouderkerk aan de Amstel",
        breedtegraad=52.2953,
        lengtegraad=4.9106,
        aankomst="De ingang is aan de Vondelstraat. Er is een helling voor rolstoelen.",
        aankomst_en="The entrance is in Vondelstraat. There is a wheelchair ramp.",
        hours=(
            ((MON, TUE, WED, FRI), time(8, 30), time(16, 30)),
            ((THU,), time(8, 30), time(20)),
        ),
    ),
    Plaats(
        slug=DORPSHUIS,
        naam="Dorpshuis Duivendrecht",
        straat="Dorpsplein",
        huisnummer="60",
        postcode="1115 CX",
        plaats="Duivendrecht",
        breedtegraad=52.3275,
        lengtegraad=4.9370,
        aankomst="Het loket is naast de bibliotheek. De deuren gaan vanzelf open.",
        aankomst_en="The desk is next to the library. The doors open by themselves.",
        hours=(((TUE, WED, FRI), time(9), time(12, 30)),),
    ),
    Plaats(
        slug=BIJ_U_THUIS,
        naam="Bij u thuis",
        straat="Vondelstraat",
        huisnummer="1",
        postcode="1191 PE",
        plaats="Ouderkerk aan de Amstel",
        breedtegraad=52.2953,
        lengtegraad=4.9106,
        aankomst="Onze medewerker laat een legitimatie zien.",
        aankomst_en="Our employee will show you an identity card.",
        hours=((WEEK, time(8, 30), time(16, 30)),),
        bij_klant=True,
    ),
)

AFDELINGEN = ("Publiekszaken", "Bouwen en Wonen", "Sociale Zaken", "Belastingen")

_BALIE = ("Burgerzaken", "Reisdocumenten en rijbewijzen")
_EVENING = ((THU,), time(17), time(20))
_KANTOOR = ((WEEK, time(9), time(12, 30)), (WEEK, time(13), time(16, 30)))
_RUIMTE = (
    ((MON, TUE, WED, FRI), time(8, 30), time(16, 30)),
    ((THU,), time(8, 30), time(20)),
)

BRONNEN = (
    Bron(
        "Loket 1",
        Soort.LOKET,
        GEMEENTEHUIS,
        (*_BALIE, "Burgerlijke stand"),
        hours=(
            (WEEK, time(8, 30), time(12, 30)),
            (WEEK, time(13), time(16, 30)),
            _EVENING,
        ),
        afdeling="Publiekszaken",
    ),
    Bron(
        "Loket 2",
        Soort.LOKET,
        GEMEENTEHUIS,
        (*_BALIE, "Burgerlijke stand"),
        hours=(
            (WEEK, time(8, 30), time(12)),
            (WEEK, time(12, 30), time(16, 30)),
            _EVENING,
        ),
        afdeling="Publiekszaken",
    ),
    Bron(
        "Loket 3",
        Soort.LOKET,
        GEMEENTEHUIS,
        _BALIE,
        hours=(((MON, TUE, THU, FRI), time(9), time(13)),),
        afdeling="Publiekszaken",
    ),
    Bron(
        "Loket 4",
        Soort.LOKET,
        GEMEENTEHUIS,
        _BALIE,
        hours=(((MON, WED, THU), time(13), time(16)),),
        staff=((WEEK, time(9), time(12)),),
        afdeling="Publiekszaken",
    ),
    Bron(
        "Afhaalbalie",
        Soort.LOKET,
        GEMEENTEHUIS,
        ("Afhalen",),
        hours=((WEEK, time(9), time(16)), _EVENING),
        afdeling="Publiekszaken",
        plekken=2,
    ),
    Bron(
        "Loket Duivendrecht",
        Soort.LOKET,
        DORPSHUIS,
        (*_BALIE, "Afhalen"),
        hours=(((TUE, WED, FRI), time(9), time(12, 30)),),
        afdeling="Publiekszaken",
    ),
    Bron("Spreekruimte Amstel", Soort.RUIMTE, GEMEENTEHUIS, ("Spreken",), hours=_RUIMTE),
    Bron("Spreekruimte Bullewijk", Soort.RUIMTE, GEMEENTEHUIS, ("Spreken",), hours=_RUIMTE),
    Bron("Spreekruimte Waver", Soort.RUIMTE, GEMEENTEHUIS, ("Spreken",), hours=_RUIMTE),
    Bron(
        "Spreekruimte Dorpsplein",
        Soort.RUIMTE,
        DORPSHUIS,
        ("Spreken",),
        hours=(((TUE, FRI), time(9), time(12, 30)),),
    ),
    Bron(
        "Anneke Visser",
        Soort.AMBTENAAR,
        GEMEENTEHUIS,
        ("Nationaliteit", "Burgerlijke stand"),
        hours=(
            ((MON, TUE, THU), time(9), time(12, 30)),
            ((MON, TUE, THU), time(13, 15), time(16, 30)),
            _EVENING,
        ),
        afdeling="Publiekszaken",
    ),
    Bron(
        "Mourad El Hamdaoui",
        Soort.AMBTENAAR,
        GEMEENTEHUIS,
        ("Nationaliteit", "Burgerlijke stand"),
        hours=(((WED, THU, FRI), time(9), time(12)), ((WED, THU, FRI), time(12, 45), time(16))),
        afdeling="Publiekszaken",
    ),
    Bron(
        "Joost van der Meulen",
        Soort.AMBTENAAR,
        GEMEENTEHUIS,
        ("Bouwen en wonen",),
        hours=(((MON, TUE, WED, THU), time(9), time(12)), ((MON, WED), time(13), time(16, 30))),
        afdeling="Bouwen en Wonen",
    ),
    Bron(
        "Fatma Yilmaz",
        Soort.AMBTENAAR,
        GEMEENTEHUIS,
        ("Bouwen en wonen",),
        hours=(((TUE, WED, THU), time(9), time(12, 30)), ((TUE, WED), time(13, 30), time(16, 30))),
        staff=(((FRI,), time(9), time(12)),),
        afdeling="Bouwen en Wonen",
    ),
    Bron(
        "Sanne Dekker",
        Soort.AMBTENAAR,
        GEMEENTEHUIS,
        ("Werk en inkomen",),
        hours=(((MON, WED, THU), time(9), time(12, 30)), ((MON, THU), time(13), time(16, 30))),
        elders=((DORPSHUIS, ((TUE,), time(9), time(12, 30))),),
        afdeling="Sociale Zaken",
    ),
    Bron(
        "Ricardo Pinas",
        Soort.AMBTENAAR,
        GEMEENTEHUIS,
        ("Werk en inkomen", "Schulden"),
        hours=(((MON, TUE, THU), time(9), time(12, 30)), ((MON, TUE, THU), time(13), time(16, 30))),
        elders=((DORPSHUIS, ((FRI,), time(9), time(12, 30))),),
        afdeling="Sociale Zaken",
    ),
    Bron(
        "Willemijn Kuiper",
        Soort.AMBTENAAR,
        GEMEENTEHUIS,
        ("Belastingen",),
        hours=_KANTOOR,
        afdeling="Belastingen",
    ),
    Bron(
        "Wei Lin",
        Soort.AMBTENAAR,
        GEMEENTEHUIS,
        ("Belastingen",),
        hours=(((TUE, THU), time(9), time(12, 30)), _EVENING),
        afdeling="Belastingen",
    ),
)
