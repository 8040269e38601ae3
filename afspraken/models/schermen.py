"""Screens in a building: the kiosk, the waiting screen, and the poster with a QR code.

Each has an address with a secret code and needs no login. Read next: `afspraken/kiosk/`.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from afspraken.models.afspraken import new_code
from afspraken.models.catalogus import in_language
from afspraken.models.middelen import Locatie


class Schermsoort(models.TextChoices):
    """What stands or hangs there."""

    ZUIL = "ZUIL", _("aanmeldzuil")
    WACHTSCHERM = "WACHTSCHERM", _("wachtscherm")
    POSTER = "POSTER", _("poster met QR-code")


class Scherm(models.Model):
    """One screen of a place. Who knows its `code` may use it, while it is active."""

    locatie = models.ForeignKey(
        Locatie,
        models.PROTECT,
        related_name="schermen",
        limit_choices_to={"bij_klant": False},
        verbose_name=_("locatie"),
    )
    soort = models.CharField(_("soort"), max_length=11, choices=Schermsoort.choices)
    naam = models.CharField(
        _("naam"), max_length=60, help_text=_("Waar het staat, bijvoorbeeld: hal bij de ingang.")
    )
    code = models.CharField(_("code"), max_length=64, unique=True, default=new_code, editable=False)
    zitplaats = models.CharField(
        _("waar men wacht"),
        max_length=120,
        blank=True,
        help_text=_("Wat de bezoeker leest, bijvoorbeeld: Neem plaats bij het raam."),
    )
    zitplaats_en = models.CharField(_("waar men wacht, in het Engels"), max_length=120, blank=True)
    is_actief = models.BooleanField(_("is actief"), default=True)

    class Meta:
        verbose_name = _("scherm")
        verbose_name_plural = _("schermen")
        ordering = ("locatie", "soort", "naam")
        constraints = [
            models.UniqueConstraint(
                name="scherm_een_naam_per_locatie",
                fields=["locatie", "naam"],
                violation_error_message=_("Er is al een scherm met deze naam."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam} ({self.get_soort_display()})"

    @property
    def waar(self) -> str:
        """Where visitors wait, in the language of the page; often nothing was entered."""
        return in_language(self.zitplaats, self.zitplaats_en)
