"""Who visits in the example town, with what, and what for. Hours are wall clock, Monday is 0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from afspraken.bezoekadres import Adres
from afspraken.models import Kanaal, Soort
from mobiel.models import Vervoer

REIS, WMO, BOUW = "Reisdocumenten aan huis", "Wmo-advies aan huis", "Bouwadvies op locatie"
ZORG, ZORG_EN = "Zorg en hulp thuis", "Care and help at home"
"""A heading of the catalogue that only visits have."""

MET_TWEE = "keukentafelgesprek-met-twee"
"""The product that two officials do at once."""

KOFFER, AUTO = "Mobiele koffer 1", "Dienstauto 1"
ALL, STAFF = tuple(Kanaal.values), tuple(one.value for one in Kanaal if one.is_personeel)
WEEK = range(5)


@dataclass(frozen=True)
class Mens:
    """One official who goes out; `dagen` are weekdays."""

    naam: str
    afdeling: str
    kan: tuple[str, ...]
    dagen: tuple[int, ...]
    van: time = time(8, 30)
    tot: time = time(16, 30)
    vervoer: str = Vervoer.AUTO
    voertuig: str = ""
    koffer: str = ""


@dataclass(frozen=True)
class Bezoekproduct:
    """What people are visited for, by how many officials; `weight` how often beside the others."""

    slug: str
    naam: str
    naam_en: str
    groep: str
    afdeling: str
    kan: str
    duur: int
    omschrijving: str
    omschrijving_en: str
    weight: int
    mensen: int = 1
    koffer: bool = False
    op_aanvraag: bool = False
    kanalen: tuple[str, ...] = STAFF
    aanlooptijd: int = 24 * 60
    is_gevoelig: bool = False
    meenemen: str = ""
    meenemen_en: str = ""
    vervolg: str = ""
    vervolg_na: int = 0


MENSEN = (
    Mens("Marjolein Vos", "Publiekszaken", (REIS, WMO), (0, 1, 3, 4), koffer=KOFFER),
    Mens("Hamza Yilmaz", "Sociale Zaken", (WMO,), (0, 1, 2, 3), vervoer=Vervoer.FIETS),
    Mens("Pieter Hoekstra", "Bouwen en Wonen", (BOUW,), (1, 2, 4), van=time(9), voertuig=AUTO),
)

MIDDELEN = ((KOFFER, Soort.KOFFER), (AUTO, Soort.VOERTUIG))

PRODUCTEN = (
    Bezoekproduct(
        slug="reisdocument-thuis-bezorgen",
        naam="Reisdocument thuis bezorgen",
        naam_en="Passport or identity card delivered at home",
        groep="Paspoort, identiteitskaart en rijbewijs",
        afdeling="Publiekszaken",
        kan=REIS,
        duur=15,
        omschrijving="Wij brengen uw paspoort of identiteitskaart bij u thuis.",
        omschrijving_en="We bring your passport or identity card to your home.",
        meenemen="Uw oude document",
        meenemen_en="Your old document",
        weight=3,
    ),
    Bezoekproduct(
        slug="reisdocument-thuis-aanvragen",
        naam="Reisdocument thuis aanvragen",
        naam_en="Passport or identity card applied for at home",
        groep="Paspoort, identiteitskaart en rijbewijs",
        afdeling="Publiekszaken",
        kan=REIS,
        duur=30,
        koffer=True,
        op_aanvraag=True,
        omschrijving="Kunt u door ziekte niet naar ons toe komen? Dan komen wij bij u.",
        omschrijving_en="Does illness keep you from coming to us? Then we come to you.",
        meenemen="Pasfoto\nUw oude document",
        meenemen_en="Passport photo\nYour old document",
        weight=4,
        vervolg="reisdocument-thuis-bezorgen",
        vervolg_na=7,
    ),
    Bezoekproduct(
        slug="zitting-in-een-instelling",
        naam="Zitting in een instelling",
        naam_en="Care-home day",
        groep="Paspoort, identiteitskaart en rijbewijs",
        afdeling="Publiekszaken",
        kan=REIS,
        duur=15,
        koffer=True,
        omschrijving="Wij helpen bewoners van een instelling, de een na de ander.",
        omschrijving_en="We help residents of an institution, one after another.",
        weight=0,  # planned as care-home days: see zittingen.py
    ),
    Bezoekproduct(
        slug="huisbezoek-wmo",
        naam="Huisbezoek Wmo",
        naam_en="Home visit about support (Wmo)",
        groep=ZORG,
        afdeling="Sociale Zaken",
        kan=WMO,
        duur=60,
        omschrijving="Wij praten bij u thuis over hulp en aanpassingen in huis.",
        omschrijving_en="We talk at your home about help and adaptations to the house.",
        weight=5,
        is_gevoelig=True,
    ),
    Bezoekproduct(
        slug=MET_TWEE,
        naam="Keukentafelgesprek met twee adviseurs",
        naam_en="Conversation at home with two advisers",
        groep=ZORG,
        afdeling="Sociale Zaken",
        kan=WMO,
        mensen=2,
        duur=75,
        omschrijving="Twee adviseurs praten met u en uw gezin over hulp thuis.",
        omschrijving_en="Two advisers talk with you and your family about help at home.",
        weight=0,  # booked by themselves: see paren.py
        is_gevoelig=True,
    ),
    Bezoekproduct(
        slug="bouwadvies-op-locatie",
        naam="Bouwadvies op locatie",
        naam_en="Building advice on site",
        groep="Bouwen en wonen",
        afdeling="Bouwen en Wonen",
        kan=BOUW,
        duur=45,
        omschrijving="Wij bekijken bij u wat er mag en kan met uw bouwplan.",
        omschrijving_en="We look at your place at what your building plan allows.",
        meenemen="Tekening of schets",
        meenemen_en="Drawing or sketch",
        weight=5,
        kanalen=ALL,
    ),
)

THERESIA = Adres(
    straat="Theresiastraat",
    huisnummer="1",
    postcode="1191 GK",
    plaats="Ouderkerk aan de Amstel",
    breedtegraad=52.2911,
    lengtegraad=4.9125,
)
"""Zonnehuis Theresia: several people at one address are one stop. The point is roughly right."""

AT_THERESIA = 0.15
"""The share of visits for travel documents and support that is there."""

TOEGANG = (
    "De bel doet het niet. Bel even op.",
    "Code van de sleutelkluis bij de buren op 12.",
    "Tweede deur links, er is een hond.",
    "Meld u bij de receptie.",
)
BEGELEIDERS = ("Dochter is erbij", "Buurvrouw", "Mantelzorger", "Zoon, komt later")
