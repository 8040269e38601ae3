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

from afspraken.models import Afspraak, Status
from afspraken.portaal import adressen

UNKNOWN_LINKS = 10
"""So many links that open nothing lock a visitor out for LOCK."""
LOCK = timedelta(minutes=15)

log = logging.getLogger(__name__)


def _key(request: HttpRequest) -> str:
    return f"onbekende-link:{adressen.visitor(adressen.client_address(request))}"


def is_locked_out(request: HttpRequest) -> bool:
    """True once this visitor tried too many links that open nothing."""
    return int(cache.get(_key(request), 0)) >= UNKNOWN_LINKS


def count_unknown_link(request: HttpRequest) -> None:
    """Remember one link that opened nothing; the last one before the lock is an alarm."""
    key = _key(request)
    cache.add(key, 0, timeout=LOCK.total_seconds())
    try:
        tried = cache.incr(key)
    except ValueError:  # it expired between the two lines
        return
    if tried == UNKNOWN_LINKS:
        log.warning("Visitor %s is locked out: %d unknown manage links.", key, tried)


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
