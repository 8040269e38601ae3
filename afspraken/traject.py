"""Appointments that belong together: joined, taken apart, read as one, and what comes next.

A step is of one customer. Which product follows which, and after how many days at the earliest,
stands in the catalogue (`Product.vervolg`). Cancelling a step leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from afspraken.exceptions import BookingError
from afspraken.logboek import record
from afspraken.lokaal import local_day
from afspraken.models import PROMISED, Afspraak, Handeling, Partij, Product, Status, Traject

SHOWN = "producten__product__vervolg"
"""What has to be read of steps to know what follows them."""

LEADS_ON = (*PROMISED, Status.AFGEROND)
"""Only a step in one of these statuses has a next one: not what was cancelled or missed."""


class OtherCustomer(BookingError):
    """Steps are of one customer."""

    sentence = _("Deze afspraken zijn niet van dezelfde klant.")


class TwoTrajects(BookingError):
    """Both belong to something else already; which of the two goes is for a person to say."""

    sentence = _("Beide afspraken horen al ergens bij. Haal er eerst één los.")


@dataclass(frozen=True)
class Vervolg:
    """What comes next: a product, for how many persons, and from which day on."""

    na: Afspraak
    product: Product
    aantal: int
    vanaf: date


@transaction.atomic
def link(
    afspraak: Afspraak,
    andere: Afspraak,
    *,
    now: datetime,
    door: str = "",
    partij: Partij = Partij.MEDEWERKER,
) -> Traject:
    """Let two appointments of one customer belong together; doing so twice is no error.

    Locks both rows, in the order of their numbers. Raises: OtherCustomer; TwoTrajects.
    """
    one, other = _locked(afspraak, andere)
    if one.klant_id is None or one.klant_id != other.klant_id or one.pk == other.pk:
        raise OtherCustomer
    if one.traject_id and other.traject_id and one.traject_id != other.traject_id:
        raise TwoTrajects
    traject = one.traject or other.traject or Traject.objects.create(aangemaakt_op=now)
    for row in (one, other):
        if row.traject_id != traject.pk:
            _place(row, traject, door=door, partij=partij, now=now)
    afspraak.traject = andere.traject = traject
    return traject


@transaction.atomic
def unlink(afspraak: Afspraak, *, now: datetime, door: str = "") -> Afspraak | None:
    """Take a step out; the appointment to which it belonged (`link` them again to undo it).

    One step alone is no traject: then the other is free as well. None if it belonged to nothing.
    """
    [fresh] = _locked(afspraak)
    if fresh.traject is None:
        return None
    traject = fresh.traject
    rest = list(traject.stappen.exclude(pk=fresh.pk).order_by("begin"))
    leaving = [fresh, *rest] if len(rest) < 2 else [fresh]
    for row in leaving:
        _place(row, None, door=door, partij=Partij.MEDEWERKER, now=now)
    if len(leaving) > len(rest):
        traject.delete()
    afspraak.traject = None
    return rest[0] if rest else None


def steps(afspraak: Afspraak) -> list[Afspraak]:
    """All steps of its traject that are of the same customer, in order of time; itself if alone.

    With places and products, and what follows those, in at most four queries.
    """
    if afspraak.traject_id is None:
        prefetch_related_objects([afspraak], SHOWN)
        return [afspraak]
    rows = Afspraak.objects.filter(traject=afspraak.traject_id, klant=afspraak.klant_id)
    return list(rows.select_related("locatie").prefetch_related(SHOWN).order_by("begin", "pk"))


def follow_up(stappen: Sequence[Afspraak]) -> Vervolg | None:
    """What follows the last step that leads on; None if nothing does, or it was missed.

    `stappen` as `steps` gives them: with their products and what follows those.
    """
    kept = [one for one in stappen if one.status != Status.GEANNULEERD]
    if not kept or kept[-1].status not in LEADS_ON:
        return None
    last = kept[-1]
    rows = sorted(last.producten.all(), key=lambda row: (row.product.volgorde, row.product.naam))
    follows = [row for row in rows if row.product.vervolg and row.product.vervolg.is_actief]
    if not follows or follows[0].product.vervolg is None:
        return None
    product = follows[0].product.vervolg
    together = [row for row in follows if row.product.vervolg_id == product.pk]
    days = max(row.product.vervolg_na for row in together)
    return Vervolg(
        na=last,
        product=product,
        aantal=min(sum(row.aantal for row in together), product.max_personen),
        vanaf=local_day(last.begin) + timedelta(days=days),
    )


def _locked(*afspraken: Afspraak) -> list[Afspraak]:
    """The rows as they are now, locked in the order of their numbers, given as asked."""
    pks = [one.pk for one in afspraken]
    rows = Afspraak.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    by_pk = {row.pk: row for row in rows.select_related("traject")}
    return [by_pk[pk] for pk in pks]


def _place(
    afspraak: Afspraak, traject: Traject | None, *, door: str, partij: Partij, now: datetime
) -> None:
    afspraak.traject = traject
    afspraak.save(update_fields=["traject"])
    record(
        Handeling.GEWIJZIGD,
        f"afspraak:{afspraak.code}",
        partij=partij,
        door=door,
        now=now,
        traject=traject.pk if traject else None,
    )
