"""A copy of an SQLite database that is in use, and such a copy put back.

Not for PostgreSQL, which has pg_dump and pg_restore. What else belongs to a restore is told in
`docs/operations.md`.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

OURS_ONLY = 0o600  # it holds personal data


class NotACopy(Exception):
    """The file is no whole copy of a database of ours; says why."""


def make(database: Path, copy: Path) -> None:
    """Copy the database as it is at one moment; writers need not wait.

    The file appears when it is whole and read back. Raises: FileExistsError, OSError, NotACopy.
    """
    if copy.exists():
        raise FileExistsError(copy)
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    part.touch(OURS_ONLY)
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)  # all pages at once: in parts, each write would start it anew
            target.execute("PRAGMA journal_mode=DELETE")  # one file, without others beside it
        check(part)
        _sync(part)
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)


def check(copy: Path) -> None:
    """Raises: NotACopy if it cannot be read whole, or is of something else."""
    try:
        address = f"{copy.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise NotACopy(found)
            connection.execute("SELECT 1 FROM afspraken_afspraak LIMIT 1")
    except sqlite3.Error as error:
        raise NotACopy(str(error)) from error


def put_back(copy: Path, database: Path) -> None:
    """Replace the database by a copy. Nobody may have it open. Raises: NotACopy, OSError.

    What was written after the copy is gone, also what still stood in the files beside it: with
    the old `-wal` the new database would be damaged.
    """
    check(copy)
    part = database.with_name(f"{database.name}.part")
    shutil.copyfile(copy, part)
    part.chmod(database.stat().st_mode if database.exists() else OURS_ONLY)
    _sync(part)
    for beside in ("-wal", "-shm"):
        database.with_name(database.name + beside).unlink(missing_ok=True)
    part.replace(database)
    _sync(database.parent)


def _sync(path: Path) -> None:
    """What was written survives a power cut."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
