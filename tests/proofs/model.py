"""A town in memory that says what booking must do, next to the real one.

Every step is done twice: by the oracle, in sets of minutes and lists, and by the system. They
must agree on what is offered, on what succeeds, and on what is occupied. The oracle shares no
code with the engine, the provider or booking.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from afspraken import agenda, bezetting, booking
from afspraken.attempts import attempt
from afspraken.exceptions import BookingError, HoldExpired, NotOffered, SlotTaken
from afspraken.models import Afspraak, Blokkade, Kanaal, Middel, Partij, Product, Soort, Status
from afspraken.offers import Taken, offer_at
from tests.cast import NOW, Town, at, wens

FIRST, LAST = 9 * 60, 11 * 60
"""The minutes of the day in which anything can happen."""

SESSIONS = ("een", "twee", "drie")
CHANNELS = (Kanaal.WEB, Kanaal.TELEFOON)


@dataclass
class Thing:
    """A resource: the minutes in which it is open to all, and to staff."""

    middel: Middel
    web: set[int]
    staff: set[int]

    def hours(self, kanaal: str) -> set[int]:
        """The minutes that this channel may use."""
        return self.staff if kanaal == Kanaal.TELEFOON else self.web


@dataclass
class Kept:
    """Something that occupies: claims are (resource, lane, first minute, last minute)."""

    row: Any
    product: Product | None
    claims: list[tuple[int, int, int, int]]
    until: datetime | None = None
    sessie: str = ""
    begin: int = 0

    def lives(self, now: datetime) -> bool:
        """True unless it is a hold that has expired."""
        return self.until is None or now < self.until


@dataclass
class Model:
    """The oracle, and the steps that drive oracle and system together."""

    now: datetime = NOW
    kept: list[Kept] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)

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
            middel = self.town.middel(
                soort, f"{soort} {pk}", open=hours, personeel=staff, plekken=plekken, pk=pk
            )
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
        found = set()
        for start in range(FIRST, LAST, product.raster):
            if at_minute(start) >= self.now + self.notice(product, kanaal) and all(
                any(
                    self.fits(thing, start, product, kanaal, but=but)
                    for thing in self.things.values()
                    if thing.middel.soort == soort
                )
                for soort in self.kinds[product.pk]
            ):
                found.add(start)
        return found

    def notice(self, product: Product, kanaal: str) -> timedelta:
        """Staff need none."""
        return timedelta(minutes=0 if kanaal == Kanaal.TELEFOON else product.aanlooptijd)

    def fits(
        self, thing: Thing, start: int, product: Product, kanaal: str, *, but: Kept | None = None
    ) -> bool:
        """Whether one lane of a resource could serve from this minute on, alone."""
        served = set(range(start, start + product.duur))
        kept_free = set(range(start, start + product.duur + product.uitloop))
        return served <= thing.hours(kanaal) and any(
            not kept_free & self.busy(thing.middel.pk, plek, but=but)
            for plek in range(thing.middel.plekken)
        )

    # --- steps: the oracle says what must happen, the system does it ------------------------------

    def book(self, product: Product, kanaal: str, start: int) -> None:
        """Staff or a form books at once."""
        wish = wens(product, kanaal=kanaal)
        allowed = start in self.offered(product, kanaal)
        person = booking.Gegevens(naam="Klant", organisatie="Model")
        offer = offer_at(wish, self.town.gemeentehuis, at_minute(start))
        try:
            afspraak = booking.book(wish, offer, person, now=self.now)
        except (SlotTaken, NotOffered):
            assert not allowed, "refused what is free"
            self.note("book", start, "refused")
        else:
            assert allowed, "booked what is not offered"
            self.keep(afspraak, product, start)
            self.note("book", start, "done")

    def hold(self, sessie: str, product: Product, start: int) -> None:
        """A resident chooses a time; an earlier choice of the session goes, whatever happens."""
        wish = wens(product)
        same = next((k for k in self.kept if k.sessie == sessie and k.lives(self.now)), None)
        again = same is not None and (same.product, same.begin) == (product, start)
        if not again:
            self.kept = [k for k in self.kept if k.sessie != sessie]
        allowed = again or start in self.offered(product, Kanaal.WEB)
        offer = offer_at(wish, self.town.gemeentehuis, at_minute(start))
        try:
            afspraak = booking.hold(wish, offer, sessie=sessie, now=self.now)
        except (SlotTaken, NotOffered):
            assert not allowed, "refused a hold of what is free"
            self.note("hold", start, "refused")
        else:
            assert allowed, "held what is not offered"
            if not again:
                self.keep(afspraak, product, start, sessie=sessie)
            self.note("hold", start, "done")

    def confirm(self, sessie: str) -> None:
        """The resident finishes; too late is no problem while nobody else has the time."""
        kept = next((k for k in self.kept if k.sessie == sessie), None)
        if kept is None or kept.product is None:
            return
        person = booking.Gegevens(naam="Klant", organisatie="Model")
        lives = kept.lives(self.now)
        free = kept.begin in self.offered(kept.product, Kanaal.WEB, but=kept)
        taken = not self.could_retake(kept)
        try:
            afspraak = booking.confirm(kept.row.code, person, sessie=sessie, now=self.now)
        except HoldExpired:
            assert not lives or at_minute(kept.begin) <= self.now, "lost a living hold"
            assert not free, "did not take a free time again"
            self.kept.remove(kept)
            self.note("confirm", kept.begin, "refused")
        else:
            assert lives or not taken, "took a time again that somebody has"
            self.kept.remove(kept)
            self.keep(afspraak, kept.product, kept.begin)
            self.note("confirm", kept.begin, "done")

    def could_retake(self, kept: Kept) -> bool:
        """True if every kind that the hold needs has a lane nobody uses at that time."""
        assert kept.product is not None
        minutes = set(range(kept.begin, kept.begin + kept.product.duur + kept.product.uitloop))
        return all(
            any(
                not minutes & self.busy(thing.middel.pk, plek, but=kept)
                for thing in self.things.values()
                if thing.middel.soort == soort
                for plek in range(thing.middel.plekken)
            )
            for soort in self.kinds[kept.product.pk]
        )

    def move(self, number: int, start: int) -> None:
        """A customer moves; the same resource is free of the old time."""
        kept = self.promised(number)
        if kept is None or kept.product is None:
            return
        kanaal = kept.row.kanaal
        wish = wens(kept.product, kanaal=kanaal)
        allowed = start in self.offered(kept.product, kanaal, but=kept)
        offer = offer_at(wish, self.town.gemeentehuis, at_minute(start))
        try:
            afspraak = booking.move(kept.row, wish, offer, partij=Partij.MEDEWERKER, now=self.now)
        except (SlotTaken, NotOffered):
            assert not allowed, "refused a move to a free time"
            self.note("move", start, "refused")
        else:
            assert allowed, "moved to what is not offered"
            self.kept.remove(kept)
            self.keep(afspraak, kept.product, start)
            self.note("move", start, "done")

    def cancel(self, number: int) -> None:
        """A customer cancels."""
        kept = self.promised(number)
        if kept is None or kept.product is None:
            return
        try:
            booking.cancel(kept.row, partij=Partij.MEDEWERKER, now=self.now)
        except BookingError as error:
            raise AssertionError("could not cancel") from error
        self.kept.remove(kept)
        self.note("cancel", kept.begin, "done")

    def block(self, number: int, start: int, minutes: int) -> None:
        """Another app, or an import, claims a lane directly."""
        thing = list(self.things.values())[number % len(self.things)]
        middel = thing.middel.pk
        claim = (middel, 0, start, start + minutes)
        free = not set(range(start, start + minutes)) & self.busy(middel, 0)
        blokkade = Blokkade.objects.create(omschrijving="onderhoud")

        def act() -> None:
            first = int(at_minute(start).timestamp()) // 300
            bezetting.occupy(blokkade, [bezetting.Claim(middel, 0, first, first + minutes // 5)])

        begin, end = at_minute(start), at_minute(start + minutes)
        try:
            attempt(act, now=self.now, van=begin, tot=end)
        except Taken:
            assert not free, "refused a blokkade of free time"
            self.note("block", start, "refused")
        else:
            assert free, "occupied a lane twice"
            self.kept.append(Kept(blokkade, None, [claim]))
            self.note("block", start, "done")

    def change_opening(self, number: int, first: int, last: int) -> None:
        """The roster of one resource changes; nothing that was promised is dropped."""
        thing = list(self.things.values())[number % len(self.things)]
        hours = f"{_clock(first)}-{_clock(last)}"
        self.town.open(thing.middel, hours)
        thing.web = thing.staff = set(range(first, last))
        self.note("open", first, hours)

    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.now += timedelta(minutes=minutes)

    def sweep(self) -> None:
        """The sweeper runs."""
        booking.sweep_expired(now=self.now)

    # --- after every step -------------------------------------------------------------------------

    def check(self) -> None:
        """The system offers what the oracle offers, and occupies what it occupies."""
        for product in self.producten:
            for kanaal in CHANNELS:
                wish = wens(product, kanaal=kanaal)
                found = agenda.search(wish, now=self.now).times(at("9:00").date())
                minutes = {minute_of(offer.begin) for offer in found}
                assert minutes == self.offered(product, kanaal), (product.naam, kanaal)
        for kept in self.kept:
            if kept.lives(self.now):
                assert sorted(_claims(kept.row)) == sorted(kept.claims)
        live = sum(1 for k in self.kept if k.product is not None and not k.sessie)
        assert live == Afspraak.objects.filter(status=Status.GEPLAND).count()
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

    def promised(self, number: int) -> Kept | None:
        """One of the promised appointments, if there are any."""
        rows = [k for k in self.kept if k.product is not None and not k.sessie]
        return rows[number % len(rows)] if rows else None

    def note(self, *parts: object) -> None:
        """Write down what happened, to compare two databases."""
        self.trace.append(" ".join(map(str, parts)))


def at_minute(minute: int) -> datetime:
    """The moment of a minute of the day."""
    return at(_clock(minute))


def minute_of(moment: datetime) -> int:
    """The minute of the day of a moment."""
    return (moment - at("0:00")) // timedelta(minutes=1)


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def _minutes(hours: str) -> set[int]:
    found: set[int] = set()
    for part in hours.split():
        begin, end = (int(p.split(":")[0]) * 60 + int(p.split(":")[1]) for p in part.split("-"))
        found |= set(range(begin, end))
    return found


def _claims(row: Any) -> list[tuple[int, int, int, int]]:
    return [
        (inzet.middel_id, inzet.plek, minute_of(inzet.begin), minute_of(inzet.einde))
        for inzet in row.inzetten.all()
    ]
