"""One week of one roster as the manager sees it: columns, blocks, shades, and how busy it is.

Nothing here asks the database: see `weeklezen` for the rows behind it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from afspraken.models import Middel

DAY = timedelta(days=1)
FULL_DAY = 24 * 60
HALF_HOUR = 30
LEVELS = 4

SPANS = (("", 8, 18), ("ruim", 7, 22), ("etmaal", 0, 24))
"""How much of the day is drawn: class, first hour, last hour. The first that holds all."""


@dataclass(frozen=True)
class Stuk:
    """Something with a place in a column; `begin` and `einde` are minutes of the local day.

    `sleutel` names the series or exception it comes from, as `reeks-12` or `uitzondering-5`.
    """

    begin: int
    einde: int
    klasse: str = ""
    tekst: str = ""
    sleutel: str = ""
    alleen_personeel: bool = False
    niveau: int = 0
    url: str = ""

    @property
    def plaats(self) -> str:
        """Classes that say where it stands, in steps of five minutes, rounded outward."""
        first, last = self.begin // 5 * 5, -(-self.einde // 5) * 5
        return f"van-u{first // 60} van-m{first % 60} tot-u{last // 60} tot-m{last % 60}"

    @property
    def van(self) -> time:
        """The begin on the clock."""
        return clock(self.begin)

    @property
    def tot(self) -> time:
        """The end on the clock; the end of the day is 00:00."""
        return clock(self.einde)

    @property
    def uren(self) -> str:
        """The hours as text, "09:00–12:30" or "hele dag"."""
        if (self.begin, self.einde) == (0, FULL_DAY):
            return _("hele dag")
        end = "24:00" if self.einde == FULL_DAY else f"{self.tot:%H:%M}"
        return f"{self.van:%H:%M}–{end}"

    @property
    def sleepbaar(self) -> bool:
        """True if it can be dragged: it can be changed, and it is open."""
        return bool(self.url) and not self.is_dicht

    def linked(self, url: str) -> Stuk:
        """The same piece with an address where it can be changed."""
        return replace(self, url=url)

    def query(self, wat: str) -> dict[str, str]:
        """What a link to a change of this piece says of it; see `keuze.StartForm`."""
        found = {
            "blok": self.sleutel,
            "oud_van": f"{self.van:%H:%M}",
            "oud_tot": f"{self.tot:%H:%M}",
            "wat": wat,
        }
        return found | ({"alleen_personeel": "on"} if self.alleen_personeel else {})

    @property
    def is_dicht(self) -> bool:
        """True for a piece that was cancelled, which has nothing left to drag."""
        return self.klasse == "dicht"


@dataclass
class Dag:
    """One column."""

    dag: date
    is_vandaag: bool = False
    is_voorbij: bool = False
    blokken: list[Stuk] = field(default_factory=list)
    wazen: list[Stuk] = field(default_factory=list)
    druk: list[Stuk] = field(default_factory=list)
    afspraken: int = 0
    extra_url: str = ""


@dataclass(frozen=True)
class Rij:
    """One resource in the overview of a place: per day its hours, short."""

    middel: Middel
    cellen: list[list[Stuk]]


@dataclass(frozen=True)
class Beeld:
    """The whole week. `overzicht` is empty when one resource is shown."""

    dagen: list[Dag]
    overzicht: list[Rij]

    @property
    def _span(self) -> tuple[str, int, int]:
        pieces = [stuk for dag in self.dagen for stuk in (*dag.blokken, *dag.druk)]
        for span in SPANS:
            if all(span[1] * 60 <= stuk.begin and stuk.einde <= span[2] * 60 for stuk in pieces):
                return span
        return SPANS[-1]

    @property
    def klasse(self) -> str:
        """The class that says how much of the day is drawn."""
        return self._span[0]

    @property
    def uren(self) -> range:
        """The hours beside the columns."""
        return range(*self._span[1:])


def clock(minute: int) -> time:
    """The time at a minute of the day; the end of the day is 00:00."""
    return time(minute // 60 % 24, minute % 60)


def minute_of_day(at: time | None, default: int) -> int:
    """The minute of the day at a time; `default` where there is none."""
    return default if at is None else at.hour * 60 + at.minute


def monday_of(dag: date) -> date:
    """The Monday of the week in which a day falls."""
    return dag - dag.weekday() * DAY


def shade(van: time | None, tot: time | None, klasse: str, tekst: str) -> Stuk:
    """A stretch of a day that is closed or away; None is the whole day."""
    return Stuk(minute_of_day(van, 0), minute_of_day(tot, FULL_DAY), klasse, tekst)


def density(spans: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Occupied minutes per half hour of the day, by number of the half hour; empty ones left out.

    >>> density([(540, 560), (550, 600)])
    {18: 40, 19: 30}
    """
    busy: dict[int, int] = {}
    for begin, einde in spans:
        for half in range(max(begin, 0) // HALF_HOUR, -(-min(einde, FULL_DAY) // HALF_HOUR)):
            first, last = half * HALF_HOUR, (half + 1) * HALF_HOUR
            busy[half] = busy.get(half, 0) + min(einde, last) - max(begin, first)
    return busy


def bars(busy: dict[int, int], full: int) -> list[Stuk]:
    """The density as pieces with a level from 1 to 4, where `full` minutes are level 4."""
    return [
        Stuk(
            half * HALF_HOUR,
            (half + 1) * HALF_HOUR,
            niveau=max(1, min(LEVELS, -(-minutes * LEVELS // max(full, 1)))),
        )
        for half, minutes in sorted(busy.items())
    ]


def text_of(klasse: str, alleen_personeel: bool, reden: str) -> str:
    """What a block says under its hours; nothing for ordinary weekly time."""
    words = {
        "verplaatst": _("Verplaatst"),
        "extra": _("Extra open"),
        "dicht": _("Gaat niet door"),
    }
    parts = [words.get(klasse, ""), _("Telefoon en balie") if alleen_personeel else "", reden]
    return ". ".join(part for part in parts if part)
