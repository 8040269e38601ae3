"""Empties the database after a test that commits, for a fraction of what Django's flush costs.

Django empties every table and then makes again what every installation has: content types,
permissions, our roles. Here only what has rows is emptied, and what every installation has stays,
unless a test changed it.
"""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection

from afspraken.models import Logregel

_shipped: dict[str, list[tuple[Any, ...]]] = {}
"""The rows of every installation by table, as this process saw them after the last flush."""


def empty() -> None:
    """Leave what every installation has, and nothing else."""
    filled = _filled()
    if _shipped and _rows(*_shipped) == _shipped:
        _clear([table for table in filled if table not in _shipped])
    else:
        call_command("flush", interactive=False, verbosity=0, reset_sequences=False)
        _shipped.clear()
        _shipped.update(_rows(*_filled()))


def _filled() -> list[str]:
    """The tables that have rows."""
    one = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM {0})"
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables))
        return [table for (table,) in cursor.fetchall()]


def _rows(*tables: str) -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            found[table] = cursor.fetchall()
    return found


def _clear(tables: list[str]) -> None:
    """The log first, in one go: PostgreSQL guards its lines one by one."""
    log = [table for table in tables if table == Logregel._meta.db_table]
    others = [f"DELETE FROM {table}" for table in tables if table not in log]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), log) + others)
