"""The steps of a document: it arrives, is handed out, lapses; and each of them taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from afspraken import logboek
from afspraken.models import (
    TE_KOMEN,
    Afhaaldocument,
    Documentstatus,
    Handeling,
    Ophaler,
)
from afspraken.ophalen import berichten
from afspraken.ophalen.errors import Overtaken

UNDONE: dict[str, dict[str, Any]] = {
    Documentstatus.GEREED: {"gereed_op": None, "opslagnummer": "", "herinnerd_op": None},
    Documentstatus.UITGEREIKT: {"opgehaald_door": ""},
    Documentstatus.VERVALLEN: {},
}
"""Per status that can be taken back: what is no longer true then."""


@transaction.atomic
def arrive(
    documenten: Iterable[Afhaaldocument],
    *,
    door: Any,
    now: datetime,
    opslag: Mapping[int, str] | None = None,
) -> list[Afhaaldocument]:
    """They lie ready at their place from now on; customers hear of it. `opslag`: where, by id.

    Returns which did: what a colleague ticked meanwhile is left as it is.
    """
    there = [
        row
        for row in _in_order(documenten)
        if _move(
            row,
            Documentstatus.AANGEVRAAGD,
            Documentstatus.GEREED,
            door=door,
            now=now,
            gereed_op=now,
            opslagnummer=(opslag or {}).get(row.pk, ""),
        )
    ]
    berichten.tell([row.afspraak for row in there], now=now)
    return there


@transaction.atomic
def hand_out(
    documenten: Sequence[Afhaaldocument], *, aan: Ophaler, door: Any, now: datetime
) -> None:
    """Somebody collected them, all or none. Raises: Overtaken."""
    for row in _in_order(documenten):
        _must_move(
            row,
            Documentstatus.GEREED,
            Documentstatus.UITGEREIKT,
            door=door,
            now=now,
            opgehaald_door=aan,
        )
    berichten.tell([row.afspraak for row in documenten], now=now)


@transaction.atomic
def lapse(documenten: Sequence[Afhaaldocument], *, door: Any, now: datetime) -> None:
    """Nobody collected them within the term, or they are never made: a person takes them out.

    Raises: Overtaken.
    """
    for row in _in_order(documenten):
        van = Documentstatus(row.status)
        if van not in TE_KOMEN:
            raise Overtaken(row)
        _must_move(row, van, Documentstatus.VERVALLEN, door=door, now=now)
    berichten.tell([row.afspraak for row in documenten], now=now)


@transaction.atomic
def undo(documenten: Sequence[Afhaaldocument], *, van: str, door: Any, now: datetime) -> None:
    """Take back the step that led to the status `van`, of all or of none. Raises: Overtaken."""
    for row in _in_order(documenten):
        _must_move(row, Documentstatus(van), _before(row, van), door=door, now=now, **UNDONE[van])
    berichten.tell([row.afspraak for row in documenten], now=now)


def remind(*, now: datetime) -> int:
    """Remind customers once of what has been waiting for long; how many documents.

    A nightly job; running it twice reminds once.
    """
    since = now - timedelta(days=settings.OPHALEN_HERINNERING_DAGEN)
    rows = Afhaaldocument.objects.filter(
        status=Documentstatus.GEREED, gereed_op__lte=since, herinnerd_op__isnull=True
    ).select_related("afspraak__klant", "product", "locatie")
    reminded = 0
    for group in berichten.together(rows):
        with transaction.atomic():
            pks = [row.pk for row in group]
            still = Afhaaldocument.objects.filter(
                pk__in=pks, status=Documentstatus.GEREED, herinnerd_op__isnull=True
            )
            if still.update(herinnerd_op=now) == len(group):
                berichten.ask(group, now=now, is_reminder=True)
                reminded += len(group)
    return reminded


def _before(row: Afhaaldocument, van: str) -> Documentstatus:
    """Where a document stood before the step that led to a status."""
    if van == Documentstatus.GEREED or row.gereed_op is None:
        return Documentstatus.AANGEVRAAGD
    return Documentstatus.GEREED


def _in_order(documenten: Iterable[Afhaaldocument]) -> list[Afhaaldocument]:
    """By number: the order in which all who act on several at once lock them."""
    return sorted(documenten, key=lambda row: row.pk)


def _must_move(row: Afhaaldocument, *way: Documentstatus, **fields: Any) -> None:
    if not _move(row, *way, **fields):
        known = Afhaaldocument.objects.select_related("door").filter(pk=row.pk)
        raise Overtaken(known.first())


def _move(
    row: Afhaaldocument,
    van: Documentstatus,
    naar: Documentstatus,
    *,
    door: Any,
    now: datetime,
    **fields: Any,
) -> bool:
    """From one status to the next, if it still has the first; with a line in the log."""
    values = {"status": naar, "status_op": now, "door": door, **fields}
    if not Afhaaldocument.objects.filter(pk=row.pk, status=van).update(**values):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    logboek.record_by(
        door,
        Handeling.OPHALEN,
        f"afspraak:{row.afspraak.code}",
        now=now,
        document=row.pk,
        van=str(van),
        naar=str(naar),
    )
    return True
