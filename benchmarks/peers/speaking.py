"""A peer at work: set Django up, build W1 once, answer as often as it is asked.

A script for the environment of the peers: `speaking.py <folder> with_appointment|with_scheduler`.
"""

from __future__ import annotations

import importlib
import json
import logging
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

APPS = {
    "with_appointment": ["appointment"],
    "with_scheduler": ["schedule"],
}


def configure(apps: list[str], folder: Path) -> None:
    """Django with these apps, on an SQLite file with the pragmas that we use as well."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    settings.configure(
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", *apps],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": folder / "peer.sqlite3",
                "OPTIONS": {
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                    "transaction_mode": "IMMEDIATE",
                },
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        TIME_ZONE="Europe/Amsterdam",
        SECRET_KEY="only to measure",
    )
    django.setup()
    call_command("migrate", verbosity=0, run_syncdb=True)


def main(folder: str, name: str) -> None:
    """Read W1 from the first line; then, for each further line, write one answer and its time."""
    configure(APPS[name], Path(tempfile.mkdtemp(dir=folder)))
    peer = importlib.import_module(name)
    work = json.loads(sys.stdin.readline())
    peer.build(work)
    say("ready")
    for _line in sys.stdin:
        begin = time.perf_counter()
        pairs = peer.ask(work)
        seconds = time.perf_counter() - begin
        say({"seconds": seconds, "pairs": len(pairs), "starts": len({pair[1] for pair in pairs})})


def say(value: Any) -> None:
    """One line of JSON, at once."""
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
