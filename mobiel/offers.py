"""The provider of visits: finds windows, and lets planning put them on a route.

The doors never see it: they ask `agenda` and `booking`, as for a counter. What it occupies is not
an appointment's own time but the shift of the official (docs/bezoeken.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from afspraken.balie.explain import Hindernis, Reden, Uitleg
from afspraken.balie.reading import Rules
from afspraken.engine.bitmap import CELL_SECONDS, cell_of
from afspraken.lokaal import day_after, midnight
from afspraken.models import Afspraak, Locatie, Middel
from afspraken.offers import Found, Overboeking
from afspraken.wens import Wens
from mobiel import planning
from mobiel.models import Bezoek, Veldwerker
from mobiel.reading import Asked, Official, Sheet, Shift, officials
from mobiel.reading.days import days
from mobiel.reading.ways import Way, ways
from mobiel.reading.windows import ANY, Window


class BezoekAanbieder:
    """The provider of visits at the customer's own address (see `offers.Aanbieder`)."""

    bij_klant = True

    def find(
        self,
        wens: Wens,
        *,
        van: date,
        tot: date,
        now: datetime,
        locaties: Sequence[Locatie] | None = None,
        behalve: Afspraak | None = None,
        overboeken: bool = False,
    ) -> list[Found]:
        """All windows that can be promised on the local days [van, tot); in six queries.

        Visits are not overbooked. The own place of `behalve` on its route counts as free; staff
        are offered the window that it was promised too, so that it can take longer where it is.
        """
        asked = _asked(wens, behalve)
        if asked is None:
            return []
        rules = Rules.of(wens, now)
        able = _able(asked)
        seen = days(able, van=van, tot=tot, now=now, locaties=locaties)
        free = {
            key: (shift, planning.without(sheet, behalve)) for key, (shift, sheet) in seen.items()
        }
        own = _own_window(wens, behalve) if rules.sees_staff_time else None
        return _found(ways(asked, rules, free.values(), own), origin=midnight(van))

    def places(self, wens: Wens, *, van: date, tot: date) -> list[Locatie]:
        """The places from which an able official is out on the local days [van, tot)."""
        asked = Asked.of(wens, wens.adres) if wens.adres else None
        able = Veldwerker.objects.filter(middel__is_actief=True).values("middel")
        if asked is not None:
            able = able.filter(middel__in=list(_able(asked)))
        return list(
            Locatie.objects.filter(
                is_actief=True,
                bij_klant=True,
                openstanden__middel__in=able,
                openstanden__dag__gte=van,
                openstanden__dag__lte=tot,
            ).distinct()
        )

    def explain(self, wens: Wens, *, locatie: Locatie, dag: date, now: datetime) -> Uitleg:
        """Why no official, or no two at once, can promise a visit on this local day."""
        asked = Asked.of(wens, wens.adres)
        if asked is None:
            return Uitleg(False, (), ())
        rules = Rules.of(wens, now)
        able = _able(asked)
        seen = days(able, van=dag, tot=day_after(dag), now=now, locaties=[locatie])
        if ways(asked, rules, seen.values()):
            return Uitleg(True, (), ())
        people = Middel.objects.in_bulk(list(able))
        return Uitleg(
            is_mogelijk=False,
            hindernissen=tuple(
                Hindernis(people[pk], _reason(seen.get((pk, dag)), asked, rules)) for pk in able
            ),
            versoepelingen=(),
        )

    def hold(
        self,
        afspraak: Afspraak,
        wens: Wens,
        *,
        now: datetime,
        seed: str,
        overboeking: Overboeking | None = None,
    ) -> None:
        """Put the visit on the route where it costs least.

        Raises: NotOffered, SlotTaken, Taken, as planning does.
        """
        planning.place(afspraak, wens, now=now, seed=seed)
        _with_two_if_marked(afspraak, now=now)

    def confirm(self, afspraak: Afspraak, *, now: datetime) -> None:
        """A hold has its place on a route already; now it is known whose it is."""
        _with_two_if_marked(afspraak, now=now)

    def move(
        self,
        afspraak: Afspraak,
        wens: Wens,
        *,
        now: datetime,
        seed: str,
        stays: bool,
        liefst: Sequence[int] = (),
    ) -> None:
        """Take the visit off its route and put it where the new window fits. Raises: as `hold`."""
        planning.replace(afspraak, wens, now=now, seed=seed, stays=stays, liefst=liefst)

    def take_over(self, afspraak: Afspraak, held: Afspraak, *, now: datetime) -> None:
        """Give the appointment the place on the route that a hold has."""
        planning.take_over(afspraak, held, now=now)
        if Bezoek.objects.filter(afspraak=afspraak, met_twee=True).exists():
            planning.wish_second(afspraak, now=now)

    def cancel(self, afspraak: Afspraak, *, now: datetime) -> None:
        """Take the visit off its route; one that has begun stays on it as it was."""
        planning.remove(afspraak, now=now)


def _asked(wens: Wens, behalve: Afspraak | None) -> Asked | None:
    """What a wish asks; a second official too, where a planner wished one for this visit."""
    known = Bezoek.objects.filter(afspraak=behalve, met_twee=True) if behalve else None
    return Asked.of(wens, wens.adres, met_twee=known is not None and known.exists())


def _able(asked: Asked) -> dict[int, Official]:
    """Who can do the visit, or a part of it."""
    return {
        pk: one
        for pk, one in officials().items()
        if any(part <= one.skills for part in asked.delen)
    }


def _with_two_if_marked(afspraak: Afspraak, *, now: datetime) -> None:
    """Who is to be visited by two is, if a second can; else a planner hears of it."""
    if planning.is_marked(afspraak):
        planning.wish_second(afspraak, now=now)


def _own_window(wens: Wens, behalve: Afspraak | None) -> Window | None:
    """The window that a visit to this address was promised: told the evening before, or begun."""
    if behalve is None or behalve.klantadres != wens.adres:
        return None
    return Window(cell_of(behalve.begin), cell_of(behalve.einde), ANY)


def _found(ways: Sequence[Way], *, origin: int) -> list[Found]:
    """The windows per place and length; of several officials the one who travels least further."""
    costs: dict[tuple[int, int], dict[int, int]] = {}
    places = {way.locatie.pk: way.locatie for way in ways}
    for locatie, window, extra in ways:
        bits = costs.setdefault((locatie.pk, window.last - window.first), {})
        bit, minutes = window.first - origin, -(-extra // 60)
        bits[bit] = min(minutes, bits.get(bit, minutes))
    return [
        Found(places[pk], origin, sum(1 << bit for bit in bits), cells, kosten=bits)
        for (pk, cells), bits in costs.items()
    ]


def _reason(seen: tuple[Shift, Sheet] | None, asked: Asked, rules: Rules) -> Reden:
    """Why one official cannot promise a visit: the roster, notice, the other visits, or nobody who
    goes along then."""
    if seen is None:
        return Reden.ROOSTER
    shift, sheet = seen
    if shift.last <= rules.earliest:
        return Reden.AANLOOPTIJD
    if shift.first >= rules.latest:
        return Reden.HORIZON
    if (shift.last - shift.first) * CELL_SECONDS < asked.seconds:
        return Reden.ROOSTER
    if not rules.sees_staff_time and not shift.web:
        return Reden.PERSONEEL
    anyone = Asked(asked.punt, asked.minuten, (frozenset(),))
    if not asked.is_alleen and ways(anyone, rules, [seen]):
        return Reden.SAMEN
    return Reden.BEZET
