"""Addresses and where they are: of the municipality itself, or kept for a while.

They are in the public register of addresses and say nothing about who lives there.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from afspraken.bezoekadres import Adres, number_of


class Adrespunt(models.Model):
    """One address with its point. `nummer` is the number without letter and addition."""

    postcode = models.CharField(
        _("postcode"),
        max_length=7,
        validators=[RegexValidator(r"^[1-9]\d{3} [A-Z]{2}$", _("Bijvoorbeeld 1191 AA."))],
    )
    nummer = models.PositiveIntegerField(_("nummer"))
    huisnummer = models.CharField(
        _("huisnummer"), max_length=12, help_text=_("Met letter en toevoeging: 12A-2.")
    )
    straat = models.CharField(_("straat"), max_length=100)
    plaats = models.CharField(_("plaats"), max_length=80)
    breedtegraad = models.FloatField(
        _("breedtegraad"), validators=[MinValueValidator(-90.0), MaxValueValidator(90.0)]
    )
    lengtegraad = models.FloatField(
        _("lengtegraad"), validators=[MinValueValidator(-180.0), MaxValueValidator(180.0)]
    )
    geldig_tot = models.DateTimeField(
        _("geldig tot"),
        null=True,
        blank=True,
        help_text=_("Leeg: van de gemeente zelf. Anders vragen wij het daarna opnieuw op."),
    )

    class Meta:
        verbose_name = _("adres")
        verbose_name_plural = _("adressen")
        ordering = ("postcode", "nummer", "huisnummer", "straat")
        constraints = [
            # One address, one point. Two streets can share a postcode, so they belong to the key.
            models.UniqueConstraint(
                name="adrespunt_eenmaal",
                fields=["postcode", "huisnummer", "straat", "plaats"],
                violation_error_message=_("Dit adres staat er al."),
            ),
        ]

    def __str__(self) -> str:
        return self.adres.regel

    def clean(self) -> None:
        """Take the number from what is written."""
        self.nummer = number_of(self.huisnummer)

    @property
    def adres(self) -> Adres:
        """The address as a value."""
        return Adres(
            straat=self.straat,
            huisnummer=self.huisnummer,
            postcode=self.postcode,
            plaats=self.plaats,
            breedtegraad=self.breedtegraad,
            lengtegraad=self.lengtegraad,
        )


class Buurt(models.Model):
    """A neighbourhood with the point in its middle, for who cannot be found by an address."""

    naam = models.CharField(_("naam"), max_length=80, unique=True)
    breedtegraad = models.FloatField(
        _("breedtegraad"), validators=[MinValueValidator(-90.0), MaxValueValidator(90.0)]
    )
    lengtegraad = models.FloatField(
        _("lengtegraad"), validators=[MinValueValidator(-180.0), MaxValueValidator(180.0)]
    )

    class Meta:
        verbose_name = _("buurt")
        verbose_name_plural = _("buurten")
        ordering = ("naam",)

    def __str__(self) -> str:
        return self.naam
