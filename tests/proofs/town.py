"""A town for the proofs over HTTP: one product, some counters, real rosters."""

from datetime import date, time, timedelta
from itertools import count

from django.utils import timezone

from afspraken import roosters
from afspraken.lokaal import local_day
from afspraken.models import Locatie, Middel, Product, Productgroep, Sluiting, Soort, Vereiste


def build(*, counters: int, until: str, one_day: bool = False) -> None:
    """A passport of twenty minutes, at counters that are open from nine `until` every day.

    `one_day`: open on one day only, the first from the day after tomorrow on without a closing,
    so that the number of times does not depend on when the proof runs.
    """
    now = timezone.now()
    today = local_day(now)
    first, last = (today - timedelta(days=7), None) if not one_day else (_workday(today),) * 2
    hour, minute = until.split(":")
    plaats = Locatie.objects.create(
        naam="Gemeentehuis", slug="gemeentehuis", straat="Vondelstraat", huisnummer="1", plaats="O"
    )
    weekdays = [first.weekday()] if one_day else range(7)
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
            uren={day: [(time(9), time(int(hour), int(minute)))] for day in weekdays},
            eerste_dag=first,
            laatste_dag=last,
            now=now,
        )


def _workday(today: date) -> date:
    """The first day from the day after tomorrow on without a closing."""
    days = (today + timedelta(days=ahead) for ahead in count(2))
    closed = Sluiting.objects.filter(is_actief=True)
    return next(
        day for day in days if not closed.filter(eerste_dag__lte=day, laatste_dag__gte=day).exists()
    )
