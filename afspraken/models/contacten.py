"""What was said: contacts with customers, by whatever channel, and the questions in them.

The fields and their lengths are those of Klantinteracties, in snake_case, so that a contact can be
handed to another register as it stands. Workflow is in `afspraken/contact/`.
Source: VNG Klantinteracties, resource klantcontact (OpenAPI 0.9.0).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afspraken.models.afspraken import Afspraak
from afspraken.models.catalogus import Kanaal, Product
from afspraken.models.klanten import Klant
from afspraken.models.middelen import Afdeling

CONTACTKANALEN = (Kanaal.TELEFOON, Kanaal.BALIE, Kanaal.POST, Kanaal.EMAIL, Kanaal.WEB)
"""The channels by which people speak to us; other systems do not speak."""

FIRST_NUMBER = 1_000_000_000
"""Reference numbers have ten digits, and none begins as a telephone number does."""


class Soortcontact(models.TextChoices):
    """What someone came with."""

    VRAAG = "VRAAG", _("vraag")
    MELDING = "MELDING", _("melding")  # something in the street, a change, news for us
    KLACHT = "KLACHT", _("klacht")  # about how we worked: gets an answer of its own
    COMPLIMENT = "COMPLIMENT", _("compliment")


class Verificatie(models.TextChoices):
    """How an employee knew who was speaking, before reading out or changing anything."""

    GEGEVENS = "GEGEVENS", _("naam, geboortedatum en adres klopten")
    REFERENTIE = "REFERENTIE", _("noemde de referentie en de naam")
    TERUGGEBELD = "TERUGGEBELD", _("teruggebeld op het bekende nummer")
    LEGITIMATIE = "LEGITIMATIE", _("liet een legitimatie zien")

    @classmethod
    def possible_for(cls, klant: Klant) -> list[Verificatie]:
        """The ways for which we know enough: what we do not know, nobody can compare."""
        unknown = set()
        if not (klant.naam and klant.geboortedatum and klant.postcode):
            unknown.add(cls.GEGEVENS)
        if not klant.telefoon:
            unknown.add(cls.TERUGGEBELD)
        return [way for way in cls if way not in unknown]


class Resultaat(models.TextChoices):
    """What came of one question."""

    BEANTWOORD = "BEANTWOORD", _("meteen beantwoord")
    AFSPRAAK = "AFSPRAAK", _("afspraak gemaakt")
    TERUGBELLEN = "TERUGBELLEN", _("wij bellen terug")
    DOORVERBONDEN = "DOORVERBONDEN", _("doorverbonden")
    DOORVERWEZEN = "DOORVERWEZEN", _("doorverwezen")
    OPEN = "OPEN", _("niet beantwoord")


class Klantcontact(models.Model):
    """One contact: a call, a visit to the desk, a letter, an e-mail, a message by the website.

    Without a customer it was anonymous. `medewerker` is the actor: who spoke for us.
    """

    klant = models.ForeignKey(
        Klant, models.PROTECT, null=True, blank=True, related_name="contacten"
    )
    kanaal = models.CharField(_("kanaal"), max_length=50, choices=Kanaal.choices)
    soort = models.CharField(
        _("soort"), max_length=12, choices=Soortcontact.choices, default=Soortcontact.VRAAG
    )
    onderwerp = models.CharField(_("onderwerp"), max_length=200)
    inhoud = models.TextField(_("inhoud"), max_length=1000, blank=True)
    reactie = models.TextField(_("reactie"), max_length=4000, blank=True)
    indicatie_contact_gelukt = models.BooleanField(_("contact gelukt"), null=True, blank=True)
    taal = models.CharField(_("taal"), max_length=3, default="nld")
    vertrouwelijk = models.BooleanField(_("vertrouwelijk"), default=False)
    plaatsgevonden_op = models.DateTimeField(_("plaatsgevonden op"))
    verificatie = models.CharField(
        _("herkend doordat de klant"), max_length=12, choices=Verificatie.choices, blank=True
    )
    medewerker: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    afspraken = models.ManyToManyField(
        Afspraak,
        blank=True,
        related_name="contacten",
        help_text=_("Waar het over ging: het onderwerpobject."),
    )
    aangemaakt_op = models.DateTimeField(_("vastgelegd op"))

    class Meta:
        verbose_name = _("klantcontact")
        verbose_name_plural = _("klantcontacten")
        ordering = ("-plaatsgevonden_op", "-id")
        indexes = [
            models.Index(fields=["klant", "plaatsgevonden_op"], name="klantcontact_per_klant"),
        ]
        constraints = [
            models.CheckConstraint(
                name="klantcontact_kanaal_van_mensen",
                condition=Q(kanaal__in=["TELEFOON", "BALIE", "POST", "EMAIL", "WEB"]),
                violation_error_message=_("Kies hoe de klant ons bereikte."),
            ),
            # Who spoke to nobody was not recognised.
            models.CheckConstraint(
                name="klantcontact_anoniem_niet_herkend",
                condition=Q(klant__isnull=False) | Q(verificatie=""),
                violation_error_message=_("Een anonieme klant is niet herkend."),
            ),
        ]

    def __str__(self) -> str:
        return self.referentienummer

    @property
    def referentienummer(self) -> str:
        """The number of ten digits by which one can refer to this contact."""
        return str(FIRST_NUMBER + self.pk)


class Contactvraag(models.Model):
    """One question of a contact, with what it was about and what came of it."""

    contact = models.ForeignKey(Klantcontact, models.CASCADE, related_name="vragen")
    vraag = models.CharField(_("vraag"), max_length=200)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    afdeling = models.ForeignKey(
        Afdeling,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contactvragen",
        verbose_name=_("afdeling"),
        help_text=_("Leeg: de klantenservice."),
    )
    resultaat = models.CharField(
        _("resultaat"),
        max_length=15,
        choices=Resultaat.choices,
        default=Resultaat.BEANTWOORD,
    )
    notitie = models.CharField(_("notitie"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("vraag in een contact")
        verbose_name_plural = _("vragen in een contact")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.vraag
