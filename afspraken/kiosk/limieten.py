"""How often one may guess a reference, or take a number, in ten minutes.

A kiosk counts for everyone who stands before it, a poster per visitor: one who misbehaves does not
keep others out. Beyond the limit only the desk helps, until the first ones are ten minutes old.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from enum import StrEnum

from django.core.cache import cache
from django.http import HttpRequest

from afspraken import netwerkadres
from afspraken.models import Scherm, Schermsoort

TERM = timedelta(minutes=10)

log = logging.getLogger(__name__)


class Soort(StrEnum):
    """What is counted."""

    ONBEKEND = "onbekend"  # a reference that nobody has
    INLOOP = "inloop"  # a number without an appointment


MOST = {Soort.ONBEKEND: 15, Soort.INLOOP: 30}
"""So many in TERM: more than a busy hall mistypes or takes, far fewer than a guess needs."""


def is_full(request: HttpRequest, scherm: Scherm, soort: Soort) -> bool:
    """True while the last one that was allowed is younger than TERM."""
    return cache.get(f"{_key(request, scherm, soort)}:{MOST[soort]}") is not None


def count(request: HttpRequest, scherm: Scherm, soort: Soort) -> None:
    """Remember one. Each takes the first place that is free and keeps it for TERM, so that two
    processes lose none; the last one is told in the log."""
    key = _key(request, scherm, soort)
    for place in range(1, MOST[soort] + 1):
        if cache.add(f"{key}:{place}", True, timeout=TERM.total_seconds()):
            break
    if place == MOST[soort]:
        log.warning("Screen %s: %d times %s within ten minutes.", scherm.pk, place, soort)


def _key(request: HttpRequest, scherm: Scherm, soort: Soort) -> str:
    who = ""
    if scherm.soort == Schermsoort.POSTER:
        who = netwerkadres.visitor(netwerkadres.client_address(request))
    return f"scherm:{scherm.pk}:{soort}:{who}"
