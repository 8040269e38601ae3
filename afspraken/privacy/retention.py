"""In time: what has to be forgotten when its term has run out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce, Least

from afspraken import logboek
from afspraken.models import (
    RELEASED,
    TE_KOMEN,
    Afhaaldocument,
    Afspraak,
    Afspraakproduct,
    Handeling,
    Klant,
    Klantcontact,
    Partij,
    Product,
    Terugbelstatus,
    Terugbelverzoek,
)
from afspraken.privacy.tabel import Tabel, registered

BATCH = 500
"""Rows blanked in one transaction: the nightly run never holds SQLite's write lock for long."""


def due_afspraken(now: datetime) -> QuerySet[Afspraak]:
    """Appointments whose term has run out: days after their end, or after their release.

    Each product may have a term of its own, else the municipality's holds. A term is a
    maximum, so of several products the strictest counts. While a document of it is to be
    collected, we have to know by whom.
    """
    default = settings.BEWAARTERMIJN_DAGEN
    per_term: dict[int, list[int]] = {}
    for pk, term in Product.objects.values_list("pk", "bewaartermijn"):
        per_term.setdefault(default if term is None else term, []).append(pk)
    producten = Afspraakproduct.objects.filter(afspraak=OuterRef("pk"))
    due = ~Exists(producten) & Q(over_op__lte=now - timedelta(days=default))
    for days, pks in per_term.items():
        due |= Exists(producten.filter(product__in=pks)) & Q(
            over_op__lte=now - timedelta(days=days)
        )
    # Cancelled for a day months ahead: from that moment on we need no name any more.
    over_op = Case(When(status__in=RELEASED, then=Least("status_op", "einde")), default=F("einde"))
    to_collect = Afhaaldocument.objects.filter(afspraak=OuterRef("pk"), status__in=TE_KOMEN)
    return Afspraak.objects.annotate(over_op=over_op).filter(due & ~Exists(to_collect))


def due_contacten(now: datetime) -> QuerySet[Klantcontact]:
    """Contacts whose term has run out, and of which no promise is open: that is kept first."""
    still_open = Terugbelverzoek.objects.filter(
        contact=OuterRef("pk"), status=Terugbelstatus.TE_VERWERKEN
    )
    term = now - timedelta(days=settings.BEWAARTERMIJN_CONTACTEN_DAGEN)
    return Klantcontact.objects.filter(~Exists(still_open), plaatsgevonden_op__lte=term)


def due_klanten(now: datetime) -> QuerySet[Klant]:
    """Customers whom no unexpired row keeps; who was joined with another goes with that one."""
    klanten = Klant.objects.alias(geldt=Coalesce("opgegaan_in", "pk"))
    for tabel in registered():
        if tabel.keeps_klant and tabel.expired:
            rows = tabel.model._default_manager.filter(**{tabel.klant: OuterRef("geldt")})
            klanten = klanten.exclude(Exists(rows.exclude(pk__in=tabel.expired(now).values("pk"))))
    return klanten


def pseudonymise_due(now: datetime) -> int:
    """Blank everything whose term has run out; how many rows. Running it twice blanks once."""
    counts: dict[str, int] = {}
    for tabel in _in_use():
        for pks in _batches(_due_rows(tabel, now)):
            with transaction.atomic():
                done = tabel.clear(tabel.model._default_manager.filter(pk__in=pks), now=now)
            counts[tabel.naam] = counts.get(tabel.naam, 0) + done
    if counts:
        subject = f"bewaartermijn:{now:%Y-%m-%d}"
        logboek.record(Handeling.GEWIST, subject, partij=Partij.SYSTEEM, door="", now=now, **counts)
    return sum(counts.values())


def overdue(now: datetime) -> dict[str, int]:
    """Rows, per table in use, that `pseudonymise_due` would blank now; to check that it runs."""
    return {tabel.naam: _due_rows(tabel, now).count() for tabel in _in_use()}


def _in_use() -> Iterator[Tabel]:
    """The tables in which something can be forgotten: of the others no term has to be looked up."""
    for tabel in registered():
        if tabel.forgets and tabel.model._default_manager.exists():
            yield tabel


def _due_rows(tabel: Tabel, now: datetime) -> QuerySet[Any]:
    rows = tabel.model._default_manager.filter(tabel.filled())
    if tabel.expired:
        return rows.filter(pk__in=tabel.expired(now).values("pk"))
    if tabel.afspraak:
        return rows.filter(**{f"{tabel.afspraak}__in": due_afspraken(now).values("pk")})
    return rows.filter(**{f"{tabel.klant}__in": due_klanten(now).values("pk")})


def _batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """Primary keys, `BATCH` at a time, all read before the first batch is cleared."""
    known = list(rows.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(known), BATCH):
        yield known[at : at + BATCH]
