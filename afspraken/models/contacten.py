"""The customer, as far as an appointment needs to know.

Contacts and call-backs join this file with the service point.
"""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField


class Taal(models.TextChoices):
    """The languages in which the customer is addressed."""

    NL = "nl", _("Nederlands")
    EN = "en", _("Engels")


class Berichtkanaal(models.TextChoices):
    """The ways by which a customer hears from us."""

    EMAIL = "EMAIL", _("e-mail")
    SMS = "SMS", _("sms")
    BRIEF = "BRIEF", _("brief")


class Klant(models.Model):
    """A resident, business or institution in the role of customer.

    Each online booking makes its own row; rows are joined only by a person who says so.
    Everything here is personal data and is blanked after the retention term (`privacy/`).
    """

    naam = models.CharField(_("naam"), max_length=150, blank=True)
    organisatie = models.CharField(_("organisatie"), max_length=150, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    telefoon = PhoneNumberField(_("telefoonnummer"), blank=True, region="NL")
    postcode = models.CharField(
        _("postcode"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^[1-9]\d{3} [A-Z]{2}$", _("Bijvoorbeeld 1191 AA."))],
    )
    huisnummer = models.CharField(_("huisnummer"), max_length=12, blank=True)
    taal = models.CharField(_("taal"), max_length=2, choices=Taal.choices, default=Taal.NL)
    voorkeur = models.CharField(
        _("wil bericht per"),
        max_length=10,
        choices=Berichtkanaal.choices,
        blank=True,
        help_text=_("Leeg: e-mail, anders sms, anders een brief."),
    )
    gewist_op = models.DateTimeField(_("gewist op"), null=True, blank=True)

    class Meta:
        verbose_name = _("klant")
        verbose_name_plural = _("klanten")
        indexes = [models.Index(fields=["email"], name="klant_op_email")]

    def __str__(self) -> str:
        return self.organisatie or self.naam or str(_("gewist"))
