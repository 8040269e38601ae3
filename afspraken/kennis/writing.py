"""WRITES the knowledge base: draft, publish, put back, take out of use, throw a draft away.

Each write locks the article and compares what the writer had seen (`Stand.kenmerk`) with what is
there now, so of two writers at once one wins and the other is told. A published version never
changes. To put an old version back is to publish its words anew: history only grows.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self

from django.db import transaction

from afspraken import logboek
from afspraken.models import Handeling, Kennisartikel, Kennisversie, Partij
from afspraken.versies import Reeks
from afspraken.zoeken import plain


@dataclass(frozen=True)
class Inhoud:
    """What a version says."""

    tekst: str = ""
    tekst_en: str = ""
    script: str = ""
    vragen: str = ""

    @classmethod
    def of(cls, versie: Kennisversie) -> Self:
        """What is stored of a version."""
        return cls(versie.tekst, versie.tekst_en, versie.script, versie.vragen)


@dataclass(frozen=True)
class Stand(Reeks[Kennisversie]):
    """How an article stands: its versions, newest first. Without one in use nobody finds it."""

    artikel: Kennisartikel
    versies: tuple[Kennisversie, ...] = ()

    @property
    def begin(self) -> Inhoud:
        """With what a writer begins: the draft, else the version in use, else nothing."""
        row = self.concept or self.in_gebruik
        return Inhoud.of(row) if row else Inhoud()

    def versie(self, nummer: str) -> Kennisversie | None:
        """The version with a number as an address has it; None if there is no such."""
        return next((row for row in self.versies if str(row.nummer) == nummer), None)


class Intussen(Exception):
    """Somebody else saved or published since the writer looked; `stand` is how it is now."""

    def __init__(self, stand: Stand) -> None:
        super().__init__("the article changed meanwhile")
        self.stand = stand


def read(artikel: Kennisartikel) -> Stand:
    """How an article stands now."""
    return Stand(artikel, tuple(artikel.versies.order_by("-nummer")))


def save_article(artikel: Kennisartikel, *, door: str, now: datetime) -> Kennisartikel:
    """Keep title, department, owner and the like, and what a search looks in."""
    is_new = artikel.pk is None
    artikel.titelwoorden = _words(artikel.titel, artikel.titel_en)
    artikel.trefwoorden = _words(artikel.zoekwoorden)
    artikel.save()
    _record(artikel, "nieuw" if is_new else "gewijzigd", door=door, now=now)
    return artikel


@transaction.atomic
def save_draft(
    artikel: Kennisartikel, inhoud: Inhoud, *, gezien: str, auteur: str, door: str, now: datetime
) -> Kennisversie:
    """Keep what was written as the draft; there is one per article. Raises: Intussen."""
    stand = _locked(artikel, gezien)
    concept = _draft(stand, inhoud, auteur, now)
    _record(artikel, "concept", door=door, now=now, nummer=concept.nummer)
    return concept


@transaction.atomic
def publish(
    artikel: Kennisartikel, inhoud: Inhoud, *, gezien: str, auteur: str, door: str, now: datetime
) -> Kennisversie:
    """Let everyone read it; the version before it becomes history. Raises: Intussen."""
    stand = _locked(artikel, gezien)
    versie = _draft(stand, inhoud, auteur, now)
    stand.put_in_use(versie, now=now)
    artikel.tekstwoorden = _words(*asdict(inhoud).values())
    artikel.save(update_fields=["tekstwoorden"])
    _record(artikel, "gepubliceerd", door=door, now=now, nummer=versie.nummer)
    return versie


@transaction.atomic
def withdraw(artikel: Kennisartikel, *, gezien: str, door: str, now: datetime) -> None:
    """Take an article out of use: nobody finds it any more. Raises: Intussen."""
    if old := _locked(artikel, gezien).take_out():
        _record(artikel, "ingetrokken", door=door, now=now, nummer=old.nummer)


@transaction.atomic
def discard(artikel: Kennisartikel, *, gezien: str, door: str, now: datetime) -> None:
    """Throw the draft away. Raises: Intussen."""
    if concept := _locked(artikel, gezien).concept:
        _record(artikel, "weggegooid", door=door, now=now, nummer=concept.nummer)
        concept.delete()


def _locked(artikel: Kennisartikel, gezien: str) -> Stand:
    """The article, locked, as it stands. Raises: Intussen if that is not what the writer saw."""
    Kennisartikel.objects.select_for_update().get(pk=artikel.pk)
    stand = read(artikel)
    if stand.kenmerk != gezien:
        raise Intussen(stand)
    return stand


def _draft(stand: Stand, inhoud: Inhoud, auteur: str, now: datetime) -> Kennisversie:
    concept = stand.concept or Kennisversie(artikel=stand.artikel, nummer=stand.next_nummer)
    for name, text in asdict(inhoud).items():
        setattr(concept, name, text.replace("\r\n", "\n").strip())
    concept.auteur, concept.gewijzigd_op = auteur, now
    concept.save()
    return concept


def _words(*texts: str) -> str:
    """Each word once, between spaces, so that " pas" finds the beginning of one."""
    words = dict.fromkeys(word for text in texts for word in plain(text).split())
    return f" {' '.join(words)} "


def _record(artikel: Kennisartikel, wat: str, *, door: str, now: datetime, **rest: int) -> None:
    logboek.record(
        Handeling.BEHEER,
        f"kennisartikel:{artikel.pk}",
        partij=Partij.MEDEWERKER,
        door=door,
        now=now,
        wat=wat,
        **rest,
    )
