"""An office with real rosters, so that what is reported reopens and closes as in town."""

from datetime import date, time
from itertools import count

from afspraken import roosters
from afspraken.booking import Gegevens, book
from afspraken.models import Afspraak, Locatie, Middel, Soort, Status
from afspraken.offers import offer_at
from tests.cast import MAANDAG, NOW, Town, at, wens

DINSDAG = date(2026, 12, 8)
WERKDAGEN = range(5)
_number = count(1)


def hours(van: int, tot: int):
    return [(time(van), time(tot))]


def works(
    town: Town,
    naam: str,
    soort=Soort.LOKET,
    *,
    van=9,
    tot=17,
    kan=(),
    locatie=None,
    dagen=WERKDAGEN,
    vanaf=MAANDAG,
    now=NOW,
) -> Middel:
    """A resource that works these hours on each of these weekdays, from that day on."""
    where = locatie or town.gemeentehuis
    middel = town.middel(soort, naam, kan=kan, locatie=where, dagen=())
    roosters.add_week(
        middel,
        where,
        uren={dag: hours(van, tot) for dag in dagen},
        eerste_dag=vanaf,
        now=now,
    )
    return middel


def planned(
    product,
    clock: str,
    *,
    dag=MAANDAG,
    naam="Anna de Vries",
    locatie: Locatie | None = None,
    bij: Middel | None = None,
    extra_tijd=0,
    now=NOW,
    **more,
) -> Afspraak:
    """An appointment at a clock time; `bij` moves it to that resource if it got another."""
    wish = wens(product, extra_tijd=extra_tijd)
    town_hall = locatie or Locatie.objects.get(naam="Gemeentehuis")
    given = {"email": f"klant{next(_number)}@example.nl", **more}
    offer = offer_at(wish, town_hall, at(clock, dag))
    afspraak = book(wish, offer, Gegevens(naam=naam, **given), now=now)
    if bij is not None and not afspraak.inzetten.filter(middel=bij).exists():
        inzet = afspraak.inzetten.get(middel__soort=bij.soort)
        inzet.middel = bij
        inzet.save()
        from afspraken import bezetting

        bezetting.rewrite_cells(inzet)
    return Afspraak.objects.get(pk=afspraak.pk)


def has_come(afspraak: Afspraak, status=Status.AANGEMELD) -> None:
    Afspraak.objects.filter(pk=afspraak.pk).update(status=status)
