"""WRITES what every step of a request shares: compare-and-swap, let go, a term, the log."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from afspraken import booking, logboek
from afspraken.exceptions import StatusChanged
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import Handeling, Partij
from afspraken.roosters.feestdagen import closed_days
from afspraken.werkdagen import working_days_later
from mobiel.models import OPEN, Aanvraagstatus, Bezoekaanvraag
from mobiel.triage.errors import Answered

LOOKED_AHEAD = timedelta(days=60)
"""Holidays that are looked up for a term."""


def step(
    aanvraag: Bezoekaanvraag,
    van: Aanvraagstatus,
    naar: Aanvraagstatus,
    *,
    now: datetime,
    lapsed_too: bool = False,
) -> Bezoekaanvraag:
    """The request in its next status, if it still had the one before. Raises: Answered."""
    living = Bezoekaanvraag.objects.filter(pk=aanvraag.pk, status=van)
    if van is Aanvraagstatus.VOORGESTELD and not lapsed_too:
        living = living.filter(antwoord_voor__gt=now)
    if not living.update(status=naar, status_op=now, versie=F("versie") + 1, bellen_voor=None):
        raise Answered
    rows = Bezoekaanvraag.objects.select_related(
        "klant", "product__bezoekaanvraag", "afspraak__locatie"
    )
    return rows.get(pk=aanvraag.pk)


def judged(aanvraag: Bezoekaanvraag, *, versie: int, now: datetime) -> Bezoekaanvraag:
    """The request locked, if it still is as an employee saw it and waits for us; to be saved.

    Raises: StatusChanged.
    """
    rows = Bezoekaanvraag.objects.select_for_update(of=("self",)).select_related("klant", "product")
    fresh = rows.get(pk=aanvraag.pk)
    if fresh.versie != versie or fresh.status not in OPEN:
        raise StatusChanged
    fresh.status_op, fresh.bellen_voor = now, None
    fresh.versie += 1
    return fresh


def back_to_us(aanvraag: Bezoekaanvraag, *, now: datetime) -> None:
    """It waits for an employee again, who has as long as for a new one."""
    asked = getattr(aanvraag.product, "bezoekaanvraag", None)
    aanvraag.beslis_voor = decide_before(asked.beslisdagen if asked else 1, now=now)
    aanvraag.save(update_fields=["beslis_voor"])


def let_go(aanvraag: Bezoekaanvraag, *, now: datetime) -> None:
    """Free what was held."""
    if aanvraag.afspraak is not None:
        booking.release(aanvraag.afspraak, now=now)


def decide_before(days: int, *, now: datetime) -> datetime:
    """The end of so many working days after today."""
    today = local_day(now)
    closed = closed_days(today, today + LOOKED_AHEAD)
    return day_begin(day_after(working_days_later(today, days, closed)))


def log(aanvraag: Bezoekaanvraag, *, partij: Partij, door: str = "", now: datetime) -> None:
    """Who took which step."""
    logboek.record(
        Handeling.GEWIJZIGD,
        f"bezoekaanvraag:{aanvraag.pk}",
        partij=partij,
        door=door,
        now=now,
        wat="bezoekaanvraag",
        stand=str(aanvraag.status),
        versie=aanvraag.versie,
    )
