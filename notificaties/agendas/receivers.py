"""What a change of an appointment means for calendars; connected once, by `apps.py`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from afspraken.models import Afspraak
from afspraken.signals import Change, Was, afspraak_changed
from notificaties.agendas import feedcache
from notificaties.models import GeannuleerdeInzet

# Plain SQL, because every booking asks it.
_OCCUPIED = "SELECT middel_id FROM afspraken_inzet WHERE afspraak_id = %s"


def connect() -> None:
    """Listen to the core."""
    afspraak_changed.connect(remember_cancelled, dispatch_uid="geannuleerde inzet")
    afspraak_changed.connect(drop_feeds, dispatch_uid="agenda's")


def remember_cancelled(
    sender: Any,
    *,
    afspraak: Afspraak,
    change: Change,
    now: datetime,
    was: Was | None = None,
    **_more: Any,
) -> None:
    """Keep which resources it had, in the transaction that frees them."""
    if change == Change.CANCELLED and was:
        GeannuleerdeInzet.objects.bulk_create(
            (
                GeannuleerdeInzet(afspraak=afspraak, middel_id=middel, op=now)
                for middel in sorted(was.middelen)
            ),
            ignore_conflicts=True,
        )


def drop_feeds(sender: Any, *, afspraak: Afspraak, was: Was | None = None, **_more: Any) -> None:
    """Drop the calendars of where it is and where it was, once that is committed.

    If dropping fails the appointment stands, and calendars follow after `feedcache.KEPT`.
    """
    left_middelen = was.middelen if was else frozenset()
    left_locaties = {was.locatie} if was else set()
    pk, locatie = afspraak.pk, afspraak.locatie_id

    def drop() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_OCCUPIED, [pk])
            occupied = {middel for (middel,) in cursor.fetchall()}
        feedcache.drop(middelen=occupied | left_middelen, locaties={locatie, *left_locaties})

    transaction.on_commit(drop, robust=True)
