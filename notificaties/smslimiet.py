"""How many SMS may still leave, against a bill made on purpose (SMS pumping).

Counted from the outbox itself, over a window that slides. Limits on cost, not promises: workers
that count at the same moment may together go over by what they had in hand. Not for which numbers:
that is `afspraken/nummers.py`. Not for who asks: the doors limit strangers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from afspraken.models import Berichtkanaal
from notificaties.models import Bericht

HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)


def room(*, now: datetime) -> int:
    """How many SMS may leave now, of `SMS_PER_UUR` in the last hour; 0 means wait.

    So a flood is a delay, and its bill has an end.
    """
    used = _left_since(now - HOUR)[: settings.SMS_PER_UUR].count()
    return int(settings.SMS_PER_UUR) - used


def within_limit(numbers: Sequence[str], *, now: datetime) -> list[bool]:
    """For each number (E.164), in order, whether one more SMS may go to it.

    At most `SMS_PER_NUMMER` in 24 hours; those earlier in the list count too. One query.
    """
    counted = (
        _left_since(now - DAY).filter(aan__in=set(numbers)).values_list("aan").annotate(Count("pk"))
    )
    used = Counter(dict(counted))
    answer = []
    for number in numbers:
        may_go = used[number] < settings.SMS_PER_NUMMER
        used[number] += may_go
        answer.append(may_go)
    return answer


def _left_since(moment: datetime) -> QuerySet[Bericht]:
    """The SMS handed to the provider after this moment, whatever came of them.

    Only those have `aan`; it is blanked when the provider proves not to have taken one.
    """
    handed_over = Bericht.objects.filter(kanaal=Berichtkanaal.SMS, aan__gt="").order_by()
    return handed_over.alias(sinds=Coalesce("verzonden_op", "status_op")).filter(sinds__gt=moment)
