"""The whole offer of a visit, from the database on: 8 officials × 20 days × 1,400 booked visits.

Ours is what a page asks (`agenda.search`): its queries, their rows as days, the road to every place
of them, the slack, and every window of every day. Beside it: the row of travel times between the
new address and the same places, and the same statements by the bare driver. The row alone is no
target here: the bare driver takes ten times as long. `routeoffer` asks it without a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from afspraken import agenda
from afspraken.bezoekadres import Adres
from afspraken.lokaal import day_after, local_day
from afspraken.models import Afspraak, Afspraakproduct, Klant, Status
from afspraken.wens import Wens
from benchmarks.measuring import Figure, answer, at_most, count, in_turn, known, queries
from benchmarks.routedays import point
from mobiel import routing
from mobiel.models import Bezoek, Stop, Vervoer
from mobiel.planning.storing import write
from mobiel.reading import Asked, Net, Planned, Sheet, officials
from mobiel.reading.days import days
from mobiel.reading.sheets import moment_at, planned
from mobiel.reading.windows import day_parts
from mobiel.reistijd import Punt
from mobiel.reistijd.hemelsbreed import Hemelsbreed
from tests.cast import ANNA, Town
from tests.mobiel.dorp import Dorp

OFFICIALS, DAYS, A_DAY = 8, 20, 70
MOST_QUERIES = 6
MOST = 10
"""Times the statements and the row: rows become values with moments, lists and numbers of ours."""


def figures() -> Iterator[Figure]:
    """How many are booked, how many windows are offered, then queries and time."""
    now = timezone.now()
    dorp, dates = Dorp(Town()), _working_days(now)
    for number in range(OFFICIALS):
        dorp.veldwerker(f"Ambtenaar {number}", dagen=dates, lunch_duur=30 * (number % 2))
    product = dorp.product(duur=20, horizon=60)
    booked = sum(_book(dorp, product.pk, dag, now=now) for dag in dates)
    yield answer("visits that are booked", booked, DAYS * A_DAY)

    wish = Wens.of([(product, 1)], kanaal="TELEFOON", adres=_adres(Random(2026)))
    assert wish.adres is not None
    here = Punt.of(*wish.adres.punt)
    there = [
        Punt(lat or 0.0, lon or 0.0)
        for lat, lon in Bezoek.objects.values_list("breedtegraad", "lengtegraad")
    ]
    offered = sum(len(_search(wish, dates, now).times(dag)) for dag in dates)
    yield Figure("windows that are offered", str(offered))
    yield count("queries of the offer", queries(lambda: _search(wish, dates, now)), MOST_QUERIES)
    estimate, asked = Hemelsbreed(), _statements(wish, dates, now)
    ours, row, raw = in_turn(
        lambda: _search(wish, dates, now),
        lambda: estimate.table([here], there, Vervoer.AUTO),
        lambda: _raw(asked),
    )
    name = "offer from the database, beside"
    yield known(f"{name} its row of travel", ours, row)
    yield at_most(f"{name} its statements raw and that row", ours, row + raw, MOST)


def _statements(wish: Wens, dates: Sequence[date], now: datetime) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        _search(wish, dates, now)
    return [one["sql"] for one in captured]


def _raw(statements: Sequence[str]) -> None:
    """What they answer, as the driver gives it."""
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
            if cursor.description:
                cursor.fetchall()


def _search(wish: Wens, dates: Sequence[date], now: datetime) -> agenda.Beschikbaar:
    return agenda.search(wish, van=dates[0], tot=day_after(dates[-1]), now=now)


def _working_days(now: datetime) -> list[date]:
    coming = (local_day(now) + timedelta(days=n) for n in range(7, 60))
    return [dag for dag in coming if dag.weekday() < 5][:DAYS]


def _adres(dice: Random) -> Adres:
    return Adres("Dorpsstraat", "1", "1191 BH", "Ouderkerk aan de Amstel", *point(dice))


def _cheapest(new: Planned, sheets: Iterable[Sheet]) -> Sheet | None:
    """The day on which this visit costs least, with it on; None if it fits on none."""
    able = list(sheets)
    net = Net(able, [new.punt])
    ways = [(routing.cheapest(net.route(one), net.stop(new)), one) for one in able]
    found = [(way.extra, way.position, one) for way, one in ways if way is not None]
    if not found:
        return None
    _extra, at, sheet = min(found, key=lambda one: one[:2])
    return sheet.with_todo((*sheet.todo[:at], new, *sheet.todo[at:]))


def _book(dorp: Dorp, product: int, dag: date, *, now: datetime) -> int:
    """Seventy visits of one day, each promised a half day, where it costs least; how many."""
    dice = Random(dag.toordinal())
    seen = days(officials(), van=dag, tot=day_after(dag), now=now, locaties=[dorp.thuis], stored={})
    board = {key: sheet for key, (_shift, sheet) in seen.items()}
    asked: dict[int, Asked] = {}
    adressen: dict[int, Adres] = {}
    promised: dict[int, tuple[datetime, datetime]] = {}
    while len(asked) < A_DAY:
        number, adres = len(asked) + 1, _adres(dice)
        one = Asked(Punt.of(*adres.punt), 20, (frozenset(),))
        begin, einde = map(moment_at, (cell * 300 for cell in dice.choice(day_parts(dag))))
        new = planned(one, bezoek=number, afspraak=0, van=begin, tot=einde)
        found = _cheapest(new, board.values())
        if found is None:
            continue
        board[found.route.middel_id, dag] = found
        asked[number], adressen[number], promised[number] = one, adres, (begin, einde)
    klant = Klant.objects.create(**ANNA.klant())
    afspraken = Afspraak.objects.bulk_create(
        Afspraak(
            status=Status.GEPLAND,
            status_op=now,
            begin=promised[number][0],
            einde=promised[number][1],
            locatie=dorp.thuis,
            klant=klant,
            aanbieder="bezoek",
            bezoekadres=adressen[number].as_dict(),
            aangemaakt_op=now,
            gewijzigd_op=now,
        )
        for number in asked
    )
    Afspraakproduct.objects.bulk_create(
        Afspraakproduct(afspraak=one, product_id=product, aantal=1) for one in afspraken
    )
    visits = Bezoek.objects.bulk_create(
        Bezoek(
            afspraak=afspraak,
            duur=20,
            breedtegraad=one.punt.breedtegraad,
            lengtegraad=one.punt.lengtegraad,
            eisen=[],
            belofte_van=afspraak.begin,
            belofte_tot=afspraak.einde,
        )
        for afspraak, one in zip(afspraken, asked.values(), strict=True)
    )
    stored = dict(zip(asked, visits, strict=True))
    for sheet in board.values():
        todo = tuple(
            replace(one, bezoek=stored[one.bezoek].pk, afspraak=stored[one.bezoek].afspraak_id)
            for one in sheet.todo
        )
        if todo:
            write(replace(sheet, todo=todo), Net([sheet]))
    return Stop.objects.filter(route__dag=dag).count()
