"""An official with a phone: her visits, and what she reports."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

import time_machine
from django.contrib.auth.models import User
from django.test import Client

from afspraken.booking import Gegevens
from afspraken.models import Afspraak, Middel, Product
from mobiel.models import Bezoek, Stop
from mobiel.telefoon.acties import Actie
from mobiel.telefoon.melden import Antwoord, Melder, report
from tests.afspraken.rechten.wie import browser
from tests.cast import MAANDAG, NOW, at
from tests.mobiel.dorp import Dorp, booked

NAMES = ["Anna", "Bram", "Carla", "Dirk", "Eva", "Fons", "Gea", "Henk"]


@dataclass
class Sanne:
    """She stands at the town hall on Monday, at half past eight."""

    dorp: Dorp
    middel: Middel
    user: User
    clock: time_machine.Traveller | None = None
    dag: date = MAANDAG
    product: Product | None = None
    _client: Client | None = field(default=None)

    @property
    def melder(self) -> Melder:
        return Melder(self.middel, self.user)

    @property
    def client(self) -> Client:
        """Her phone, logged in."""
        if self._client is None:
            self._client = browser(self.user)
        return self._client

    def visits(self, number: int, *, now: datetime = NOW) -> list[Afspraak]:
        """So many visits along one road, in the order of the route."""
        self.product = self.product or self.dorp.product(duur=15)
        for nummer in range(number):
            naam = NAMES[nummer % len(NAMES)]
            who = Gegevens(naam=naam, email=f"{naam}{nummer}@example.nl", telefoon="+31612345678")
            spot = (300 + 200 * nummer, 0)
            booked(self.product, spot, gegevens=who, dag=self.dag, now=now)
        stops = Stop.objects.filter(route__middel=self.middel).order_by("volgorde")
        found = stops.select_related("bezoek__afspraak__klant")
        return [stop.bezoek.afspraak for stop in found]

    def at(self, clock: str) -> datetime:
        """Let it become this late on Monday."""
        moment = at(clock, self.dag)
        if self.clock is not None:
            self.clock.move_to(moment, tick=False)
        return moment

    def does(self, soort: str, afspraak: Afspraak, clock: str = "", **more: object) -> Antwoord:
        """She reports one thing, with reception."""
        now = self.at(clock) if clock else at("8:30")
        [answer] = report([act(soort, afspraak, **more)], self.melder, now=now)
        return answer

    def syncs(self, acts: list[dict[str, object]], *, nu: datetime | None = None) -> object:
        """The phone sends its queue; the answer."""
        body = {"acties": acts} | ({"nu": ms(nu)} if nu else {})
        return self.client.post("/route/sync/", json.dumps(body), content_type="application/json")


def act(soort: str, afspraak: Afspraak, **more: object) -> Actie:
    """An act as the phone sends it."""
    return Actie.read(sent(soort, afspraak, **more))


def sent(
    soort: str, afspraak: Afspraak, op: datetime | None = None, **more: object
) -> dict[str, object]:
    """The JSON of an act."""
    return {
        "uuid": str(uuid4()),
        "soort": soort,
        "bezoek": Bezoek.objects.get(afspraak=afspraak).pk,
        "versie": afspraak.versie,
        "op": ms(op) if op else None,
        "resultaat": "GELUKT" if soort == "KLAAR" else "",
        **more,
    }


def ms(moment: datetime) -> int:
    """Milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
