"""The catalogue: what people can come for, what it costs, and what it needs.

Rows are edited by the functional manager. Nothing here computes a time: how the rows of
one wish become one duration and one set of needs is in `afspraken/wens.py`.
Read next: `middelen.py`, the things that can be occupied.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from afspraken.models.middelen import Afdeling, Bevoegdheid, Soort

RASTERS = (5, 10, 15, 20, 30, 60)
"""Steps in minutes that divide an hour, so that the grid is the same in every time zone."""


class Kanaal(models.TextChoices):
    """The way by which a customer reaches the municipality."""

    WEB = "WEB", _("website")
    TELEFOON = "TELEFOON", _("telefoon")
    BALIE = "BALIE", _("balie")
    POST = "POST", _("post")
    EMAIL = "EMAIL", _("e-mail")
    API = "API", _("ander systeem")

    @property
    def is_personeel(self) -> bool:
        """True where an employee books: staff see all open time, and need no notice."""
        return self not in (Kanaal.WEB, Kanaal.API)


def all_channels() -> list[str]:
    """Every channel, as a new product offers itself until someone narrows it."""
    return [str(kanaal) for kanaal in Kanaal]


def _multiple_of_five(minutes: int) -> None:
    if minutes % 5:
        raise ValidationError(_("Kies een veelvoud van vijf minuten."))


def in_language(dutch: str, english: str) -> str:
    """The text in the language of the page; Dutch where no English was entered."""
    return english if english and (get_language() or "nl").startswith("en") else dutch


class Productgroep(models.Model):
    """A heading in the catalogue."""

    naam = models.CharField(_("naam"), max_length=100, unique=True)
    naam_en = models.CharField(_("naam in het Engels"), max_length=100, blank=True)
    volgorde = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("productgroep")
        verbose_name_plural = _("productgroepen")
        ordering = ("volgorde", "naam")

    def __str__(self) -> str:
        return in_language(self.naam, self.naam_en)


class Product(models.Model):
    """A product or service that one can book, with the rules that every door obeys."""

    naam = models.CharField(_("naam"), max_length=150)
    naam_en = models.CharField(_("naam in het Engels"), max_length=150, blank=True)
    slug = models.SlugField(_("naam in het webadres"), max_length=80, unique=True)
    upl_naam = models.CharField(
        _("UPL-naam"),
        max_length=150,
        blank=True,
        help_text=_("De naam in de Uniforme Productnamenlijst."),
    )
    groep = models.ForeignKey(
        Productgroep, models.PROTECT, related_name="producten", verbose_name=_("productgroep")
    )
    afdeling = models.ForeignKey(
        Afdeling,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="producten",
        verbose_name=_("afdeling"),
        help_text=_("Wie erover gaat. Leeg: de klantenservice."),
    )
    omschrijving = models.TextField(_("omschrijving"), blank=True)
    omschrijving_en = models.TextField(_("omschrijving in het Engels"), blank=True)
    zoekwoorden = models.CharField(
        _("zoekwoorden"),
        max_length=300,
        blank=True,
        help_text=_("Woorden die mensen gebruiken, met een spatie ertussen."),
    )
    meenemen = models.TextField(_("meenemen"), blank=True, help_text=_("Eén ding per regel."))
    meenemen_en = models.TextField(_("meenemen in het Engels"), blank=True)
    verschijnen = models.CharField(
        _("zelf komen"),
        max_length=200,
        blank=True,
        help_text=_("Waarom de klant volgens de wet zelf moet komen. Leeg: dat hoeft niet."),
    )
    verschijnen_en = models.CharField(_("zelf komen, in het Engels"), max_length=200, blank=True)

    duur = models.PositiveSmallIntegerField(
        _("duur"),
        default=15,
        validators=[MinValueValidator(5), MaxValueValidator(480), _multiple_of_five],
        help_text=_("Minuten voor één persoon."),
    )
    extra_per_persoon = models.PositiveSmallIntegerField(
        _("extra per persoon"),
        default=0,
        validators=[MaxValueValidator(240), _multiple_of_five],
        help_text=_("Minuten voor elke volgende persoon."),
    )
    max_personen = models.PositiveSmallIntegerField(
        _("hoogste aantal personen"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    uitloop = models.PositiveSmallIntegerField(
        _("uitloop"),
        default=0,
        validators=[MaxValueValidator(240), _multiple_of_five],
        help_text=_("Minuten die na de afspraak vrij blijven."),
    )
    raster = models.PositiveSmallIntegerField(
        _("raster"),
        default=10,
        choices=[(minutes, str(minutes)) for minutes in RASTERS],
        help_text=_("Afspraken beginnen om de zoveel minuten."),
    )
    aanlooptijd = models.PositiveIntegerField(
        _("aanlooptijd"), default=60, help_text=_("Minuten tussen boeken en komen, ten minste.")
    )
    horizon = models.PositiveSmallIntegerField(
        _("horizon"),
        default=56,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_("Zoveel dagen vooruit kan iemand boeken."),
    )
    kanalen = models.JSONField(_("kanalen"), default=all_channels)
    is_gevoelig = models.BooleanField(
        _("is gevoelig"),
        default=False,
        help_text=_("Andere afdelingen en berichten tonen alleen het woord afspraak."),
    )
    is_schaars = models.BooleanField(
        _("is schaars"), default=False, help_text=_("Tijden worden anders doorverkocht.")
    )
    vraagt_adres = models.BooleanField(
        _("vraagt adres"), default=False, help_text=_("De klant vult postcode en huisnummer in.")
    )
    is_telefonisch = models.BooleanField(
        _("per telefoon"),
        default=False,
        help_text=_("Wij bellen de klant op de afgesproken tijd. Alleen een medewerker boekt dit."),
    )
    combineerbaar_met = models.ManyToManyField(
        "self", blank=True, verbose_name=_("combineerbaar met")
    )
    vervolg = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vervolg"),
        help_text=_("Wat hierna komt, bijvoorbeeld: document afhalen. Leeg: niets."),
    )
    vervolg_na = models.PositiveSmallIntegerField(
        _("op zijn vroegst na"),
        default=0,
        validators=[MaxValueValidator(730)],
        help_text=_("Dagen na deze afspraak."),
    )
    document = models.CharField(
        _("document"),
        max_length=80,
        blank=True,
        help_text=_("Wat iemand later ophaalt, bijvoorbeeld: paspoort. Leeg: niets."),
    )
    document_en = models.CharField(_("document in het Engels"), max_length=80, blank=True)
    aanbieder = models.CharField(
        _("aanbieder"),
        max_length=20,
        default="balie",
        help_text=_("Welk onderdeel de tijden zoekt: balie is een loket of spreekkamer."),
    )
    bewaartermijn = models.PositiveSmallIntegerField(
        _("bewaartermijn"),
        null=True,
        blank=True,
        help_text=_("Dagen na de afspraak. Leeg: de termijn van de gemeente."),
    )
    is_actief = models.BooleanField(_("is actief"), default=True)
    volgorde = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("producten")
        ordering = ("volgorde", "naam")
        constraints = [
            # Time is kept in cells of five minutes; anything else could not be occupied.
            models.CheckConstraint(
                name="product_duur_in_cellen",
                condition=Q(duur__gte=5)
                & Q(duur=F("duur") / 5 * 5)
                & Q(extra_per_persoon=F("extra_per_persoon") / 5 * 5)
                & Q(uitloop=F("uitloop") / 5 * 5),
                violation_error_message=_("Duur en uitloop zijn een veelvoud van vijf minuten."),
            ),
            # A grid that divides an hour needs no knowledge of the clock change.
            models.CheckConstraint(
                name="product_raster_deelt_een_uur",
                condition=Q(raster__in=RASTERS),
                violation_error_message=_("Het raster moet in een uur passen."),
            ),
            models.CheckConstraint(
                name="product_minstens_een_persoon",
                condition=Q(max_personen__gte=1),
                violation_error_message=_("Er komt ten minste één persoon."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.naam, self.naam_en)

    def clean(self) -> None:
        """Refuse channels that do not exist, or that cannot book what is held by telephone."""
        if not isinstance(self.kanalen, list) or set(self.kanalen) - set(Kanaal.values):
            raise ValidationError({"kanalen": _("Kies uit de bestaande kanalen.")})
        if self.is_telefonisch and not all(Kanaal(one).is_personeel for one in self.kanalen):
            raise ValidationError({"kanalen": _("Per telefoon boekt alleen een medewerker.")})

    @property
    def toon_omschrijving(self) -> str:
        """The description in the language of the page."""
        return in_language(self.omschrijving, self.omschrijving_en)

    @property
    def toon_meenemen(self) -> list[str]:
        """What to bring, one thing per item, in the language of the page."""
        text = in_language(self.meenemen, self.meenemen_en)
        return [line.strip() for line in text.splitlines() if line.strip()]

    @property
    def toon_verschijnen(self) -> str:
        """Why the law wants the customer in person, in the language of the page; else empty."""
        return in_language(self.verschijnen, self.verschijnen_en)

    @property
    def toon_document(self) -> str:
        """What is collected later, in the language of the page; the product where it has no name.

        That happens only where the manager took the name away since.
        """
        return in_language(self.document, self.document_en) or str(self)

    def minutes_for(self, aantal: int) -> int:
        """Minutes for `aantal` persons, without the buffer."""
        return self.duur + self.extra_per_persoon * (aantal - 1)

    def kosten_on(self, dag: date) -> list[Kosten]:
        """The costs in force on a day: per description the newest that has begun.

        Reads the prefetched `kosten` when there are any.
        """
        newest: dict[str, Kosten] = {}
        for kosten in sorted(self.kosten.all(), key=lambda row: row.geldig_vanaf):
            if kosten.geldig_vanaf <= dag:
                newest[kosten.omschrijving] = kosten
        return sorted(newest.values(), key=lambda row: row.bedrag)


class Kosten(models.Model):
    """What a product costs from a date on; leges change each January."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="kosten")
    omschrijving = models.CharField(
        _("omschrijving"), max_length=100, blank=True, help_text=_("Bijvoorbeeld: tot 18 jaar.")
    )
    omschrijving_en = models.CharField(_("omschrijving in het Engels"), max_length=100, blank=True)
    bedrag = models.DecimalField(
        _("bedrag"), max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    geldig_vanaf = models.DateField(_("geldig vanaf"))

    class Meta:
        verbose_name = _("kosten")
        verbose_name_plural = _("kosten")
        ordering = ("geldig_vanaf", "bedrag")
        constraints = [
            # Two prices for the same thing from the same day would both be shown.
            models.UniqueConstraint(
                name="kosten_een_prijs_per_dag",
                fields=["product", "omschrijving", "geldig_vanaf"],
                violation_error_message=_("Er is al een prijs die op deze dag ingaat."),
            ),
        ]

    def __str__(self) -> str:
        return f"€ {self.bedrag} ({self.geldig_vanaf})"

    @property
    def toon_omschrijving(self) -> str:
        """The description in the language of the page."""
        return in_language(self.omschrijving, self.omschrijving_en)


class Vereiste(models.Model):
    """What a product needs: `aantal` resources of one kind, with a competence. Rows are AND-ed."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="vereisten")
    soort = models.CharField(_("soort"), max_length=10, choices=Soort.choices)
    aantal = models.PositiveSmallIntegerField(
        _("aantal"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    bevoegdheid = models.ForeignKey(
        Bevoegdheid,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("bevoegdheid"),
        help_text=_("Leeg: elk middel van deze soort mag."),
    )

    class Meta:
        verbose_name = _("vereiste")
        verbose_name_plural = _("vereisten")
        constraints = [
            # "Two officials" is one row with a number, so that merging products stays plain.
            # Two constraints, because not every database lets an empty field count as equal.
            models.UniqueConstraint(
                name="vereiste_een_rij_per_soort",
                fields=["product", "soort", "bevoegdheid"],
                violation_error_message=_("Deze vereiste staat er al. Verhoog het aantal."),
            ),
            models.UniqueConstraint(
                name="vereiste_een_rij_zonder_bevoegdheid",
                fields=["product", "soort"],
                condition=Q(bevoegdheid__isnull=True),
                violation_error_message=_("Deze vereiste staat er al. Verhoog het aantal."),
            ),
            models.CheckConstraint(
                name="vereiste_minstens_een",
                condition=Q(aantal__gte=1),
                violation_error_message=_("Vraag ten minste één middel."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aantal} × {self.get_soort_display()}"
