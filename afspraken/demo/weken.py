"""Half-books the eight weeks to come, the first weeks more than the last.

Times are found with the engine, as an offer is. What `booking.book` does one by one, this does by
the week: a thousand appointments in seconds. What people come for stands in `vragen`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from afspraken.balie.reading import Place, picture
from afspraken.demo.inserting import Plan, store
from afspraken.demo.vragen import AFHALEN, BALIE, GESPREK, VRAGEN, Vraag
from afspraken.engine.availability import Lane, Need, candidates_at, choose, possible_starts
from afspraken.engine.bitmap import bits, every, span
from afspraken.lokaal import day_after, local_day, midnight
from afspraken.models import Kanaal, Locatie, Product
from afspraken.wens import Wens

WEEKS = 8
FULL, EMPTIER = 0.65, 0.05
"""The share that is booked in the first week, and how much less that is each next week."""

QUIET = 0.4
"""Collecting takes five minutes at a desk of its own; the share is so much smaller there."""

TRIES = 30
"""So often in a row nothing fits before a day counts as full enough."""

CANCELLED = 0.04

Lanes = dict[tuple[int, int], int]
"""Busy masks by resource and lane; bit 0 is the first cell of the first day."""


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
        store(plans, now=now, random=random)
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
