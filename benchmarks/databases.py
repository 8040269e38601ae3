"""A fresh database for every figure: one is migrated, the others are copies of it.

SQLite is a file, PostgreSQL the server of TEST_DATABASE_URL or one from a Python package.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

SQLITE = "sqlite:///"
PREFIX = "afspraken_bench_"


def new(server: str, to: str) -> str:
    """The address of an empty database. `server` is a folder or the address of a server."""
    if not is_postgresql(server):
        path = Path(server) / f"{to}.sqlite3"
        _remove(path)
        return f"{SQLITE}{path}"
    _on_server(server, f'DROP DATABASE IF EXISTS "{PREFIX}{to}" WITH (FORCE)')
    _on_server(server, f'CREATE DATABASE "{PREFIX}{to}" TEMPLATE template0')
    return _at(server, PREFIX + to)


def copy(url: str, to: str) -> str:
    """The address of a copy. Nobody may be connected to the original."""
    if not is_postgresql(url):
        source = Path(name(url))
        target = source.with_name(f"{to}.sqlite3")
        _remove(target)
        with closing(sqlite3.connect(source)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(source, target)
        return f"{SQLITE}{target}"
    _on_server(url, f'DROP DATABASE IF EXISTS "{PREFIX}{to}" WITH (FORCE)')
    _on_server(url, f'CREATE DATABASE "{PREFIX}{to}" TEMPLATE "{name(url)}"')
    return _at(url, PREFIX + to)


def name(url: str) -> str:
    """What the settings of Django call it: a path, or a name on the server."""
    return urlsplit(url).path[1:] if is_postgresql(url) else url.removeprefix(SQLITE)


def drop(url: str) -> None:
    """Remove a database."""
    if is_postgresql(url):
        _on_server(url, f'DROP DATABASE IF EXISTS "{name(url)}" WITH (FORCE)')
    else:
        _remove(Path(name(url)))


def is_postgresql(url: str) -> bool:
    """True for the address of a PostgreSQL server or database."""
    return url.startswith(("postgres:", "postgresql:"))


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _at(server: str, database: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))


def _on_server(url: str, statement: str) -> None:
    with psycopg.connect(_at(url, "postgres"), autocommit=True) as connection:
        connection.execute(statement.encode())
