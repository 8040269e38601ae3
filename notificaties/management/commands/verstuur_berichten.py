"""Sends what is due, without Celery: for cron, or by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from notificaties import ronde


class Command(BaseCommand):
    help = "Verstuur alle berichten die aan de beurt zijn. Mag naast de taken lopen."

    def handle(self, *args: Any, **options: Any) -> None:
        ronde.tidy()
        ended = ronde.send()
        for uitkomst, number in sorted(ended.items()):
            self.stdout.write(f"{uitkomst}: {number}")
        if not ended:
            self.stdout.write("Er was niets te versturen.")
