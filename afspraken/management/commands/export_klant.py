"""Gives a person everything that is held on them (AVG art. 15)."""

import json
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from afspraken import privacy
from afspraken.management.klanten import add_search, found


class Command(BaseCommand):
    help = "Geef alle gegevens van één persoon als JSON. Dit komt in het logboek."

    def add_arguments(self, parser: CommandParser) -> None:
        add_search(parser)
        parser.add_argument("--uit", default="", help="Bestand dat nog niet bestaat.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        klanten = [privacy.export(klant, now=now) for klant in found(options)]
        text = json.dumps(klanten, indent=2, ensure_ascii=False)
        if not options["uit"]:
            self.stdout.write(text)
            return
        try:
            # For the eyes of one, and never over another file.
            handle = os.open(options["uit"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"Kan {options['uit']} niet maken: {error.strerror}.") from error
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        self.stdout.write(f"{len(klanten)} klanten in {options['uit']}.")
