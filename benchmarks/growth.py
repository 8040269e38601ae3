"""Growth: W1 in a town with a million past appointments, beside the same W1 without a past.

The past lies at the same ten counters, quarter after quarter, day and night: 2.9 years. It is
loaded by SQL, each appointment with its span and its three cells.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import ProgrammingError, connections
from django.db.models import Max
from django.utils import timezone

from afspraken import agenda
from afspraken.engine.bitmap import cell_of
from afspraken.models import Afspraak, BezetteCel, Inzet, Klant, Middel
from benchmarks import databases, town
from benchmarks.measuring import Figure, answer, at_most, in_turn
from benchmarks.workload import Workload, next_monday

PAST = 1_000_000
CELLS = 3
GROWN = "grown"


def figures() -> Iterator[Figure]:
    """The same question to both databases in turn."""
    work = Workload(next_monday(timezone.localdate()))
    now = town.now_before(work.start)
    town.build(work)
    connections["default"].close()
    copy = databases.copy(os.environ["DATABASE_URL"], GROWN)
    connections.settings[GROWN] = connections.settings["default"] | {"NAME": databases.name(copy)}
    _load_past(now)
    for alias in ("default", GROWN):
        town.tidy(alias)
    databases_by_alias = {alias: connections[alias] for alias in ("default", GROWN)}
    wens = town.wish()

    def search(alias: str) -> dict[date, int]:
        connections["default"] = databases_by_alias[alias]
        return agenda.search(wens, now=now, van=work.start, tot=work.end).per_day()

    for model, number in ((Afspraak, PAST), (Inzet, PAST), (BezetteCel, PAST * CELLS)):
        rows = {alias: model._default_manager.using(alias).count() for alias in ("default", GROWN)}
        more = rows[GROWN] - rows["default"]
        yield answer(f"rows more in {model._meta.db_table}", more, number)
    _pairs, starts = work.expected(20, 20)
    yield answer("free starts with a past", sum(search(GROWN).values()), starts)
    mine, theirs = in_turn(lambda: search(GROWN), lambda: search("default"), rounds=41)
    yield at_most("with a past, beside without", mine, theirs, 1.3)
    connections[GROWN].close()
    databases.drop(copy)


def _load_past(now: datetime) -> None:
    """A million appointments of a quarter, the last one a week before `now`."""
    middelen = list(Middel.objects.using(GROWN).order_by("pk").values_list("pk", flat=True))
    last_cell = cell_of(now) - 7 * 288
    values = {
        "first_id": 1 + (Inzet.objects.using(GROWN).aggregate(last=Max("pk"))["last"] or 0),
        "klant": Klant.objects.using(GROWN).earliest("pk").pk,
        "middel": min(middelen),
        "counters": len(middelen),
        "first_cell": last_cell - CELLS * (PAST // len(middelen)),
        "count": PAST,
    }
    if middelen != list(range(min(middelen), max(middelen) + 1)):
        raise RuntimeError("the counters are not numbered in a row")
    is_sqlite = connections[GROWN].vendor == "sqlite"
    series, moment, referentie = _SQLITE if is_sqlite else _POSTGRESQL
    with _no_foreign_keys(), connections[GROWN].cursor() as cursor:
        for statement in _STATEMENTS:
            sql = statement.format(
                series=series.format(**values),
                begin=moment.format(f"({_CELL}) * 300"),
                einde=moment.format(f"({_CELL} + {CELLS}) * 300"),
                referentie=referentie,
                cell=_CELL,
            )
            cursor.execute(sql.format(**values))


_CELL = "{first_cell} + 3 * (n / {counters})"

_SQLITE = (
    "(WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {count} - 1)"
    " SELECT n FROM s)",
    "datetime({}, 'unixepoch')",
    "printf('p%05x', n)",
)
_POSTGRESQL = (
    "generate_series(0, {count} - 1) AS s(n)",
    "to_timestamp({})",
    "'p' || lpad(to_hex(n), 5, '0')",
)

_STATEMENTS = (
    """
    INSERT INTO afspraken_afspraak (
        id, code, referentie, status, status_op, begin, einde, locatie_id, kanaal, aanbieder,
        klant_id, namens, tolk, rolstoel, extra_tijd, toelichting, versie, sessie, aangemaakt_op,
        gewijzigd_op)
    SELECT {{first_id}} + n, 'past-' || n, {referentie}, 'AFGEROND', {begin}, {begin}, {einde},
        (SELECT min(id) FROM afspraken_locatie), 'WEB', 'balie',
        {{klant}}, '', '', FALSE, 0, '', 1, '', {begin}, {begin}
    FROM {series}
    """,
    """
    INSERT INTO afspraken_inzet (
        id, afspraak_id, middel_id, plek, begin, einde, overboekt_door, overboekt_reden)
    SELECT {{first_id}} + n, {{first_id}} + n, {{middel}} + n % {{counters}}, 0, {begin}, {einde},
        '', ''
    FROM {series}
    """,
    """
    INSERT INTO afspraken_bezettecel (middel_id, plek, cel, inzet_id)
    SELECT {{middel}} + n % {{counters}}, 0, {cell} + k.k, {{first_id}} + n
    FROM {series}, (SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2) AS k
    """,
)


@contextmanager
def _no_foreign_keys() -> Iterator[None]:
    """Load without looking up nine million references, where the database lets us."""
    connection = connections[GROWN]
    if connection.vendor == "sqlite":
        with connection.constraint_checks_disabled():
            yield
        return
    with connection.cursor() as cursor:
        try:
            cursor.execute("SET session_replication_role = replica")
        except ProgrammingError:  # not a superuser: it takes longer
            yield
        else:
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
