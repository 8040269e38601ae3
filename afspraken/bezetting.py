"""Occupied time: reading it, claiming it in lock order, freeing it.

The only module that writes `Inzet` and `BezetteCel`. Cells are inserted sorted by
(middel, plek, cel), and that order is the lock order of the whole system (docs/locking.md):
whoever waits for a cell holds only lower ones, so nobody waits in a circle.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, models
from django.db.models import F, Func
from django.db.models.expressions import CombinedExpression

from afspraken import statements
from afspraken.engine.bitmap import CELL_SECONDS, cell_of, moment_of
from afspraken.models import LONGEST_INZET, Afspraak, BezetteCel, Blokkade, Inzet, Status
from afspraken.offers import Overboeking, Taken


@dataclass(frozen=True, order=True)
class Claim:
    """One lane of one resource for the cells [first, last), counted from the epoch.

    A lane that the resource does not have needs an `overboeking`.
    """

    middel: int
    plek: int
    first: int
    last: int
    overboeking: Overboeking | None = field(default=None, compare=False)

    @property
    def keys(self) -> set[tuple[int, int, int]]:
        """The primary keys of its cells."""
        return {(self.middel, self.plek, cel) for cel in range(self.first, self.last)}

    def overlaps(self, other: Claim) -> bool:
        """True if both want a cell of the same lane."""
        same_lane = (self.middel, self.plek) == (other.middel, other.plek)
        return same_lane and self.first < other.last and other.first < self.last


_EPOCH = {
    "postgresql": "CAST(DATE_PART('epoch', %(expressions)s) AS bigint)",
    # SQLite keeps moments as text in UTC; since version 3.38 it reads them faster.
    "sqlite": "UNIXEPOCH(%(expressions)s)"
    if sqlite3.sqlite_version_info >= (3, 38)
    else "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)",
}


class _Epoch(Func):
    """A moment as whole seconds since 1970, computed by the database."""

    output_field = models.BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """As PostgreSQL says it."""
        return self.as_sql(compiler, connection, template=_EPOCH["postgresql"], **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """As SQLite says it."""
        return self.as_sql(compiler, connection, template=_EPOCH["sqlite"], **extra)


def cell_number(field: str) -> CombinedExpression:
    """The cell that holds the moment in a column, counted from the epoch by the database."""
    return _Epoch(F(field)) / CELL_SECONDS


def remainder(field: str) -> CombinedExpression:
    """Seconds by which the moment in a column misses the begin of its cell: always 0."""
    return _Epoch(F(field)) % CELL_SECONDS


_BUSY = """
    SELECT middel_id, plek, {begins}, {ends} FROM afspraken_inzet
    WHERE middel_id IN ({middelen}) AND {lanes} AND begin > %s AND begin < %s
        AND COALESCE(afspraak_id, 0) NOT IN (
            SELECT id FROM afspraken_afspraak WHERE houdbaar_tot <= %s UNION ALL SELECT %s)
    GROUP BY middel_id, plek
