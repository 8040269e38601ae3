"""After a restore, before anything else starts: nothing goes out twice, nobody comes back."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from afspraken import privacy
from notificaties import outbox


class Command(BaseCommand):
    help = (
        "Draai dit na het terugzetten van een back-up, vóór 'up'. Berichten die misschien al "
        "weg zijn, gaan niet nog eens; wie gewist was, wordt weer gewist."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if privacy.journal().exists():
                call_command("replay_wissingen", stdout=self.stdout)
        finally:  # last, because who is erased again has appointments cancelled, which is news
            number = outbox.hold_back_restored(now=timezone.now())
            self.stdout.write(f"{number} berichten zijn misschien al verstuurd: ze wachten op u.")
