"""WRITES how a care-home day went, told at the desk once it is over: what the phone never said.

The acts are those of the phone (`dag.py`); a desk has them from the last promised time on, for
until then the official has the list in hand. Whoever keeps no appointment any more is not told of.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from mobiel.models import Bewoner, NietGezien, Zitting, Zittingstatus
from mobiel.zitting import dag
from mobiel.zitting.errors import Changed, NotOverYet
from mobiel.zitting.lezen import locked, taking_part


def can_be_told(zitting: Zitting, *, now: datetime) -> bool:
    """True once a closed care-home day is past its last promised time."""
    if zitting.status != Zittingstatus.GESLOTEN:
        return False
    return not taking_part(zitting).filter(einde__gte=now).exists()


def to_tell(zitting: Zitting) -> QuerySet[Bewoner]:
    """The residents of whom it can be told how it went, or told better, in order of their times."""
    rows = taking_part(zitting).filter(afspraak__isnull=False)
    return rows.select_related("afspraak__klant", "zitting").order_by("begin", "pk")


@transaction.atomic
def tell(
    zitting: Zitting, verloop: Mapping[int, NietGezien | None], *, wie: str, now: datetime
) -> int:
    """Write down for each resident (id) why they were not seen; None: they were helped.

    All or nothing; of how many it was. `wie` is the number of an employee.
    Raises: NotOverYet; Changed for who is not on the list; as `dag.serve`.
    """
    fresh = locked(zitting)
    if not can_be_told(fresh, now=now):
        raise NotOverYet
    known = {one.pk: one for one in to_tell(fresh)}
    if not verloop.keys() <= known.keys():
        raise Changed
    for pk, reden in verloop.items():
        if reden is None:
            dag.serve(known[pk], door=wie, now=now)
        else:
            dag.not_seen(known[pk], reden, door=wie, now=now)
    return len(verloop)
