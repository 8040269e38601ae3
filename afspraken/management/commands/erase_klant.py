"""Erases a person on request (AVG art. 17)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from afspraken import privacy
from afspraken.management.klanten import add_search, cancel_at, found


class Command(BaseCommand):
    help = "Wis één persoon. Aantallen en bezette tijd blijven. Zonder --ja gebeurt er niets."

    def add_arguments(self, parser: CommandParser) -> None:
        add_search(parser)
        parser.add_argument("--ja", action="store_true", help="Doe het echt.")
        parser.add_argument(
            "--annuleer", action="store_true", help="Annuleer eerst wat nog moet komen."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        klanten = found(options)
        if not options["ja"]:
            numbers = ", ".join(str(klant.pk) for klant in klanten)
            self.stdout.write(f"Dit zou klant {numbers} wissen. Geef --ja om het te doen.")
            return
        cancel = cancel_at(now) if options["annuleer"] else None
        for klant in klanten:
            try:
                privacy.erase(klant, now=now, cancel=cancel)
            except privacy.StillPromised as error:
                raise CommandError(
                    f"Klant {klant.pk} heeft nog een afspraak. Geef --annuleer, of annuleer zelf."
                ) from error
            self.stdout.write(f"Klant {klant.pk} is gewist.")
