"""What was promised after a contact: to call back, or to do something else. Who keeps it, and when.

One row is one promise (an "internetaak"); its steps tell what happened to it. An open promise is
always somebody's: of a person, else of a group, else of a department, else of the service point.
Workflow is in `afspraken/contact/`. Source: VNG Klantinteracties, resource internetaak.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from afspraken.models.contacten import Klantcontact
from afspraken.models.middelen import Afdeling


class Groep(models.Model):
    """Some people of a department who share a kind of questions."""

    afdeling = models.ForeignKey(
        Afdeling, models.CASCADE, related_name="groepen", verbose_name=_("afdeling")
    )
    naam = models.CharField(_("naam"), max_length=100)
    leden: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="groepen_van_afdeling"
    )

    class Meta:
        verbose_name = _("groep")
        verbose_name_plural = _("groepen")
        ordering = ("afdeling__naam", "naam")
        constraints = [
            models.UniqueConstraint(
                name="groep_eenmaal_per_afdeling",
                fields=["afdeling", "naam"],
                violation_error_message=_("Deze groep bestaat al."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam} ({self.afdeling})"


class Belofte(models.TextChoices):
    """What was promised."""

    TERUGBELLEN = "TERUGBELLEN", _("terugbellen")
    VERVOLG = "VERVOLG", _("vervolgactie")  # answer a letter, look something up, send something


class Terugbelstatus(models.TextChoices):
    """Open or kept; the words are those of an internetaak."""

    TE_VERWERKEN = "te_verwerken", _("open")
    VERWERKT = "verwerkt", _("afgehandeld")


class Dagdeel(models.TextChoices):
    """When someone likes to be called."""

    OCHTEND = "OCHTEND", _("in de ochtend")
    MIDDAG = "MIDDAG", _("in de middag")


class Terugbelverzoek(models.Model):
    """One promise, its owner and its deadline (`uiterlijk`, UTC).

    `naam` and `telefoon` are whom to call; they may differ from the customer of the contact.
    `versie` rises with every step, so that of two who act on the same page one is told.
    """

    contact = models.ForeignKey(Klantcontact, models.PROTECT, related_name="verzoeken")
    soort = models.CharField(
        _("soort"), max_length=12, choices=Belofte.choices, default=Belofte.TERUGBELLEN
    )
    gevraagde_handeling = models.CharField(_("gevraagde handeling"), max_length=200)
    toelichting = models.TextField(_("toelichting"), max_length=1000, blank=True)
    naam = models.CharField(_("naam"), max_length=150, blank=True)
    telefoon = PhoneNumberField(_("telefoonnummer"), blank=True, region="NL")
    voorkeur_dag = models.DateField(_("liefst op"), null=True, blank=True)
    voorkeur_dagdeel = models.CharField(
        _("liefst"), max_length=8, choices=Dagdeel.choices, blank=True
    )

    afdeling = models.ForeignKey(
        Afdeling,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="terugbelverzoeken",
        verbose_name=_("afdeling"),
        help_text=_("Leeg: de klantenservice."),
    )
    groep = models.ForeignKey(
        Groep,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="terugbelverzoeken",
        verbose_name=_("groep"),
    )
    medewerker: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,  # then it is the department's again
        null=True,
        blank=True,
        related_name="terugbelverzoeken",
        verbose_name=_("medewerker"),
    )

    uiterlijk = models.DateTimeField(_("uiterlijk"))
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=Terugbelstatus.choices,
        default=Terugbelstatus.TE_VERWERKEN,
    )
    afgehandeld_op = models.DateTimeField(_("afgehandeld op"), null=True, blank=True)
    versie = models.PositiveIntegerField(default=1)
    aangemaakt_op = models.DateTimeField(_("beloofd op"))

    class Meta:
        verbose_name = _("terugbelverzoek")
        verbose_name_plural = _("terugbelverzoeken")
        ordering = ("uiterlijk", "id")
        indexes = [
            # The lists read what is open, most urgent first; what was kept is the most by far.
            models.Index(
                fields=["afdeling", "uiterlijk"],
                name="terugbelverzoek_open",
                condition=Q(status="te_verwerken"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="terugbelverzoek_klaar_heeft_moment",
                condition=Q(status="te_verwerken", afgehandeld_op__isnull=True)
                | Q(status="verwerkt", afgehandeld_op__isnull=False),
                violation_error_message=_("Wat klaar is, heeft een moment."),
            ),
            models.CheckConstraint(
                name="terugbelverzoek_een_eigenaar",
                condition=Q(groep__isnull=True)
                | Q(afdeling__isnull=False, medewerker__isnull=True),
                violation_error_message=_("Kies een groep of een medewerker, niet allebei."),
            ),
        ]

    def __str__(self) -> str:
        return self.gevraagde_handeling


class Stap(models.TextChoices):
    """What happened to a promise."""

    BELOOFD = "BELOOFD", _("beloofd")
    OPGEPAKT = "OPGEPAKT", _("opgepakt")  # someone takes it for their own
    POGING = "POGING", _("geprobeerd")  # called, and not reached
    OVERGEDRAGEN = "OVERGEDRAGEN", _("overgedragen")  # to another owner, with a reason
    KLAAR = "KLAAR", _("afgehandeld")
    HEROPEND = "HEROPEND", _("heropend")  # it was not done after all


class Terugbelstap(models.Model):
    """One step of a promise: who, when, what. `toelichting`: a reason, a result, how it went."""

    verzoek = models.ForeignKey(Terugbelverzoek, models.CASCADE, related_name="stappen")
    stap = models.CharField(max_length=12, choices=Stap.choices)
    op = models.DateTimeField()
    door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    toelichting = models.CharField(_("toelichting"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("stap van een terugbelverzoek")
        verbose_name_plural = _("stappen van een terugbelverzoek")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.get_stap_display()
