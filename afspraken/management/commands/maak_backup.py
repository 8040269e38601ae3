"""Copies the SQLite database while everything runs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from afspraken.conf import backup


class Command(BaseCommand):
    help = "Maak een back-up van de SQLite-database. Alles mag blijven draaien."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", type=Path, help="Nieuw bestand voor de back-up.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.IS_SQLITE:
            raise CommandError("De database is PostgreSQL. Maak de back-up met pg_dump.")
        copy: Path = options["bestand"]
        try:
            backup.make(Path(connection.settings_dict["NAME"]), copy)
        except FileExistsError as error:
            raise CommandError(f"{copy} bestaat al. Kies een andere naam.") from error
        except (OSError, backup.NotACopy) as error:
            raise CommandError(f"De back-up is niet gelukt: {error}.") from error
        megabytes = f"{copy.stat().st_size / 1e6:.1f}".replace(".", ",")
        self.stdout.write(f"De back-up staat in {copy} ({megabytes} MB). Hij is leesbaar.")
