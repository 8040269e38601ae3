"""Seals the lines of the log and verifies the whole chain; a periodic job seals too."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from afspraken import logboek


class Command(BaseCommand):
    help = "Verzegel het logboek en controleer de hele keten. Eindigt met 1 bij een fout."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{logboek.seal(timezone.now())} regels verzegeld.")
        faults = logboek.verify()
        for fault in faults:
            self.stdout.write(f"FOUT  {fault}")
        if faults:
            raise SystemExit(1)
        self.stdout.write("De keten klopt.")
