"""The texts that ship with the system: safe to send before anyone wrote an own one.

Plain words, warm and short. Subjects tell no product. An SMS fits one message of 160 characters
and tells neither person nor product (trust: S22). Placeholders: `plaatshouders.py`.
"""

from __future__ import annotations

from typing import NamedTuple

from afspraken.models import Berichtkanaal, Taal
from notificaties.standaard import brief, email, sms


class Standaardtekst(NamedTuple):
    """A text with placeholders; an SMS has no subject."""

    titel: str
    tekst: str


TEKSTEN: dict[tuple[str, str, str], Standaardtekst] = {
    (soort, kanaal, taal): Standaardtekst(titel, tekst.strip())
    for kanaal, texts in (
        (Berichtkanaal.EMAIL, email.TEKSTEN),
        (Berichtkanaal.SMS, sms.TEKSTEN),
        (Berichtkanaal.BRIEF, brief.TEKSTEN),
    )
    for (soort, taal), (titel, tekst) in texts.items()
}
"""By kind, way and language."""


def exists(soort: str, kanaal: str) -> bool:
    """True if messages of this kind go this way: nobody gets "we are on our way" by letter."""
    return (soort, kanaal, Taal.NL) in TEKSTEN
