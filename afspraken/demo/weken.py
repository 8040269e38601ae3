"""Half-books the eight weeks to come, the first weeks more than the last.

Times are found with the engine and occupied by `bezetting`, so the unique cells guard these
appointments as they do all others. What `booking.book` does one by one, this does by the day:
a thousand appointments in seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from afspraken import bezetting, logboek
from afspraken.balie.reading import Place, picture
from afspraken.beheerlink import hash_of, token_for
from afspraken.demo.mensen import invent
from afspraken.engine.availability import Lane, Need, candidates_at, choose, possible_starts
from afspraken.engine.bitmap import bits, every, moment_of, span
from afspraken.lokaal import day_after, local_day, midnight
from afspraken.models import (
    Afspraak,
    Afspraakproduct,
    Handeling,
    Kanaal,
    Klant,
    Locatie,
    Partij,
    Product,
    Status,
)
from afspraken.signals import Change, afspraak_changed
from afspraken.wens import Wens

WEEKS = 8
FULL, EMPTIER = 0.65, 0.05
"""The share that is booked in the first week, and how much less that is each next week."""

QUIET = 0.4
"""Collecting takes five minutes at a desk of its own; the share is so much smaller there."""

TRIES = 30
"""So often in a row nothing fits before a day counts as full enough."""

CANCELLED, NO_SHOW = 0.04, 0.07

Lanes = dict[tuple[int, int], int]
"""Busy masks by resource and lane; bit 0 is the first cell of the first day."""


@dataclass(frozen=True)
class Vraag:
    """What people come for: products together, how often, and which resources that fills."""

    slugs: tuple[str, ...]
    weight: int
    pool: str


BALIE, AFHALEN, GESPREK = "balie", "afhalen", "gesprek"

VRAGEN = (
    Vraag(("paspoort",), 20, BALIE),
    Vraag(("identiteitskaart",), 12, BALIE),
    Vraag(("rijbewijs",), 18, BALIE),
    Vraag(("rijbewijs-omwisselen",), 2, BALIE),
    Vraag(("reisdocument-vermist",), 3, BALIE),
    Vraag(("verhuizing",), 8, BALIE),
    Vraag(("vestiging-buitenland",), 5, BALIE),
    Vraag(("geboorte",), 4, BALIE),
    Vraag(("overlijden",), 1, BALIE),
    Vraag(("uittreksel-brp",), 8, BALIE),
    Vraag(("akte",), 2, BALIE),
    Vraag(("bewijs-van-leven",), 2, BALIE),
    Vraag(("vog",), 4, BALIE),
    Vraag(("handtekening",), 3, BALIE),
    Vraag(("parkeerkaart",), 2, BALIE),
    Vraag(("melding-buurt",), 1, BALIE),
    Vraag(("gevonden-voorwerp",), 1, BALIE),
    Vraag(("paspoort", "identiteitskaart"), 3, BALIE),
    Vraag(("paspoort", "rijbewijs"), 2, BALIE),
    Vraag(("verhuizing", "uittreksel-brp"), 2, BALIE),
    Vraag(("document-afhalen",), 1, AFHALEN),
    Vraag(("naturalisatie",), 4, GESPREK),
    Vraag(("optie-nederlanderschap",), 1, GESPREK),
    Vraag(("trouwen",), 3, GESPREK),
    Vraag(("partnerschap",), 1, GESPREK),
    Vraag(("vooroverleg",), 5, GESPREK),
    Vraag(("omgevingsvergunning",), 1, GESPREK),
    Vraag(("bijstand",), 4, GESPREK),
    Vraag(("schuldhulp",), 3, GESPREK),
    Vraag(("ozb",), 4, GESPREK),
)


@dataclass(frozen=True)
class Plan:
    """One appointment to be: lanes None means that it was cancelled since."""

    wens: Wens
    locatie: Locatie
    first: int
    lanes: tuple[Lane, ...] | None


def fill(*, now: datetime, random: Random) -> int:
    """Book the weeks from today on; returns the number of appointments."""
    planner = Planner(now, random)
    today = local_day(now)
    total = 0
    for week in range(WEEKS):
        share = FULL - week * EMPTIER
        first = today + timedelta(weeks=week)
        plans = [
            plan
            for number in range(7)
            for plan in planner.plan_day(first + timedelta(days=number), share)
        ]
        _store(plans, now=now, random=random)
        total += len(plans)
    return total


class Planner:
    """Keeps in mind what it has planned, so that the database is read once per wish."""

    def __init__(self, now: datetime, random: Random) -> None:
        self.now = now
        self.random = random
        self.today = local_day(now)
        self.origin = 0
        self.busy: Lanes = defaultdict(int)
        self.products = {
            product.slug: product
            for product in Product.objects.prefetch_related("vereisten", "combineerbaar_met")
        }
        self.places: dict[tuple[tuple[str, ...], bool], list[Place]] = {}

    def plan_day(self, dag: date, share: float) -> Iterator[Plan]:
        """Appointments of one local day at all places, until `share` of each pool is used."""
        for pool in (BALIE, AFHALEN, GESPREK):
            part = share * QUIET if pool == AFHALEN else share
            questions = [vraag for vraag in VRAGEN if vraag.pool == pool]
            weights = [vraag.weight for vraag in questions]
            places = self._open_places(questions)
            for locatie, lanes in places.items():
                yield from self._fill(dag, part, locatie, lanes, questions, weights)

    def _fill(
        self,
        dag: date,
        share: float,
        locatie: Locatie,
        lanes: Sequence[Lane],
        questions: Sequence[Vraag],
        weights: Sequence[int],
    ) -> Iterator[Plan]:
        begin, end = midnight(dag) - self.origin, midnight(day_after(dag)) - self.origin
        open_cells = sum((lane.open & span(begin, end)).bit_count() for lane in lanes)
        tries = 0
        while tries < TRIES and self._used(lanes, begin, end) < share * open_cells:
            vraag = self.random.choices(questions, weights)[0]
            plan = self._try(vraag, locatie, begin, end)
            if plan is None:
                tries += 1
                continue
            tries = 0
            yield plan

    def _used(self, lanes: Sequence[Lane], begin: int, end: int) -> int:
        day = span(begin, end)
        return sum((self.busy[lane.resource, lane.number] & day).bit_count() for lane in lanes)

    def _try(self, vraag: Vraag, locatie: Locatie, begin: int, end: int) -> Plan | None:
        """A random time that fits, taken; None if this wish does not fit on this day any more."""
        wens = self._wish(vraag)
        if self.origin + begin > midnight(self.today + timedelta(days=wens.horizon)):
            return None
        place = next((one for one in self._look(wens, vraag.slugs) if one.locatie == locatie), None)
        if place is None:
            return None
        needs = [self._on_day(need, begin, end) for need in place.needs]
        length, buffer = wens.cells, wens.buffer_cells
        starts = list(
            bits(
                possible_starts(
                    needs,
                    length=length,
                    buffer=buffer,
                    grid=every(wens.grid_cells, end - begin),
                    window=(0, end - begin),
                )
            )
        )
        if not starts:
            return None
        at = self.random.choice(starts)
        able = candidates_at(needs, at, length=length, buffer=buffer)
        preference = sorted({lane.resource for need in able for lane in need.lanes})
        self.random.shuffle(preference)
        lanes = choose(able, preference)
        if lanes is None:
            return None
        first = self.origin + begin + at
        if self.random.random() < CANCELLED:
            return Plan(wens, locatie, first, None)
        for lane in lanes:
            self.busy[lane.resource, lane.number] |= span(begin + at, begin + at + length + buffer)
        return Plan(wens, locatie, first, tuple(lanes))

    def _wish(self, vraag: Vraag) -> Wens:
        """Mostly one person, mostly through the website."""
        products = [self.products[slug] for slug in vraag.slugs]
        channels = [
            kanaal
            for kanaal in (Kanaal.WEB, Kanaal.TELEFOON, Kanaal.BALIE)
            if all(kanaal in product.kanalen for product in products)
        ]
        kanaal = self.random.choices(channels, (65, 22, 13)[-len(channels) :])[0]
        return Wens.of(((product, self._persons(product)) for product in products), kanaal=kanaal)

    def _persons(self, product: Product) -> int:
        wanted = self.random.choices((1, 2, 3, 4), (76, 14, 6, 4))[0]
        return min(wanted, product.max_personen)

    def _look(self, wens: Wens, slugs: tuple[str, ...]) -> list[Place]:
        """The places for a wish with all their lanes, read once for staff and once for the web."""
        key = slugs, wens.is_personeel
        if key not in self.places:
            last = self.today + timedelta(weeks=WEEKS)
            seen = picture(wens, van=midnight(self.today), tot=midnight(last), now=self.now)
            self.origin = seen.origin
            self.places[key] = list(seen.places)
        return self.places[key]

    def _on_day(self, need: Need, begin: int, end: int) -> Need:
        """The need as it is on one day; bit 0 is the first cell of the day."""
        day = span(0, end - begin)
        return replace(
            need,
            lanes=tuple(
                replace(
                    lane,
                    open=lane.open >> begin & day,
                    busy=self.busy[lane.resource, lane.number] >> begin & day,
                )
                for lane in need.lanes
            ),
        )

    def _open_places(self, questions: Iterable[Vraag]) -> dict[Locatie, list[Lane]]:
        """The lanes that a pool may fill, by place."""
        found: dict[Locatie, dict[tuple[int, int], Lane]] = defaultdict(dict)
        for vraag in questions:
            products = [self.products[slug] for slug in vraag.slugs]
            wens = Wens.of(((product, 1) for product in products), kanaal=Kanaal.BALIE)
            for place in self._look(wens, vraag.slugs):
                need = place.needs[0]  # kinds in order: officials before rooms
                for lane in need.lanes:
                    found[place.locatie][lane.resource, lane.number] = lane
        return {locatie: list(lanes.values()) for locatie, lanes in found.items()}


# --- storing --------------------------------------------------------------------------------------


@transaction.atomic
def _store(plans: Sequence[Plan], *, now: datetime, random: Random) -> None:
    """Insert customers, appointments, products, spans and cells of one week."""
    people = [
        invent(
            random,
            adres=any(regel.product.vraagt_adres for regel in plan.wens.regels),
            met_voor_wie=True,
        )
        for plan in plans
    ]
    klanten = Klant.objects.bulk_create(Klant(**one.klant()) for one in people)
    afspraken = []
    for plan, klant, one in zip(plans, klanten, people, strict=True):
        afspraak = _afspraak(plan, klant, now=now, random=random)
        for name, value in one.afspraak().items():
            setattr(afspraak, name, value)
        afspraken.append(afspraak)
    Afspraak.objects.bulk_create(afspraken)
    Afspraakproduct.objects.bulk_create(
        Afspraakproduct(afspraak=afspraak, product=regel.product, aantal=regel.aantal)
        for plan, afspraak in zip(plans, afspraken, strict=True)
        for regel in plan.wens.regels
    )
    bezetting.occupy_all(
        (afspraak, _claim(plan, lane))
        for plan, afspraak in zip(plans, afspraken, strict=True)
        for lane in plan.lanes or ()
    )
    for plan, afspraak in zip(plans, afspraken, strict=True):
        _tell(afspraak, cancelled=plan.lanes is None, now=now)


def _claim(plan: Plan, lane: Lane) -> bezetting.Claim:
    last = plan.first + plan.wens.cells + plan.wens.buffer_cells
    return bezetting.Claim(lane.resource, lane.number, plan.first, last)


def _afspraak(plan: Plan, klant: Klant, *, now: datetime, random: Random) -> Afspraak:
    begin, einde = moment_of(plan.first), moment_of(plan.first + plan.wens.cells)
    notice = max(plan.wens.aanlooptijd, 60)
    made = min(begin, now) - timedelta(minutes=random.randint(notice, 20 * 24 * 60))
    status, since = _status(plan, begin, einde, made, now=now, random=random)
    afspraak = Afspraak(
        status=status,
        status_op=since,
        begin=begin,
        einde=einde,
        locatie=plan.locatie,
        kanaal=plan.wens.kanaal,
        klant=klant,
        versie=2 if status == Status.GEANNULEERD else 1,
        aangemaakt_op=made,
    )
    afspraak.code = random.randbytes(24).hex()[:32]
    afspraak.beheer_hash = hash_of(token_for(afspraak))
    return afspraak


def _status(
    plan: Plan,
    begin: datetime,
    einde: datetime,
    made: datetime,
    *,
    now: datetime,
    random: Random,
) -> tuple[Status, datetime]:
    """Where an appointment of today or later stands, and since when."""
    if plan.lanes is None:
        return Status.GEANNULEERD, made + (min(begin, now) - made) / 2
    if einde <= now:
        if random.random() < NO_SHOW:
            return Status.NIET_VERSCHENEN, einde
        return Status.AFGEROND, einde
    if begin <= now:
        return Status.IN_BEHANDELING, begin
    if begin - now <= timedelta(minutes=15) and random.random() < 0.6:
        return Status.AANGEMELD, now
    return Status.GEPLAND, made


def _tell(afspraak: Afspraak, *, cancelled: bool, now: datetime) -> None:
    """Log the act and tell the other apps, as `booking` does."""
    handeling = Handeling.GEANNULEERD if cancelled else Handeling.GEBOEKT
    change = Change.CANCELLED if cancelled else Change.BOOKED
    subject = f"afspraak:{afspraak.code}"
    logboek.record(handeling, subject, partij=Partij.INWONER, now=now, versie=afspraak.versie)
    afspraak_changed.send(Afspraak, afspraak=afspraak, change=change, door=Partij.INWONER, now=now)
