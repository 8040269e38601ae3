"""A caller or visitor who is being helped: what an employee chose and typed so far.

Kept by the server, so that a session that ends, a second window or a second caller costs nothing.
What becomes of it (an appointment, a contact) is written elsewhere; this goes when the day ends.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afspraken.models.afspraken import Afspraak, new_code
from afspraken.models.catalogus import Kanaal
from afspraken.models.contacten import Klantcontact, Verificatie
from afspraken.models.klanten import Klant


class Klantgesprek(models.Model):
    """One caller of one employee, from the first word to the registered contact.

    `keuze` holds what was chosen (products with numbers, place, day), `getypt` what stands in the
    fields, as it was typed. `versie` rises with every choice, not while typing: so a page that is
    behind is known. `weg_op` is when it was discarded, which can be undone; `contact` what came of
    it when it was finished.
    """

    code = models.CharField(max_length=64, unique=True, default=new_code)
    medewerker: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="klantgesprekken"
    )
    kanaal = models.CharField(_("kanaal"), max_length=10, choices=Kanaal.choices)
    klant = models.ForeignKey(Klant, models.SET_NULL, null=True, blank=True, related_name="+")
    verificatie = models.CharField(
        _("herkend doordat de klant"), max_length=12, choices=Verificatie.choices, blank=True
    )
    keuze = models.JSONField(default=dict, blank=True)
    getypt = models.JSONField(default=dict, blank=True)
    vastgehouden = models.ForeignKey(
        Afspraak, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    wijzigt = models.ForeignKey(Afspraak, models.SET_NULL, null=True, blank=True, related_name="+")
    afspraak = models.ForeignKey(Afspraak, models.SET_NULL, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(
        Klantcontact, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    versie = models.PositiveIntegerField(default=1)
    begonnen_op = models.DateTimeField(_("begonnen op"))
    gewijzigd_op = models.DateTimeField(_("gewijzigd op"))
    klaar_op = models.DateTimeField(_("klaar op"), null=True, blank=True)
    weg_op = models.DateTimeField(_("weggelegd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("klantgesprek")
        verbose_name_plural = _("klantgesprekken")
        ordering = ("begonnen_op", "pk")
        indexes = [
            models.Index(fields=["medewerker", "begonnen_op"], name="klantgesprek_van_medewerker"),
        ]
        constraints = [
            # What was finished is written down elsewhere and cannot be thrown away here.
            models.CheckConstraint(
                name="klantgesprek_klaar_of_weg",
                condition=Q(klaar_op__isnull=True) | Q(weg_op__isnull=True),
                violation_error_message=_("Een gesprek dat klaar is, gooit u niet weg."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        """True while someone is being helped."""
        return self.klaar_op is None and self.weg_op is None
