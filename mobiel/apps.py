"""The `mobiel` package as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MobielConfig(AppConfig):
    name = "mobiel"
    verbose_name = _("Mobiel")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register with the core what it must know of us."""
        from afspraken import offers
        from afspraken.demo import build
        from mobiel import checking, privacy  # noqa: F401
        from mobiel.demo import bouwen
        from mobiel.offers import BezoekAanbieder

        build.register("bezoeken", bouwen.build)
        offers.register("bezoek", BezoekAanbieder())
