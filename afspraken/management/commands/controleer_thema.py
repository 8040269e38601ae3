"""Reports whether the colours of a theme can be told apart."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from afspraken.portaal import thema


class Command(BaseCommand):
    help = "Meet of de kleuren van een thema genoeg verschillen. Eindigt met 1 als iets te laag is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("thema", nargs="*", help="Zonder naam: elk thema van de bundel.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = settings.BUNDLE_DIR
        bundle = _read(folder / "afspraken.css")
        shipped = (path.stem.removeprefix("thema-") for path in folder.glob("thema-*.css"))
        faults = 0
        for naam in options["thema"] or sorted(shipped):
            results = thema.judge(bundle, _read(folder / f"thema-{naam}.css"), naam)
            self.stdout.write(f"Thema {naam}")
            for result in results:
                self.stdout.write(_line(result))
            faults += sum(not result.is_ok for result in results)
        if faults:
            raise SystemExit(1)


def _line(result: thema.Uitslag) -> str:
    """One pair: its contrast, the verdict, and where to look if it is too low."""
    paar = result.paar
    where = f" (ten minste {_number(paar.minstens)}): {paar.voor} op {paar.achter}"
    if result.contrast is None:
        return f"      –  ontbreekt  {paar.naam}{where}"
    verdict, where = ("ok", "") if result.is_ok else ("te laag", where)
    return f"  {_number(result.contrast):>5}  {verdict:9}  {paar.naam}{where}"


def _number(value: float) -> str:
    """Two decimals, never rounded up: 4,499 is not 4,5."""
    return f"{math.floor(value * 100) / 100:.2f}".replace(".", ",")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(
            f"{path.name} staat niet in {path.parent}. Maak de bundel opnieuw."
        ) from error
