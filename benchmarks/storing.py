"""Two hundred people who must go elsewhere, proposed together, beside two hundred single offers.

A single offer is the cheapest there is: the first free time of the coming fortnight, for one wish.
A round of proposals reads who is affected, works out a time for each, and stores it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.db.models import F
from django.db.models.functions import Mod
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from afspraken import agenda, storing
from afspraken.models import Afspraakproduct, Inzet, Locatie, Oplossing, Storing
from afspraken.storing.assigning import Seat, clash
from afspraken.storing.scene import wish_of
from benchmarks import town
from benchmarks.measuring import Act, Figure, answer, at_most, count, in_turn
from benchmarks.workload import Workload, next_monday

AFFECTED = 200


def figures() -> Iterator[Figure]:
    """That it is right, then statements, then time."""
    work = Workload(next_monday(timezone.localdate()))
    town.build(work)
    now = town.now_before(work.start)
    for number, slug in enumerate(("rijbewijs", "id-kaart"), 1):
        other = town.product(slug, duur=work.slot, horizon=work.days + 7)
        thirds = Afspraakproduct.objects.annotate(third=Mod(F("afspraak"), 3))
        thirds.filter(third=number).update(product=other)
    few = _closed(town.at(work.workdays[20], work.opens), 10, now)
    asked = _reads(lambda: storing.propose(few, now=now))
    row = _closed(town.at(work.workdays[0], work.opens), AFFECTED, now)
    yield answer("reads, as for ten", _reads(lambda: storing.propose(row, now=now)), asked)
    yield count("reads", asked, 14)
    yield answer("people with a new time", _moved(row), AFFECTED)
    yield answer("proposals that collide", _collisions(row), 0)
    wishes = [wish_of(one) for one in storing.affected(row, now=now)]

    def singles() -> None:
        for wish in wishes:
            agenda.first_free(wish, now=now, n=1)

    mine, theirs = in_turn(lambda: storing.propose(row, now=now), singles, rounds=5)
    yield at_most(f"{AFFECTED} proposals beside as many offers", mine, theirs, 2)


def _closed(begin: datetime, number: int, now: datetime) -> Storing:
    """The place closed from a moment on, for so long that so many people are affected."""
    coming = Inzet.objects.filter(begin__gte=begin).order_by("begin", "pk")
    last = coming.values_list("begin", flat=True)[number - 1]
    spare = coming.filter(begin=last).values_list("pk", flat=True)[
        number - coming.filter(begin__lt=last).count() :
    ]
    _drop(list(spare))
    here = Locatie.objects.get()
    einde = coming.filter(begin__gt=last).values_list("begin", flat=True)[0]
    return storing.open(here, begin=begin, einde=einde, reden="Stroom", door=None, now=now)


def _reads(act: Act) -> int:
    """How many questions an act asks. (Rows are written some seventy at a time on SQLite.)"""
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum(query["sql"].startswith("SELECT") for query in captured)


def _drop(inzetten: list[int]) -> None:
    """Appointments that would make it more than was asked for."""
    for inzet in Inzet.objects.filter(pk__in=inzetten).select_related("afspraak"):
        if inzet.afspraak is not None:
            inzet.afspraak.delete()


def _moved(row: Storing) -> int:
    return row.voorstellen.filter(oplossing=Oplossing.VERPLAATS).count()


def _collisions(row: Storing) -> int:
    """Pairs of proposals that count on the same lane at the same time."""
    seats = [Seat(*zetel) for each in row.voorstellen.all() for zetel in each.zetels]
    pairs = ((one, other) for n, one in enumerate(seats) for other in seats[:n])
    return sum(clash(one, other) for one, other in pairs)
