"""When customers hear from us, and which officials and rooms want to hear of appointments."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afspraken.models import Berichtkanaal, Middel, Product
from notificaties.models.sjablonen import Berichtsoort

MET_MOMENT = (Berichtsoort.HERINNERING, Berichtsoort.MEENEMEN, Berichtsoort.NABERICHT)
"""Kinds that are sent at a moment before or after the appointment."""


class Eenheid(models.TextChoices):
    """In what the distance to the appointment is counted."""

    DAGEN = "d", _("dagen")  # on the wall clock: two days before 10.00 is 10.00
    UREN = "u", _("uren")


def moment_code(soort: str, aantal: int, eenheid: str) -> str:
    """A moment as the outbox names it: "-2d" before, "+1d" after the appointment."""
    sign = "+" if soort == Berichtsoort.NABERICHT else "-"
    return f"{sign}{aantal}{eenheid}"


class Berichtmoment(models.Model):
    """One moment at which a message is sent; those of a product replace the general ones."""

    product = models.ForeignKey(
        Product,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="berichtmomenten",
        verbose_name=_("product"),
        help_text=_("Leeg: voor alle producten zonder eigen momenten."),
    )
    soort = models.CharField(
        _("soort"),
        max_length=15,
        choices=[(soort.value, soort.label) for soort in MET_MOMENT],
    )
    aantal = models.PositiveSmallIntegerField(
        _("aantal"), validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    eenheid = models.CharField(_("eenheid"), max_length=1, choices=Eenheid.choices)
    kanaal = models.CharField(
        _("kanaal"),
        max_length=10,
        choices=Berichtkanaal.choices,
        blank=True,
        help_text=_("Leeg: zoals de klant het liefst wil."),
    )

    class Meta:
        verbose_name = _("moment van een bericht")
        verbose_name_plural = _("momenten van berichten")
        ordering = ("product", "soort", "eenheid", "-aantal")
        constraints = [
            models.UniqueConstraint(
                name="berichtmoment_eenmaal_per_product",
                fields=["product", "soort", "aantal", "eenheid"],
                violation_error_message=_("Dit moment staat er al."),
            ),
            models.UniqueConstraint(
                name="berichtmoment_eenmaal_algemeen",
                fields=["soort", "aantal", "eenheid"],
                condition=Q(product__isnull=True),
                violation_error_message=_("Dit moment staat er al."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.code}"

    @property
    def code(self) -> str:
        """As `moment_code`."""
        return moment_code(self.soort, self.aantal, self.eenheid)


class Berichtadres(models.Model):
    """The mailbox of an official or a room that gets each appointment as an invitation."""

    middel = models.OneToOneField(
        Middel, models.CASCADE, related_name="berichtadres", verbose_name=_("middel")
    )
    email = models.EmailField(_("e-mailadres"))
    is_actief = models.BooleanField(_("is actief"), default=True)

    class Meta:
        verbose_name = _("berichtadres van een middel")
        verbose_name_plural = _("berichtadressen van middelen")

    def __str__(self) -> str:
        return f"{self.middel}: {self.email}"
