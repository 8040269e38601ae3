"""The texts that ship with the system: safe to send before anyone wrote an own one.

One file for each way, kind and language: `email/bevestiging.nl.txt`. The first line of an e-mail or
letter is its subject. Plain words, warm and short. Subjects tell no product. An SMS fits one
message of 160 characters and tells neither person nor product (trust: S22). Placeholders:
`teksten/plaatshouders.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from afspraken.models import Berichtkanaal, Taal
from notificaties.models import Berichtsoort


class Standaardtekst(NamedTuple):
    """A text with placeholders; an SMS has no subject."""

    titel: str
    tekst: str


Key = tuple[str, str, str]


def _read() -> Iterator[tuple[Key, Standaardtekst]]:
    """All files. Raises: ValueError for a name that is no kind, way or language."""
    for path in sorted(Path(__file__).parent.glob("*/*.txt")):
        soort, taal = path.stem.split(".")
        kanaal = Berichtkanaal(path.parent.name.upper())
        text = path.read_text(encoding="utf-8")
        titel, body = ("", text) if kanaal == Berichtkanaal.SMS else text.split("\n", 1)
        key = (Berichtsoort(soort.upper()), kanaal, Taal(taal))
        yield key, Standaardtekst(titel, body.strip())


TEKSTEN: dict[Key, Standaardtekst] = dict(_read())
"""By kind, way and language."""


def exists(soort: str, kanaal: str) -> bool:
    """True if messages of this kind go this way: nobody gets "we are on our way" by letter."""
    return (soort, kanaal, Taal.NL) in TEKSTEN
