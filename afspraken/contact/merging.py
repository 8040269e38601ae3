"""Two rows of one customer joined, because a person saw that they are the same; and apart again.

Everything that refers to the row that goes is moved to the one that stays, whatever table it is
in, also of other apps; which rows moved is remembered, so undoing moves exactly those back.
Nothing is deleted: the row that goes keeps its data and leads to the one that stayed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from afspraken import logboek
from afspraken.contact.errors import AlreadyMerged, LaterMerge
from afspraken.models import Handeling, Klant, Samenvoeging

FILLED = ("naam", "organisatie", "email", "telefoon", "postcode", "huisnummer", "geboortedatum")
"""What the one that stays takes over where it has nothing itself. An address stays one address."""

EMPTY = Klant()


@transaction.atomic
def merge(blijft: Klant, vervalt: Klant, *, door: Any, now: datetime) -> Samenvoeging:
    """Join two customers; `vervalt` leads to `blijft` from now on.

    Raises: AlreadyMerged if one of them has been joined meanwhile, or was erased.
    """
    stays, goes = _locked(blijft, vervalt)
    if stays.pk == goes.pk or any(one.opgegaan_in_id or one.gewist_op for one in (stays, goes)):
        raise AlreadyMerged
    samenvoeging = Samenvoeging.objects.create(
        blijft=stays,
        vervalt=goes,
        op=now,
        door=door,
        verplaatst={naam: _moved(rows, naam, stays) for naam, rows in _referring(goes)},
        aangevuld=filled(stays, goes),
    )
    for field in samenvoeging.aangevuld:
        setattr(stays, field, getattr(goes, field))
    goes.opgegaan_in = stays
    stays.save()
    goes.save()
    _log(samenvoeging, "samengevoegd", door=door, now=now)
    return samenvoeging


@transaction.atomic
def unmerge(samenvoeging: Samenvoeging, *, door: Any, now: datetime) -> Samenvoeging:
    """Take two customers apart: what moved goes back, what came since stays where it is.

    Raises: LaterMerge if the one that stayed was joined with another afterwards; AlreadyMerged
    if somebody undid this already.
    """
    stays, goes = _locked(samenvoeging.blijft, samenvoeging.vervalt)
    fresh = Samenvoeging.objects.select_for_update(of=("self",)).get(pk=samenvoeging.pk)
    if fresh.ongedaan_op is not None:
        raise AlreadyMerged
    if stays.opgegaan_in_id is not None:
        raise LaterMerge
    for naam, rows in _referring(stays):
        _move(rows.filter(pk__in=fresh.verplaatst.get(naam, [])), naam, goes)
    for field in fresh.aangevuld:
        if getattr(stays, field) == getattr(goes, field):  # not corrected since
            setattr(stays, field, getattr(EMPTY, field))
    goes.opgegaan_in = None
    stays.save()
    goes.save()
    fresh.ongedaan_op, fresh.ongedaan_door = now, door
    fresh.save(update_fields=["ongedaan_op", "ongedaan_door"])
    _log(fresh, "ongedaan", door=door, now=now)
    return fresh


def filled(blijft: Klant, vervalt: Klant) -> list[str]:
    """The fields that the one that stays would take over from the other; postcode with number."""
    taken = [one for one in FILLED if getattr(vervalt, one) and not getattr(blijft, one)]
    if blijft.postcode or blijft.huisnummer:
        return [one for one in taken if one not in ("postcode", "huisnummer")]
    return taken


def moving(vervalt: Klant) -> dict[str, int]:
    """How many rows would move, per kind, as a page names them; none for what has none."""
    named = (
        (rows.model._meta.verbose_name_plural, rows.count()) for _n, rows in _referring(vervalt)
    )
    return {str(naam): number for naam, number in named if number}


def _referring(klant: Klant) -> Iterator[tuple[str, QuerySet[Any]]]:
    """All rows of all apps that refer to this customer, by table and field.

    History refers to customers as they were, so a `Samenvoeging` is not moved.
    """
    for relation in Klant._meta.related_objects:
        model, field = relation.related_model, relation.field.name
        if model is not Samenvoeging and isinstance(model, type):
            label = f"{model._meta.label}.{field}"
            yield label, model._default_manager.filter(**{field: klant})


def _moved(rows: QuerySet[Any], naam: str, to: Klant) -> list[int]:
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    _move(rows, naam, to)
    return pks


def _move(rows: QuerySet[Any], naam: str, to: Klant) -> None:
    rows.update(**{naam.rpartition(".")[2]: to})


def _locked(*klanten: Klant) -> list[Klant]:
    """The rows as they are now, locked in the order of their numbers, given as asked."""
    pks = [klant.pk for klant in klanten]
    rows = Klant.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    by_pk = {row.pk: row for row in rows}
    return [by_pk[pk] for pk in pks]


def _log(samenvoeging: Samenvoeging, wat: str, *, door: Any, now: datetime) -> None:
    for klant in (samenvoeging.blijft_id, samenvoeging.vervalt_id):
        logboek.record_by(
            door,
            Handeling.SAMENGEVOEGD,
            f"klant:{klant}",
            now=now,
            wat=wat,
            blijft=samenvoeging.blijft_id,
            vervalt=samenvoeging.vervalt_id,
        )
