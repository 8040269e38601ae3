"""A day looked at again as a whole: in a better order, or without somebody who is ill.

A proposal is seen first and approved once. What a browser sends back is the very order that was
seen, signed, with the versions of the routes: if one is another by then, nothing is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from mobiel import routing
from mobiel.bord.keuzes import travel
from mobiel.bord.lezen import Standen
from mobiel.bord.paren import with_another_partner
from mobiel.planning.rearranging import version_of
from mobiel.reading import Net, Sheet
from mobiel.reading.days import sharing_nothing

_SALT = "bezoeken.voorstel"
_TERM = 60 * 60
"""Seconds that a proposal can be approved."""


class Wat(TextChoices):
    """What is done with a route; the value stands in the log."""

    VERPLAATST = "verplaatst", _("een bezoek verplaatst")
    VERBETERD = "geoptimaliseerd", _("een betere volgorde bewaard")
    VERDEELD = "herverdeeld", _("de bezoeken van een ander verdeeld")
    MET_TWEE = "met-twee", _("een tweede medewerker laten meegaan")
    ALLEEN = "alleen", _("de tweede medewerker weggehaald")
    TERUG = "teruggezet", _("een wijziging ongedaan gemaakt")


class Onleesbaar(ValueError):
    """What came back is no proposal of ours, or of too long ago."""


@dataclass(frozen=True)
class Gemist:
    """A visit (id) for which there is no place, and why."""

    bezoek: int
    reden: routing.Reason


@dataclass(frozen=True)
class Voorstel:
    """What is to do for whom (ids of Bezoek) on a day, and the versions that it was made from.

    `was` and `wordt` are seconds on the road of who is at work, together. `ziek` is who stays
    at home.
    """

    dag: date
    wat: Wat
    orders: Mapping[int, Sequence[int]]
    seen: Mapping[int, int]
    was: int = 0
    wordt: int = 0
    gemist: tuple[Gemist, ...] = ()
    ziek: int | None = None
    is_geschat: bool = False

    @property
    def verandert(self) -> bool:
        """True if there is something to approve."""
        return bool(self.orders)

    @property
    def bewijs(self) -> str:
        """The proposal as text that only we can make."""
        return signing.dumps(
            {
                "dag": self.dag.isoformat(),
                "wat": str(self.wat),
                "orders": [[pk, list(order)] for pk, order in self.orders.items()],
                "seen": [[pk, versie] for pk, versie in self.seen.items()],
                "ziek": self.ziek,
            },
            salt=_SALT,
        )

    @classmethod
    def read(cls, bewijs: str) -> Voorstel:
        """The proposal that was seen. Raises: Onleesbaar."""
        try:
            known: dict[str, Any] = signing.loads(bewijs, salt=_SALT, max_age=_TERM)
        except signing.BadSignature as error:
            raise Onleesbaar from error
        return cls(
            dag=date.fromisoformat(known["dag"]),
            wat=Wat(known["wat"]),
            orders=dict(known["orders"]),
            seen=dict(known["seen"]),
            ziek=known["ziek"],
        )


def better(standen: Standen, dag: date, *, budget: routing.Budget) -> Voorstel:
    """The routes of a day with less travel; promises, and times that were told, are kept."""
    today = [one for one in _today(standen, dag).values() if one.todo]
    net = Net(today)
    routes = [net.route(one) for one in today]
    plan = routing.improve(routes, budget=budget)
    was = sum(travel(net, one) for one in today)
    if plan.unplaced or plan.travel >= was:
        return Voorstel(dag, Wat.VERBETERD, {}, {}, was, was, is_geschat=net.is_geschat)
    found = _proposal(dag, Wat.VERBETERD, today, plan, was)
    return replace(found, is_geschat=net.is_geschat)


def without(standen: Standen, dag: date, ziek: int, *, budget: routing.Budget) -> Voorstel:
    """The visits of somebody who is not at work given to the others, all solved together.

    What finds no place stays with who is ill, so that it is not lost: somebody has to call.
    """
    today = _today(standen, dag)
    away = standen.sheets[ziek, dag]
    others = list(sharing_nothing(one for pk, one in today.items() if pk != ziek))
    net = Net([*others, away])
    routes = [net.route(one) for one in others]
    plan = routing.redistribute(routes, [net.stop(one) for one in away.todo], budget=budget)
    plan = with_another_partner(plan, away, others, net)
    was = sum(travel(net, one) for one in others)
    found = _proposal(dag, Wat.VERDEELD, others, plan, was)
    reasons = {one.stop.key: one.reason for one in plan.unplaced}
    left = [one.bezoek for one in away.todo if one.bezoek in reasons]
    return Voorstel(
        dag,
        Wat.VERDEELD,
        {**found.orders, ziek: left},
        {**found.seen, ziek: version_of(away)},
        was,
        found.wordt,
        tuple(Gemist(one, reasons[one]) for one in left),
        ziek,
        net.is_geschat,
    )


def _today(standen: Standen, dag: date) -> dict[int, Sheet]:
    """The days of who is at work, by official."""
    found = {pk: standen.sheets.get((pk, dag)) for pk in standen.namen}
    return {pk: one for pk, one in found.items() if one and (pk, dag) in standen.open}


def _proposal(
    dag: date, wat: Wat, today: Sequence[Sheet], plan: routing.Plan, was: int
) -> Voorstel:
    """What of a plan differs from how the days stand."""
    orders, seen = {}, {}
    for sheet, route in zip(today, plan.routes, strict=True):
        new = [int(str(stop.key)) for stop in route.stops]
        if new != [one.bezoek for one in sheet.todo]:
            orders[sheet.route.middel_id] = new
            seen[sheet.route.middel_id] = version_of(sheet)
    used = [
        route for sheet, route in zip(today, plan.routes, strict=True) if sheet.done or route.stops
    ]
    wordt = sum(routing.along(route, route.dienst.travel) for route in used)
    return Voorstel(dag, wat, orders, seen, was, wordt)
