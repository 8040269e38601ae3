"""WRITES: the end of the day, after which nobody is left in a queue.

Who was forgotten gets a stand of its own, NIET_AFGEMELD, so that figures neither count them as
served nor as not come. The task may run twice, or days late.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from afspraken.lokaal import local_day
from afspraken.models import ACTIEF, Wachtende
from afspraken.wachtrij.errors import Overtaken
from afspraken.wachtrij.stappen import close


def close_days(*, now: datetime) -> int:
    """Close every visit of an earlier day that nobody closed; how many there were."""
    closed = 0
    for row in Wachtende.objects.filter(dag__lt=local_day(now), stand__in=ACTIEF).order_by("pk"):
        with suppress(Overtaken):  # the task runs elsewhere as well
            close(row, now=now)
            closed += 1
    return closed
