"""A backup of a running installation, and its return: by the book (docs/operations.md) or not."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests import postgres
from tests.proofs.site import Site


def make(site: Site) -> Path:
    """A backup, while everything runs."""
    if site.database:
        copy = site.folder / "afspraken.dump"
        _run(postgres.program("pg_dump"), "--format=custom", f"--file={copy}", site.database)
    else:
        copy = site.folder / "copy.sqlite3"
        _manage(site, "maak_backup", str(copy))
    return copy


def put_back(site: Site, copy: Path) -> str:
    """Restore with all that belongs to it; returns what the commands said."""
    if not site.database:
        return _manage(site, "zet_backup_terug", str(copy))
    put_back_carelessly(site, copy)
    return _manage(site, "migrate", "-v", "0") + _manage(site, "na_herstel")


def put_back_carelessly(site: Site, copy: Path) -> None:
    """Replace the database and do nothing else."""
    if site.database:
        name = site.database.partition("?")[0].rpartition("/")[2]
        server = f"--maintenance-db={site.database.replace(f'/{name}', '/postgres')}"
        _run(postgres.program("dropdb"), "--force", server, name)
        _run(postgres.program("createdb"), server, name)
        words = ["--exit-on-error", "--no-owner", f"--dbname={site.database}"]
        _run(postgres.program("pg_restore"), *words, str(copy))
        return
    database = site.folder / "afspraken.sqlite3"
    for beside in ("-wal", "-shm"):
        database.with_name(database.name + beside).unlink(missing_ok=True)
    shutil.copyfile(copy, database)


def _manage(site: Site, *words: str) -> str:
    done = site.manage(*words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
