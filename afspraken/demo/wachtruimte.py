"""The counter as it runs today: who was served, who is at a counter, who waits.

Written through the doors of the queue, each step at the moment it would have been taken. On a day
that is closed only walk-ins are there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.contrib.auth.models import User

from afspraken import booking, wachtrij
from afspraken.demo.producten import POPULAIR
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Locatie, Meldwijze, Middel, Product, Soort, Status, Wachtende

MINUTE = timedelta(minutes=1)
SOON = 20 * MINUTE
_WAIT = (26, 13, 4)  # minutes that walk-ins have waited
_STAYED_AWAY = 12  # one of so many


def write(*, now: datetime) -> int:
    """Write today once, at the first place of the town; the number of visits.

    Needs the logins of the example town. In the first hour of a day nothing happened yet.
    """
    today = local_day(now)
    if local_day(now - 60 * MINUTE) != today or Wachtende.objects.filter(dag=today).exists():
        return 0
    hall = Hall(Locatie.objects.all()[0], User.objects.get(username="balie"))
    expected = [
        one.afspraak
        for one in wachtrij.day_list(hall.plaats, today)
        if one.afspraak.status == Status.GEPLAND
    ]
    for number, afspraak in enumerate(expected):
        counters = [one.middel for one in afspraak.inzetten.all()]
        if all(middel.soort == Soort.LOKET for middel in counters):
            hall.live(number, afspraak, counters[0], now=now)
    hall.walk_in(now=now)
    return Wachtende.objects.filter(dag=today).count()


class Hall:
    """One place, and who works there."""

    def __init__(self, plaats: Locatie, door: Any) -> None:
        self.plaats, self.door = plaats, door

    def live(self, number: int, afspraak: Afspraak, loket: Middel, *, now: datetime) -> None:
        """What has become of an appointment until now."""
        reported = min(afspraak.begin - 6 * MINUTE, now - MINUTE)
        if afspraak.einde <= now and number % _STAYED_AWAY == _STAYED_AWAY - 1:
            booking.no_show(afspraak, now=afspraak.einde, door=str(self.door.pk))
        elif afspraak.einde <= now:
            self._serve(self._report(afspraak, reported), loket, afspraak.begin, afspraak.einde)
        elif afspraak.begin <= now and number % 2:
            self._serve(self._report(afspraak, reported), loket, afspraak.begin)
        elif afspraak.begin <= now + SOON:
            self._report(afspraak, reported)

    def walk_in(self, *, now: datetime) -> None:
        """Some without an appointment, and one who is off to have a photograph taken."""
        popular = Product.objects.filter(slug__in=POPULAIR[:3])
        for minutes, product in zip(_WAIT, cycle(popular), strict=False):
            self._walk(product, now - minutes * MINUTE)
        away = self._walk(popular[0], now - 40 * MINUTE)
        wachtrij.park(
            away, versie=1, reden="Haalt een pasfoto", door=self.door, now=now - 30 * MINUTE
        )

    def _walk(self, product: Product, now: datetime) -> Wachtende:
        return wachtrij.walk_in(self.plaats, [(product, 1)], via=Meldwijze.ZUIL, now=now)

    def _report(self, afspraak: Afspraak, now: datetime) -> Wachtende:
        return wachtrij.check_in(
            afspraak, locatie=self.plaats, via=Meldwijze.ZUIL, now=now, toch=True
        )

    def _serve(
        self, row: Wachtende, loket: Middel, begin: datetime, einde: datetime | None = None
    ) -> None:
        """Called, begun, and done if there is an end."""
        row = wachtrij.call(row, loket, versie=row.versie, door=self.door, now=begin)
        row = wachtrij.begin(row, versie=row.versie, door=self.door, now=begin + MINUTE)
        if einde is not None:
            wachtrij.finish(row, versie=row.versie, door=self.door, now=einde - MINUTE)
