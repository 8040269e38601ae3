"""Builds the example town in an empty database."""

from random import Random
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from afspraken.demo import (
    afdeling,
    afhalen,
    beloften,
    build,
    logins,
    schermen,
    wachtruimte,
    ziek,
)


class Command(BaseCommand):
    help = "Zet de voorbeeldgemeente in een lege database. Doet niets als er al iets staat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=build.SEED, help="Een andere gemeente.")
        parser.add_argument(
            "--opnieuw",
            action="store_true",
            help="Gooi eerst alles weg. Kan alleen met DEMO=1.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["opnieuw"]:
            if not settings.DEMO:
                raise CommandError("--opnieuw gooit alles weg en kan alleen met DEMO=1.")
            call_command("flush", interactive=False, verbosity=0)
        if build.is_empty():
            town = build.build(now=timezone.now(), seed=options["seed"])
            self.stdout.write(
                f"Voorbeeldgemeente gemaakt: {town.producten} producten, {town.middelen} loketten, "
                f"ruimtes en medewerkers, {town.afspraken} afspraken."
            )
            random = Random(options["seed"])
            for naam, more in build.others.items():
                self.stdout.write(f"Daarbij: {more(now=timezone.now(), random=random)} {naam}.")
        if settings.DEMO:
            logins.create()
            beloften.write(now=timezone.now())
            afhalen.write(now=timezone.now())
            wachtruimte.write(now=timezone.now())
            afdeling.write(now=timezone.now())
            ziek.write(now=timezone.now())
            schermen.write()
            self.stdout.write(f"Inloggen: {settings.PUBLIC_URL}{reverse('account_login')}")
            for login in logins.LOGINS:
                rollen = ", ".join(login.rollen)
                self.stdout.write(f"  {login.naam:<15} {login.wachtwoord}   {rollen}")
            postvak = settings.PUBLIC_URL + reverse("postvak:lijst")
            self.stdout.write(f"Postvak: {postvak} (hier komen alle e-mails, sms'jes en brieven)")
