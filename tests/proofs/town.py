"""A town for the proofs over HTTP: one product, some counters, real rosters."""

from datetime import time, timedelta

from django.utils import timezone

from afspraken import roosters
from afspraken.lokaal import local_day
from afspraken.models import Locatie, Middel, Product, Productgroep, Soort, Vereiste


def build(*, counters: int, until: str) -> None:
    """A passport of twenty minutes, at counters that are open from nine `until` every day."""
    now = timezone.now()
    hour, minute = until.split(":")
    plaats = Locatie.objects.create(
        naam="Gemeentehuis", slug="gemeentehuis", straat="Vondelstraat", huisnummer="1", plaats="O"
    )
    groep = Productgroep.objects.create(naam="Reizen")
    paspoort = Product.objects.create(
        naam="Paspoort", slug="paspoort", groep=groep, duur=20, raster=20, horizon=21
    )
    Vereiste.objects.create(product=paspoort, soort=Soort.LOKET)
    for number in range(counters):
        loket = Middel.objects.create(naam=f"Loket {number}", soort=Soort.LOKET, locatie=plaats)
        roosters.add_week(
            loket,
            plaats,
            uren={day: [(time(9), time(int(hour), int(minute)))] for day in range(7)},
            eerste_dag=local_day(now) - timedelta(days=7),
            now=now,
        )
