"""Drafts and versions of a text: which is in use, and what changes when another is published.

Shared by what is edited in versions: texts of messages, articles of the knowledge base. Each locks
its own row first, and compares `kenmerk` with what the writer had seen. Not for showing how two
texts differ: see `verschil.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Generic, TypeVar

from afspraken.models import Versie, Versiestatus

V = TypeVar("V", bound=Versie)


class Reeks(Generic[V]):
    """The versions of one text, newest first (`versies`)."""

    versies: tuple[V, ...]

    @property
    def in_gebruik(self) -> V | None:
        """The version in use; None: there is none, or it was taken out of use."""
        return self._with(Versiestatus.GEPUBLICEERD)

    @property
    def concept(self) -> V | None:
        """The draft."""
        return self._with(Versiestatus.CONCEPT)

    @property
    def kenmerk(self) -> str:
        """Changes whenever the draft or the version in use does."""
        return "/".join(row.kenmerk if row else "-" for row in (self.concept, self.in_gebruik))

    @property
    def next_nummer(self) -> int:
        """The number of a version that is still to be made; the first is 1."""
        return self.versies[0].nummer + 1 if self.versies else 1

    def take_out(self) -> V | None:
        """Make the version in use history; gives it, None if there was none."""
        old = self.in_gebruik
        if old:
            old.status = Versiestatus.VERVANGEN
            old.save(update_fields=["status"])
        return old

    def put_in_use(self, versie: V, *, now: datetime) -> None:
        """Let a version take the place of the one in use."""
        self.take_out()  # first: the database allows one at a time
        versie.status, versie.gepubliceerd_op = Versiestatus.GEPUBLICEERD, now
        versie.save(update_fields=["status", "gepubliceerd_op"])

    def _with(self, status: str) -> V | None:
        return next((row for row in self.versies if row.status == status), None)
