"""WRITES: takes off the routes what does not count any more: holds that nobody confirmed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from afspraken.models import Status
from mobiel.models import Bezoek, Stop
from mobiel.planning.board import Board

_EXPIRED = Q(bezoek__afspraak__status=Status.VERLOPEN)


def tidy(*, now: datetime) -> int:
    """Free the places of holds that have expired; how many days were put in order.

    They counted as free already; this frees officials of whom nobody wants anything any more.
    """
    late = Q(bezoek__afspraak__status=Status.VASTGEHOUDEN, bezoek__afspraak__houdbaar_tot__lte=now)
    dagen = sorted(set(Stop.objects.filter(_EXPIRED | late).values_list("route__dag", flat=True)))
    for dag in dagen:
        with transaction.atomic():
            Board.locked({dag}, now=now).write()
    Bezoek.objects.filter(afspraak__status=Status.VERLOPEN, stops=None).delete()
    return len(dagen)
