"""READS: the queue and the day of a place, each with a constant number of queries.

Not for who is next: the values that are read here go to `volgorde.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from afspraken import agenda
from afspraken.lokaal import local_day
from afspraken.models import (
    ACTIEF,
    Afspraak,
    Locatie,
    Middel,
    Product,
    Soort,
    Wachtende,
    Wachtstand,
)
from afspraken.wachtrij.loketten import Balie, as_loket, open_today
from afspraken.wachtrij.volgorde import Bezoek, Regel, Spelregels, can_help, order

VRAAG = timedelta(minutes=10)
"""So long takes a walk-in who comes for no product, but with a question."""


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
    here = list(_active(locatie, now=now))
    waiting = [one for one in here if one.stand == Wachtstand.WACHT]
    called = [one for one in here if one.stand == Wachtstand.OPGEROEPEN]
    return Wachtrij(
        tuple(_in_order(waiting, locatie, open_today(locatie, now=now), now=now)),
        tuple(sorted(called, key=lambda one: one.opgeroepen_op or now, reverse=True)),
        tuple(one for one in here if one.stand == Wachtstand.IN_BEHANDELING),
        tuple(one for one in here if one.stand == Wachtstand.GEPARKEERD),
    )


def order_for(locatie: Locatie, middel: Middel, *, now: datetime) -> list[Plaats]:
    """Whom this counter can help of those who wait, who is next first."""
    loket = as_loket(middel)
    waiting = [
        one
        for one in _active(locatie, now=now).filter(stand=Wachtstand.WACHT)
        if can_help(loket, visit(one))
    ]
    return _in_order(waiting, locatie, [Balie(middel, loket)], now=now)


def _in_order(
    waiting: list[Wachtende], locatie: Locatie, balies: Iterable[Balie], *, now: datetime
) -> list[Plaats]:
    by_number = {one.pk: one for one in waiting}
    return [
        Plaats(
            by_number[beurt.bezoek.nummer],
            beurt.regel,
            now - beurt.bezoek.gemeld_op,
            tuple(balie.middel.naam for balie in balies if can_help(balie.loket, beurt.bezoek)),
        )
        for beurt in order(map(visit, waiting), now=now, spelregels=rules_of(locatie))
    ]


def rules_of(locatie: Locatie) -> Spelregels:
    """What a place has agreed."""
    return Spelregels(
        timedelta(minutes=locatie.te_laat_na), timedelta(minutes=locatie.inloop_wacht)
    )


def _active(locatie: Locatie, *, now: datetime) -> QuerySet[Wachtende]:
    """Those who are here, with all that pages and rules ask of them, in seven queries."""
    return (
        Wachtende.objects.filter(locatie=locatie, dag=local_day(now), stand__in=ACTIEF)
        .select_related("afspraak__klant", "middel", "medewerker")
        .select_related("voor_middel", "voor_bevoegdheid")
        .prefetch_related(
            "producten__product__vereisten",
            "afspraak__producten__product__vereisten",
            "afspraak__inzetten",
        )
    )


def visit(wachtende: Wachtende) -> Bezoek:
    """A row as the rules see it."""
    afspraak = wachtende.afspraak
    rows = afspraak.producten.all() if afspraak else wachtende.producten.all()
    bevoegdheden, alleen = needs(row.product for row in rows), None
    if wachtende.voor_middel_id is not None:
        alleen = frozenset({wachtende.voor_middel_id})
    elif wachtende.voor_bevoegdheid_id is not None:
        bevoegdheden = frozenset({wachtende.voor_bevoegdheid_id})
    elif bevoegdheden is None:
        booked = afspraak.inzetten.all() if afspraak else ()
        alleen = frozenset(inzet.middel_id for inzet in booked)
    minuten = sum(row.product.minutes_for(row.aantal) for row in rows)
    return Bezoek(
        wachtende.pk,
        wachtende.gemeld_op,
        begin=afspraak.begin if afspraak else None,
        voorrang_op=wachtende.voorrang_op,
        alleen=alleen,
        bevoegdheden=bevoegdheden or frozenset(),
        duur=afspraak.einde - afspraak.begin if afspraak else timedelta(minutes=minuten) or VRAAG,
    )


def needs(producten: Iterable[Product]) -> frozenset[int] | None:
    """The competences that a counter must have for products; None if no counter gives one."""
    competences: set[int] = set()
    for product in producten:
        vereisten = list(product.vereisten.all())
        if {vereiste.soort for vereiste in vereisten} != {Soort.LOKET}:
            return None
        competences |= {one.bevoegdheid_id for one in vereisten if one.bevoegdheid_id}
    return frozenset(competences)


# --- the day --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dagregel:
    """One appointment of the day, and how its customer stands in the queue; None: not reported."""

    afspraak: Afspraak
    wachtende: Wachtende | None


def day_list(locatie: Locatie, dag: date, *, within: Q = Q()) -> list[Dagregel]:  # noqa: B008
    """The appointments of a place on a local day, earliest first; `within` narrows them."""
    reported = (
        Wachtende.objects.exclude(stand=Wachtstand.VERVALLEN)
        .select_related("middel", "medewerker")
        .order_by("-pk")
    )
    rows = agenda.day_list(locatie, dag).filter(within)
    rows = rows.prefetch_related(Prefetch("wachtenden", reported))
    return [Dagregel(one, next(iter(one.wachtenden.all()), None)) for one in rows]


def walk_ins(locatie: Locatie, dag: date) -> list[Wachtende]:
    """Who came without an appointment on a local day, as they reported."""
    rows = Wachtende.objects.filter(locatie=locatie, dag=dag, afspraak__isnull=True)
    return list(
        rows.exclude(stand=Wachtstand.VERVALLEN)
        .select_related("middel", "medewerker")
        .prefetch_related("producten__product")
    )
