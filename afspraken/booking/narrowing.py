"""What becomes more precise: a narrower window within the one that was promised."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from afspraken.booking.steps import tell
from afspraken.exceptions import AlreadyClosed, NotOffered
from afspraken.models import Afspraak, Handeling, Partij, Status
from afspraken.signals import Change


@transaction.atomic
def narrow(
    afspraak: Afspraak,
    *,
    begin: datetime,
    einde: datetime,
    now: datetime,
    partij: Partij = Partij.SYSTEEM,
    door: str = "",
    extra_tijd: int | None = None,
) -> Afspraak:
    """Promise that we begin within [begin, einde), part of what was promised; `versie` rises.

    `extra_tijd` is what it takes beyond its products by now, where that became less.

    From then on this is the promise. Occupies nothing, so nothing can refuse it; whoever asks tells
    the customer, because only they know why. May run inside a transaction.
    Raises: AlreadyClosed if not GEPLAND; NotOffered for what is not a part of the window.
    """
    fresh = (
        Afspraak.objects.select_for_update(of=("self",))
        .select_related("locatie", "klant")
        .get(pk=afspraak.pk)
    )
    if fresh.status != Status.GEPLAND:
        raise AlreadyClosed
    if not fresh.is_venster or not fresh.begin <= begin < einde <= fresh.einde:
        raise NotOffered
    if (begin, einde) == (fresh.begin, fresh.einde):
        return fresh
    fresh.begin, fresh.einde, fresh.gewijzigd_op = begin, einde, now
    fresh.versie += 1
    fresh.extra_tijd = fresh.extra_tijd if extra_tijd is None else extra_tijd
    fresh.save(update_fields=["begin", "einde", "extra_tijd", "versie", "gewijzigd_op"])
    tell(fresh, Handeling.VERZET, Change.NARROWED, partij=partij, door=door, now=now)
    return fresh
