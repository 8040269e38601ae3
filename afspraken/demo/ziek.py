"""An official of the example town is ill: proposals wait for somebody who looks and approves."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User

from afspraken import storing
from afspraken.demo import afdeling
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import Inzet, Middel, Soort, Status, Storing

AHEAD = timedelta(days=7)
"""Somebody has appointments within it, whatever day the town is built on."""

ENOUGH = 4
"""So many appointments make a list to look at."""


def write(*, now: datetime) -> int:
    """Report it once, after the logins; how many people have a proposal."""
    if Storing.objects.exists() or (chosen := _who_and_when(now=now)) is None:
        return 0
    wie, dag = chosen
    ill = storing.open(
        wie,
        begin=max(now, day_begin(dag)),
        einde=day_begin(day_after(dag)),
        reden="Ziek",
        door=User.objects.filter(username="klantenservice").first(),
        now=now,
    )
    storing.propose(ill, now=now)
    return ill.voorstellen.count()


def _who_and_when(*, now: datetime) -> tuple[Middel, date] | None:
    """The first day with a full agenda, and whose; the specialist who logs in stays well."""
    coming = Inzet.objects.filter(
        middel__soort=Soort.AMBTENAAR,
        afspraak__status=Status.GEPLAND,
        begin__gt=now,
        begin__lt=now + AHEAD,
    ).exclude(middel__gebruiker__username=afdeling.LOGIN)
    full = Counter(
        (local_day(begin), naam) for begin, naam in coming.values_list("begin", "middel__naam")
    )
    days = sorted((dag, -count, naam) for (dag, naam), count in full.items() if count >= ENOUGH)
    if not days:
        return None
    dag, _count, naam = days[0]
    return Middel.objects.get(naam=naam), dag
