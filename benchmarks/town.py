"""Workload W1 as rows: one place, ten counters, and what is booked there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.db import connections

from afspraken.engine.bitmap import CELLS_PER_DAY, cell_of, span, split_days, to_bytes
from afspraken.lokaal import LOCAL, midnight
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    BezetteCel,
    Inzet,
    Kanaal,
    Klant,
    Locatie,
    Middel,
    Openstand,
    Product,
    Productgroep,
    Soort,
    Status,
    Vereiste,
)
from afspraken.wens import Wens, load
from benchmarks.workload import Workload

BATCH = 4000
_EPOCH = date(1970, 1, 1)


def at(day: date, minute: int) -> datetime:
    """The moment, in UTC, of a clock time in town."""
    clock = time(minute // 60, minute % 60)
    return datetime.combine(day, clock, tzinfo=LOCAL).astimezone(UTC)


def now_before(start: date) -> datetime:
    """Noon, three days before the first day: when all figures are asked for."""
    return datetime.combine(start - timedelta(days=3), time(12), tzinfo=UTC)


def place(naam: str) -> Locatie:
    """A place of the town."""
    return Locatie.objects.create(naam=naam, slug=naam.lower(), straat="Dorp", plaats="Ouderkerk")


def counters(locatie: Locatie, number: int) -> list[Middel]:
    """Counters at a place."""
    return Middel.objects.bulk_create(
        Middel(naam=f"Loket {n + 1}", soort=Soort.LOKET, locatie=locatie) for n in range(number)
    )


def product(slug: str, *, duur: int, raster: int = 20, horizon: int) -> Product:
    """A product that needs one counter, at any notice."""
    groep, _new = Productgroep.objects.get_or_create(naam="Alles")
    row = Product.objects.create(
        naam=slug.capitalize(),
        slug=slug,
        groep=groep,
        duur=duur,
        raster=raster,
        aanlooptijd=0,
        horizon=horizon,
    )
    Vereiste.objects.create(product=row, soort=Soort.LOKET)
    return row


def open_hours(
    locatie: Locatie, middelen: Iterable[Middel], days: Iterable[date], opens: int, closes: int
) -> None:
    """Open these resources at a place on local days [opens, closes) in minutes."""
    masks: dict[date, bytes] = {}
    for day in days:
        origin = midnight(day) // CELLS_PER_DAY * CELLS_PER_DAY
        hours = span(cell_of(at(day, opens)) - origin, cell_of(at(day, closes)) - origin)
        for number, mask in split_days(hours).items():
            masks[_EPOCH + timedelta(days=origin // CELLS_PER_DAY + number)] = to_bytes(mask)
    Openstand.objects.bulk_create(
        (
            Openstand(middel=middel, locatie=locatie, dag=dag, open=mask, open_web=mask)
            for middel in middelen
            for dag, mask in masks.items()
        ),
        batch_size=BATCH,
    )


def occupy(
    locatie: Locatie,
    slots: Iterable[tuple[Middel, datetime]],
    *,
    length: timedelta,
    now: datetime,
    first: int = 0,
) -> list[Inzet]:
    """Appointments, each at a counter and a moment: as much of them as the agenda reads.

    `first` is the number from which their references are counted.
    """
    klant = Klant.objects.create(naam="Anna de Vries")
    slots = list(slots)
    afspraken = Afspraak.objects.bulk_create(
        (
            Afspraak(
                referentie=f"{number:06x}",
                status=Status.GEPLAND,
                status_op=now,
                begin=begin,
                einde=begin + length,
                locatie=locatie,
                kanaal=Kanaal.WEB,
                klant=klant,
                aangemaakt_op=now,
                gewijzigd_op=now,
            )
            for number, (_middel, begin) in enumerate(slots, first)
        ),
        batch_size=BATCH,
    )
    return Inzet.objects.bulk_create(
        (
            Inzet(afspraak=row, middel=middel, begin=row.begin, einde=row.einde)
            for row, (middel, _begin) in zip(afspraken, slots, strict=True)
        ),
        batch_size=BATCH,
    )


def book(
    locatie: Locatie, product: Product, slots: Iterable[tuple[Middel, datetime]], *, now: datetime
) -> None:
    """Appointments for one product, as `booking` leaves them: with products and cells."""
    inzetten = occupy(locatie, slots, length=timedelta(minutes=product.duur), now=now)
    Afspraakproduct.objects.bulk_create(
        (Afspraakproduct(afspraak=row.afspraak, product=product) for row in inzetten),
        batch_size=BATCH,
    )
    BezetteCel.objects.bulk_create(
        (
            BezetteCel(middel_id=row.middel_id, plek=0, cel=cel, inzet=row)
            for row in inzetten
            for cel in range(cell_of(row.begin), cell_of(row.einde))
        ),
        batch_size=BATCH,
    )


def build(work: Workload) -> None:
    """The whole of W1, with a product of 20 minutes and one of 45."""
    gemeentehuis = place("Gemeentehuis")
    middelen = counters(gemeentehuis, work.counters)
    horizon = work.days + 7
    twenty = product("paspoort", duur=20, horizon=horizon)
    product("huwelijk", duur=45, horizon=horizon)
    open_hours(gemeentehuis, middelen, work.workdays, work.opens, work.closes)
    book(
        gemeentehuis,
        twenty,
        ((middelen[counter], at(day, minute)) for counter, day, minute in work.booked),
        now=now_before(work.start),
    )
    tidy()


def tidy(alias: str = "default") -> None:
    """What the database does by itself after a while: know its rows, and which are settled."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def wish(slug: str = "paspoort") -> Wens:
    """The wish for one product, for one person, on the web."""
    return load({slug: 1})
