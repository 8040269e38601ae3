"""WRITES the evening before: everyone hears more precisely when we come, and that is kept.

From the planned begin half an hour either way, within what was promised, in whole cells. From then
on that is the promise (`booking.narrow`), so whatever the order of the day becomes, it holds.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import override

from afspraken import booking
from afspraken.engine.bitmap import CELL_SECONDS
from afspraken.lokaal import LOCAL, day_after, local_day
from afspraken.models import Afspraak, Status
from afspraken.signals import Berichtverzoek, bericht_gevraagd
from afspraken.templatetags.datums import tijd
from mobiel import routing
from mobiel.models import Bezoek, Stop
from mobiel.planning.board import Board
from mobiel.planning.errors import RouteChanged
from mobiel.planning.order import reoptimise
from mobiel.reading import Planned
from mobiel.reading.sheets import moment_at

EITHER_WAY = 30 * 60
"""Seconds before and after the planned begin."""

EVENING = time(17)
"""From then on, in town, the order of tomorrow is told."""

BERICHT = "TIJDVAK"
"""The kind of message that tells it."""


def narrow_due(*, now: datetime, budget: Callable[[], routing.Budget]) -> int:
    """Tell whoever is to be told by now: of today, and from EVENING on of tomorrow.

    A day with someone untold is put in order once more first, with a new `budget` of its own.
    """
    today = local_day(now)
    dagen = [today, day_after(today)] if now.astimezone(LOCAL).time() >= EVENING else [today]
    told = 0
    for dag in dagen:
        if _untold(dag).filter(begin__gt=now).exists():
            with suppress(RouteChanged):
                reoptimise(dag, budget=budget(), now=now)
            told += narrow(dag, now=now)
    return told


@transaction.atomic
def narrow(dag: date, *, now: datetime) -> int:
    """Tell everyone whom we visit on a local day a narrower window; how many were told.

    Who was told stays told, so it may run again. The appointments are locked first, in the order
    of their numbers, then the routes.
    """
    visited = _untold(dag)
    rows = (
        Afspraak.objects.filter(
            pk__in=visited.values("bezoek__afspraak"), status=Status.GEPLAND, begin__gt=now
        )
        .select_for_update(of=("self",))
        .select_related("locatie", "klant")
        .order_by("pk")
    )
    waiting = {afspraak.pk: afspraak for afspraak in rows}
    board = Board.locked({dag}, now=now)
    told = 0
    for sheet in board.sheets.values():
        for one in sheet.todo:
            afspraak = waiting.pop(one.afspraak, None)  # once, however many officials go
            if afspraak is not None:
                _tell(afspraak, one, now=now)
                told += 1
    return told


def window_around(one: Planned) -> tuple[datetime, datetime]:
    """The window that is told: half-open whole cells around the planned begin, in the promise."""
    first = max(one.earliest, (one.begin - EITHER_WAY) // CELL_SECONDS * CELL_SECONDS)
    latest = -(-(one.begin + EITHER_WAY) // CELL_SECONDS) * CELL_SECONDS
    last = min(one.latest, latest - CELL_SECONDS) + CELL_SECONDS
    return moment_at(first), moment_at(last)


def _untold(dag: date) -> QuerySet[Stop]:
    return Stop.objects.filter(route__dag=dag, bezoek__afgekondigd_op=None)


def _tell(afspraak: Afspraak, one: Planned, *, now: datetime) -> None:
    begin, einde = window_around(one)
    fresh = booking.narrow(afspraak, begin=begin, einde=einde, now=now)
    Bezoek.objects.filter(pk=one.bezoek).update(afgekondigd_op=now)
    with override(fresh.klant.taal if fresh.klant else "nl"):
        gegevens = {"van": tijd(begin), "tot": tijd(einde)}
    verzoek = Berichtverzoek(
        afspraak=fresh,
        soort=BERICHT,
        moment="avond-ervoor",
        gegevens=gegevens,
        vervalt_op=begin - timedelta(minutes=5),
    )
    bericht_gevraagd.send(Afspraak, verzoek=verzoek, now=now)
