"""Taking what is due, by one worker only, and the fence just before sending.

Whoever claims a row holds it until `lease_tot`. A worker that dies leaves its rows to `sweeping`.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from afspraken import statements
from notificaties import moments
from notificaties.channels import Post
from notificaties.models import IN_HANDEN, Bericht, Berichtstatus
from notificaties.outbox.truth import row_still_true, still_true
from notificaties.teksten.weergave import Weergave

LEASE = timedelta(seconds=60)
"""How long a worker may have a row."""

SENDING_TAKES = timedelta(seconds=25)
"""The longest that handing over may take: less than half of the lease, more than any time limit."""


def claim(
    kanalen: Collection[str], *, most: int, now: datetime, token: uuid.UUID | None = None
) -> list[Bericht]:
    """Take up to `most` due messages of these ways, longest due first.

    What became untrue meanwhile is not taken; at night only answers are. While an earlier
    message to the same person about the same thing is in hand, the next one waits: so old news
    never overtakes new.
    """
    token = token or uuid.uuid4()
    due = Bericht.objects.filter(
        still_true(now), status=Berichtstatus.WACHT, kanaal__in=kanalen, niet_voor__lte=now
    )
    if not moments.is_awake(now):
        due = due.filter(is_direct=True)
    in_hand = Bericht.objects.filter(
        onderwerp=OuterRef("onderwerp"), ontvanger=OuterRef("ontvanger"), status__in=IN_HANDEN
    )
    with transaction.atomic():
        pks = list(
            due.filter(~Exists(in_hand))
            .order_by("niet_voor", "pk")
            .select_for_update(skip_locked=True, of=("self",))
            .values_list("pk", flat=True)[:most]
        )
        if not pks:
            return []
        # On PostgreSQL another worker may have come between reading and locking.
        Bericht.objects.filter(pk__in=pks, status=Berichtstatus.WACHT).update(
            status=Berichtstatus.OPGEPAKT, status_op=now, claim=token, lease_tot=now + LEASE
        )
    return list(
        Bericht.objects.filter(pk__in=pks, claim=token, status=Berichtstatus.OPGEPAKT)
        .select_related("middel__berichtadres")
        .order_by("niet_voor", "pk")
    )


def fence(bericht: Bericht, post: Post, weergave: Weergave, *, now: datetime) -> bool:
    """Commit that this message goes out now, as written; True if it may.

    It may not if the claim is lost or nearly over, or if the message became untrue. `post` was
    made from the version that the row names, so its text is of that version too.
    """
    bericht.status, bericht.status_op = Berichtstatus.WORDT_VERZONDEN, now
    bericht.aan, bericht.titel, bericht.tekst = post.aan, weergave.titel, weergave.tekst
    bericht.sjabloonversie_id = weergave.sjabloonversie_id
    mine = "claim = %s AND status = 'OPGEPAKT' AND lease_tot > %s"
    return statements.update(
        bericht,
        ("status", "status_op", "aan", "titel", "tekst", "sjabloonversie"),
        f"{mine} AND {row_still_true(bericht.soort)}",
        *(claim_key(bericht), now + SENDING_TAKES, now),
    )


def claim_key(bericht: Bericht) -> str:
    """The claim as both databases compare it."""
    return bericht.claim.hex if bericht.claim else ""


def give_back(bericht: Bericht, *, now: datetime) -> None:
    """Let go of a message that was claimed and not sent: it waits again, or became untrue."""
    mine = _mine(bericht, Berichtstatus.OPGEPAKT)
    mine.filter(still_true(now)).update(status=Berichtstatus.WACHT, status_op=now, **NOBODY)
    mine.update(status=Berichtstatus.VERVALLEN, status_op=now, **NOBODY)


NOBODY: dict[str, None] = {"claim": None, "lease_tot": None}
"""The fields of a row that nobody has in hand."""


def _mine(bericht: Bericht, status: Berichtstatus) -> QuerySet[Bericht]:
    return Bericht.objects.filter(pk=bericht.pk, claim=bericht.claim, status=status)
