"""Who will serve the customer, and where: said to employees only."""

from __future__ import annotations

from afspraken.gevoelig import hides
from afspraken.models import Afspraak, Soort
from afspraken.rechten import Toegang

_FIRST = {Soort.AMBTENAAR: 0, Soort.RUIMTE: 1}


def serving(afspraak: Afspraak) -> list[str]:
    """The official, then the room, then the counter. Prefetch `inzetten__middel`."""
    found = {row.middel for row in afspraak.inzetten.all()}
    ranked = sorted(found, key=lambda one: (_FIRST.get(Soort(one.soort), 2), one.naam))
    return [one.naam for one in ranked]


def told_serving(afspraak: Afspraak, who: Toegang) -> list[str]:
    """The same, once it is booked: who serves may tell what a sensitive appointment is for."""
    return [] if hides(afspraak, who) else serving(afspraak)
