"""READS: what a customer still has to come for. Who collected without an appointment needs none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from afspraken import traject
from afspraken.models import TE_KOMEN, Afhaaldocument, Afspraak, Documentstatus, Klant, Locatie
from afspraken.traject import Vervolg

LOOKED_BACK = timedelta(days=365)
"""Steps longer ago lead to nothing any more."""


@dataclass(frozen=True)
class Stand:
    """What comes next, and what there is to collect (None: nothing is); where, if it is ready."""

    vervolg: Vervolg
    documenten: Sequence[Afhaaldocument]

    @property
    def is_klaar(self) -> bool:
        """True if one can come: nothing is being made, or something lies ready."""
        return not self.documenten or self.locatie is not None

    @property
    def locatie(self) -> Locatie | None:
        """Where something lies ready."""
        ready = [one for one in self.documenten if one.status == Documentstatus.GEREED]
        return ready[0].locatie if ready else None

    @property
    def aantal(self) -> int:
        """For how many: what lies ready, else as many as were applied for."""
        ready = [one for one in self.documenten if one.status == Documentstatus.GEREED]
        return min(len(ready), self.vervolg.product.max_personen) or self.vervolg.aantal


def next_step(stappen: Sequence[Afspraak], documenten: Iterable[Afhaaldocument]) -> Stand | None:
    """What follows these steps (as `traject.steps` gives them), with their documents.

    None too where it would be to collect a document that was not applied for yet, or is collected.
    """
    vervolg = traject.follow_up(stappen)
    if vervolg is None:
        return None
    mine = [one for one in documenten if one.afspraak_id == vervolg.na.pk]
    to_come = [one for one in mine if one.status in TE_KOMEN]
    makes_documents = any(row.product.document for row in vervolg.na.producten.all())
    return None if makes_documents and not to_come else Stand(vervolg, to_come)


def next_steps(klant: Klant, *, now: datetime) -> list[Stand]:
    """What a customer can still make an appointment for, of each matter; in five queries."""
    rows = Afspraak.objects.filter(klant=klant, begin__gt=now - LOOKED_BACK)
    known = rows.select_related("locatie").prefetch_related(traject.SHOWN).order_by("begin", "pk")
    stappen = sorted(known, key=_matter)
    documenten = documents_of(one.pk for one in stappen)
    found = (next_step(list(group), documenten) for _key, group in groupby(stappen, key=_matter))
    return [one for one in found if one is not None]


def documents_of(afspraken: Iterable[int]) -> list[Afhaaldocument]:
    """The documents of these appointments (ids), as a page shows them. One query."""
    pks: Collection[int] = list(afspraken)
    rows = Afhaaldocument.objects.filter(afspraak__in=pks).select_related("product", "locatie")
    return list(rows.order_by("product__volgorde", "product__naam", "nummer"))


def _matter(afspraak: Afspraak) -> tuple[int, int]:
    """The same for the steps of one traject; of who belongs to nothing each is its own."""
    return (afspraak.traject_id, 0) if afspraak.traject_id else (0, afspraak.pk)
