"""The order in which messages are listed: what matters now first. And how many are still to go.

0  what went wrong: uncertain and not judged, or failed in the last week
1  what goes out now, or went out in the last day
2  what waits, the first to go on top
3  all before, the newest on top
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, OrderBy, Q, Value, When

from notificaties.models import IN_HANDEN, UITGEGAAN, Bericht, Berichtstatus
from notificaties.outbox import byhand

WRONG_FOR = timedelta(days=7)
"""How long a failed message stays on top."""

SENT_FOR = timedelta(days=1)
"""How long what went out stays above what waits."""

_FAILED = (Berichtstatus.MISLUKT, Berichtstatus.NIET_AFGELEVERD)


@dataclass(frozen=True)
class TeVerzenden:
    """How many messages wait, and for how many of those it is time."""

    aantal: int
    nu: int


def matters_first(now: datetime) -> tuple[OrderBy, ...]:
    """The order of a list of Bericht, as `order_by` takes it."""
    failed = Q(status__in=_FAILED, status_op__gt=now - WRONG_FOR)
    sent = Q(status__in=UITGEGAAN, status_op__gt=now - SENT_FOR)
    rank = Case(
        When(byhand.UNCERTAIN | failed, then=Value(0)),
        When(Q(status__in=IN_HANDEN) | sent, then=Value(1)),
        When(status=Berichtstatus.WACHT, then=Value(2)),
        default=Value(3),
    )
    first_to_go = Case(When(status=Berichtstatus.WACHT, then=F("niet_voor")))
    return rank.asc(), first_to_go.asc(), F("status_op").desc(), F("pk").desc()


def still_to_go(now: datetime) -> TeVerzenden:
    """What waits, in one query."""
    waits = Bericht.objects.filter(status=Berichtstatus.WACHT)
    found = waits.aggregate(aantal=Count("pk"), nu=Count("pk", filter=Q(niet_voor__lte=now)))
    return TeVerzenden(**found)
