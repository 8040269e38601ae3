"""What a town in memory knows: who is open, what is kept, and so what must be offered.

In sets of minutes and lists; it shares no code with the engine, the provider or booking. `check`
compares what it knows with the system.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from django.db.models import Q

from afspraken import agenda, booking
from afspraken.models import (
    Afspraak,
    BezetteCel,
    Blokkade,
    Inzet,
    Kanaal,
    Middel,
    Product,
    Soort,
    Status,
)
from tests.cast import NOW, Town, at, wens

FIRST, LAST = 9 * 60, 11 * 60
"""The minutes of the day in which anything can happen."""

NARROW = (540, 550, 560, 570)
"""Few starts, close together: then holds that have expired are in each other's way."""

LATE = at("8:10")
"""On the day itself: notice, and what has begun, then matter."""

PERSON = booking.Gegevens(naam="Klant", organisatie="Model")

SESSIONS = ("een", "twee", "drie")
CHANNELS = (Kanaal.WEB, Kanaal.TELEFOON)


@dataclass
class Thing:
    """A resource: the minutes in which it is open to all, and to staff."""

    middel: Middel
    web: set[int]
    staff: set[int]
    away: set[int] = field(default_factory=set)

    def hours(self, kanaal: str, released: set[int]) -> set[int]:
        """The minutes that this channel may use; of staff time the web sees those `released`."""
        staff = self.staff if kanaal == Kanaal.TELEFOON else self.staff & released
        return (self.web | staff) - self.away


@dataclass
class Kept:
    """Something that occupies: claims are (resource, lane, first minute, last minute)."""

    row: Afspraak | Blokkade
    product: Product | None
    claims: list[tuple[int, int, int, int]]
    until: datetime | None = None
    sessie: str = ""
    begin: int = 0

    def lives(self, now: datetime) -> bool:
        """True unless it is a hold that has expired."""
        return self.until is None or now < self.until