"""
# The cells of a lane, counted from one of them, as one text: "96,100,104".
_CELLS = {
    "sqlite": "GROUP_CONCAT({epoch} / 300 - %s)",
    "postgresql": "STRING_AGG(CAST({epoch} / 300 - %s AS text), ',')",
}
_NOBODY = -1


def busy(
    plekken: Mapping[int, int],
    *,
    van: int,
    tot: int,
    now: datetime,
    behalve: Afspraak | None = None,
) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """For each lane (middel, plek) its busy spans that touch the cells [van, tot); one query.

    `plekken` says of each resource how many lanes it has; what is overbooked lies beyond those.
    Spans are (first, last) cells counted from `van`, in no order. Holds that have expired at
    `now` count as free; so does the appointment `behalve`.

    Plain SQL, because this is asked most: a lane comes as two texts of numbers, its firsts and
    its lasts, which costs a fifth of a row per span, and nothing has to be compiled.
    """
    if not plekken:
        return
    most = max(plekken.values())
    begins, ends = (
        _CELLS[connection.vendor].format(epoch=_EPOCH[connection.vendor] % {"expressions": field})
        for field in ("begin", "einde")
    )
    sql = _BUSY.format(
        begins=begins,
        ends=ends,
        middelen=", ".join(["%s"] * len(plekken)),
        lanes="plek = 0" if most == 1 else f"plek < {most}",  # one lane needs no sorting
    )
    after = moment_of(van) - LONGEST_INZET
    except_for = behalve.pk if behalve is not None else _NOBODY
    values = [van, van, *plekken, after, moment_of(tot), now, except_for]
    for middel, plek, begins, ends in statements.fetch(sql, values):
        yield middel, plek, list(zip(_numbers(begins), _numbers(ends), strict=True))


def _numbers(text: str) -> list[int]:
    """What "1,2,3" says; nothing reads it faster than a parser of JSON."""
    numbers: list[int] = json.loads(f"[{text}]")
    return numbers


def claims_of(afspraak: Afspraak) -> list[Claim]:
    """What an appointment occupies now."""
    return [_claim(row) for row in afspraak.inzetten.all()]


def occupy(owner: Afspraak | Blokkade, claims: Iterable[Claim]) -> None:
    """Claim lanes for an appointment or a blokkade, in two statements.

    Raises: Taken if a cell is occupied; the transaction is then broken and must be left.
    """
    occupy_all([(owner, claim) for claim in claims])


def occupy_all(pairs: Iterable[tuple[Afspraak | Blokkade, Claim]]) -> None:
    """Claim lanes for many owners at once, as an import does. Raises: Taken, as `occupy`."""
    ordered = sorted(pairs, key=lambda pair: pair[1])
    inzetten = [_inzet(owner, claim) for owner, claim in ordered]
    statements.insert(inzetten)
    _insert_cells(
        (*key, inzet.pk)
        for inzet, (_owner, claim) in zip(inzetten, ordered, strict=True)
        for key in claim.keys
    )


def reoccupy(afspraak: Afspraak, claims: Sequence[Claim]) -> None:
    """Exchange what an appointment occupies, by difference.

    Cells in both the old and the new spans are not touched; missing ones are inserted in lock
    order; only then superfluous ones go. Deleting first would deadlock neighbours who swap.

    Raises: Taken if a cell is occupied by another; the transaction must then be left.
    """
    old = {(row.middel_id, row.plek): row for row in afspraak.inzetten.all()}
    new = {(claim.middel, claim.plek): claim for claim in claims}
    added = [claim for lane, claim in sorted(new.items()) if lane not in old]
    inzetten = [_inzet(afspraak, claim) for claim in added]
    statements.insert(inzetten)
    for inzet in inzetten:
        old[inzet.middel_id, inzet.plek] = inzet
    held = {cell.pk: cell.inzet_id for cell in BezetteCel.objects.filter(inzet__afspraak=afspraak)}
    wanted = {key: old[lane].pk for lane, claim in new.items() for key in claim.keys}
    _insert_cells((*key, inzet) for key, inzet in wanted.items() if key not in held)
    for middel, plek in {key[:2] for key in held if key not in wanted}:
        cells = [key[2] for key in held if key[:2] == (middel, plek) and key not in wanted]
        BezetteCel.objects.filter(middel=middel, plek=plek, cel__in=cells).delete()
    for lane, row in old.items():
        if lane not in new:
            row.delete()
        elif _claim(row) != new[lane]:
            row.begin, row.einde = moment_of(new[lane].first), moment_of(new[lane].last)
            row.save(update_fields=["begin", "einde"])


def take_over(afspraak: Afspraak, held: Afspraak) -> None:
    """Give an appointment what another occupies, in place of its own.

    Inserts no cell, so it cannot clash with a booking.
    """
    free([afspraak.pk])
    Inzet.objects.filter(afspraak=held).update(afspraak=afspraak)


def rewrite_cells(inzet: Inzet) -> None:
    """Make the cells of one span exactly those that it covers, when they were found to differ.

    Raises: Taken if another span has one of them; the transaction must then be left.
    """
    BezetteCel.objects.filter(inzet=inzet).delete()
    _insert_cells((*key, inzet.pk) for key in _claim(inzet).keys)


def free(afspraken: Collection[int]) -> None:
    """Free everything these appointments (ids) occupy, cells first.

    Inserts nothing, so it cannot clash with a booking.
    """
    Inzet.objects.filter(afspraak__in=afspraken).delete()


def free_expired(*, now: datetime, van: datetime | None = None, tot: datetime | None = None) -> int:
    """Let holds that have expired go, those that touch [van, tot) or all; returns how many.

    Rows that another transaction is working on are passed over. Runs inside a transaction.
    """
    expired = Afspraak.objects.filter(status=Status.VASTGEHOUDEN, houdbaar_tot__lte=now)
    if van is not None and tot is not None:
        expired = expired.filter(begin__lt=tot, begin__gt=van - LONGEST_INZET)
    ids = list(
        expired.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True)
    )
    if ids:
        Afspraak.objects.filter(pk__in=ids).update(
            status=Status.VERLOPEN, status_op=now, gewijzigd_op=now, houdbaar_tot=None
        )
        free(ids)
    return len(ids)


def _claim(inzet: Inzet) -> Claim:
    return Claim(inzet.middel_id, inzet.plek, cell_of(inzet.begin), cell_of(inzet.einde))


def _inzet(owner: Afspraak | Blokkade, claim: Claim) -> Inzet:
    return Inzet(
        afspraak=owner if isinstance(owner, Afspraak) else None,
        blokkade=owner if isinstance(owner, Blokkade) else None,
        middel_id=claim.middel,
        plek=claim.plek,
        begin=moment_of(claim.first),
        einde=moment_of(claim.last),
        overboekt_door=claim.overboeking.door if claim.overboeking else "",
        overboekt_reden=claim.overboeking.reden if claim.overboeking else "",
    )


def _insert_cells(rows: Iterable[tuple[int, int, int, int]]) -> None:
    """Insert (middel, plek, cel, inzet) in lock order, in one statement."""
    try:
        statements.insert_values(BezetteCel, ("middel", "plek", "cel", "inzet"), sorted(rows))
    except IntegrityError as error:
        raise Taken from error
