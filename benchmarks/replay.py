"""What `booking` sends to the database, recorded, and sent once more by the bare driver.

A booking is recorded with its own values, so it is replayed with fresh ones: in another database,
where only the numbers that the database gives out differ. These are told by their size.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

from benchmarks.databases import is_postgresql, name

Statement: TypeAlias = tuple[bool, str, list[Any]]
"""Whether it runs in a transaction, its SQL, its values."""

Send: TypeAlias = Callable[[str, Sequence[Any]], list[Any]]

NUMBERED_FROM = {
    "afspraken_afspraak": 10_000_000,
    "afspraken_klant": 20_000_000,
    "afspraken_inzet": 30_000_000,
}
"""The first number of each table: a value of this size in a statement is a row of that table."""

ROOM = 10_000_000


def number_rows() -> None:
    """Let the database count each of these tables from its own number."""
    with connection.cursor() as cursor:
        for table, first in NUMBERED_FROM.items():
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, first])
            else:
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {first})")


@contextmanager
def recording(statements: list[Statement]) -> Iterator[None]:
    """Note every statement with its values, except begin and end of transactions."""

    database = connections[DEFAULT_DB_ALIAS]

    def note(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("BEGIN"):
            statements.append((database.in_atomic_block, sql, list(values or ())))
        return execute(sql, values, many, context)

    with database.execute_wrapper(note):
        yield


def plain(statements: Sequence[Statement]) -> list[Statement]:
    """The same with values that need nothing of ours: a choice is a string of its own class."""
    return [
        (inside, sql, [str(value) if isinstance(value, str) else value for value in values])
        for inside, sql, values in statements
    ]


def replay(statements: Sequence[Statement], send: Send, begin: str) -> None:
    """Send what was recorded of one booking, with the same transactions around it."""
    given: dict[str, int] = {}
    in_transaction = False
    for inside, sql, values in statements:
        if inside is not in_transaction:
            send(begin if inside else "COMMIT", ())
            in_transaction = inside
        rows = send(sql, [_renumbered(value, given) for value in values])
        for table in NUMBERED_FROM:
            if sql.startswith(f'INSERT INTO "{table}" '):
                given[table] = rows[0][0]
    if in_transaction:
        send("COMMIT", ())


@contextmanager
def bare(url: str, *, prepared: bool = False) -> Iterator[tuple[Send, str]]:
    """A connection of the bare driver, set as ours is, and how it begins a transaction.

    PostgreSQL gets each statement as text with its values in it, or, `prepared`, plans a
    statement once and then gets only values.
    """
    if is_postgresql(url):
        cursor_factory = psycopg.Cursor if prepared else psycopg.ClientCursor
        with psycopg.connect(url, autocommit=True, cursor_factory=cursor_factory) as postgresql:

            def send(sql: str, values: Sequence[Any]) -> list[Any]:
                cursor = postgresql.execute(sql.encode(), values or None)
                return cursor.fetchall() if cursor.description else []

            yield send, "BEGIN"
        return
    database = sqlite3.connect(name(url), isolation_level=None, timeout=20)
    register(database)  # the checks of our tables use functions of Django
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        database.execute(f"PRAGMA {pragma}")
    marked: dict[str, str] = {}

    def send_marked(sql: str, values: Sequence[Any]) -> list[Any]:
        if sql not in marked:
            marked[sql] = sql.replace("%s", "?").replace("%%", "%")
        return database.execute(marked[sql], values).fetchall()

    yield send_marked, "BEGIN IMMEDIATE"
    database.close()


def _renumbered(value: Any, given: dict[str, int]) -> Any:
    if isinstance(value, list):
        return [_renumbered(item, given) for item in value]
    if isinstance(value, int) and value > ROOM:
        for table, first in NUMBERED_FROM.items():
            if first < value <= first + ROOM:
                return given[table]
    return value
