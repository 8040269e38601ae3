"""The registry of tables with personal data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from afspraken.models import Klant

Rows = Callable[[datetime], "QuerySet[Any]"]


@dataclass(frozen=True)
class Tabel:
    """One table with data of a customer.

    `klant` and `afspraak` are lookups from a row to its customer and its appointment. A row
    follows the term of its appointment, or its own if `expired` gives the rows that are past
    it; a row with neither goes with its customer. While a row that `keeps_klant` has not
    expired, its customer is kept. `klant` is empty where a row belongs to no customer, as an
    attempt to log in does; then it has a term of its own.
    """

    naam: str
    model: type[models.Model]
    klant: str = ""
    persoonlijk: tuple[str, ...] = ()  # exported, and blanked
    context: tuple[str, ...] = ()  # exported only
    geheim: tuple[str, ...] = ()  # blanked only: hashes and keys that would open something
    afspraak: str = ""
    expired: Rows | None = None
    keeps_klant: bool = False
    delete: bool = False  # the whole row goes, where it means nothing without a person
    stempel: str = ""  # field that tells when the row was blanked
    onderwerp: tuple[str, str] | None = None  # kind and field by which the log knows the row

    def of(self, *klanten: Klant) -> QuerySet[Any]:
        """The rows of one customer, or of several that are one person."""
        rows = self.model._default_manager.all()
        pks = [klant.pk for klant in klanten]
        return rows.filter(**{f"{self.klant}__in": pks}) if self.klant else rows.none()

    @property
    def forgets(self) -> bool:
        """False where nothing is personal: such a table is only exported."""
        return self.delete or bool(self.blank())

    def filled(self) -> Q:
        """Rows in which something personal is left."""
        if self.delete:
            return Q()
        left = Q(pk__in=[])
        for naam, empty in self.blank().items():
            left |= ~Q(**{naam: empty}) if empty is not None else Q(**{f"{naam}__isnull": False})
        return left | Q(**{f"{self.stempel}__isnull": True}) if self.stempel else left

    def blank(self) -> dict[str, Any]:
        """What every personal field becomes."""
        return {
            naam: _empty(self.model._meta.get_field(naam))
            for naam in (*self.persoonlijk, *self.geheim)
        }

    def clear(self, rows: QuerySet[Any], *, now: datetime) -> int:
        """Blank or delete the rows; how many there were."""
        if self.delete:
            return rows.delete()[1].get(self.model._meta.label, 0)
        values = self.blank() | ({self.stempel: now} if self.stempel else {})
        return rows.update(**values) if values else 0


def _empty(field: Any) -> Any:
    if field.null:
        return None
    if isinstance(field, models.BooleanField):
        return False
    return {} if isinstance(field, models.JSONField) else ""


_tabellen: dict[str, Tabel] = {}


def register(tabel: Tabel) -> None:
    """Make a table known. Raises: ValueError for a name that is taken."""
    if tabel.naam in _tabellen:
        raise ValueError(f"'{tabel.naam}' is already registered")
    _tabellen[tabel.naam] = tabel


def registered() -> tuple[Tabel, ...]:
    """All tables with personal data, in the order in which they were registered."""
    return tuple(_tabellen.values())
