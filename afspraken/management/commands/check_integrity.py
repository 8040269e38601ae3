"""Compares what is stored with what it should be."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from afspraken import integrity


class Command(BaseCommand):
    help = "Vergelijk wat is opgeslagen met wat het moet zijn. Eindigt met 1 bij een fout."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair",
            action="store_true",
            help="Herstel wat is afgeleid: de openstand, en cellen waar niemand anders staat.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        results = integrity.run(now=timezone.now(), repair=options["repair"])
        for result in results:
            state = f"{len(result.faults)} fouten" if result.faults else "in orde"
            repaired = f", {result.repaired} hersteld" if result.repaired else ""
            self.stdout.write(f"{result.name}: {result.compared} vergeleken, {state}{repaired}")
            for fault in result.faults:
                self.stdout.write(f"  FOUT  {fault}")
            for note in result.notes:
                self.stdout.write(f"  let op  {note}")
        if any(result.faults for result in results):
            raise SystemExit(1)
