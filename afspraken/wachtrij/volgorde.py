"""PURE: who is next at a counter, and by which rule.

The rules, first to last; within a rule by the moment that it names:

    VOORRANG      was parked or handed on, and has waited before           since then
    OP_TIJD       has an appointment that is due, and reported in time     its begin
    WACHT_LANG    waits longer than a walk-in should, for the place        reported
    BIJNA         has an appointment that begins within ten minutes        its begin
    INLOOP        waits without an appointment                             reported
    TE_LAAT       came too late for it, and waits as a walk-in             reported
    LATER         has an appointment later on; nobody else is waiting      its begin

INLOOP and TE_LAAT are one line: who came too late loses precedence, but not the place. So is
WACHT_LANG, for both. A counter sees only whom it can help. No database and no clock here: see
`reading.py` for where the values come from, and docs/balie.md for why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

BIJNA = timedelta(minutes=10)
"""An appointment that begins this soon goes before who can still wait: it would begin late."""


class Regel(models.TextChoices):
    """The rules, each with its words for the page, first to last."""

    VOORRANG = "VOORRANG", _("was al aan de beurt")
    OP_TIJD = "OP_TIJD", _("heeft nu een afspraak")
    WACHT_LANG = "WACHT_LANG", _("wacht al lang")
    BIJNA = "BIJNA", _("heeft zo een afspraak")
    INLOOP = "INLOOP", _("wacht zonder afspraak")
    TE_LAAT = "TE_LAAT", _("was te laat voor de afspraak")
    LATER = "LATER", _("heeft later een afspraak")


_LIJN = {regel: place for place, regel in enumerate(Regel)} | {
    Regel.TE_LAAT: list(Regel).index(Regel.INLOOP)
}


@dataclass(frozen=True)
class Spelregels:
    """What a place has agreed: lengths of time."""

    te_laat_na: timedelta = timedelta(minutes=10)
    inloop_wacht: timedelta = timedelta(minutes=20)


@dataclass(frozen=True)
class Loket:
    """A counter: its number as a resource, and what it may do (ids of Bevoegdheid).

    `is_loket` is false for a room or an official: they help only whom they were meant for.
    """

    middel: int
    bevoegdheden: frozenset[int] = frozenset()
    is_loket: bool = True


@dataclass(frozen=True)
class Bezoek:
    """Someone who waits. `begin`: of the appointment; None for a walk-in.

    `alleen`: the resources where it can be, because it was handed on or booked there; None: any
    counter with all `bevoegdheden`. `voorrang_op`: since when they go first; None: they do not.
    """

    nummer: int
    gemeld_op: datetime
    begin: datetime | None = None
    voorrang_op: datetime | None = None
    alleen: frozenset[int] | None = None
    bevoegdheden: frozenset[int] = frozenset()
    duur: timedelta = timedelta(minutes=10)


@dataclass(frozen=True)
class Beurt:
    """One place in the order, and the rule that gave it."""

    bezoek: Bezoek
    regel: Regel


def order(
    bezoeken: Iterable[Bezoek],
    *,
    now: datetime,
    spelregels: Spelregels,
    loket: Loket | None = None,
) -> list[Beurt]:
    """Everyone whom a counter can help (None: everyone), who is next first."""
    beurten = [
        Beurt(one, rule(one, now=now, spelregels=spelregels))
        for one in bezoeken
        if loket is None or can_help(loket, one)
    ]
    return sorted(beurten, key=_place)


def can_help(loket: Loket, bezoek: Bezoek) -> bool:
    """Whether a counter may serve someone."""
    if bezoek.alleen is not None:
        return loket.middel in bezoek.alleen
    return loket.is_loket and bezoek.bevoegdheden <= loket.bevoegdheden


def rule(bezoek: Bezoek, *, now: datetime, spelregels: Spelregels) -> Regel:
    """The first rule that holds for someone at this moment."""
    if bezoek.voorrang_op is not None:
        return Regel.VOORRANG
    begin = bezoek.begin
    if begin is not None and bezoek.gemeld_op <= begin + spelregels.te_laat_na:
        if begin <= now:
            return Regel.OP_TIJD
        return Regel.BIJNA if begin - now <= BIJNA else Regel.LATER
    if now - bezoek.gemeld_op > spelregels.inloop_wacht:
        return Regel.WACHT_LANG
    return Regel.INLOOP if begin is None else Regel.TE_LAAT


def _place(beurt: Beurt) -> tuple[int, datetime, datetime, int]:
    """Line, the moment that counts in it, who reported first, and the number that settles it."""
    bezoek, regel = beurt.bezoek, beurt.regel
    moment = bezoek.gemeld_op
    if regel is Regel.VOORRANG and bezoek.voorrang_op is not None:
        moment = bezoek.voorrang_op
    elif regel in (Regel.OP_TIJD, Regel.BIJNA, Regel.LATER) and bezoek.begin is not None:
        moment = bezoek.begin
    return _LIJN[regel], moment, bezoek.gemeld_op, bezoek.nummer
