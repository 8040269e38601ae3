"""Growth: W1 in a town with a million past appointments, beside the same W1 without a past.

The past lies at the same ten counters, quarter after quarter, day and night: 2.9 years. It is
loaded by SQL, each appointment with its span and its three cells.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from django.db import ProgrammingError, connections
from django.db.models import Max, Model
from django.utils import timezone

from afspraken import agenda
from afspraken.engine.bitmap import cell_of
from afspraken.models import Afspraak, BezetteCel, Inzet, Middel
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
    """A million appointments of a quarter, the last one a week before `now`.

    Each is the first appointment of the town but for when, which and what became of it.
    """
    middelen = list(Middel.objects.using(GROWN).order_by("pk").values_list("pk", flat=True))
    if middelen != list(range(min(middelen), max(middelen) + 1)):
        raise RuntimeError("the counters are not numbered in a row")
    last_id = Inzet.objects.using(GROWN).aggregate(last=Max("pk"))["last"] or 0
    first_cell = cell_of(now) - 7 * 288 - CELLS * (PAST // len(middelen))
    series, moment, referentie = _BY_VENDOR[connections[GROWN].vendor]
    number = f"{last_id + 1} + n"
    middel = f"{min(middelen)} + n % {len(middelen)}"
    cell = f"{first_cell} + {CELLS} * (n / {len(middelen)})"
    span = {
        "begin": moment.format(f"({cell}) * 300"),
        "einde": moment.format(f"({cell} + {CELLS}) * 300"),
    }
    about = {"code": "'past-' || n", "referentie": referentie, "beheer_hash": "NULL"}
    since = dict.fromkeys(["status_op", "aangemaakt_op", "gewijzigd_op"], span["begin"])
    ended = {"id": number, "status": "'AFGEROND'", **about, **since, **span}
    used = {"id": number, "afspraak_id": number, "middel_id": middel, "plek": "0", **span}
    with _no_foreign_keys(), connections[GROWN].cursor() as cursor:
        for model, changed in ((Afspraak, ended), (Inzet, used)):
            cursor.execute(_copies(model, changed, series))
        cursor.execute(
            f"INSERT INTO {BezetteCel._meta.db_table} (middel_id, plek, cel, inzet_id)"
            f" SELECT {middel}, 0, {cell} + k.k, {number}"
            f" FROM {series}, (SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2) AS k"
        )


def _copies(model: type[Model], changed: Mapping[str, str], series: str) -> str:
    """The statement that copies the first row of a table for each `n`, but for these columns."""
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(changed.get(column, f"first.{column}") for column in columns)
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"
        f" FROM {series}, (SELECT * FROM {table} ORDER BY id LIMIT 1) AS first"
    )


_BY_VENDOR = {
    "sqlite": (
        f"(WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {PAST - 1})"
        " SELECT n FROM s)",
        "datetime({}, 'unixepoch')",
        "printf('p%05x', n)",
    ),
    "postgresql": (
        f"generate_series(0, {PAST - 1}) AS s(n)",
        "to_timestamp({})",
        "'p' || lpad(to_hex(n), 5, '0')",
    ),
}
"""The numbers `n`, the moment of so many seconds, and a short name by number."""


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
