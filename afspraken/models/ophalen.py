"""Documents that become ready after an appointment, and where they are collected.

Workflow is in `afspraken/ophalen/`. Numbers of documents are not kept: they stand in the register
of travel documents and licences, where they belong.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from afspraken.models.afspraken import Afspraak
from afspraken.models.catalogus import Product
from afspraken.models.middelen import Locatie


class Ophaalplaats(models.Model):
    """A place where the document of a product can be collected, and after how many working days."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="ophaalplaatsen")
    locatie = models.ForeignKey(
        Locatie,
        models.CASCADE,
        related_name="+",
        limit_choices_to={"bij_klant": False},
        verbose_name=_("locatie"),
    )
    werkdagen = models.PositiveSmallIntegerField(
        _("klaar na"),
        default=5,
        validators=[MaxValueValidator(120)],
        help_text=_("Werkdagen na de aanvraag."),
    )

    class Meta:
        verbose_name = _("plaats om op te halen")
        verbose_name_plural = _("plaatsen om op te halen")
        ordering = ("werkdagen", "locatie__volgorde", "locatie__naam")
        constraints = [
            models.UniqueConstraint(
                name="ophaalplaats_eenmaal",
                fields=["product", "locatie"],
                violation_error_message=_("Deze plaats staat er al."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.locatie} ({self.werkdagen})"


class Documentstatus(models.TextChoices):
    """Where a document stands.

    AANGEVRAAGD → GEREED → UITGEREIKT; VERVALLEN from either of the first two. Each step can be
    taken back.
    """

    AANGEVRAAGD = "AANGEVRAAGD", _("aangevraagd")  # it is being made
    GEREED = "GEREED", _("ligt klaar")  # it lies at its place
    UITGEREIKT = "UITGEREIKT", _("uitgereikt")  # somebody collected it
    VERVALLEN = "VERVALLEN", _("vervallen")  # not collected in time, or never made


TE_KOMEN = (Documentstatus.AANGEVRAAGD, Documentstatus.GEREED)
"""Somebody is still to collect it: as long as that is so, who that is is kept."""


class Ophaler(models.TextChoices):
    """Who collected a document. Not which person, nor with which proof."""

    KLANT = "KLANT", _("de klant zelf")
    GEMACHTIGDE = "GEMACHTIGDE", _("iemand met een machtiging")


class Afhaaldocument(models.Model):
    """One document of one person (`nummer`: the first, the second) that will be, or is, ready.

    Its customer is that of the appointment at which it was applied for. `verwacht_op` is a day in
    town. `door` did the last step; what happened before stands in the log.
    """

    afspraak = models.ForeignKey(
        Afspraak, models.CASCADE, related_name="documenten", verbose_name=_("afspraak")
    )
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="+", verbose_name=_("product")
    )
    nummer = models.PositiveSmallIntegerField(_("nummer"), default=1)
    locatie = models.ForeignKey(
        Locatie, models.PROTECT, related_name="documenten", verbose_name=_("waar")
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=Documentstatus.choices,
        default=Documentstatus.AANGEVRAAGD,
    )
    status_op = models.DateTimeField(_("status sinds"))
    aangevraagd_op = models.DateTimeField(_("aangevraagd op"))
    verwacht_op = models.DateField(_("verwacht op"))
    gereed_op = models.DateTimeField(_("klaar sinds"), null=True, blank=True)
    opslagnummer = models.CharField(
        _("opslagnummer"), max_length=20, blank=True, help_text=_("Waar het ligt, zoals la 3.")
    )
    herinnerd_op = models.DateTimeField(_("herinnerd op"), null=True, blank=True)
    opgehaald_door = models.CharField(
        _("opgehaald door"), max_length=12, choices=Ophaler.choices, blank=True
    )
    door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("document om op te halen")
        verbose_name_plural = _("documenten om op te halen")
        ordering = ("verwacht_op", "pk")
        indexes = [
            # The lists read what is still to be collected; what was collected is the most by far.
            models.Index(
                fields=["locatie", "status", "verwacht_op"],
                name="afhaaldocument_te_komen",
                condition=Q(status__in=["AANGEVRAAGD", "GEREED"]),
            ),
            models.Index(fields=["locatie", "status_op"], name="afhaaldocument_laatst"),
        ]
        constraints = [
            # Finishing an appointment twice gives each person one document.
            models.UniqueConstraint(
                name="afhaaldocument_eenmaal",
                fields=["afspraak", "product", "nummer"],
                violation_error_message=_("Dit document staat er al."),
            ),
            models.CheckConstraint(
                name="afhaaldocument_gereed_heeft_moment",
                condition=Q(status__in=["AANGEVRAAGD", "VERVALLEN"], gereed_op__isnull=True)
                | Q(
                    ~Q(status="AANGEVRAAGD"), gereed_op__isnull=False, gereed_op__lte=F("status_op")
                ),
                violation_error_message=_("Wat klaarligt, heeft een moment."),
            ),
            models.CheckConstraint(
                name="afhaaldocument_uitgereikt_aan_iemand",
                condition=Q(status="UITGEREIKT") & ~Q(opgehaald_door="")
                | ~Q(status="UITGEREIKT") & Q(opgehaald_door=""),
                violation_error_message=_("Zeg wie het ophaalde."),
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def naam(self) -> str:
        """What it is, in the language of the page: paspoort."""
        return self.product.toon_document
