"""A channel that fails again and again rests: an outage is a delay, not a thousand tasks."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F

from notificaties.models import Kanaalstand

logger = logging.getLogger(__name__)

IN_A_ROW = 5
"""So many failures in a row mean that it is not the message but the way."""

_RESTS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))


def open_channels(kanalen: Collection[str], *, now: datetime) -> dict[str, bool]:
    """The ways that may be used now; True for one that was down and gets one message to try."""
    known = {row.kanaal: row for row in Kanaalstand.objects.filter(kanaal__in=kanalen)}
    answer: dict[str, bool] = {}
    for kanaal in kanalen:
        row = known.get(kanaal)
        if row is None or row.fouten < IN_A_ROW:
            answer[kanaal] = False
        elif row.gepauzeerd_tot is None or not now < row.gepauzeerd_tot <= now + _RESTS[-1]:
            answer[kanaal] = True  # or the clock was put back: no rest is so long
    return answer


def failed(kanaal: str, fout: str, *, now: datetime) -> None:
    """Count a failure of the way itself; after IN_A_ROW of them it rests, each time longer."""
    row, _made = Kanaalstand.objects.get_or_create(kanaal=kanaal)
    Kanaalstand.objects.filter(pk=row.pk).update(fouten=F("fouten") + 1, laatste_fout=fout[:60])
    row.refresh_from_db()
    if row.fouten < IN_A_ROW:
        return
    rest = _RESTS[min(row.fouten - IN_A_ROW, len(_RESTS) - 1)]
    row.gepauzeerd_tot = now + rest
    if row.gemeld_op is None:
        row.gemeld_op = now
        logger.error("%s: %s failures in a row (%s), resting", kanaal, row.fouten, fout)
    row.save(update_fields=["gepauzeerd_tot", "gemeld_op"])


def worked(kanaal: str) -> None:
    """The way works: forget its failures."""
    if Kanaalstand.objects.filter(kanaal=kanaal, fouten__gt=0).update(
        fouten=0, gepauzeerd_tot=None, laatste_fout="", gemeld_op=None
    ):
        logger.warning("%s: works again", kanaal)
