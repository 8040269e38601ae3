"""Reading: when can it be, what is on today, why can it not be.

Doors ask here and nowhere else. Times come from the provider of the wish, so a counter slot
and a visit are asked for in the same words. Nothing is written.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice, pairwise
from typing import Any

from django.db.models import QuerySet

from afspraken.engine.bitmap import bits, cell_of, span
from afspraken.lokaal import LOCAL, day_after, day_begin, local_day, midnight
from afspraken.models import RELEASED, Afspraak, Locatie, Status
from afspraken.offers import Found, Offer, lacks_address, provider
from afspraken.wens import Wens

FIRST_WINDOW = timedelta(days=14)
"""Where one looks for the first free times, before the whole horizon."""

NOON = 12
"""The hour at which a morning ends."""


@dataclass(frozen=True)
class Beschikbaar:
    """The possible starts of one search, to be asked per day or earliest first."""

    wens: Wens
    van: date
    tot: date
    found: tuple[Found, ...]

    def __bool__(self) -> bool:
        return any(one.starts for one in self.found)

    def first(self, n: int) -> list[Offer]:
        """The `n` earliest offers over all places."""
        return list(islice(_by_time(one.offers(self.wens) for one in self.found), n))

    def cheapest(self, n: int) -> list[Offer]:
        """The `n` half days that cost least: of each the offer for which we travel least further.

        Of offers that cost the same the longest window is taken, then the earliest. Six times
        within one morning are hardly a choice.
        """
        every = _by_time(one.offers(self.wens) for one in self.found)
        ranked = sorted(every, key=_cheap_and_wide)
        return list(islice(_one_a_half_day(ranked), n))

    def spread(self, n: int) -> list[Offer]:
        """The earliest offer of each day and place, and later ones where those are fewer than `n`.

        Four times within one hour are hardly a choice; four days or places are.
        """
        each = _by_time(_first_of_days(self.wens, one) for one in self.found)
        firsts = list(islice(_one_a_day(each), n))
        if len(firsts) == n:
            return firsts
        others = [offer for offer in self.first(2 * n) if offer not in firsts]
        return sorted((firsts + others)[:n], key=lambda offer: offer.begin)

    def times(self, dag: date) -> list[Offer]:
        """The offers of one local day, earliest first: each clock time once per place."""
        begin, end = midnight(dag), midnight(day_after(dag))
        return list(_by_time(_part(one, begin, end).offers(self.wens) for one in self.found))

    def is_free(self, van: date, tot: date) -> bool:
        """True if something can start on the local days [van, tot)."""
        begin, end = midnight(van), midnight(tot)
        return any(_part(one, begin, end).starts for one in self.found)

    def per_day(self) -> dict[date, int]:
        """How many distinct clock times each local day has; days without are left out."""
        counts: dict[date, int] = {}
        together: dict[int, int] = {}
        for one in self.found:
            together[one.origin] = together.get(one.origin, 0) | one.starts
        midnights = pairwise(midnight(dag) for dag in _days(self.van, day_after(self.tot)))
        for dag, (begin, end) in zip(_days(self.van, self.tot), midnights, strict=True):
            times = sum(
                (starts & span(begin - origin, end - origin)).bit_count()
                for origin, starts in together.items()
            )
            if times:
                counts[dag] = times
        return counts


def search(
    wens: Wens,
    *,
    now: datetime,
    van: date | None = None,
    tot: date | None = None,
    locaties: Sequence[Locatie] | None = None,
    behalve: Afspraak | None = None,
    overboeken: bool = False,
) -> Beschikbaar:
    """All starts for a wish on the local days [van, tot), in at most four queries.

    None means from today, up to and including the last day of the horizon, at every place.
    `behalve` is an appointment whose own time counts as free, for moving it. `overboeken`: also
    what only overbooking gives; that is no offer, and for who may overbook alone. A visit to an
    address that is not known yet has none: a door asks for the address first.
    """
    today = local_day(now)
    first = max(van or today, today)
    last = min(tot or date.max, _after_horizon(wens, today))
    if first >= last or lacks_address(wens):
        return Beschikbaar(wens, first, first, ())
    found = provider(wens.aanbieder).find(
        wens,
        van=first,
        tot=last,
        now=now,
        locaties=locaties,
        behalve=behalve,
        overboeken=overboeken,
    )
    return Beschikbaar(wens, first, last, tuple(found))


def search_until(
    wens: Wens,
    *,
    tot: date,
    enough: Callable[[Beschikbaar], bool],
    now: datetime,
    locaties: Sequence[Locatie] | None = None,
    behalve: Afspraak | None = None,
) -> Beschikbaar:
    """The starts before the local day `tot`; of the whole horizon where those are not enough.

    The rest as in `search`, which is asked once or twice.
    """
    near = search(wens, now=now, tot=tot, locaties=locaties, behalve=behalve)
    if enough(near) or near.tot == _after_horizon(wens, local_day(now)):
        return near
    return search(wens, now=now, locaties=locaties, behalve=behalve)


def first_free(
    wens: Wens, *, now: datetime, n: int = 3, locaties: Sequence[Locatie] | None = None
) -> list[Offer]:
    """The `n` earliest offers: in the coming fortnight, and only if that has too few, later."""
    found = search_until(
        wens,
        tot=local_day(now) + FIRST_WINDOW,
        enough=lambda found: len(found.first(n)) == n,
        now=now,
        locaties=locaties,
    )
    return found.first(n)


def places(wens: Wens, *, now: datetime) -> list[Locatie]:
    """Where a wish can be had within its horizon, full or not, in the municipality's order."""
    today = local_day(now)
    found = provider(wens.aanbieder).places(wens, van=today, tot=_after_horizon(wens, today))
    return list(found)


