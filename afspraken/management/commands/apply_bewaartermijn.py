"""Blanks the personal data whose term has run out; the nightly job does the same."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from afspraken import privacy


class Command(BaseCommand):
    help = "Wis persoonsgegevens waarvan de bewaartermijn voorbij is. Dit gebeurt ook elke nacht."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{privacy.pseudonymise_due(timezone.now())} rijen gewist.")
