"""Days of an own agenda as a page shows them; nothing here asks the database.

Read next: `agendalezen`, the rows behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from afspraken.models import Afspraak

Span = tuple[datetime, datetime]
"""Begin and end, half-open."""

SHORTEST_GAP = timedelta(minutes=10)
"""Less than this between two appointments is no free time, but breath."""


class Soort(StrEnum):
    """What a line of a day is; the value is its class in the style sheet."""

    AFSPRAAK = "afspraak"
    VOORSTEL = "voorstel"  # a time kept for a customer who has not answered
    BLOKKADE = "blokkade"
    AFWEZIG = "afwezig"
    BUITEN = "bezet"  # busy in the own calendar outside
    DICHT = "dicht"
    VRIJ = "vrij"


@dataclass(frozen=True)
class Punt:
    """One line. `is_conflict`: the appointment falls outside what is open now."""

    soort: Soort
    begin: datetime
    einde: datetime
    tekst: str = ""
    afspraak: Afspraak | None = None
    waar: str = ""
    behoeften: tuple[str, ...] = ()
    is_conflict: bool = False
    is_gevraagd: bool = False  # the customer was asked for another time
    hele_dag: bool = False


@dataclass(frozen=True)
class Uren:
    """A stretch of roster at a place."""

    begin: datetime
    einde: datetime
    plaats: str


@dataclass
class Dag:
    """One local day."""

    dag: date
    is_vandaag: bool = False
    is_voorbij: bool = False
    uren: list[Uren] = field(default_factory=list)
    punten: list[Punt] = field(default_factory=list)

    @property
    def aantal(self) -> int:
        """How many appointments the day has."""
        return sum(punt.soort is Soort.AFSPRAAK for punt in self.punten)

    @property
    def is_afwezig(self) -> bool:
        """True if there is an absence, whole or in part."""
        return any(punt.soort is Soort.AFWEZIG for punt in self.punten)

    @property
    def heeft_conflict(self) -> bool:
        """True if an appointment of the day needs attention."""
        return any(punt.is_conflict for punt in self.punten)

    @property
    def is_leeg(self) -> bool:
        """True if there is neither roster nor anything in it."""
        return not self.uren and not self.punten


def gaps(open_span: Span, taken: Iterable[Span], *, after: datetime) -> Iterator[Span]:
    """What of an open stretch is free from `after` on, where it is worth mentioning.

    open    ■ ■ ■ ■ ■ ■ ■ ■
    taken   . ■ ■ . . . ■ .
    gaps    ^     ^ ^ ^   ^
    """
    at, end = max(open_span[0], after), open_span[1]
    for begin, einde in sorted(taken):
        if begin - at >= SHORTEST_GAP and at < end:
            yield at, min(begin, end)
        at = max(at, einde)
    if end - at >= SHORTEST_GAP:
        yield at, end


def cut(begin: datetime, einde: datetime, day: Span) -> Span | None:
    """The part of a stretch that falls on a day; None if there is none."""
    first, last = max(begin, day[0]), min(einde, day[1])
    return (first, last) if first < last else None
