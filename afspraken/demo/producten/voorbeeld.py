"""What an example product tells, and the words that several of them share."""

from __future__ import annotations

from dataclasses import dataclass

from afspraken.models import Soort

ALL = ("WEB", "TELEFOON", "BALIE", "POST", "EMAIL", "API")
STAFF = ("TELEFOON", "BALIE", "POST", "EMAIL")


@dataclass(frozen=True)
class Needs:
    """`aantal` resources of one kind with one competence."""

    soort: str
    bevoegdheid: str
    aantal: int = 1


@dataclass(frozen=True)
class Leges:
    """What something costs in 2026 and in 2027, in euros."""

    bedragen: tuple[str, str]
    omschrijving: str = ""
    omschrijving_en: str = ""


@dataclass(frozen=True)
class Voorbeeld:
    """One product; empty texts are empty, minutes are multiples of five."""

    slug: str
    naam: str
    naam_en: str
    upl: str
    groep: str
    duur: int
    needs: tuple[Needs, ...]
    omschrijving: str = ""
    omschrijving_en: str = ""
    zoekwoorden: str = ""
    meenemen: tuple[str, ...] = ()
    meenemen_en: tuple[str, ...] = ()
    verschijnen: str = ""
    verschijnen_en: str = ""
    leges: tuple[Leges, ...] = ()
    extra: int = 0
    personen: int = 1
    uitloop: int = 0
    raster: int = 10
    aanlooptijd: int = 60
    horizon: int = 56
    kanalen: tuple[str, ...] = ALL
    is_gevoelig: bool = False
    vraagt_adres: bool = False
    is_telefonisch: bool = False
    combineert: bool = False  # with all others that do
    vervolg: str = ""  # slug of what follows
    vervolg_na: int = 0  # days, at the earliest
    document: str = ""  # what is collected later
    document_en: str = ""
    klaar_na: int = 0  # working days, at the town hall; a day more in Duivendrecht


GROEPEN = {
    "reizen": ("Paspoort, identiteitskaart en rijbewijs", "Passport, identity card and licence"),
    "verhuizen": ("Verhuizen en nationaliteit", "Moving house and nationality"),
    "leven": ("Geboorte, trouwen en overlijden", "Birth, marriage and death"),
    "bewijzen": ("Uittreksels en verklaringen", "Extracts and certificates"),
    "bouwen": ("Bouwen en wonen", "Building and housing"),
    "inkomen": ("Werk, inkomen en schulden", "Work, income and debts"),
    "belastingen": ("Belastingen", "Taxes"),
    "buurt": ("Uw buurt", "Your neighbourhood"),
}

AFDELING_VAN_GROEP = {
    **dict.fromkeys(GROEPEN, "Publiekszaken"),
    "bouwen": "Bouwen en Wonen",
    "inkomen": "Sociale Zaken",
    "belastingen": "Belastingen",
}

LOKET = (Needs(Soort.LOKET, "Burgerzaken"),)
REISLOKET = (Needs(Soort.LOKET, "Reisdocumenten en rijbewijzen"),)
STAND = (Needs(Soort.LOKET, "Burgerlijke stand"),)
AFHALEN = (Needs(Soort.LOKET, "Afhalen"),)


def spreekuur(bevoegdheid: str, ambtenaren: int = 1) -> tuple[Needs, ...]:
    """A talk in a room with one or more officials."""
    return (Needs(Soort.AMBTENAAR, bevoegdheid, ambtenaren), Needs(Soort.RUIMTE, "Spreken"))


def telefoongesprek(bevoegdheid: str) -> tuple[Needs, ...]:
    """A talk by telephone: an official, and no room."""
    return (Needs(Soort.AMBTENAAR, bevoegdheid),)


BEWIJS = "Uw paspoort, identiteitskaart of rijbewijs"
BEWIJS_EN = "Your passport, identity card or driving licence"
FOTO = "Eén pasfoto van niet ouder dan 6 maanden"
FOTO_EN = "One passport photo, no older than 6 months"
VINGERS = "Wij nemen uw vingerafdrukken af en controleren uw gezicht."
VINGERS_EN = "We take your fingerprints and check your face."
