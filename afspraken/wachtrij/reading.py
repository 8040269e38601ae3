"""READS: the queue and the day of a place, each with a constant number of queries.

Not for who is next: the values that are read here go to `volgorde.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch

from afspraken import agenda, roosters
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import Afspraak, Locatie, Middel, Wachtende, Wachtstand
from afspraken.wachtrij.bezoeken import active, rules_of, visit
from afspraken.wachtrij.loketten import Loketdag, as_loket, counters
from afspraken.wachtrij.tijden import times
from afspraken.wachtrij.volgorde import Regel, can_help, order


@dataclass(frozen=True)
class Plaats:
    """One place in the queue: who, by which rule, and how long they wait already."""

    wachtende: Wachtende
    regel: Regel
    wacht: timedelta
    loketten: tuple[str, ...]  # who can help; none: this person would wait for ever


@dataclass(frozen=True)
class Wachtrij:
    """The queue of a place at one moment."""

    wacht: tuple[Plaats, ...]  # who is next first
    opgeroepen: tuple[Wachtende, ...]  # called last first
    in_behandeling: tuple[Wachtende, ...]
    geparkeerd: tuple[Wachtende, ...]

    @property
    def langste_wacht(self) -> timedelta:
        """Of those who wait now; nothing if nobody does."""
        return max((one.wacht for one in self.wacht), default=timedelta())


def queue(locatie: Locatie, *, now: datetime) -> Wachtrij:
    """Everyone who is here today and not served to the end."""
    here = list(active(locatie, now=now))
    waiting = [one for one in here if one.stand == Wachtstand.WACHT]
    called = [one for one in here if one.stand == Wachtstand.OPGEROEPEN]
    return Wachtrij(
        tuple(_in_order(waiting, locatie, counters(locatie, now=now), now=now)),
        tuple(sorted(called, key=lambda one: one.opgeroepen_op or now, reverse=True)),
        tuple(one for one in here if one.stand == Wachtstand.IN_BEHANDELING),
        tuple(one for one in here if one.stand == Wachtstand.GEPARKEERD),
    )


def order_for(locatie: Locatie, middel: Middel, *, now: datetime) -> list[Plaats]:
    """Whom this counter can help of those who wait, who is next first."""
    loket = as_loket(middel)
    waiting = [
        one
        for one in active(locatie, now=now).filter(stand=Wachtstand.WACHT)
        if can_help(loket, visit(one))
    ]
    return _in_order(waiting, locatie, [Loketdag(middel, loket)], now=now)


def _in_order(
    waiting: list[Wachtende], locatie: Locatie, loketten: Iterable[Loketdag], *, now: datetime
) -> list[Plaats]:
    by_number = {one.pk: one for one in waiting}
    return [
        Plaats(
            by_number[beurt.bezoek.nummer],
            beurt.regel,
            now - beurt.bezoek.gemeld_op,
            tuple(one.middel.naam for one in loketten if can_help(one.loket, beurt.bezoek)),
        )
        for beurt in order(map(visit, waiting), now=now, spelregels=rules_of(locatie))
    ]


# --- the day --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dagregel:
    """One appointment of the day, and how its customer stands in the queue; None: not reported."""

    afspraak: Afspraak
    wachtende: Wachtende | None


def day_list(locatie: Locatie, dag: date) -> list[Dagregel]:
    """The appointments of a place on a local day, earliest first."""
    reported = (
        Wachtende.objects.exclude(stand=Wachtstand.VERVALLEN)
        .select_related("middel", "medewerker")
        .order_by("-pk")
    )
    rows = agenda.day_list(locatie, dag).prefetch_related(Prefetch("wachtenden", reported))
    return [Dagregel(one, next(iter(one.wachtenden.all()), None)) for one in rows]


def not_there(dag: date, *, now: datetime) -> dict[int, list[str]]:
    """Per appointment (id) still to come on a local day: what it needs and is not there.

    An official who fell ill, a counter out of use: whoever reports for it waits in vain. Of the
    whole town, with a constant number of queries.
    """
    missing: dict[int, list[str]] = {}
    begins, ends = day_begin(dag), day_begin(day_after(dag))
    for inzet in roosters.outside(now=max(now, begins), tot=ends):
        if inzet.afspraak_id is not None:
            missing.setdefault(inzet.afspraak_id, []).append(str(inzet.middel))
    return missing


def walk_ins(locatie: Locatie, dag: date) -> list[Wachtende]:
    """Who came without an appointment on a local day, as they reported."""
    rows = Wachtende.objects.filter(locatie=locatie, dag=dag, afspraak__isnull=True)
    return list(
        rows.exclude(stand=Wachtstand.VERVALLEN)
        .select_related("middel", "medewerker")
        .prefetch_related("producten__product")
    )


# --- figures of the day ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Dagcijfers:
    """How the day goes at a place. Waiting before the time of an appointment does not count."""

    gemeld: int
    wacht: int
    geholpen: int
    niet_geholpen: int  # not there when called, or left
    langste_wacht: timedelta  # of everyone today
    gemiddelde_wacht: timedelta  # of who was called


def figures(locatie: Locatie, *, now: datetime) -> Dagcijfers:
    """The figures of a place today, in two queries."""
    rows = list(
        Wachtende.objects.filter(locatie=locatie, dag=local_day(now))
        .exclude(stand=Wachtstand.VERVALLEN)
        .select_related("afspraak")
        .prefetch_related("stappen")
    )
    waited = {
        row: times(
            row.stappen.all(), now=now, begin=row.afspraak.begin if row.afspraak else None
        ).gewacht
        for row in rows
    }
    called = [waited[row] for row in rows if row.opgeroepen_op is not None]
    stands = Counter(row.stand for row in rows)
    return Dagcijfers(
        gemeld=len(rows),
        wacht=stands[Wachtstand.WACHT],
        geholpen=stands[Wachtstand.KLAAR],
        niet_geholpen=stands[Wachtstand.NIET_VERSCHENEN] + stands[Wachtstand.VERTROKKEN],
        langste_wacht=max(waited.values(), default=timedelta()),
        gemiddelde_wacht=sum(called, timedelta()) / max(len(called), 1),
    )
