"""Erases again whom the journal names, after a restore of an older backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from afspraken import privacy
from afspraken.management.klanten import cancel_at


class Command(BaseCommand):
    help = "Wis na het terugzetten van een back-up opnieuw wie al gewist was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "journaal", nargs="?", type=Path, help="Zonder: wissingen.jsonl in DATA_DIR."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        path = options["journaal"] or privacy.journal()
        try:
            erased = privacy.replay(path, now=now, cancel=cancel_at(now))
        except FileNotFoundError as error:
            raise CommandError(f"Het journaal {path} bestaat niet.") from error
        except privacy.DamagedJournal as error:
            raise CommandError(f"Niet alles in {path} was leesbaar: {error}.") from error
        self.stdout.write(f"{erased} klanten opnieuw gewist.")
