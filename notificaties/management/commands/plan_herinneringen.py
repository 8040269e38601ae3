"""Gives appointments the reminders that the rules ask for, as the nightly job does."""

from typing import Any

from django.core.management.base import BaseCommand

from notificaties import ronde


class Command(BaseCommand):
    help = "Zet voor elke afspraak de herinneringen klaar die erbij horen."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{ronde.plan()} herinneringen klaargezet.")
