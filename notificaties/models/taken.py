"""What a person must do because no message did it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afspraken.models import Afspraak
from notificaties.models.berichten import Bericht

LONGEST_NOTITIE = 500
"""Characters of what a customer wrote that are kept."""


class Taakreden(models.TextChoices):
    """Why somebody has to call."""

    NIET_BEREIKT = "NIET_BEREIKT", _("geen bericht kwam aan")
    GEEN_WEG = "GEEN_WEG", _("wij kunnen deze klant geen bericht sturen")
    ONZEKER = "ONZEKER", _("niet zeker of het bericht aankwam")
    OPHALEN = "OPHALEN", _("er ligt iets klaar, en de klant weet dat nog niet")
    ANTWOORD = "ANTWOORD", _("de klant antwoordde per sms")


class Beltaak(models.Model):
    """The service point calls the customer of an appointment, before `uiterlijk`.

    One open task per appointment and reason: a second failure adds nothing to do.
    """

    afspraak = models.ForeignKey(
        Afspraak, models.CASCADE, related_name="beltaken", verbose_name=_("afspraak")
    )
    bericht = models.ForeignKey(
        Bericht, models.SET_NULL, null=True, blank=True, related_name="beltaken"
    )
    reden = models.CharField(_("reden"), max_length=15, choices=Taakreden.choices)
    notitie = models.CharField(
        _("notitie"), max_length=LONGEST_NOTITIE, blank=True, help_text=_("Wat de klant schreef.")
    )
    uiterlijk = models.DateTimeField(_("uiterlijk"))
    aangemaakt_op = models.DateTimeField(_("aangemaakt op"))
    gedaan_op = models.DateTimeField(_("gedaan op"), null=True, blank=True)
    gedaan_door = models.CharField(_("gedaan door"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("beltaak")
        verbose_name_plural = _("beltaken")
        ordering = ("uiterlijk",)
        constraints = [
            models.UniqueConstraint(
                name="beltaak_een_open",
                fields=["afspraak", "reden"],
                condition=Q(gedaan_op__isnull=True),
                violation_error_message=_("Deze taak staat al open."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reden_display()}: {self.afspraak}"
