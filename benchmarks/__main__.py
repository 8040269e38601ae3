"""Run the figures, each in a process of its own on a database of its own.

`python -m benchmarks [name …] [--database sqlite|postgresql]`; ends with 1 if one is short.
"""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import databases
from benchmarks.measuring import HEADER, cores

ROOT = Path(__file__).resolve().parents[1]
FIGURES = [
    "w1",
    "page",
    "beller",
    "w2",
    "growth",
    "booking",
    "contention",
    "outbox",
    "ical",
    "feed",
    "klanten",
    "storing",
    "routeoffer",
    "bezoekaanbod",
    "routeday",
    "routestream",
    "routesolomon",
    "telefoon",
    "peers",
]
ROUTES = {"routeoffer", "routeday", "routestream", "routesolomon"}  # without a database
SQLITE_ONLY = {"ical", "peers", "telefoon", *ROUTES}
POSTGRESQL_ONLY = {"outbox"}  # two processes that send at once want a server


def main() -> int:
    """Every chosen figure on every chosen database."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *FIGURES], metavar="name")
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="afspraken-bench-") as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "SECRET_KEY": secrets.token_hex(32),
            "DJANGO_SETTINGS_MODULE": "afspraken.conf.settings",
        }
        print(f"{cores()} cores, Python {sys.version.split()[0]}\n{HEADER}", flush=True)
        vendors = [chosen.database] if chosen.database else ["sqlite", "postgresql"]
        short = sum(_on(vendor, folder, chosen.names or FIGURES) for vendor in vendors)
    print(f"{short} parts with a figure that is short" if short else "every figure is ok")
    return 1 if short else 0


def _on(vendor: str, folder: str, names: list[str]) -> int:
    """Run figures on one kind of database; the number of those with something short."""
    server = folder if vendor == "sqlite" else _server()
    template = databases.new(server, "template")
    _python(template, "manage.py", "migrate", "-v0", "--skip-checks")
    short = 0
    for name in names:
        if name not in (POSTGRESQL_ONLY if vendor == "sqlite" else SQLITE_ONLY):
            url = databases.copy(template, name)
            short += not _python(url, "-m", "benchmarks.figure", name)
            databases.drop(url)
    databases.drop(template)
    return short


def _server() -> str:
    from tests import postgres

    return postgres.address(settings="")  # as a server in use, which waits for its disk


def _python(url: str, *words: str) -> bool:
    """Run Python on a database; True if it ended well."""
    environment = os.environ | {"DATABASE_URL": url}
    return not subprocess.run([sys.executable, *words], cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
