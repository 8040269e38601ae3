"""The migrations make what the tests take from the models; see `tests/conftest.py`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any

import psycopg
import pytest
from django.db import connection

from afspraken.conf.settings import IS_SQLITE
from tests import postgres
from tests.proofs.site import Site

ON_SQLITE = (
    """SELECT t.name, c.name, c.type, c."notnull" FROM sqlite_master t
       JOIN pragma_table_info(t.name) c WHERE t.type = 'table'""",
    "SELECT tbl_name, type, name FROM sqlite_master WHERE type IN ('index', 'trigger')",
    "SELECT name, sql FROM sqlite_master WHERE type = 'table'",
)
ON_POSTGRESQL = (
    """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable
       FROM information_schema.columns WHERE table_schema = 'public'""",
    "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
)
OURS = ("afspraken_", "mobiel_", "notificaties_")


@pytest.mark.django_db
def test_from_nothing_they_make_the_tables_that_the_models_ask_for(tmp_path):
    site = Site(tmp_path, postgres="" if IS_SQLITE else postgres.address())
    assert site.manage("migrate", "-v", "0").returncode == 0
    with connection.cursor() as cursor:
        asked = what_stands(cursor)
    with closing(opened(site)) as database:
        made = what_stands(database.cursor())
    assert made == asked


def opened(site: Site) -> Any:
    if IS_SQLITE:
        return sqlite3.connect(site.folder / "afspraken.sqlite3")
    return psycopg.connect(site.database)


def what_stands(cursor: Any) -> set[tuple[Any, ...]]:
    """Columns, indexes, constraints and triggers of our tables, each after its table."""
    found: set[tuple[Any, ...]] = set()
    for question in ON_SQLITE if IS_SQLITE else ON_POSTGRESQL:
        cursor.execute(question)
        found.update(_by_constraint(cursor.fetchall()))
    return {row for row in found if row[0].startswith(OURS)}


def _by_constraint(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    """SQLite knows the checks of a table only as text: its names are enough."""
    for table, *others in rows:
        text = str(others[0])
        if text.startswith("CREATE TABLE"):
            yield from ((table, name) for name in re.findall(r'CONSTRAINT "(\w+)"', text))
        else:
            yield (table, *others)
