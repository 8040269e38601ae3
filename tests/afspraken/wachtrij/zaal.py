"""The waiting room: what a test of the queue needs, on `MAANDAG` in the town hall."""

from __future__ import annotations

from typing import Any

from afspraken import wachtrij
from afspraken.booking import Gegevens
from afspraken.models import Afspraak, Locatie, Meldwijze, Middel, Product, Wachtende
from tests.cast import Town, at, booked


class Zaal:
    """A place with its counters, its employee, and a way to say it all in few words."""

    def __init__(self, town: Town, door: Any) -> None:
        self.town, self.door = town, door
        self.plaats: Locatie = town.gemeentehuis
        self.loket: Middel = town.loket("Loket 1")
        self.loket2: Middel = town.loket("Loket 2")
        self.paspoort: Product = town.product("Paspoort", duur=10)

    def afspraak(self, clock: str, product: Product | None = None) -> Afspraak:
        """An appointment at a clock time, each of someone else: a contact has a maximum."""
        who = Gegevens(naam="Anna de Vries", email=f"anna-{clock.replace(':', '')}@example.nl")
        return booked(product or self.paspoort, clock, who)

    def meldt(self, afspraak: Afspraak, clock: str, **options: Any) -> Wachtende:
        """The customer of an appointment reports at the desk."""
        given = {"locatie": self.plaats, "via": Meldwijze.BALIE, "door": self.door} | options
        return wachtrij.check_in(afspraak, now=at(clock), **given)

    def inloop(self, clock: str, *producten: Product, **options: Any) -> Wachtende:
        """Someone walks in."""
        chosen = [(product, 1) for product in producten or (self.paspoort,)]
        given = {"via": Meldwijze.BALIE, "door": self.door} | options
        return wachtrij.walk_in(self.plaats, chosen, now=at(clock), **given)

    def volgende(self, clock: str, middel: Middel | None = None) -> wachtrij.Oproep | None:
        """A counter calls the next one."""
        return wachtrij.call_next(self.plaats, middel or self.loket, door=self.door, now=at(clock))

    def doet(self, act: Any, wachtende: Wachtende, clock: str, *args: Any, **options: Any):
        """A step, taken by who saw the row as it is."""
        return act(
            wachtende, *args, versie=wachtende.versie, door=self.door, now=at(clock), **options
        )

    def rij(self, clock: str) -> list[str]:
        """The numbers that wait, who is next first."""
        return [
            one.wachtende.volgnummer for one in wachtrij.queue(self.plaats, now=at(clock)).wacht
        ]


def everyone(rij: wachtrij.Wachtrij) -> list[Wachtende]:
    """All who are here, whatever they do."""
    waiting = [one.wachtende for one in rij.wacht]
    return [*waiting, *rij.opgeroepen, *rij.in_behandeling, *rij.geparkeerd]