@dataclass
class Oracle:
    """The town, and what it must offer at this moment."""

    now: datetime = NOW
    kept: list[Kept] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    promises: list[Afspraak] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """A town with two counters, two officials and a room for two parties."""
        self.town = Town()
        numbers = itertools.count(9001)
        self.things: dict[int, Thing] = {}
        for soort, hours, staff, plekken in (
            (Soort.LOKET, "9:00-11:00", "", 1),
            (Soort.LOKET, "9:00-10:00 10:20-11:00", "10:00-10:20", 1),
            (Soort.AMBTENAAR, "9:00-10:30", "", 1),
            (Soort.AMBTENAAR, "9:30-11:00", "", 1),
            (Soort.RUIMTE, "9:00-11:00", "", 2),
        ):
            pk = next(numbers)  # ties are broken by number, so it is the same everywhere
            middel = self.resource(soort, pk, plekken, hours, staff)
            web = _minutes(hours)
            self.things[middel.pk] = Thing(middel, web, web | _minutes(staff))
        self.paspoort = self.town.product("paspoort", duur=20, uitloop=5, raster=5)
        self.gesprek = self.town.product(
            "gesprek",
            duur=30,
            raster=10,
            vraagt=[(Soort.AMBTENAAR, 1, None), (Soort.RUIMTE, 1, None)],
        )
        self.producten = (self.paspoort, self.gesprek)
        self.kinds = {
            self.paspoort.pk: (Soort.LOKET,),
            self.gesprek.pk: (Soort.AMBTENAAR, Soort.RUIMTE),
        }

    def resource(self, soort: Soort, pk: int, plekken: int, hours: str, staff: str) -> Middel:
        """A resource that is open on the day, at extra hours for staff only."""
        return self.town.middel(
            soort, f"{soort} {pk}", open=hours, personeel=staff, plekken=plekken, pk=pk
        )

    # --- what the oracle knows --------------------------------------------------------------------

    def busy(self, middel: int, plek: int, *, but: Kept | None = None) -> set[int]:
        """Minutes in which a lane is taken at this moment."""
        return {
            minute
            for kept in self.kept
            if kept is not but and kept.lives(self.now)
            for resource, lane, first, last in kept.claims
            if (resource, lane) == (middel, plek)
            for minute in range(first, last)
        }

    def offered(self, product: Product, kanaal: str, *, but: Kept | None = None) -> set[int]:
        """Start minutes that must be offered."""
        return {
            start
            for start in range(FIRST, LAST, product.raster)
            if at_minute(start) >= self.now + self.notice(product, kanaal)
            and self.has_room(start, product, kanaal, but=but)
        }

    def has_room(
        self, start: int, product: Product, kanaal: str, *, but: Kept | None = None
    ) -> bool:
        """Whether each kind that the product needs has a resource that is open and free."""
        return all(
            any(
                self.fits(thing, start, product, kanaal, but=but)
                for thing in self.things.values()
                if thing.middel.soort == soort
            )
            for soort in self.kinds[product.pk]
        )

    def notice(self, product: Product, kanaal: str) -> timedelta:
        """Staff need none."""
        return timedelta(minutes=0 if kanaal == Kanaal.TELEFOON else product.aanlooptijd)

    def released(self) -> set[int]:
        """The minutes, in whole cells, that are so near that staff time is for everyone."""
        hours = self.town.gemeentehuis.vrijgave
        if hours is None:
            return set()
        until = self.now + timedelta(hours=hours)
        return {minute for minute in range(FIRST, LAST) if at_minute(minute // 5 * 5) < until}

    def fits(
        self, thing: Thing, start: int, product: Product, kanaal: str, *, but: Kept | None = None
    ) -> bool:
        """Whether one lane of a resource could serve from this minute on, alone."""
        served = set(range(start, start + product.duur))
        kept_free = set(range(start, start + product.duur + product.uitloop))
        return served <= thing.hours(kanaal, self.released()) - self.closed and any(
            not kept_free & self.busy(thing.middel.pk, plek, but=but)
            for plek in range(thing.middel.plekken)
        )

    # --- after every step -------------------------------------------------------------------------

    def check(self) -> None:
        """The system offers what the oracle offers, and occupies what it occupies."""
        for product in self.producten:
            for kanaal in CHANNELS:
                wish = wens(product, kanaal=kanaal)
                found = agenda.search(wish, now=self.now).times(at("9:00").date())
                minutes = {minute_of(offer.begin) for offer in found}
                due = self.offered(product, kanaal)
                assert minutes == due, (product.naam, kanaal, sorted(minutes ^ due))
        spans = list(Inzet.objects.exclude(afspraak__houdbaar_tot__lte=self.now))
        assert sorted(
            (s.afspraak_id or 0, s.blokkade_id or 0, *_claim(s)) for s in spans
        ) == sorted(
            (*_owner(kept.row), *claim)
            for kept in self.kept
            if kept.lives(self.now)
            for claim in kept.claims
        )
        claims = map(_claim, Inzet.objects.all())
        cells = [(*claim[:2], minute) for claim in claims for minute in range(*claim[2:], 5)]
        assert len(set(cells)) == len(cells) == BezetteCel.objects.count()
        live = sum(1 for k in self.kept if k.product is not None and not k.sessie)
        assert live == Afspraak.objects.filter(status=Status.GEPLAND).count()
        promised = Afspraak.objects.filter(~Q(klant=None)).count()
        assert promised == len(self.promises), "counts are for ever"
        offered = [sorted(self.offered(product, Kanaal.WEB)) for product in self.producten]
        self.trace.append(repr(offered))

    def keep(self, row: Afspraak, product: Product, start: int, *, sessie: str = "") -> None:
        """Take over which lanes the system chose, after looking whether it might."""
        claims = _claims(row)
        soorten = sorted(self.things[claim[0]].middel.soort for claim in claims)
        assert soorten == sorted(self.kinds[product.pk])
        for middel, plek, first, last in claims:
            assert (first, last) == (start, start + product.duur + product.uitloop)
            assert plek < self.things[middel].middel.plekken
            taken = self.busy(middel, plek) & set(range(first, last))
            assert not taken, "occupied a lane twice"
        self.kept.append(Kept(row, product, claims, row.houdbaar_tot, sessie, start))
        if not sessie and row not in self.promises:
            self.promises.append(row)

    def thing(self, number: int) -> Thing:
        """One of the resources."""
        return list(self.things.values())[number % len(self.things)]

    def promised(self, number: int) -> Kept | None:
        """One of the promised appointments, if there are any."""
        rows = [k for k in self.kept if k.product is not None and not k.sessie]
        return rows[number % len(rows)] if rows else None

    def note(self, *parts: object) -> None:
        """Write down what happened, to compare two databases."""
        self.trace.append(" ".join(map(str, parts)))


@cache
def at_minute(minute: int) -> datetime:
    """The moment of a minute of the day."""
    return at(clock_at(minute))


def minute_of(moment: datetime) -> int:
    """The minute of the day of a moment."""
    return (moment - at("0:00")) // timedelta(minutes=1)


def clock_at(minute: int) -> str:
    """A minute of the day as people say it: "9:00"."""
    return f"{minute // 60}:{minute % 60:02}"


def _minutes(hours: str) -> set[int]:
    found: set[int] = set()
    for part in hours.split():
        begin, end = (int(p.split(":")[0]) * 60 + int(p.split(":")[1]) for p in part.split("-"))
        found |= set(range(begin, end))
    return found


def cell_at(minute: int) -> int:
    """The cell that begins at a minute of the day, counted from the epoch."""
    return int(at_minute(minute).timestamp()) // 300


def _owner(row: Afspraak | Blokkade) -> tuple[int, int]:
    return (row.pk, 0) if isinstance(row, Afspraak) else (0, row.pk)


def _claims(row: Afspraak | Blokkade) -> list[tuple[int, int, int, int]]:
    return sorted(map(_claim, row.inzetten.all()))


def _claim(span: Inzet) -> tuple[int, int, int, int]:
    return span.middel_id, span.plek, minute_of(span.begin), minute_of(span.einde)
