"""How often one visitor may try: wrong secret links, and times held at once.

Counters live in Django's cache, which all processes share; they hold hashes, no addresses.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest

from afspraken import adressen
from afspraken.models import Afspraak, Status

UNKNOWN_LINKS = 10
"""So many links that open nothing lock a visitor out for LOCK."""
LOCK = timedelta(minutes=15)

log = logging.getLogger(__name__)


def _key(request: HttpRequest) -> str:
    return f"onbekende-link:{adressen.visitor(adressen.client_address(request))}"


def is_locked_out(request: HttpRequest) -> bool:
    """True once this visitor tried too many links that open nothing, until LOCK has passed."""
    return cache.get(f"{_key(request)}:{UNKNOWN_LINKS}") is not None


def count_unknown_link(request: HttpRequest) -> None:
    """Remember one link that opened nothing; the last one before the lock is an alarm.

    Each takes the first number that is free, and keeps it for LOCK. A cache that sums up would
    forget the term, and lose what two processes add at once.
    """
    key = _key(request)
    for number in range(1, UNKNOWN_LINKS + 1):
        if cache.add(f"{key}:{number}", True, timeout=LOCK.total_seconds()):
            break
    if number == UNKNOWN_LINKS:
        log.warning("Visitor %s is locked out: %d unknown manage links.", key, number)


def holds_of_network(sessie: str, *, now: datetime) -> int:
    """Live holds of the network that `sessie` (see `sessie.holder`) belongs to, others' only."""
    network = sessie.partition(".")[0]
    return (
        Afspraak.objects.filter(
            Q(status=Status.VASTGEHOUDEN) & Q(houdbaar_tot__gt=now),
            sessie__startswith=f"{network}.",
        )
        .exclude(sessie=sessie)
        .count()
    )


def may_hold(sessie: str, *, now: datetime) -> bool:
    """True while the network of this session holds fewer times than HOLDS_PER_NETWORK."""
    return holds_of_network(sessie, now=now) < settings.HOLDS_PER_NETWORK
