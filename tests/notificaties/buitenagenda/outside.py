"""Officials with calendars, and everything outside in the place of servers and processes."""

from __future__ import annotations

from collections.abc import Callable

from afspraken.models import Middel
from notificaties.buitenagenda import keeping
from notificaties.buitenagenda.asking import Opgehaald
from notificaties.buitenagenda.fetching import Kenmerk
from notificaties.buitenagenda.fouten import Fout, Refused
from notificaties.buitenagenda.spans import Gelezen, Window
from notificaties.models import Buitenagenda
from tests.afspraken.roosters.seen import weekly
from tests.cast import NOW, Town, at

SECRET = "https://outlook.example.nl/owa/calendar/geheim/calendar.ics"


def official(town: Town, naam: str = "Anja") -> Middel:
    """An official with appointments on weekdays from nine until twelve."""
    middel = town.ambtenaar(naam, dagen=())
    weekly(middel, town.gemeentehuis, "9:00-12:00")
    return middel


def kept(middel: Middel, url: str = SECRET) -> Buitenagenda:
    """A calendar that the manager gave."""
    agenda = Buitenagenda(middel=middel, url=url)
    keeping.save(agenda, now=NOW)
    return agenda


class Outside:
    """Stands in for `keeping.ask`. `says` tells, by address: busy hours of Monday, a Fout, or None
    for no news. `meanwhile` happens while a server is asked."""

    def __init__(self) -> None:
        self.says: dict[str, list[str] | Fout | None] = {}
        self.asked: list[tuple[str, Kenmerk]] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def __call__(self, url: str, known: Kenmerk, window: Window) -> Opgehaald | None:
        self.asked.append((url, known))
        self.meanwhile()
        says = self.says.get(url, [])
        if isinstance(says, Fout):
            raise Refused(says)
        if says is None:
            return None
        spans = [tuple(map(at, part.split("-"))) for part in says]
        return Opgehaald(Gelezen(spans), Kenmerk('"v1"', "gisteren"))
