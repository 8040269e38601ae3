"""The cast: a small town in which tests happen.

`town.loket(open="9:00-10:00")` makes a counter that is open on `MAANDAG`, and so on. Times are
local (Europe/Amsterdam) and written as people say them: "9:00". Opening goes straight into
`Openstand`; tests of rosters build real rosters instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count

from afspraken import agenda
from afspraken.bezoekadres import Adres
from afspraken.booking import Gegevens, book, hold
from afspraken.engine.bitmap import CELLS_PER_DAY, cell_of, moment_of, span, split_days
from afspraken.engine.bitmap import to_bytes as mask_bytes
from afspraken.lokaal import LOCAL, day_after, midnight
from afspraken.models import (
    Afspraak,
    Bevoegdheid,
    Locatie,
    Middel,
    Openstand,
    Product,
    Productgroep,
    Soort,
    Vereiste,
)
from afspraken.offers import Offer
from afspraken.wens import Wens

MAANDAG = date(2026, 12, 7)
"""The day on which everything opens, unless a test says otherwise."""

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
"""When the tests happen: the Tuesday before, ten o'clock in town."""

ANNA = Gegevens(naam="Anna de Vries", email="anna@example.nl", telefoon="+31612345678")
BRAM = Gegevens(naam="Bram Bakker", email="bram@example.nl")


KERKSTRAAT = Adres(
    straat="Kerkstraat",
    huisnummer="12",
    postcode="1191 JB",
    plaats="Ouderkerk aan de Amstel",
    breedtegraad=52.2945,
    lengtegraad=4.9065,
)
"""Where Anna is visited."""


def adres(**fields: object) -> Adres:
    """Another address: KERKSTRAAT but for these fields."""
    return replace(KERKSTRAAT, **fields)


def at(clock: str, dag: date = MAANDAG) -> datetime:
    """The moment of a local clock time: "9:00"."""
    hour, minute = clock.split(":")
    return datetime.combine(dag, time(int(hour), int(minute)), tzinfo=LOCAL).astimezone(UTC)


def clock(moment: datetime) -> str:
    """The local clock time of a moment: "9:00"."""
    local = moment.astimezone(LOCAL)
    return f"{local.hour}:{local.minute:02}"


