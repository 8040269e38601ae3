"""Bookings per second: hold and confirm, beside the same statements sent by the bare driver."""

from __future__ import annotations

import os
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby, islice
from typing import TypeVar

from django.db import connection, connections
from django.utils import timezone

from afspraken import booking
from afspraken.models import Locatie
from afspraken.offers import offer_at
from benchmarks import databases, town
from benchmarks.crowd import Span, together
from benchmarks.measuring import Figure, count, rate
from benchmarks.replay import Statement, bare, number_rows, plain, recording, replay
from benchmarks.workload import Workload, next_monday

EACH = {1: 60, 4: 25}
"""Bookings of each process in a round, by number of processes."""

WARM_UP = 3
ROUNDS = 7
LEAST = {"postgresql": 0.4, "sqlite": 0.3}

Booked = list[Statement]
T = TypeVar("T")


def figures() -> Iterator[Figure]:
    """Every booking has a time of its own; contention has a figure of its own."""
    work = Workload(next_monday(timezone.localdate()), days=112, fill=0.0)
    town.build(work)
    number_rows()
    vendor, now = connection.vendor, town.now_before(work.start)
    connections.close_all()
    moments = iter(
        town.at(day, minute)
        for minute in range(work.opens, work.closes, work.slot)
        for day in work.workdays
    )
    ways = {"raw": False} if vendor == "sqlite" else {"raw": False, "prepared": True}
    copies = {way: databases.copy(os.environ["DATABASE_URL"], way) for way in ways}
    largest = 0
    for processes, each in EACH.items():
        rates: dict[str, list[float]] = defaultdict(list)
        for _round in range(ROUNDS):
            shares = [list(islice(moments, each + WARM_UP)) for _process in range(processes)]
            ours = together(partial(_book, now=now), shares)
            recorded = [statements for _span, statements in ours]
            rates["ours"].append(_rate([span for span, _ in ours], each))
            for way, prepared in ways.items():
                send = partial(_replay, url=copies[way], prepared=prepared)
                rates[way].append(_rate(together(send, recorded), each))
            largest = max(largest, *(_largest(one) for share in recorded for one in share))
        median = {who: statistics.median(series) for who, series in rates.items()}
        name = f"hold + confirm, {processes} process{'es' if processes > 1 else ''}"
        yield rate(name, median["ours"], median["raw"], LEAST[vendor])
        if "prepared" in ways:
            yield rate(f"{name}, reference prepared", median["ours"], median["prepared"], None)
    yield count("statements of the longest transaction", largest, 10)
    for copy in copies.values():
        databases.drop(copy)


def _book(moments: Sequence[datetime], *, now: datetime) -> tuple[Span, list[Booked]]:
    """Book these times one after another; when it began and ended, and what was sent."""
    wens, locatie = town.wish(), Locatie.objects.get()
    recorded: list[Booked] = []

    def book(begin: datetime) -> None:
        statements: Booked = []
        key = f"{begin.timestamp():.0f}"
        offer = offer_at(wens, locatie, begin)
        with recording(statements):
            hold = booking.hold(wens, offer, sessie=key, now=now)
            anna = booking.Gegevens("Anna de Vries", f"{key}@example.nl", f"+316{key[-8:]}")
            booking.confirm(hold.code, anna, sessie=key, now=now)
        recorded.append(statements)

    span = _timed(book, moments)
    return span, [plain(statements) for statements in recorded]


def _replay(booked: Sequence[Booked], *, url: str, prepared: bool) -> Span:
    with bare(url, prepared=prepared) as (send, begin):
        return _timed(lambda statements: replay(statements, send, begin), booked)


def _timed(act: Callable[[T], object], items: Sequence[T]) -> Span:
    """Do all, and time those after the first few."""
    for item in items[:WARM_UP]:
        act(item)
    begin = time.monotonic()
    for item in items[WARM_UP:]:
        act(item)
    return begin, time.monotonic()


def _rate(spans: Sequence[Span], each: int) -> float:
    """Bookings per second of all processes together, from the first begin to the last end."""
    begin, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return len(spans) * each / (end - begin)


def _largest(statements: Booked) -> int:
    """Statements in the longest transaction of one booking."""
    runs = groupby(statements, key=lambda statement: statement[0])
    return max(len(list(run)) for inside, run in runs if inside)
