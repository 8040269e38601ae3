"""WRITES texts of messages: draft, publish, withdraw, throw a draft away.

Each write locks the template and compares what the editor had seen (`Stand.kenmerk`) with what is
there now, so of two editors at once one wins and the other is told. A published version never
changes: what was sent can always be looked up. Doors show; what may stand in a text is in
`plaatshouders.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from afspraken import logboek
from afspraken.models import Handeling, Partij, Product
from afspraken.versies import Reeks
from notificaties.models import Sjabloon, Sjabloonversie
from notificaties.teksten.plaatshouders import faults
from notificaties.teksten.weergave import Tekst, shipped


@dataclass(frozen=True)
class Plek:
    """Which text: of one kind, along one way, in one language, for all products or for one."""

    soort: str
    kanaal: str
    taal: str
    product: Product | None = None

    def sjabloon(self) -> Sjabloon | None:
        """The stored template; None as long as nobody wrote an own text."""
        return Sjabloon.objects.filter(**self.fields()).first()

    def fields(self) -> dict[str, Any]:
        """As the columns of a template."""
        return {
            "soort": self.soort,
            "kanaal": self.kanaal,
            "taal": self.taal,
            "product": self.product,
        }


@dataclass(frozen=True)
class Stand(Reeks[Sjabloonversie]):
    """How a text stands: its versions, newest first; none as long as nobody wrote one.

    Without one in use another text is sent: the general one, or the one that ships.
    """

    plek: Plek
    versies: tuple[Sjabloonversie, ...] = ()

    @property
    def standaard(self) -> Tekst:
        """The text that ships with the system."""
        return shipped(self.plek.soort, self.plek.kanaal, self.plek.taal)

    @property
    def begin(self) -> Tekst:
        """With what an editor begins: the draft, else the text in use, else the one that ships."""
        row = self.concept or self.in_gebruik
        return Tekst(row.titel, row.tekst, row.pk) if row else self.standaard


class Intussen(Exception):
    """Somebody else saved or published since the editor looked; `stand` is how it is now."""

    def __init__(self, stand: Stand) -> None:
        super().__init__("the text changed meanwhile")
        self.stand = stand


def read(plek: Plek) -> Stand:
    """How a text stands now, newest version first."""
    sjabloon = plek.sjabloon()
    return Stand(plek, tuple(sjabloon.versies.order_by("-nummer"))) if sjabloon else Stand(plek)


@transaction.atomic
def save_draft(
    plek: Plek, tekst: Tekst, *, gezien: str, auteur: str, door: str, now: datetime
) -> Sjabloonversie:
    """Keep a text as the draft; there is one per template.

    Raises: ValidationError with the faults per field; Intussen.
    """
    _refuse_faults(plek, tekst)
    sjabloon, stand = _locked(plek, gezien)
    concept = _draft(sjabloon, stand, tekst, auteur, now)
    _record(sjabloon, "concept", concept.nummer, door=door, now=now)
    return concept


@transaction.atomic
def publish(
    plek: Plek, tekst: Tekst, *, gezien: str, auteur: str, door: str, now: datetime
) -> Sjabloonversie:
    """Put a text into use; the one before it becomes history.

    Raises: ValidationError with the faults per field; Intussen.
    """
    _refuse_faults(plek, tekst)
    sjabloon, stand = _locked(plek, gezien)
    versie = _draft(sjabloon, stand, tekst, auteur, now)
    stand.put_in_use(versie, now=now)
    _record(sjabloon, "gepubliceerd", versie.nummer, door=door, now=now)
    return versie


@transaction.atomic
def withdraw(plek: Plek, *, gezien: str, door: str, now: datetime) -> None:
    """Take the own text out of use, so that the general one or the one that ships is sent again.

    Raises: Intussen.
    """
    sjabloon, stand = _locked(plek, gezien)
    if old := stand.take_out():
        _record(sjabloon, "ingetrokken", old.nummer, door=door, now=now)


@transaction.atomic
def discard(plek: Plek, *, gezien: str, door: str, now: datetime) -> None:
    """Throw the draft away. Raises: Intussen."""
    sjabloon, stand = _locked(plek, gezien)
    if stand.concept:
        _record(sjabloon, "weggegooid", stand.concept.nummer, door=door, now=now)
        stand.concept.delete()


def _locked(plek: Plek, gezien: str) -> tuple[Sjabloon, Stand]:
    """The template, locked, and how it stands; made if it is not there yet.

    Raises: Intussen if that is not what the editor saw.
    """
    sjabloon, _made = Sjabloon.objects.get_or_create(**plek.fields())
    Sjabloon.objects.select_for_update().get(pk=sjabloon.pk)
    stand = Stand(plek, tuple(sjabloon.versies.order_by("-nummer")))
    if stand.kenmerk != gezien:
        raise Intussen(stand)
    return sjabloon, stand


def _draft(
    sjabloon: Sjabloon, stand: Stand, tekst: Tekst, auteur: str, now: datetime
) -> Sjabloonversie:
    concept = stand.concept or Sjabloonversie(sjabloon=sjabloon, nummer=stand.next_nummer)
    concept.titel, concept.tekst = tekst.titel.strip(), tekst.tekst.strip()
    concept.auteur, concept.gewijzigd_op = auteur, now
    concept.save()
    return concept


def _refuse_faults(plek: Plek, tekst: Tekst) -> None:
    found = faults(tekst.titel, tekst.tekst, soort=plek.soort, kanaal=plek.kanaal)
    if found:
        raise ValidationError(found)


def _record(sjabloon: Sjabloon, wat: str, nummer: int, *, door: str, now: datetime) -> None:
    logboek.record(
        Handeling.BEHEER,
        f"sjabloon:{sjabloon.pk}",
        partij=Partij.MEDEWERKER,
        door=door,
        now=now,
        wat=wat,
        nummer=nummer,
    )
