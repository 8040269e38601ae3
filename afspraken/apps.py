"""The scheduling core as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AfsprakenConfig(AppConfig):
    name = "afspraken"
    verbose_name = _("Afspraken")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the core's own provider known, and the roles."""
        from afspraken import offers
        from afspraken.balie.provider import Balie
        from afspraken.rechten import groepen

        offers.register("balie", Balie())
        post_migrate.connect(groepen.ship, sender=self, dispatch_uid="afspraken.rechten")
