"""Residents of the example town. All are invented; no address or number reaches a person.

E-mail ends in example.nl. The Netherlands has no telephone numbers for fiction, so these are German
ones: 030 23125 000 to 999 belong to nobody (Bundesnetzagentur, Mitteilung 148/2021).
"""

from __future__ import annotations

import unicodedata
from random import Random

from afspraken.booking import Gegevens

_VOORNAMEN = """
Aaltje Abdel Adriaan Aisha Amira Anouk Arjen Ayla Bas Bianca Boris Carlijn Cem Chantal Daan Deepak
Dewi Eline Emre Esther Farid Fenna Femke Floor Frits Gerda Giovanni Greetje Hanna Harm Hatice Henk
Ibrahim Ilse Imke Ingrid Ivo Jamila Jaap Jelle Joke Jorrit Karin Kees Khalid Koen Lars Leila Lieke
Lotte Malika Marit Mees Mehmet Mieke Milan Naomi Nienke Noor Omar Paula Pieter Rachid Renske Roos
Ruben Samira Sem Sharda Sjoerd Stella Tessa Thijs Truus Tygo Ursula Vera Wessel Wilma Xander Yara
Youssef Zeynep Zofia
"""

_ACHTERNAMEN = """
Achterberg, van Amstel, Bakker, Benali, ten Berge, Bosman, de Bruijn, Celik, Dijkstra, Driessen,
El Amrani, Evers, Frederiks, Gerritsen, van der Gracht, Hagenaar, Hoekstra, in 't Veld, Ismail,
Jonker, Kanhai, Klaver, Kowalska, Kramer, Lamers, de Leeuw, Lindeman, van Loon, Meijerink, Molenaar,
Nauta, Nguyen, van Oudewater, Ouwerkerk, Pereira, Pinkster, Polderman, Quist, Rietveld, Santos,
Schaap, Slot, van Stam, Tuinman, Uithof, Veenstra, van de Water, Wijkman, Yildirim, Zonneveld
"""

VOORNAMEN = tuple(_VOORNAMEN.split())
ACHTERNAMEN = tuple(naam.strip() for naam in _ACHTERNAMEN.split(","))

ORGANISATIES = (
    "Bakkerij De Zoete Waver",
    "Roeivereniging De Ronde Hoep",
    "Stichting Dorpsfeest Duivendrecht",
    "Fysiotherapie Aan de Amstel",
    "Bouwbedrijf Polderman en Zonen",
)

TALEN = ("Pools", "Turks", "Arabisch", "Oekraïens", "gebarentaal")

TOELICHTINGEN = (
    "Ik kom met een kinderwagen.",
    "Mijn vader komt mee, hij hoort slecht.",
    "Ik ben er iets eerder.",
    "Kan ik met een pas betalen?",
)


def invent(random: Random, *, adres: bool, met_voor_wie: bool) -> Gegevens:
    """A customer with believable data; some rare needs, so that every page has an example.

    `adres`: the product asks for one. `met_voor_wie`: sometimes on behalf of someone else.
    """
    voornaam, achternaam = random.choice(VOORNAMEN), random.choice(ACHTERNAMEN)
    reach = random.random()
    return Gegevens(
        naam=f"{voornaam} {achternaam}",
        organisatie=random.choice(ORGANISATIES) if random.random() < 0.03 else "",
        email=_email(voornaam, achternaam, random) if reach < 0.9 else "",
        telefoon=f"+493023125{random.randrange(1000):03}" if reach > 0.45 else "",
        postcode=random.choice(("1191 EA", "1191 JB", "1115 AD", "1184 TT")) if adres else "",
        huisnummer=str(random.randint(1, 180)) if adres else "",
        taal="en" if random.random() < 0.12 else "nl",
        namens=f"{random.choice(VOORNAMEN)} {achternaam}"
        if met_voor_wie and random.random() < 0.08
        else "",
        tolk=random.choice(TALEN) if random.random() < 0.02 else "",
        rolstoel=random.random() < 0.03,
        toelichting=random.choice(TOELICHTINGEN) if random.random() < 0.1 else "",
    )


def _email(voornaam: str, achternaam: str, random: Random) -> str:
    """An address at example.nl; the number keeps apart who share a name."""
    name = unicodedata.normalize("NFKD", f"{voornaam}.{achternaam}".lower())
    plain = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in ".-"))
    return f"{plain}{random.randint(1, 9999)}@example.nl"
