"""Every place that one visit could have on a day: what it costs, and what it would break.

    was   A: 1 2 3     B: 4 5          (moving 2)
    now   A: . 1 . 3 . B: . 4 . 5 .    each dot is a choice, but for the one where 2 stands

The days are looked at as they stand; nothing is locked, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from afspraken.templatetags.datums import klok
from mobiel import routing
from mobiel.bord.beeld import Bezoekbeeld, short, whole
from mobiel.bord.kaart import Stijl
from mobiel.bord.lezen import Standen
from mobiel.bord.woorden import reasons
from mobiel.planning.agreeing import agree
from mobiel.planning.board import key_of
from mobiel.planning.rearranging import version_of
from mobiel.reading import Net, Planned, Sheet
from mobiel.reading.sheets import moment_at


@dataclass(frozen=True)
class Keuze:
    """One place for a visit: with whom, before which of what is to do, when it would begin.

    `extra` is minutes of travel of all routes together, less than 0 if it saves some. `redenen`
    is what it would break, in sentences; empty: it can be stored. `samen` are sentences on visits
    of several officials that would begin at another moment.
    """

    middel: int
    naam: str
    stijl: Stijl
    plek: int
    nummer: int
    begin: datetime
    extra: int
    na: str
    voor: str
    redenen: tuple[str, ...]
    samen: tuple[str, ...] = ()

    @property
    def sleutel(self) -> str:
        """How a form names it."""
        return f"{self.middel}-{self.plek}"

    @property
    def kan(self) -> bool:
        return not self.redenen

    @property
    def extra_kort(self) -> str:
        return short(abs(self.extra))


@dataclass(frozen=True)
class Vraag:
    """A visit to be moved on one day: where it stands now, and how all days stand without it.

    `van` is its official, None if it has no route. Of a visit of several officials one part is
    moved: who else goes stays, and is in `mee`.
    """

    dag: date
    visit: Planned
    van: int | None
    plek: int
    standen: Standen
    rest: Mapping[int, Sheet]
    visits: Mapping[int, Bezoekbeeld]
    mee: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        visit: Planned,
        dag: date,
        standen: Standen,
        visits: Mapping[int, Bezoekbeeld],
        van: int | None = None,
    ) -> Vraag:
        """Take the visit off the day on which it stands, if it does: of `van`, or the first."""
        rest = {middel: one for (middel, when), one in standen.sheets.items() if when == dag}
        who = [middel for middel, one in rest.items() if _place(one, visit.bezoek) is not None]
        van, plek = van if van in who else next(iter(who), None), -1
        if van is not None:
            plek = _place(rest[van], visit.bezoek) or 0
            visit = rest[van].todo[plek]
            rest[van] = rest[van].with_todo(one for one in rest[van].todo if one is not visit)
        mee = frozenset(one for one in who if one != van)
        return cls(dag, visit, van, plek, standen, rest, visits, mee)

    @property
    def is_onderweg(self) -> bool:
        """True if its official is on the way to it."""
        if self.van is None:
            return False
        return self.plek < self.standen.sheets[self.van, self.dag].frozen

    def orders(self, middel: int, plek: int) -> dict[int, list[int]]:
        """What is to do for whom, if the visit goes there; as `planning.rearrange` wants it."""
        todo = [one.bezoek for one in self.rest[middel].todo]
        orders = {middel: [*todo[:plek], self.visit.bezoek, *todo[plek:]]}
        if self.van is not None and self.van != middel:
            orders[self.van] = [one.bezoek for one in self.rest[self.van].todo]
        return orders

    def seen(self, middel: int) -> dict[int, int]:
        """The versions of the routes that such a choice changes."""
        concerned = {middel, self.van} - {None}
        return {pk: version_of(self.rest[pk]) for pk in concerned if pk is not None}


def choices(vraag: Vraag) -> list[Keuze]:
    """What can be stored, the cheapest first; then what cannot, per official in their order."""
    net = Net(vraag.rest.values(), [vraag.visit.punt])
    saved = spared(vraag, net)
    found = [
        one
        for middel, sheet in vraag.rest.items()
        if (middel, vraag.dag) in vraag.standen.open and middel not in vraag.mee
        for one in _of_one(vraag, net, middel, sheet, saved)
    ]
    able = sorted(
        (one for one in found if one.kan), key=lambda one: (one.extra, one.begin, one.sleutel)
    )
    not_able = (one for one in found if not one.kan)
    return [*able, *sorted(not_able, key=lambda one: (one.naam, one.middel, one.plek))]


def spared(vraag: Vraag, net: Net) -> int:
    """Seconds of travel that are spared where the visit stands now."""
    if vraag.van is None:
        return 0
    rest = vraag.rest[vraag.van]
    todo = [*rest.todo[: vraag.plek], vraag.visit, *rest.todo[vraag.plek :]]
    return travel(net, rest.with_todo(todo)) - travel(net, rest)


def _of_one(vraag: Vraag, net: Net, middel: int, sheet: Sheet, saved: int) -> Iterator[Keuze]:
    before, naam = travel(net, sheet), vraag.standen.namen[middel]
    for plek in range(sheet.frozen, len(sheet.todo) + 1):
        if middel == vraag.van and plek == vraag.plek:
            continue
        todo = [*sheet.todo[:plek], vraag.visit, *sheet.todo[plek:]]
        days = {key_of(one): one for one in vraag.rest.values()}
        days[middel, vraag.dag] = sheet.with_todo(todo)
        anew = agree(days, [(middel, vraag.dag)])
        new = days[middel, vraag.dag]
        route = net.route(new)
        times = routing.schedule(route)
        broken = routing.feasible(route, times)
        yield Keuze(
            middel=middel,
            naam=naam,
            stijl=vraag.standen.stijl(middel),
            plek=plek,
            nummer=len(sheet.done) + plek + 1,
            begin=moment_at(times.visits[plek].begin),
            extra=minutes(travel(net, new) - before - saved),
            na=address(vraag, (*sheet.done, *todo), len(sheet.done) + plek - 1),
            voor=address(vraag, (*sheet.done, *todo), len(sheet.done) + plek + 1),
            redenen=(
                *_alone(vraag),
                *reasons(broken, wie=naam, dag=vraag.dag, visits=vraag.visits),
            ),
            samen=tuple(_begins_anew(vraag, anew)),
        )


def _place(sheet: Sheet, bezoek: int) -> int | None:
    """Which of what is to do a visit is; None if it is not there."""
    return next((n for n, one in enumerate(sheet.todo) if one.bezoek == bezoek), None)


def _alone(vraag: Vraag) -> Iterator[str]:
    """Why one place is not enough for a visit that nobody has on a route yet."""
    if vraag.visit.is_samen and vraag.van is None:
        yield _("Dit bezoek doen meer medewerkers samen. Verzet de afspraak: dan gaan ze allemaal.")


def _begins_anew(vraag: Vraag, moments: Mapping[int, int]) -> Iterator[str]:
    """Which visits of several officials would begin at another moment, and when."""
    for bezoek, moment in moments.items():
        visit = vraag.visits.get(bezoek)
        if visit is not None:
            yield _("Bij %(naam)s beginnen zij dan samen om %(om)s.") % {
                "naam": visit.naam,
                "om": klok(moment_at(moment)),
            }


def minutes(seconds: int) -> int:
    """Whole minutes, away from zero: what is spent or saved is never told smaller than it is."""
    return whole(seconds) if seconds >= 0 else -(-seconds // 60)


def travel(net: Net, sheet: Sheet) -> int:
    """Seconds on the road of the rest of a day; none on a day without visits."""
    if not sheet.todo and not sheet.done:
        return 0
    route = net.route(sheet)
    return routing.along(route, route.dienst.travel)


def address(vraag: Vraag, stops: Sequence[Planned], at: int) -> str:
    """The street of the stop at a place in the order; empty before the first and after the last."""
    if not 0 <= at < len(stops):
        return ""
    visit = vraag.visits.get(stops[at].bezoek)
    return visit.adres.partition(",")[0] if visit else ""
