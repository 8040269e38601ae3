"""What other apps add to the calendar of a resource: an app registers it in `AppConfig.ready()`.

What occupies a resource is read from its spans. A visit has none: the shift of its official is
occupied as a whole, and when who is visited changes all day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Agendaregel:
    """One entry, as far as a calendar may ever tell it. Never who it is with.

    `wat` is what it is for and `adres` where, both empty where no calendar may tell; `plaats` is
    the town.
    """

    code: str
    begin: datetime
    einde: datetime
    gewijzigd_op: datetime
    soort: str
    plaats: str
    wat: str = ""
    adres: str = ""
    referentie: str = ""


Read = Callable[[int, datetime, datetime], Iterable[Agendaregel]]
"""Of a resource (its number), what begins in [van, tot)."""

_bronnen: dict[str, Read] = {}


def register(naam: str, read: Read) -> None:
    """Make a source known. Raises: ValueError for a name that is taken."""
    if naam in _bronnen:
        raise ValueError(f"'{naam}' is already registered")
    _bronnen[naam] = read


def entries(middel: int, van: datetime, tot: datetime) -> list[Agendaregel]:
    """What every source has for a resource."""
    return [one for read in _bronnen.values() for one in read(middel, van, tot)]
