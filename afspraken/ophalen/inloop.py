"""WRITES: what a walk-in applied for gets a customer, so that somebody can be told it is ready."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from afspraken import booking
from afspraken.models import Afspraak, Wachtende
from afspraken.ophalen.errors import NothingApplied
from afspraken.ophalen.expecting import expected


def asks(wachtende: Wachtende) -> bool:
    """True for a walk-in for something that becomes a document, while nobody is written down.

    Prefetch `producten__product` for many.
    """
    if wachtende.afspraak_id is not None or wachtende.aanvraag_id is not None:
        return False
    return any(row.product.document for row in wachtende.producten.all())


@transaction.atomic
def write_down(
    wachtende: Wachtende, gegevens: booking.Gegevens, *, door: Any, now: datetime
) -> Afspraak:
    """Who applied, and how to reach them; their documents are expected. Twice gives the same.

    Raises: NothingApplied.
    """
    row = Wachtende.objects.select_for_update(of=("self",)).get(pk=wachtende.pk)
    if row.aanvraag is not None:
        return row.aanvraag
    if not asks(row):
        raise NothingApplied
    chosen = [(one.product, one.aantal) for one in row.producten.select_related("product")]
    afspraak = booking.write_down(row.locatie, chosen, gegevens, now=now, door=str(door.pk))
    row.aanvraag = afspraak
    row.save(update_fields=["aanvraag"])
    expected(afspraak, now=now, door=door)
    return afspraak
