"""READS what a round of proposals must know: rows become requests for `assigning`, and back.

Opening and busy time are read once for all needs together, in at most four queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from afspraken.balie.reading import Picture, Rules, pictures
from afspraken.bezetting import claims_of
from afspraken.engine.bitmap import cell_of, every, moment_of, span
from afspraken.lokaal import local_day, midnight
from afspraken.models import Afspraak, Kanaal, Locatie
from afspraken.storing.assigning import Proposal, Request, Seat
from afspraken.storing.weighing import Days
from afspraken.wens import Regel, Wens

NOTICE = timedelta(hours=3)
"""Nobody is asked to come earlier than promised on shorter notice than this."""


@dataclass(frozen=True)
class Tijd:
    """A time that one appointment could have instead, and what it asks (`weighing`)."""

    locatie: Locatie
    begin: datetime
    kosten: int
    zetels: tuple[Seat, ...]


@dataclass(frozen=True)
class Scene:
    """Everything that is known for a round: requests and days, in cells after `origin`."""

    origin: int
    days: Days
    requests: tuple[Request, ...]
    locaties: dict[int, Locatie]
    is_whole: bool

    @classmethod
    def of(cls, afspraken: Sequence[Afspraak], *, now: datetime, tot: date | None) -> Scene | None:
        """Read once for all: at most four queries. `tot` None: the whole horizon.

        None if there is no day to look at.
        """
        wishes = [wish_of(afspraak) for afspraak in afspraken]
        today = local_day(now)
        end = today + timedelta(days=max(wish.horizon for wish in wishes) + 1)
        last = end if tot is None else min(tot, end)
        if last <= today:
            return None
        rules = {wish: Rules.of(wish, now) for wish in wishes}
        found = pictures(list(rules.items()), van=midnight(today), tot=midnight(last), now=now)
        seen = dict(zip(rules, found, strict=True))
        origin = found[0].origin
        days = Days(
            tuple(
                midnight(today + timedelta(days=n)) - origin for n in range((last - today).days + 1)
            )
        )
        return cls(
            origin,
            days,
            tuple(
                _request(afspraak, seen[wish], now=now)
                for afspraak, wish in zip(afspraken, wishes, strict=True)
            ),
            {place.locatie.pk: place.locatie for one in found for place in one.places},
            last == end,
        )

    def moved(self, seats: Iterable[Seat]) -> list[Seat]:
        """Seats of which the cells count from 1970, as they count here."""
        return [_shifted(seat, -self.origin) for seat in seats]

    def tijd(self, proposal: Proposal) -> Tijd:
        """A proposal as a moment at a place."""
        return Tijd(
            self.locaties[proposal.place],
            moment_of(self.origin + proposal.start),
            proposal.cost,
            tuple(_shifted(seat, self.origin) for seat in proposal.seats),
        )


def _request(afspraak: Afspraak, seen: Picture, *, now: datetime) -> Request:
    own = tuple(
        Seat(claim.middel, claim.plek, claim.first - seen.origin, claim.last - seen.origin)
        for claim in claims_of(afspraak)
    )
    first = cell_of(afspraak.begin) - seen.origin
    return Request(
        key=afspraak.pk,
        rank=0 if goes_first(afspraak) else 1,
        old=(afspraak.locatie_id, first),
        needs={place.locatie.pk: place.needs for place in seen.places},
        length=seen.rules.length,
        buffer=seen.rules.buffer,
        allowed=_allowed(seen, first, now=now),
        own=own,
    )


def _allowed(seen: Picture, old: int, *, now: datetime) -> int:
    """The starts that rules permit: of the product, or the time as it was; none too sudden."""
    rules = seen.rules
    first = max(seen.van, rules.earliest) - seen.origin
    last = min(seen.tot, rules.latest) - seen.origin
    sudden = min(old, cell_of(now + NOTICE) - seen.origin)
    return (every(rules.grid, max(last, 0)) | 1 << old) & span(max(first, sudden), last)


def goes_first(afspraak: Afspraak) -> bool:
    """True for whom another time is hardest to arrange; among these, and then, the earliest first.

    Who needs more time, an interpreter or room for a wheelchair, and who comes for an organisation.
    """
    klant = afspraak.klant
    return bool(
        afspraak.extra_tijd
        or afspraak.tolk
        or afspraak.rolstoel
        or (klant is not None and klant.organisatie)
    )


def wish_of(afspraak: Afspraak) -> Wens:
    """What an appointment is for, as staff would book it. Prefetched: no queries."""
    rows = sorted(afspraak.producten.all(), key=lambda row: (row.product.volgorde, row.product_id))
    return Wens(
        tuple(Regel(row.product, row.aantal) for row in rows),
        Kanaal.BALIE,
        afspraak.extra_tijd,
        adres=afspraak.klantadres,
    )


def _shifted(seat: Seat, cells: int) -> Seat:
    return seat._replace(first=seat.first + cells, last=seat.last + cells)
