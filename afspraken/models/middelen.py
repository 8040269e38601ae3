"""Everything that can be occupied: places, departments, competences, resources.

Read next: `roosters.py`, when these are open.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Soort(models.TextChoices):
    """The kinds of resource."""

    LOKET = "LOKET", _("loket")
    RUIMTE = "RUIMTE", _("spreekruimte")
    AMBTENAAR = "AMBTENAAR", _("medewerker")
    KOFFER = "KOFFER", _("mobiele koffer")
    VOERTUIG = "VOERTUIG", _("voertuig")
    ZITTING = "ZITTING", _("zitting in een instelling")


OVERBOOKABLE = (Soort.LOKET, Soort.AMBTENAAR)
"""People can be asked to squeeze someone in; a room or a vehicle cannot be there twice."""


class Afdeling(models.Model):
    """A specialist department."""

    naam = models.CharField(_("naam"), max_length=100, unique=True)
    terugbelnorm = models.PositiveSmallIntegerField(
        _("belt terug binnen"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(400)],
        help_text=_("Werkuren. Leeg: de norm van de gemeente."),
    )

    class Meta:
        verbose_name = _("afdeling")
        verbose_name_plural = _("afdelingen")
        ordering = ("naam",)

    def __str__(self) -> str:
        return self.naam


class Locatie(models.Model):
    """A building where services are given; or, where `bij_klant`, the customer's own address.

    The address of the latter is where the officials set out from.
    """

    naam = models.CharField(_("naam"), max_length=100, unique=True)
    slug = models.SlugField(_("naam in het webadres"), max_length=60, unique=True)
    straat = models.CharField(_("straat"), max_length=100)
    huisnummer = models.CharField(_("huisnummer"), max_length=12, blank=True)
    postcode = models.CharField(
        _("postcode"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^[1-9]\d{3} [A-Z]{2}$", _("Bijvoorbeeld 1191 AA."))],
    )
    plaats = models.CharField(_("plaats"), max_length=80)
    breedtegraad = models.FloatField(
        _("breedtegraad"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90.0), MaxValueValidator(90.0)],
    )
    lengtegraad = models.FloatField(
        _("lengtegraad"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180.0), MaxValueValidator(180.0)],
    )
    telefoon = models.CharField(_("telefoon"), max_length=20, blank=True)
    aankomst = models.TextField(
        _("aankomst"), blank=True, help_text=_("Ingang, parkeren, rolstoel: wat helpt.")
    )
    aankomst_en = models.TextField(_("aankomst in het Engels"), blank=True)
    bij_klant = models.BooleanField(
        _("bij de klant"),
        default=False,
        help_text=_("De afspraak is op het adres van de klant. Hier vertrekken de medewerkers."),
    )
    vrijgave = models.PositiveSmallIntegerField(
        _("vrijgave"),
        default=24,
        null=True,
        blank=True,
        help_text=_(
            "Zoveel uur vooraf mag de website ook de tijd voor telefoon en balie aanbieden. "
            "Leeg: nooit."
        ),
    )
    melden_vanaf = models.PositiveSmallIntegerField(
        _("melden vanaf"),
        default=30,
        validators=[MaxValueValidator(480)],
        help_text=_("Zoveel minuten voor de afspraak kan de klant zich melden."),
    )
    te_laat_na = models.PositiveSmallIntegerField(
        _("te laat na"),
        default=10,
        validators=[MaxValueValidator(480)],
        help_text=_("Wie zoveel minuten na het begin nog niet is gemeld, gaat niet meer voor."),
    )
    melden_tot = models.PositiveSmallIntegerField(
        _("melden tot"),
        default=20,
        validators=[MaxValueValidator(480)],
        help_text=_(
            "Zoveel minuten na het begin kan iemand zich zelf nog melden. Daarna beslist de balie."
        ),
    )
    inloop_wacht = models.PositiveSmallIntegerField(
        _("inloop wacht hoogstens"),
        default=20,
        validators=[MaxValueValidator(480)],
        help_text=_(
            "Wie zoveel minuten wacht zonder afspraak, gaat voor een afspraak die nog niet begint."
        ),
    )
    is_actief = models.BooleanField(_("is actief"), default=True)
    volgorde = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("locatie")
        verbose_name_plural = _("locaties")
        ordering = ("volgorde", "naam")
        constraints = [
            models.CheckConstraint(
                name="locatie_melden_tot_na_te_laat",
                condition=Q(te_laat_na__lte=F("melden_tot")),
                violation_error_message=_("Melden kan ten minste zolang als iemand op tijd is."),
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def adres(self) -> str:
        """The address on one line, as one would write it on an envelope."""
        street = f"{self.straat} {self.huisnummer}".strip()
        town = f"{self.postcode} {self.plaats}".strip()
        return f"{street}, {town}"


class Bevoegdheid(models.Model):
    """A competence: what a resource must be allowed or equipped to do."""

    naam = models.CharField(_("naam"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("bevoegdheid")
        verbose_name_plural = _("bevoegdheden")
        ordering = ("naam",)

    def __str__(self) -> str:
        return self.naam


class Middel(models.Model):
    """A resource: a counter, a room, an official, a kit, a vehicle, a care-home session.

    It is open at a place only as `Openstand` says; `locatie` is merely where it belongs.
    """

    naam = models.CharField(_("naam"), max_length=100)
    soort = models.CharField(_("soort"), max_length=10, choices=Soort.choices)
    locatie = models.ForeignKey(
        Locatie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="middelen",
        verbose_name=_("vaste locatie"),
    )
    afdeling = models.ForeignKey(
        Afdeling,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="middelen",
        verbose_name=_("afdeling"),
    )
    plekken = models.PositiveSmallIntegerField(
        _("plekken"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("Hoeveel afspraken tegelijk. Bijna altijd 1."),
    )
    bevoegdheden = models.ManyToManyField(
        Bevoegdheid, blank=True, related_name="middelen", verbose_name=_("bevoegdheden")
    )
    gebruiker: models.OneToOneField[Any, Any] = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="middel",
        verbose_name=_("gebruiker"),
    )
    is_actief = models.BooleanField(_("is actief"), default=True)

    class Meta:
        verbose_name = _("middel")
        verbose_name_plural = _("middelen")
        ordering = ("soort", "naam")
        constraints = [
            models.UniqueConstraint(
                name="middel_naam_per_locatie",
                fields=["soort", "naam", "locatie"],
                violation_error_message=_("Op deze locatie bestaat dit middel al."),
            ),
            models.CheckConstraint(
                name="middel_minstens_een_plek",
                condition=Q(plekken__gte=1),
                violation_error_message=_("Een middel heeft ten minste één plek."),
            ),
        ]

    def __str__(self) -> str:
        return self.naam
