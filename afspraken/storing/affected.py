"""READS: which appointments a disruption touches, and which of them stay where they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from afspraken import roosters
from afspraken.models import PROMISED, Afspraak, Inzet, Middel, Status, Storing


def affected(storing: Storing, *, now: datetime) -> list[Afspraak]:
    """Everyone whose appointment falls in the disruption and does not fit any more, earliest first.

    Also those that run: they are shown, and stay. Each comes with all that a proposal and a page
    need; the number of queries does not depend on how many there are.
    """
    van = max(now, storing.begin)
    outside = roosters.outside(now=van, middelen=_resources(storing, van), tot=storing.einde)
    touched = {inzet.afspraak_id for inzet in outside if _is_there(storing, inzet.afspraak)}
    served = _uses(storing, van).filter(afspraak__status=Status.IN_BEHANDELING)
    touched |= set(served.values_list("afspraak", flat=True))
    return list(with_all(Afspraak.objects.filter(pk__in=touched)).order_by("begin", "pk"))


def stays(afspraak: Afspraak, *, now: datetime) -> bool:
    """True for whom nobody sends elsewhere: who is inside already, or should be."""
    return afspraak.status != Status.GEPLAND or afspraak.begin <= now


def with_all(rows: QuerySet[Afspraak]) -> QuerySet[Afspraak]:
    """With customer, place, products with their needs, and what is occupied."""
    return rows.select_related("klant", "locatie").prefetch_related(
        "producten__product__vereisten", "inzetten__middel"
    )


def _resources(storing: Storing, van: datetime) -> Iterable[Middel] | None:
    """The resources that may have someone who is affected; None means all."""
    if storing.middel is not None:
        return [storing.middel]
    if storing.locatie is None:
        return None
    used = _uses(storing, van).values("middel")
    return Middel.objects.filter(pk__in=used)


def _uses(storing: Storing, van: datetime) -> QuerySet[Inzet]:
    """The use of resources by what was promised in the disruption."""
    where = Q()
    if storing.middel is not None:
        where = Q(middel=storing.middel)
    elif storing.locatie is not None:
        where = Q(afspraak__locatie=storing.locatie)
    return Inzet.objects.filter(
        where,
        afspraak__status__in=PROMISED,
        afspraak__einde__gt=van,
        afspraak__begin__lt=storing.einde,
    )


def _is_there(storing: Storing, afspraak: Afspraak | None) -> bool:
    """True if it is at the place of the disruption, where that is a place."""
    return afspraak is not None and storing.locatie_id in (None, afspraak.locatie_id)
