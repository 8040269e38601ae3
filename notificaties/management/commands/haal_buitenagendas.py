"""Fetches the calendars from outside, as the job of every quarter of an hour does."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from notificaties.buitenagenda import keeping


class Command(BaseCommand):
    help = "Haal de agenda's van buiten op en houd de tijden bezet die erin staan."

    def handle(self, *args: Any, **options: Any) -> None:
        ronde = keeping.refresh_all(now=timezone.now())
        self.stdout.write(f"{ronde.gelukt} agenda's opgehaald, {ronde.mislukt} mislukt.")
