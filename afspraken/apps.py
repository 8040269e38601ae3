"""The scheduling core as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AfsprakenConfig(AppConfig):
    name = "afspraken"
    verbose_name = _("Afspraken")
    default_auto_field = "django.db.models.BigAutoField"
