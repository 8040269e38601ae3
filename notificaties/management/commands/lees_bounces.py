"""Reads what came back as undeliverable, without Celery: for cron, or by hand."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from notificaties.bounces import postbus


class Command(BaseCommand):
    help = "Lees de e-mail die niet aankwam, en probeer de volgende manier."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_BOUNCES_URL:
            raise CommandError("Er is geen postbus voor onbestelbare e-mail: MAIL_BOUNCES_URL.")
        try:
            ended = postbus.process_new(now=timezone.now())
        except postbus.Unreachable as error:
            sentence = f"De postbus van MAIL_BOUNCES_URL is niet te lezen ({error})."
            raise CommandError(sentence) from error
        for what, number in sorted(ended.items()):
            self.stdout.write(f"{what}: {number}")
        if not ended:
            self.stdout.write("Er was niets nieuws.")
