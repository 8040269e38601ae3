"""How often one visitor may try: wrong secret links, times held at once, looks at free times.

Only keyed hashes of addresses are kept. What guards a secret is counted where all processes see
it; looks are so many that each process counts its own, in memory.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta
from threading import Lock

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from afspraken import netwerkadres
from afspraken.exceptions import BookingError
from afspraken.models import Afspraak, Status

UNKNOWN_LINKS = 10
"""So many links that open nothing lock a visitor out for LOCK."""
LOCK = timedelta(minutes=15)

log = logging.getLogger(__name__)


class TooManyLooks(BookingError):
    """The network of this visitor looks at free times as often as only a program does."""

    sentence = _("Vanaf uw netwerk is net heel vaak naar vrije tijden gekeken.")
    status = 429


class Looks:
    """How often each network looked in the present minute. The minute before is forgotten."""

    def __init__(self) -> None:
        self._minute = 0
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    def add(self, network: str, *, now: datetime) -> int:
        """Count one look; returns how many this network has by then."""
        minute = int(now.timestamp()) // 60
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, Counter()
            self._counts[network] += 1
            return self._counts[network]


_looks = Looks()


def _key(request: HttpRequest) -> str:
    return f"onbekende-link:{netwerkadres.visitor(netwerkadres.client_address(request))}"


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


def count_look(request: HttpRequest, *, now: datetime) -> None:
    """Count one look at free times; the first one too many is told in the log.

    Whoever reads every calendar all day learns when nobody is at work (trust: scraping).
    Raises: TooManyLooks beyond LOOKS_PER_NETWORK in a minute.
    """
    network = netwerkadres.bucket(netwerkadres.client_address(request))
    looks = _looks.add(network, now=now)
    if looks == settings.LOOKS_PER_NETWORK + 1:
        log.warning("Network %s looks at free times too often.", network)
    if looks > settings.LOOKS_PER_NETWORK:
        raise TooManyLooks


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
