"""Stores a few visits of two officials at once in the example town, booked as an employee would."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from afspraken import agenda, booking
from afspraken.booking import Gegevens
from afspraken.demo.adressen import ADRESSEN
from afspraken.demo.mensen import ACHTERNAMEN, VOORNAMEN
from afspraken.lokaal import local_day
from afspraken.models import Kanaal, Partij, Product
from afspraken.wens import Wens
from mobiel.demo import dorp

NUMBER = 3
DAYS = timedelta(days=40)
BOOKED = timedelta(days=2)
"""So long ago they were booked."""


def build(*, now: datetime, random: Random) -> int:
    """One on each of the first days on which two have room; how many there are."""
    product = Product.objects.prefetch_related("vereisten").get(slug=dorp.MET_TWEE)
    made = 0
    first = local_day(now) + timedelta(days=1)
    for _number in range(NUMBER):
        wish = Wens.of([(product, 1)], kanaal=Kanaal.TELEFOON, adres=random.choice(ADRESSEN))
        found = agenda.search(wish, van=first, tot=first + DAYS, now=now)
        dag = next(iter(found.per_day()), None)
        if dag is None:
            break
        who = f"{random.choice(VOORNAMEN)} {random.choice(ACHTERNAMEN)}"
        # half a day, which leaves the search most choice
        offer = max(found.times(dag), key=lambda one: (one.einde - one.begin, one.begin))
        gegevens = Gegevens(naam=who, email=f"bezoek.{made}@example.nl")
        booking.book(wish, offer, gegevens, partij=Partij.MEDEWERKER, now=now - BOOKED)
        made += 1
        first = dag + timedelta(days=1)
    return made
