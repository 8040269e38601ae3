"""Puts a backup of the SQLite database back, and does all that belongs to it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from afspraken.conf import backup
from afspraken.management.commands.up import claim


class Command(BaseCommand):
    help = (
        "Vervang de SQLite-database door een back-up. Stop eerst 'up'. Werkt daarna de tabellen "
        "bij en doet 'na_herstel', zodat geen bericht nog eens weggaat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", type=Path, help="De back-up, van maak_backup.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.IS_SQLITE:
            raise CommandError("De database is PostgreSQL. Zet de back-up terug met pg_restore.")
        with open(settings.DATA_DIR / "up.lock", "w") as lock:
            claim(lock.fileno())
            connection.close()
            try:
                backup.put_back(options["bestand"], Path(connection.settings_dict["NAME"]))
            except backup.NotACopy as error:
                sentence = f"Er is niets veranderd. Dit is geen goede back-up: {error}."
                raise CommandError(sentence) from error
            except OSError as error:
                raise CommandError(f"Terugzetten is niet gelukt: {error}.") from error
            call_command("migrate", verbosity=0)
            call_command("na_herstel", stdout=self.stdout)
        self.stdout.write("De back-up staat terug. U kunt 'up' weer starten.")
