"""WRITES: the absences of a resource that follow an outside calendar, such as one in Outlook.

Nobody edits these rows: each time the calendar is read they are made equal to it. Like every
absence they reduce what is open, are never refused, and make conflicts of appointments inside.
Not for fetching or reading a calendar: that is not the core's. For absence that people enter: see
`changes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from afspraken import logboek
from afspraken.lokaal import local_day
from afspraken.models import Afwezigheid, Handeling, Middel, Partij
from afspraken.roosters.clock import DAY
from afspraken.roosters.horizon import horizon_end
from afspraken.roosters.openstand import AT_ONCE, rebuild, wait_for_others

Moments = tuple[datetime, datetime]
"""Begin and end of a stretch, half-open, in UTC."""


@transaction.atomic
def replace_busy(middel: Middel, bron: str, spans: Iterable[Moments], *, now: datetime) -> int:
    """Make the absences that `bron` gives a resource equal to `spans`; how many rows that took.

        stored    ■ ■ . ■ ■ .
        spans     ■ ■ . . . ■
        written   . . . - - +

    `bron` is the code of the outside calendar. Only what differs is written, and `Openstand` only
    from the first day that differs through the last; other absences of the resource stay.
    Raises: ValueError without a `bron`: that would replace what people entered.
    """
    if not bron:
        raise ValueError("an outside calendar needs a code")
    wait_for_others()
    rows = Afwezigheid.objects.filter(middel=middel, bron=bron)
    stored = {(begin, einde): pk for pk, begin, einde in rows.values_list("pk", "begin", "einde")}
    wanted = set(spans)
    gone, new = stored.keys() - wanted, wanted - stored.keys()
    if not gone and not new:
        return 0
    _delete([stored[span] for span in gone])
    Afwezigheid.objects.bulk_create(
        Afwezigheid(middel=middel, bron=bron, begin=begin, einde=einde)
        for begin, einde in sorted(new)
    )
    _record(middel, bron, erbij=len(new), weg=len(gone), now=now)
    _rebuild(middel, gone | new, now=now)
    return len(gone) + len(new)


def _delete(pks: list[int]) -> None:
    for first in range(0, len(pks), AT_ONCE):
        Afwezigheid.objects.filter(pk__in=pks[first : first + AT_ONCE]).delete()


def _record(middel: Middel, bron: str, *, erbij: int, weg: int, now: datetime) -> None:
    """One line in the log, with numbers only: the times stand in the calendar itself."""
    logboek.record(
        Handeling.ROOSTER,
        f"middel:{middel.pk}",
        partij=Partij.SYSTEEM,
        door="",
        now=now,
        wat="agenda",
        bron=bron,
        erbij=erbij,
        weg=weg,
    )


def _rebuild(middel: Middel, changed: set[Moments], *, now: datetime) -> None:
    """The days from the first change through the last, but none of the past."""
    first = min(begin for begin, _einde in changed)
    last = max(einde for _begin, einde in changed)
    rebuild(
        middelen=[middel],
        van=max(local_day(first), local_day(now)),
        tot=min(local_day(last) + DAY, horizon_end(now)),
    )
