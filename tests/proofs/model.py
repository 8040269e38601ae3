"""Every step in town, done twice: by the oracle and by the system.

They must agree on what is offered, on what succeeds, and on what is occupied. See `oracle.py` for
what the oracle knows.

An override by staff, which books what is not offered, has no writer yet and so is no step here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from afspraken import bezetting, booking, privacy
from afspraken.attempts import attempt
from afspraken.exceptions import BookingError, HoldExpired, NotOffered, SlotTaken
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    Blokkade,
    Kanaal,
    Klant,
    Partij,
    Product,
    Soort,
    Status,
)
from afspraken.offers import Taken, offer_at
from tests.cast import wens
from tests.proofs.oracle import FIRST, LAST, PERSON, Kept, Oracle, at_minute, cell_at, clock_at


@dataclass
class Model(Oracle):
    """The steps that drive oracle and system together."""

    def book(self, product: Product, kanaal: str, start: int) -> None:
        """Staff or a form books at once."""
        wish = wens(product, kanaal=kanaal)
        allowed = start in self.offered(product, kanaal)
        offer = offer_at(wish, self.town.gemeentehuis, at_minute(start))
        try:
            afspraak = booking.book(wish, offer, PERSON, now=self.now)
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
        """The resident finishes: a hold that lives is theirs, one that expired if there is room.

        Notice does not count again, but what has begun is over.
        """
        kept = next((k for k in self.kept if k.sessie == sessie), None)
        if kept is None or kept.product is None:
            return
        lives = kept.lives(self.now)
        allowed = at_minute(kept.begin) > self.now and (
            lives or self.has_room(kept.begin, kept.product, Kanaal.WEB, but=kept)
        )
        how = "" if lives else "again over another" if self.in_the_way(kept) else "again"
        try:
            afspraak = booking.confirm(kept.row.code, PERSON, sessie=sessie, now=self.now)
        except HoldExpired:
            assert not allowed, "lost a time that is kept or free"
            self.note("confirm", kept.begin, "refused", how)
        else:
            assert allowed, "took a time again that is not free"
            self.kept.remove(kept)
            self.keep(afspraak, kept.product, kept.begin)
            assert not lives or self.kept[-1].claims == kept.claims, "moved a hold that lived"
            self.note("confirm", kept.begin, "done", how)

    def in_the_way(self, kept: Kept) -> bool:
        """True if another hold that has expired still has cells in the same minutes."""
        first, last = kept.claims[0][2:]
        return any(
            other is not kept
            and not other.lives(self.now)
            and other.row.inzetten.filter(
                middel__soort=self.things[kept.claims[0][0]].middel.soort,
                begin__lt=at_minute(last),
                einde__gt=at_minute(first),
            ).exists()
            for other in self.kept
        )

    def move(self, number: int, start: int) -> None:
        """A customer moves; the same resource is free of the old time."""
        kept = self.promised(number)
        if kept is None or kept.product is None:
            return
        assert isinstance(kept.row, Afspraak)
        kanaal = kept.row.kanaal
        wish = wens(kept.product, kanaal=kanaal)
        stays = start == kept.begin  # promised already, so no rule forbids it
        allowed = stays or start in self.offered(kept.product, kanaal, but=kept)
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
        """Another app claims a lane directly."""
        middel = self.thing(number).middel.pk
        free = not set(range(start, start + minutes)) & self.busy(middel, 0)
        blokkade = Blokkade.objects.create(omschrijving="onderhoud")
        pairs = [(blokkade, (middel, 0, start, start + minutes))]
        if self.occupied("block", start, lambda: pairs, free=free):
            self.kept.append(Kept(blokkade, None, [pairs[0][1]]))

    def import_(self, number: int, starts: Sequence[int]) -> None:
        """Appointments of an older system come in, at its own counters: all of them or none."""
        counters = [t for t in self.things.values() if t.middel.soort == Soort.LOKET]
        length = self.paspoort.duur + self.paspoort.uitloop
        claims = [
            (counters[(number + turn) % len(counters)].middel.pk, 0, start, start + length)
            for turn, start in enumerate(starts)
        ]
        taken = [(claim[0], minute) for claim in claims for minute in range(*claim[2:])]
        free = len(set(taken)) == len(taken) and not any(
            minute in self.busy(middel, 0) for middel, minute in taken
        )
        made: list[Afspraak] = []

        def rows() -> list[tuple[Afspraak | Blokkade, tuple[int, int, int, int]]]:
            made[:] = [self._imported(claim[2]) for claim in claims]
            return list(zip(made, claims, strict=True))

        if self.occupied("import", min(starts), rows, free=free):
            for row, claim in zip(made, claims, strict=True):
                self.keep(row, self.paspoort, claim[2])

    def _imported(self, start: int) -> Afspraak:
        afspraak = Afspraak.objects.create(
            status=Status.GEPLAND,
            status_op=self.now,
            begin=at_minute(start),
            einde=at_minute(start + self.paspoort.duur),
            locatie=self.town.gemeentehuis,
            kanaal=Kanaal.TELEFOON,
            klant=Klant.objects.create(**PERSON.klant()),
            aangemaakt_op=self.now,
            gewijzigd_op=self.now,
        )
        Afspraakproduct.objects.create(afspraak=afspraak, product=self.paspoort)
        return afspraak

    def occupied(self, what: str, start: int, rows: Callable[[], Any], *, free: bool) -> bool:
        """Claim lanes in one transaction, tried again where expired holds are in the way."""

        def act() -> None:
            bezetting.occupy_all(
                (owner, bezetting.Claim(middel, plek, cell_at(first), cell_at(last)))
                for owner, (middel, plek, first, last) in rows()
            )

        try:
            attempt(act, now=self.now, van=at_minute(FIRST), tot=at_minute(LAST + 60))
        except Taken:
            assert not free, f"refused a {what} of free time"
            self.note(what, start, "refused")
            return False
        assert free, "occupied a lane twice"
        self.note(what, start, "done")
        return True

    def change_opening(self, number: int, first: int, last: int) -> None:
        """The hours of one resource change; nothing that was promised is dropped."""
        thing = self.thing(number)
        hours = f"{clock_at(first)}-{clock_at(last)}"
        self.town.open(thing.middel, hours)
        thing.web = thing.staff = set(range(first, last))
        self.note("open", first, hours)

    def erase(self, number: int) -> None:
        """A customer asks to be forgotten; refused while there is an appointment to come."""
        if not self.promises:
            return
        afspraak = self.promises[number % len(self.promises)]
        to_come = any(
            kept.row == afspraak and at_minute(kept.begin + kept.product.duur) > self.now
            for kept in self.kept
            if kept.product is not None
        )
        klant = Klant.objects.get(afspraken=afspraak.pk)
        try:
            privacy.erase(klant, now=self.now)
        except privacy.StillPromised:
            assert to_come, "refused to forget who has nothing to come"
            self.note("erase", "refused")
        else:
            assert not to_come, "forgot who has an appointment to come"
            klant.refresh_from_db()
            assert PERSON.naam not in (klant.naam, klant.organisatie)
            self.note("erase", "done")

    def forget(self) -> None:
        """Years later all terms have run out: names go, while `check` must find all else."""
        later = self.now + timedelta(days=5 * 365)
        privacy.pseudonymise_due(later)
        assert not any(privacy.overdue(later).values())
        assert not Klant.objects.filter(naam=PERSON.naam).exists()
        self.note("forget")

    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.now += timedelta(minutes=minutes)

    def sweep(self) -> None:
        """The sweeper runs."""
        booking.sweep_expired(now=self.now)
