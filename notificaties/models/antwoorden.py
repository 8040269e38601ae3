"""What customers answer by SMS: what it meant and what came of it, and which numbers want none."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from afspraken.models import Afspraak


class Betekenis(models.TextChoices):
    """What an SMS of a customer means. Which words mean what: see `antwoorden/betekenis.py`."""

    JA = "JA", _("ja")  # I will come
    NEE = "NEE", _("nee")  # I cannot come
    ANNULEER = "ANNULEER", _("annuleer")
    VERZET = "VERZET", _("verzet")  # another time, please
    STOP = "STOP", _("stop")  # no more SMS to this number
    START = "START", _("start")  # SMS again
    ANDERS = "ANDERS", _("anders")  # for a person to read


class Gevolg(models.TextChoices):
    """What came of it."""

    KOMT = "KOMT", _("de klant komt")
    GEVRAAGD = "GEVRAAGD", _("wij vroegen of de klant wil annuleren")
    GEANNULEERD = "GEANNULEERD", _("de klant annuleerde")
    KON_NIET = "KON_NIET", _("annuleren kon niet meer")
    LINK = "LINK", _("de klant kreeg de link om te verzetten")
    MEERDERE = "MEERDERE", _("er waren meer afspraken; de klant kreeg de tijden")
    BELTAAK = "BELTAAK", _("voor een medewerker")
    AFGEMELD = "AFGEMELD", _("dit nummer krijgt geen sms meer")
    AANGEMELD = "AANGEMELD", _("dit nummer krijgt weer sms")
    ONBEKEND = "ONBEKEND", _("bij dit nummer hoort geen afspraak")


BEANTWOORD = (Gevolg.GEVRAAGD, Gevolg.GEANNULEERD, Gevolg.KON_NIET, Gevolg.LINK, Gevolg.MEERDERE)
"""To these we answered by SMS."""


class SmsAntwoord(models.Model):
    """One SMS of a customer. Its text is not kept here; what a person must read is a call task.

    The row is also what makes the same SMS, delivered twice, count once.
    """

    provider_id = models.CharField(_("nummer bij de verzender"), max_length=64)
    nummer_hash = models.CharField(max_length=64)
    afspraak = models.ForeignKey(
        Afspraak, models.CASCADE, null=True, blank=True, related_name="sms_antwoorden"
    )
    versie = models.PositiveIntegerField(_("versie"), default=0)
    betekenis = models.CharField(_("betekenis"), max_length=10, choices=Betekenis.choices)
    gevolg = models.CharField(_("gevolg"), max_length=15, choices=Gevolg.choices)
    op = models.DateTimeField(_("op"))

    class Meta:
        verbose_name = _("antwoord per sms")
        verbose_name_plural = _("antwoorden per sms")
        ordering = ("-pk",)
        indexes = [
            # What this number said last, and how often.
            models.Index(fields=["nummer_hash", "op"], name="smsantwoord_per_nummer"),
        ]
        constraints = [
            # Providers deliver again what they think got lost.
            models.UniqueConstraint(
                name="smsantwoord_eenmaal",
                fields=["provider_id"],
                violation_error_message=_("Deze sms is al verwerkt."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_betekenis_display()}: {self.get_gevolg_display()}"


class SmsAfmelding(models.Model):
    """A number that wants no SMS. Stored is a keyed hash, so the table tells nothing."""

    nummer_hash = models.CharField(max_length=64, primary_key=True)
    op = models.DateTimeField(_("op"))

    class Meta:
        verbose_name = _("afmelding van sms")
        verbose_name_plural = _("afmeldingen van sms")

    def __str__(self) -> str:
        return f"{self.nummer_hash[:8]} {self.op:%Y-%m-%d}"