class Town:
    """Builds what a test needs, with defaults that stay out of the way."""

    def __init__(self) -> None:
        self._number = count(1)
        self.groep = Productgroep.objects.create(naam="Alles")
        self.gemeentehuis = self.locatie("Gemeentehuis")

    def locatie(self, naam: str, **fields: object) -> Locatie:
        """A place in town."""
        return Locatie.objects.create(
            naam=naam,
            slug=naam.lower().replace(" ", "-"),
            straat="Vondelstraat",
            huisnummer="1",
            plaats="Ouderkerk aan de Amstel",
            **fields,
        )

    def loket(self, naam: str = "", **options: object) -> Middel:
        """A counter; see `middel`."""
        return self.middel(Soort.LOKET, naam, **options)

    def ruimte(self, naam: str = "", **options: object) -> Middel:
        """A consultation room; see `middel`."""
        return self.middel(Soort.RUIMTE, naam, **options)

    def ambtenaar(self, naam: str = "", **options: object) -> Middel:
        """An official; see `middel`."""
        return self.middel(Soort.AMBTENAAR, naam, **options)

    def middel(
        self,
        soort: Soort,
        naam: str = "",
        *,
        open: str = "9:00-17:00",
        personeel: str = "",
        locatie: Locatie | None = None,
        dagen: Iterable[date] = (MAANDAG,),
        plekken: int = 1,
        kan: Iterable[str] = (),
        pk: int | None = None,
    ) -> Middel:
        """A resource that is open at a place; `personeel` are extra hours for staff only."""
        locatie = locatie or self.gemeentehuis
        middel = Middel.objects.create(
            pk=pk,
            naam=naam or f"{soort.label} {next(self._number)}",
            soort=soort,
            locatie=locatie,
            plekken=plekken,
        )
        for naam_bevoegdheid in kan:
            middel.bevoegdheden.add(Bevoegdheid.objects.get_or_create(naam=naam_bevoegdheid)[0])
        for dag in dagen:
            self.open(middel, open, dag=dag, locatie=locatie, personeel=personeel)
        return middel

    def open(
        self,
        middel: Middel,
        hours: str,
        *,
        dag: date = MAANDAG,
        locatie: Locatie | None = None,
        personeel: str = "",
    ) -> None:
        """Open a resource on a day: "9:00-12:00 13:00-17:00"; replaces what the day had."""
        locatie = locatie or self.gemeentehuis
        origin = midnight(dag) // CELLS_PER_DAY * CELLS_PER_DAY
        web = _mask(hours, dag, origin)
        staff = split_days(web | _mask(personeel, dag, origin))
        for number in staff or {0: 0}:
            Openstand.objects.update_or_create(
                middel=middel,
                locatie=locatie,
                dag=moment_of(origin + number * CELLS_PER_DAY).date(),
                defaults={
                    "open": mask_bytes(staff.get(number, 0)),
                    "open_web": mask_bytes(split_days(web).get(number, 0)),
                },
            )

    def product(
        self,
        naam: str = "",
        *,
        vraagt: Iterable[tuple[Soort, int, str | None]] = ((Soort.LOKET, 1, None),),
        **fields: object,
    ) -> Product:
        """A product that needs one counter, or what `vraagt` says: (kind, number, competence)."""
        naam = naam or f"Product {next(self._number)}"
        defaults = {"duur": 20, "raster": 10, "aanlooptijd": 60, "max_personen": 4}
        product = Product.objects.create(
            naam=naam,
            slug=naam.lower().replace(" ", "-"),
            groep=self.groep,
            **(defaults | fields),
        )
        for soort, aantal, bevoegdheid in vraagt:
            competence = (
                Bevoegdheid.objects.get_or_create(naam=bevoegdheid)[0] if bevoegdheid else None
            )
            Vereiste.objects.create(
                product=product, soort=soort, aantal=aantal, bevoegdheid=competence
            )
        return product


def wens(product: Product, aantal: int = 1, **options: object) -> Wens:
    """A wish for one product."""
    return Wens.of([(product, aantal)], **options)


def offer(wish: Wens, clock_time: str, *, dag: date = MAANDAG, now: datetime = NOW) -> Offer:
    """The offer at a clock time; fails the test if it is not offered."""
    moment = at(clock_time, dag)
    return next(o for o in agenda.search(wish, now=now).times(dag) if o.begin == moment)


def times(wish: Wens, *, dag: date = MAANDAG, now: datetime = NOW) -> list[str]:
    """The clock times offered on a day, each once."""
    return list(dict.fromkeys(clock(o.begin) for o in agenda.search(wish, now=now).times(dag)))


def booked(
    product: Product, clock_time: str, gegevens: Gegevens = ANNA, *, now: datetime = NOW
) -> Afspraak:
    """An appointment for one person at a clock time."""
    wish = wens(product)
    return book(wish, offer(wish, clock_time, now=now), gegevens, now=now)


def held(
    product: Product, clock_time: str, *, sessie: str = "tablet", now: datetime = NOW
) -> Afspraak:
    """A time kept for one person of a session."""
    wish = wens(product)
    return hold(wish, offer(wish, clock_time, now=now), sessie=sessie, now=now)


def _mask(hours: str, dag: date, origin: int) -> int:
    """Local hours of a day as a mask whose bit 0 is the cell `origin`."""
    mask = 0
    for part in hours.split():
        begin, end = part.split("-")
        until = midnight(day_after(dag)) if end == "24:00" else cell_of(at(end, dag))
        mask |= span(cell_of(at(begin, dag)) - origin, until - origin)
    return mask
