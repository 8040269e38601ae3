"""The `notificaties` package as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NotificatiesConfig(AppConfig):
    name = "notificaties"
    verbose_name = _("Berichten")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the core, and register what it must know of us."""
        from notificaties import (  # noqa: F401
            afmelding,
            beltaken,
            brieven,
            integrity,
            meldingen,
            paneel,
            privacy,
            receivers,
        )
        from notificaties.agendas import receivers as agendareceivers
        from notificaties.buitenagenda import checking  # noqa: F401
        from notificaties.gebruikelijk import ship

        agendareceivers.connect()
        post_migrate.connect(ship, sender=self, dispatch_uid="notificaties.gebruikelijk")
