"""The few statements that every booking sends, without building them anew each time.

The ORM compiles a statement whenever it is sent. That is no matter for a page, but it took two
thirds of the processor time of a booking (docs/performance.md). Here the statement of a model is
put together once, from its fields, so a column is declared in one place only. Conditions are SQL.
Fields prepare and read the values, Django's connection sends them, and errors are Django's.

Not for what is asked less often: there a queryset says more. Like `bulk_create`, nothing here
sends a signal or calls `save`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, TypeAlias, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

M = TypeVar("M", bound=models.Model)
Names: TypeAlias = tuple[str, ...]
Answer: TypeAlias = list[tuple[Any, ...]]

_MOST_VALUES = 999
"""So many values every SQLite takes in one statement."""


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model, in this order and with one statement; each gets its number.

    Only more than 999 values are sent in parts. Runs inside a transaction.
    Raises: IntegrityError; the transaction is then broken and must be left.
    """
    if not rows:
        return
    database, model = connections[DEFAULT_DB_ALIAS], type(rows[0])
    names, number = _given(model), model._meta.pk.column
    values = [_stored(row, names, database, add=True) for row in rows]
    answer = _insert(database, model, names, values, returning=number)
    for row, (given,) in zip(rows, answer, strict=True):
        row.pk = given
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def insert_values(model: type[models.Model], names: Names, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of which nobody needs an instance: numbers and texts, in the order of `names`.

    `names` are all fields of the model, but not the number that the database gives out. Else as
    `insert`.
    """
    _insert(connections[DEFAULT_DB_ALIAS], model, names, rows)


def update(row: models.Model, names: Iterable[str], condition: str, *values: object) -> bool:
    """Write these fields of a row if a condition holds for it at that moment; whether it did.

    Compare and swap: of two who want to, the second sees what the first has written.
    Raises: IntegrityError, as `insert`.
    """
    database, model, fields = connections[DEFAULT_DB_ALIAS], type(row), tuple(names)
    given = _stored(row, fields, database, add=False)
    with transaction.mark_for_rollback_on_error(), database.cursor() as cursor:
        cursor.execute(
            _update_sql(model, fields, condition), [*given, row.pk, *_adapted(values, database)]
        )
        return bool(cursor.rowcount)


def find(model: type[M], condition: str, *values: object) -> M | None:
    """A row for which a condition holds, as a queryset would give it; None if there is none."""
    for row in fetch(_select_sql(model, condition), values):
        return _loaded(model, row)
    return None


def fetch(sql: str, values: Iterable[object]) -> Answer:
    """The rows of a SELECT, as the driver gives them. Moments among the values are aware."""
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        cursor.execute(sql, _adapted(values, database))
        rows: Answer = cursor.fetchall()
        return rows


def _insert(
    database: BaseDatabaseWrapper,
    model: type[models.Model],
    names: Names,
    rows: Sequence[Sequence[Any]],
    *,
    returning: str = "",
) -> Answer:
    """Insert values as the database takes them; the column `returning` of each."""
    most = _MOST_VALUES // len(names)
    answer: Answer = []
    for begin in range(0, len(rows), most):
        part = rows[begin : begin + most]
        with transaction.mark_for_rollback_on_error(), database.cursor() as cursor:
            cursor.execute(_insert_sql(model, names, len(part), returning), [*chain(*part)])
            answer += cursor.fetchall() if returning else ()
    return answer


def _adapted(values: Iterable[object], database: BaseDatabaseWrapper) -> list[Any]:
    adapt = database.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for value in values]


def _stored(
    row: models.Model, names: Names, database: BaseDatabaseWrapper, *, add: bool
) -> list[Any]:
    """The values of a row, as the database takes them."""
    fields = _fields(type(row), names)
    return [field.get_db_prep_save(field.pre_save(row, add), database) for field in fields]


def _loaded(model: type[M], row: Sequence[Any]) -> M:
    """A row that was read, as an instance."""
    database, values = connections[DEFAULT_DB_ALIAS], list(row)
    for place, column in _converted(model):
        for convert in _converters(column, database):
            values[place] = convert(values[place], column, database)
    return model.from_db(DEFAULT_DB_ALIAS, [f.attname for f in model._meta.concrete_fields], values)


def _converters(column: Any, database: BaseDatabaseWrapper) -> list[Any]:
    """What the database and the field have to do to a value that was read, in this order."""
    return [*database.ops.get_db_converters(column), *column.get_db_converters(database)]


@cache
def _converted(model: type[models.Model]) -> list[tuple[int, Any]]:
    """The few columns with converters, each with its place in a row."""
    columns = enumerate(field.cached_col for field in model._meta.concrete_fields)
    database = connections[DEFAULT_DB_ALIAS]
    return [(place, column) for place, column in columns if _converters(column, database)]


@cache
def _given(model: type[models.Model]) -> Names:
    """The fields of a new row: all, but not the number that the database gives out."""
    return tuple(f.name for f in model._meta.concrete_fields if f is not model._meta.auto_field)


@cache
def _fields(model: type[models.Model], names: Names) -> list[models.Field[Any, Any]]:
    by_name = {field.name: field for field in model._meta.concrete_fields}
    return [by_name[name] for name in names]


@cache
def _insert_sql(model: type[models.Model], names: Names, rows: int, returning: str) -> str:
    if {*names} != {*_given(model)}:
        raise ValueError(f"a row of {model.__name__} is {_given(model)}, not {names}")
    columns = ", ".join(f'"{field.column}"' for field in _fields(model, names))
    row = f"({', '.join(['%s'] * len(names))})"
    marks = ", ".join([row] * rows)
    sql = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {marks}'
    return f'{sql} RETURNING "{returning}"' if returning else sql


@cache
def _update_sql(model: type[models.Model], names: Names, condition: str) -> str:
    changes = ", ".join(f'"{field.column}" = %s' for field in _fields(model, names))
    this = f'"{model._meta.pk.column}" = %s'
    return f'UPDATE "{model._meta.db_table}" SET {changes} WHERE {this} AND ({condition})'


@cache
def _select_sql(model: type[models.Model], condition: str) -> str:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    return f'SELECT {columns} FROM "{model._meta.db_table}" WHERE {condition}'
