"""Texts of messages: one template per kind, way, language and, where wanted, product.

Where the municipality published nothing, the text that ships with the system is used
(`teksten/standaard/`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afspraken.models import Berichtkanaal, Product, Taal, Versie

LONGEST_TITEL, LONGEST_TEKST = 150, 5000
"""Characters of a subject and of a text, as an editor writes them."""


class Berichtsoort(models.TextChoices):
    """What a message is for. Which promise it needs to be true: see `outbox/truth.py`."""

    BEVESTIGING = "BEVESTIGING", _("bevestiging")  # the customer has booked
    WIJZIGING = "WIJZIGING", _("wijziging")  # another time or place
    ANNULERING = "ANNULERING", _("annulering")  # it is off
    HERINNERING = "HERINNERING", _("herinnering")  # it is soon
    MEENEMEN = "MEENEMEN", _("dit meenemen")  # what to bring
    NABERICHT = "NABERICHT", _("bericht na afloop")  # after the visit
    MEDEDELING = "MEDEDELING", _("mededeling aan medewerker")  # to an official or a room
    ONDERWEG = "ONDERWEG", _("onderweg")  # the visitor is on the way
    LOOPT_UIT = "LOOPT_UIT", _("loopt uit")  # the visitor is late
    TIJDVAK = "TIJDVAK", _("smaller tijdvak")  # the promised window became narrower
    KLAAR = "KLAAR", _("ligt klaar")  # a document can be collected
    VOORSTEL = "VOORSTEL", _("voorstel voor een andere tijd")  # the customer chooses
    BEZOEKVOORSTEL = "BEZOEKVOORSTEL", _("voorstel voor een bezoek")  # held; the customer answers
    BEZOEKVRAAG = "BEZOEKVRAAG", _("vraag om een bezoek ontvangen")
    BEZOEKAFWIJZING = "BEZOEKAFWIJZING", _("wij komen niet langs")
    BEZOEKVERVALLEN = "BEZOEKVERVALLEN", _("geen antwoord op een voorstel")
    ZITTING_LINK = "ZITTING_LINK", _("link van een zitting")  # to announce residents
    ZITTING_CODE = "ZITTING_CODE", _("code voor een zitting")  # works once, for minutes
    ZITTING_LIJST = "ZITTING_LIJST", _("zitting gesloten")  # to the institution
    ZITTING_FAMILIE = "ZITTING_FAMILIE", _("tijd op een zitting")  # to a representative
    ZITTING_AF = "ZITTING_AF", _("zitting geannuleerd")  # to who announced a resident
    ANTWOORD = "ANTWOORD", _("antwoord op een sms")  # to what the customer texted


ZONDER_AFSPRAAK = (
    Berichtsoort.BEZOEKVRAAG,
    Berichtsoort.BEZOEKAFWIJZING,
    Berichtsoort.BEZOEKVERVALLEN,
    Berichtsoort.ZITTING_AF,  # the appointment was of the institution
)
"""Kinds of what has no appointment: their texts know who and we, not when and where."""

AAN_ANDEREN = (
    Berichtsoort.MEDEDELING,
    Berichtsoort.ZITTING_LINK,
    Berichtsoort.ZITTING_CODE,
    Berichtsoort.ZITTING_AF,
)
"""Kinds that go by e-mail to somebody who is not the customer, and tell nothing about them."""


class Sjabloon(models.Model):
    """The text of one kind along one way in one language, for all products or for one."""

    soort = models.CharField(_("soort"), max_length=15, choices=Berichtsoort.choices)
    kanaal = models.CharField(_("kanaal"), max_length=10, choices=Berichtkanaal.choices)
    taal = models.CharField(_("taal"), max_length=2, choices=Taal.choices)
    product = models.ForeignKey(
        Product,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product"),
        help_text=_("Leeg: voor alle producten."),
    )

    class Meta:
        verbose_name = _("sjabloon")
        verbose_name_plural = _("sjablonen")
        ordering = ("soort", "kanaal", "taal")
        constraints = [
            # Two constraints, because not every database lets an empty field count as equal.
            models.UniqueConstraint(
                name="sjabloon_een_per_product",
                fields=["soort", "kanaal", "taal", "product"],
                violation_error_message=_("Dit sjabloon bestaat al."),
            ),
            models.UniqueConstraint(
                name="sjabloon_een_algemeen",
                fields=["soort", "kanaal", "taal"],
                condition=Q(product__isnull=True),
                violation_error_message=_("Dit sjabloon bestaat al."),
            ),
        ]

    def __str__(self) -> str:
        parts = [self.get_soort_display(), self.get_kanaal_display(), self.get_taal_display()]
        return ", ".join([*parts, str(self.product)] if self.product else parts)


class Sjabloonversie(Versie):
    """One version of the text of a message."""

    zegt = ("titel", "tekst")

    sjabloon = models.ForeignKey(
        Sjabloon, models.CASCADE, related_name="versies", verbose_name=_("sjabloon")
    )
    titel = models.CharField(
        _("onderwerpregel"), max_length=LONGEST_TITEL, blank=True, help_text=_("Niet bij een sms.")
    )
    tekst = models.TextField(_("tekst"), max_length=LONGEST_TEKST)

    class Meta:
        verbose_name = _("versie van een sjabloon")
        verbose_name_plural = _("versies van een sjabloon")
        ordering = ("sjabloon", "-nummer")
        constraints = [
            models.UniqueConstraint(
                name="sjabloonversie_nummer",
                fields=["sjabloon", "nummer"],
                violation_error_message=_("Dit nummer bestaat al."),
            ),
            # Two editors publish at once: one wins, the other is told.
            models.UniqueConstraint(
                name="sjabloonversie_een_in_gebruik",
                fields=["sjabloon"],
                condition=Q(status="GEPUBLICEERD"),
                violation_error_message=_("Er is al een versie in gebruik."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sjabloon} ({self.nummer})"
