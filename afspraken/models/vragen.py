"""The question funnel: life events, and questions whose answers select products or knowledge.

These rows are what the functional manager edits. What people walk through is `inhoud`, written from
the rows when they are published: so nobody walks through a funnel that is half changed. Read
next: `afspraken/vraagtrechter/`.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afspraken.models.catalogus import Product, in_language
from afspraken.models.kennis import Kennisartikel


class Levensgebeurtenis(models.Model):
    """What happens in someone's life that brings them to us: moving, a birth, a marriage."""

    naam = models.CharField(_("naam"), max_length=100, unique=True)
    naam_en = models.CharField(_("naam in het Engels"), max_length=100, blank=True)
    slug = models.SlugField(_("naam in het webadres"), max_length=60, unique=True)
    omschrijving = models.CharField(_("omschrijving"), max_length=200, blank=True)
    omschrijving_en = models.CharField(_("omschrijving in het Engels"), max_length=200, blank=True)
    zoekwoorden = models.CharField(
        _("zoekwoorden"),
        max_length=300,
        blank=True,
        help_text=_("Woorden die mensen gebruiken, met een spatie ertussen."),
    )
    is_actief = models.BooleanField(
        _("is actief"), default=True, help_text=_("Uit: niemand ziet deze vragen.")
    )
    volgorde = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    inhoud: models.JSONField[Any, Any] = models.JSONField(default=dict, editable=False)
    versie = models.PositiveIntegerField(_("versie"), default=0, editable=False)
    gepubliceerd_op = models.DateTimeField(_("gepubliceerd op"), null=True, editable=False)

    class Meta:
        verbose_name = _("levensgebeurtenis")
        verbose_name_plural = _("levensgebeurtenissen")
        ordering = ("volgorde", "naam")

    def __str__(self) -> str:
        return in_language(self.naam, self.naam_en)

    @property
    def toon_omschrijving(self) -> str:
        """The description in the language of the page."""
        return in_language(self.omschrijving, self.omschrijving_en)


class Vraag(models.Model):
    """One question of a life event. The one that comes first in the order is asked first."""

    gebeurtenis = models.ForeignKey(
        Levensgebeurtenis,
        models.CASCADE,
        related_name="vragen",
        verbose_name=_("levensgebeurtenis"),
    )
    tekst = models.CharField(_("vraag"), max_length=150)
    tekst_en = models.CharField(_("vraag in het Engels"), max_length=150, blank=True)
    uitleg = models.CharField(_("uitleg"), max_length=300, blank=True)
    uitleg_en = models.CharField(_("uitleg in het Engels"), max_length=300, blank=True)
    volgorde = models.PositiveSmallIntegerField(
        _("volgorde"), default=0, help_text=_("De vraag met het laagste getal is de eerste.")
    )

    class Meta:
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")
        ordering = ("gebeurtenis", "volgorde", "id")

    def __str__(self) -> str:
        return self.tekst


class Antwoord(models.Model):
    """One answer: it leads to a next question or to the end, and may add products on the way."""

    vraag = models.ForeignKey(
        Vraag, models.CASCADE, related_name="antwoorden", verbose_name=_("vraag")
    )
    tekst = models.CharField(_("antwoord"), max_length=150)
    tekst_en = models.CharField(_("antwoord in het Engels"), max_length=150, blank=True)
    volgende = models.ForeignKey(
        Vraag,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("volgende vraag"),
        help_text=_("Leeg: hierna zijn er geen vragen meer."),
    )
    artikel = models.ForeignKey(
        Kennisartikel,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kennisartikel"),
        help_text=_("Wat de klant aan het eind leest."),
    )
    volgorde = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("antwoord")
        verbose_name_plural = _("antwoorden")
        ordering = ("vraag", "volgorde", "id")
        constraints = [
            # An article is what one reads at the end, so nothing is asked after it.
            models.CheckConstraint(
                name="antwoord_gaat_verder_of_eindigt",
                condition=Q(volgende__isnull=True) | Q(artikel__isnull=True),
                violation_error_message=_("Kies een volgende vraag of een artikel, niet allebei."),
            ),
        ]

    def __str__(self) -> str:
        return self.tekst

    def clean(self) -> None:
        """Refuse a next question of another life event."""
        next_one = self.volgende
        if next_one and self.vraag_id and next_one.gebeurtenis_id != self.vraag.gebeurtenis_id:
            raise ValidationError({"volgende": _("Kies een vraag van dezelfde gebeurtenis.")})


class Antwoordproduct(models.Model):
    """A product that an answer adds, for so many persons, and why."""

    antwoord = models.ForeignKey(Antwoord, models.CASCADE, related_name="producten")
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="+", verbose_name=_("product")
    )
    aantal = models.PositiveSmallIntegerField(
        _("aantal personen"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    reden = models.CharField(
        _("reden"),
        max_length=200,
        blank=True,
        help_text=_("Waarom de klant dit nodig heeft. Eén zin."),
    )
    reden_en = models.CharField(_("reden in het Engels"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("product bij een antwoord")
        verbose_name_plural = _("producten bij een antwoord")
        constraints = [
            models.UniqueConstraint(
                name="antwoordproduct_een_keer",
                fields=["antwoord", "product"],
                violation_error_message=_("Dit product staat er al. Verhoog het aantal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} × {self.aantal}"
