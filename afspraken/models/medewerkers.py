"""Who works here, and for which departments. Roles are Django groups: see `afspraken/rechten/`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from afspraken.models.middelen import Afdeling


class Medewerker(models.Model):
    """The departments of a user. A user without one has no department of their own."""

    gebruiker: models.OneToOneField[Any, Any] = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="medewerker",
        verbose_name=_("gebruiker"),
    )
    afdelingen = models.ManyToManyField(
        Afdeling, blank=True, related_name="medewerkers", verbose_name=_("afdelingen")
    )

    class Meta:
        verbose_name = _("medewerker")
        verbose_name_plural = _("medewerkers")

    def __str__(self) -> str:
        return str(self.gebruiker)


def name_of(gebruiker: Any) -> str:
    """How colleagues call someone; empty for nobody."""
    if gebruiker is None:
        return ""
    full: str = gebruiker.get_full_name() or gebruiker.get_username()
    return full
