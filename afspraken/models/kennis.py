"""The knowledge base: articles, and every version of what they say.

The article itself holds what does not need a history: where it belongs, whose it is, when someone
must look at it again. What it says is a `Kennisversie`. Read next: `afspraken/kennis/`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from afspraken.models.catalogus import Product, in_language
from afspraken.models.middelen import Afdeling
from afspraken.models.versies import Versie


class Kennisartikel(models.Model):
    """One subject of the knowledge base, for the employee and, if it is not internal, for all."""

    titel = models.CharField(_("titel"), max_length=150)
    titel_en = models.CharField(_("titel in het Engels"), max_length=150, blank=True)
    slug = models.SlugField(_("naam in het webadres"), max_length=80, unique=True)
    afdeling = models.ForeignKey(
        Afdeling,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kennisartikelen",
        verbose_name=_("afdeling"),
        help_text=_("Wie het schrijft en bijhoudt. Leeg: van alle afdelingen samen."),
    )
    eigenaar: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="kennisartikelen",
        verbose_name=_("eigenaar"),
    )
    herzien_op = models.DateField(
        _("herzien op"), help_text=_("Kijk op deze dag of alles nog klopt.")
    )
    producten = models.ManyToManyField(
        Product, blank=True, related_name="kennisartikelen", verbose_name=_("producten")
    )
    zoekwoorden = models.CharField(
        _("zoekwoorden"),
        max_length=300,
        blank=True,
        help_text=_("Woorden die mensen gebruiken, met een spatie ertussen."),
    )
    is_intern = models.BooleanField(
        _("is intern"),
        default=True,
        help_text=_("Alleen medewerkers lezen het. Uit: ook inwoners, zonder het script."),
    )
    # What a search looks in, as `zoeken.plain` leaves it, with a space at both ends; derived.
    titelwoorden = models.TextField(editable=False, default="")
    trefwoorden = models.TextField(editable=False, default="")
    tekstwoorden = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("kennisartikel")
        verbose_name_plural = _("kennisartikelen")
        ordering = ("titel",)

    def __str__(self) -> str:
        return in_language(self.titel, self.titel_en)

    def get_absolute_url(self) -> str:
        """Where an employee reads it."""
        return reverse("servicepunt:kennisartikel", args=[self.slug])


class Kennisversie(Versie):
    """What an article says, once. Only a draft may change, so what was read can be looked up."""

    zegt = ("tekst", "tekst_en", "script", "vragen")

    artikel = models.ForeignKey(
        Kennisartikel, models.CASCADE, related_name="versies", verbose_name=_("artikel")
    )
    tekst = models.TextField(_("tekst"), max_length=20_000)
    tekst_en = models.TextField(_("tekst in het Engels"), max_length=20_000, blank=True)
    script = models.TextField(
        _("script"),
        max_length=5000,
        blank=True,
        help_text=_("Wat de medewerker zegt en doet. Eén stap per regel."),
    )
    vragen = models.TextField(
        _("vragen en antwoorden"),
        max_length=10_000,
        blank=True,
        help_text=_("De vraag op een regel, het antwoord eronder. Een lege regel ertussen."),
    )

    class Meta:
        verbose_name = _("versie van een kennisartikel")
        verbose_name_plural = _("versies van een kennisartikel")
        ordering = ("artikel", "-nummer")
        constraints = [
            models.UniqueConstraint(
                name="kennisversie_nummer",
                fields=["artikel", "nummer"],
                violation_error_message=_("Dit nummer bestaat al."),
            ),
            # Two writers publish at once: one wins, the other is told.
            models.UniqueConstraint(
                name="kennisversie_een_in_gebruik",
                fields=["artikel"],
                condition=Q(status="GEPUBLICEERD"),
                violation_error_message=_("Er is al een versie in gebruik."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.artikel} ({self.nummer})"

    @property
    def toon_tekst(self) -> str:
        """The text in the language of the page; Dutch where no English was written."""
        return in_language(self.tekst, self.tekst_en)

    @property
    def stappen(self) -> list[str]:
        """The steps of the script, one per line."""
        return [line.strip() for line in self.script.splitlines() if line.strip()]

    @property
    def vragen_en_antwoorden(self) -> list[tuple[str, str]]:
        """The pairs of question and answer; a question without an answer has ""."""
        blocks = self.vragen.replace("\r\n", "\n").strip().split("\n\n")
        pairs = (block.strip().partition("\n") for block in blocks if block.strip())
        return [(vraag.strip(), antwoord.strip()) for vraag, _line, antwoord in pairs]
