"""What an example life event is: steps with answers, each text in two languages."""

from __future__ import annotations

from dataclasses import dataclass

Talen = tuple[str, str]
GEEN: Talen = ("", "")
JA: Talen = ("Ja", "Yes")
NEE: Talen = ("Nee", "No")


@dataclass(frozen=True)
class Erbij:
    """A product that an answer adds, and why."""

    slug: str
    reden: Talen
    aantal: int = 1


@dataclass(frozen=True)
class Keus:
    """One answer."""

    tekst: Talen
    naar: str = ""
    erbij: tuple[Erbij, ...] = ()
    artikel: str = ""


@dataclass(frozen=True)
class Stap:
    """One question; `naam` is how answers point to it."""

    naam: str
    tekst: Talen
    keuzes: tuple[Keus, ...]
    uitleg: Talen = GEEN


@dataclass(frozen=True)
class Gebeurtenis:
    """One life event; its first step is asked first."""

    slug: str
    naam: Talen
    omschrijving: Talen
    zoekwoorden: str
    stappen: tuple[Stap, ...]