def nearest(
    wens: Wens,
    *,
    rond: datetime,
    now: datetime,
    n: int = 3,
    locaties: Sequence[Locatie] | None = None,
    behalve: Afspraak | None = None,
) -> list[Offer]:
    """The `n` offers nearest to a moment, at these places or over all; earliest first.

    `behalve` as in `search`.
    """
    at = cell_of(rond)
    close = [
        one.offer(wens, bit)
        for one in search(wens, now=now, locaties=locaties, behalve=behalve).found
        for bit in _around(one.starts, at - one.origin, n)
    ]
    chosen = heapq.nsmallest(n, close, key=lambda offer: (abs(offer.begin - rond), offer.begin))
    return sorted(chosen, key=lambda offer: offer.begin)


def explain(wens: Wens, *, locatie: Locatie, dag: date, now: datetime) -> Any:
    """Why a local day at a place has no start: what blocks, and which single rule would help."""
    return provider(wens.aanbieder).explain(wens, locatie=locatie, dag=dag, now=now)


def day_list(locatie: Locatie, dag: date) -> QuerySet[Afspraak]:
    """The promised appointments of a place on a local day, with customer and products."""
    begin, end = day_begin(dag), day_begin(day_after(dag))
    return (
        Afspraak.objects.filter(locatie=locatie, begin__gte=begin, begin__lt=end)
        .exclude(status__in=[*RELEASED, Status.VASTGEHOUDEN])
        .select_related("klant", "locatie")
        .prefetch_related("producten__product", "inzetten__middel")
        .order_by("begin", "pk")
    )


def _after_horizon(wens: Wens, today: date) -> date:
    """The local day after the last that can be booked."""
    return today + timedelta(days=wens.horizon + 1)


def _days(van: date, tot: date) -> Iterator[date]:
    return (van + timedelta(days=n) for n in range((tot - van).days))


def _around(mask: int, at: int, n: int) -> Iterator[int]:
    """Up to `n` set bits from `at` on, and up to `n` before it."""
    at = max(at, 0)
    yield from (at + bit for bit in islice(bits(mask >> at), n))
    before = mask & span(0, at)
    for _i in range(n):
        if before:
            last = before.bit_length() - 1
            yield last
            before ^= 1 << last


def _first_of_days(wens: Wens, one: Found) -> Iterator[Offer]:
    """The earliest offer of each local day, the rest of the day skipped unseen."""
    end = one.origin + one.starts.bit_length()
    while one.starts:
        first = next(one.offers(wens))
        yield first
        one = _part(one, midnight(day_after(local_day(first.begin))), end)


def _one_a_day(offers: Iterator[Offer]) -> Iterator[Offer]:
    """Without a second offer of the same day and place: a place can have windows of two lengths."""
    seen: set[tuple[date, int]] = set()
    for offer in offers:
        key = (local_day(offer.begin), offer.locatie.pk)
        if key not in seen:
            seen.add(key)
            yield offer


def _cheap_and_wide(offer: Offer) -> tuple[int, timedelta, datetime]:
    width = offer.einde - offer.begin if offer.is_venster else timedelta(0)
    return offer.extra_minuten or 0, -width, offer.begin


def _one_a_half_day(offers: Iterable[Offer]) -> Iterator[Offer]:
    """The first of each morning and of each rest of a day."""
    seen: set[tuple[date, bool]] = set()
    for offer in offers:
        local = offer.begin.astimezone(LOCAL)
        key = (local.date(), local.hour < NOON)
        if key not in seen:
            seen.add(key)
            yield offer


def _part(one: Found, begin: int, end: int) -> Found:
    """The starts in the cells [begin, end)."""
    clip = span(begin - one.origin, end - one.origin)
    return replace(one, starts=one.starts & clip)


def _by_time(series: Iterable[Iterator[Offer]]) -> Iterator[Offer]:
    """Several ordered series of offers as one, earliest first."""
    return heapq.merge(*series, key=lambda offer: offer.begin)
