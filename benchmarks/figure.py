"""One figure on the database of DATABASE_URL: `python -m benchmarks.figure w1`."""

from __future__ import annotations

import importlib
import sys

import django


def main(name: str) -> int:
    """Print the lines of a figure as they come; 1 if one is short."""
    django.setup()
    from django.db import connection

    short = False
    for figure in importlib.import_module(f"benchmarks.{name}").figures():
        print(f"{name} {connection.vendor}: {figure}", flush=True)
        short |= figure.is_met is False
    return int(short)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
