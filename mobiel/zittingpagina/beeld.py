"""READS what the pages show of a care-home day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from afspraken.lokaal import local_day
from mobiel import zitting as zittingen
from mobiel.models import (
    Bewoner,
    Bewonerstatus,
    Toegangsoort,
    Zitting,
    Zittingstatus,
    Zittingtoegang,
)

Rij = tuple[Bewoner, datetime | None, datetime | None]
"""A resident, and when they are seen; None until that is promised."""


class Stand(StrEnum):
    """How a care-home day stands, as its readers care about it."""

    OPEN = "OPEN"  # residents can be announced
    DICHT = "DICHT"  # not any more, and the day is not over
    VOORBIJ = "VOORBIJ"
    AFGELAST = "AFGELAST"


@dataclass(frozen=True)
class Zitregel:
    """One line of the list. `aantal` residents take part."""

    zitting: Zitting
    stand: Stand
    aantal: int


def stand_of(zitting: Zitting, *, now: datetime) -> Stand:
    """How it stands at a moment."""
    if zitting.status == Zittingstatus.GEANNULEERD:
        return Stand.AFGELAST
    if zittingen.is_open(zitting, now=now):
        return Stand.OPEN
    if zitting.status == Zittingstatus.OPEN and zitting.afspraak.einde <= now:
        return Stand.VOORBIJ  # it never closed, and cannot any more
    return Stand.DICHT if local_day(zitting.afspraak.einde) >= local_day(now) else Stand.VOORBIJ


def rows(zitting: Zitting, *, expected: bool = False) -> list[Rij]:
    """The residents in order, with their times once these are promised.

    `expected`: also times that may still change.
    """
    if expected or zitting.status == Zittingstatus.GESLOTEN:
        return [(one.bewoner, one.begin, one.einde) for one in zittingen.times(zitting)]
    return [(one, None, None) for one in zittingen.taking_part(zitting)]


def with_counts() -> QuerySet[Zitting]:
    """Care-home days with `aantal`, the residents that take part, and where we come."""
    takes_part = ~Q(bewoners__status=Bewonerstatus.AFGEMELD)
    found = Zitting.objects.select_related("afspraak__klant", "afspraak__locatie", "product")
    return found.annotate(aantal=Count("bewoners", filter=takes_part))


def lines(found: Iterable[Zitting], *, now: datetime) -> list[Zitregel]:
    """As lines of a list."""
    return [Zitregel(one, stand_of(one, now=now), getattr(one, "aantal", 0)) for one in found]


def invited(zitting: Zitting) -> list[tuple[Zittingtoegang, bool]]:
    """The families that have a link, and whether they announced somebody by it."""
    links = zitting.toegangen.filter(soort=Toegangsoort.FAMILIE, ingetrokken_op=None)
    takes_part = ~Q(bewoners__status=Bewonerstatus.AFGEMELD)
    counted = links.annotate(aantal=Count("bewoners", filter=takes_part))
    return [(one, one.aantal > 0) for one in counted]


def series(zitting: Zitting) -> list[Zitting]:
    """The other days that were planned together with this one, in order of time."""
    if zitting.reeks is None:
        return []
    rows = Zitting.objects.filter(reeks=zitting.reeks).exclude(pk=zitting.pk)
    return list(rows.select_related("afspraak__klant", "afspraak__locatie"))
