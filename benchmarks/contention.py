"""Contention: two hundred customers at once want the same time, at which ten counters are free."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from django.db import connection, connections
from django.utils import timezone

from afspraken import booking
from afspraken.exceptions import SlotTaken
from afspraken.models import BezetteCel, Locatie, Status
from afspraken.offers import offer_at
from benchmarks import town
from benchmarks.crowd import together
from benchmarks.measuring import Figure, answer
from benchmarks.workload import Workload, next_monday

PROCESSES, THREADS = 4, 50
CELLS = 4
ROUNDS = 3

Outcome = tuple[str, float]
"""What a customer got, and after how many seconds."""


def figures() -> Iterator[Figure]:
    """Each round at another time; nobody may be served twice, nobody may see an error."""
    work = Workload(next_monday(timezone.localdate()), days=7, fill=0.0)
    town.build(work)
    now = town.now_before(work.start)
    outcomes: list[Outcome] = []
    for number in range(ROUNDS):
        begin = town.at(work.workdays[number], work.opens)
        shares = [range(first, first + THREADS) for first in range(0, PROCESSES * THREADS, THREADS)]
        crowd = together(partial(_crowd, begin=begin, now=now), shares)
        outcomes += [outcome for share in crowd for outcome in share]
    got = Counter(outcome for outcome, _seconds in outcomes)
    customers = ROUNDS * PROCESSES * THREADS
    served = ROUNDS * work.counters
    yield answer("booked", got[Status.GEPLAND], served)
    yield answer("too late, with other times", got["too late"], customers - served)
    yield answer("cells occupied", BezetteCel.objects.filter(plek=0).count(), served * CELLS)
    waits = sorted(seconds for _outcome, seconds in outcomes)
    half, most = waits[len(waits) // 2], waits[len(waits) * 95 // 100]
    yield Figure("200 at once", f"p50 {half:.2f} s, p95 {most:.2f} s, last {waits[-1]:.2f} s")


def _crowd(numbers: Sequence[int], *, begin: datetime, now: datetime) -> list[Outcome]:
    """All these customers at the same moment, each in a thread with a connection of its own."""
    outcomes: list[Outcome] = []
    ready = threading.Barrier(len(numbers))
    wens, locatie = town.wish(), Locatie.objects.get()
    _ = wens.requirements, wens.sleutel  # read once, as each visitor's page did before
    offer = offer_at(wens, locatie, begin)

    def customer(number: int) -> None:
        key = f"{begin.timestamp():.0f}-{number}"
        anna = booking.Gegevens("Anna de Vries", f"{key}@example.nl")
        connection.ensure_connection()
        ready.wait()
        since = time.monotonic()
        try:
            outcome = str(booking.book(wens, offer, anna, now=now, sleutel=key).status)
        except SlotTaken as error:
            outcome = "too late" if len(error.alternatives) == 3 else "without other times"
        except Exception as error:  # whatever it is, it is counted as a failure
            outcome = repr(error)
        outcomes.append((outcome, time.monotonic() - since))
        connections.close_all()

    threads = [threading.Thread(target=customer, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
