"""Who visits, and with what: chosen once by the functional manager, copied to each route.

When somebody is out on visits is not here: the roster opens them at a place that is `bij_klant`.
Read next: `routes.py`.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from afspraken.models import Locatie, Middel, Soort


class Vervoer(models.TextChoices):
    """How an official gets around."""

    AUTO = "AUTO", _("auto")
    FIETS = "FIETS", _("fiets")


class Veldwerker(models.Model):
    """How one official goes out on visits. Without this row nobody is offered for a visit.

    The lunch begins between `lunch_van` and `lunch_tot` (wall clock) and takes `lunch_duur`
    minutes; 0: none is planned.
    """

    middel: models.OneToOneField[Any, Any] = models.OneToOneField(
        Middel,
        models.CASCADE,
        related_name="veldwerker",
        verbose_name=_("medewerker"),
        limit_choices_to={"soort": Soort.AMBTENAAR},
    )
    vervoer = models.CharField(
        _("vervoer"), max_length=5, choices=Vervoer.choices, default=Vervoer.AUTO
    )
    voertuig = models.ForeignKey(
        Middel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("voertuig"),
        limit_choices_to={"soort": Soort.VOERTUIG},
        help_text=_("Is die dag dan bezet voor anderen. Leeg: eigen vervoer."),
    )
    koffer = models.ForeignKey(
        Middel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("koffer"),
        limit_choices_to={"soort": Soort.KOFFER},
        help_text=_("Gaat altijd mee. Is die dag dan bezet voor anderen."),
    )
    vertrekt_van = models.ForeignKey(
        Locatie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vertrekt van"),
        help_text=_("Leeg: het adres van de plaats waar het rooster op staat."),
    )
    eindigt_bij = models.ForeignKey(
        Locatie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("eindigt bij"),
        help_text=_("Leeg: waar de medewerker vertrok."),
    )
    lunch_van = models.TimeField(_("lunch vanaf"), default=time(12))
    lunch_tot = models.TimeField(
        _("lunch begint uiterlijk"),
        default=time(13, 15),
        help_text=_("Uiterlijk dan vertrekt de medewerker van het bezoek voor de lunch."),
    )
    lunch_duur = models.PositiveSmallIntegerField(
        _("duur van de lunch"),
        default=30,
        validators=[MaxValueValidator(120)],
        help_text=_("Minuten. 0: geen lunch in de route."),
    )

    noodcontact: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noodcontact"),
        help_text=_("Deze collega kijkt wat er is als de medewerker niets meer laat horen."),
    )
    noodtelefoon = PhoneNumberField(
        _("noodtelefoon"),
        blank=True,
        region="NL",
        help_text=_("Staat op de telefoon van de medewerker, onder Spoed."),
    )

    class Meta:
        verbose_name = _("veldwerker")
        verbose_name_plural = _("veldwerkers")
        ordering = ("middel__naam",)
        constraints = [
            models.CheckConstraint(
                name="veldwerker_lunch_in_volgorde",
                condition=Q(lunch_van__lte=F("lunch_tot")),
                violation_error_message=_("De lunch begint niet na het uiterlijke begin."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.middel)

    def clean(self) -> None:
        """Refuse resources of another kind, and places that are nowhere on the map."""
        kinds = {"middel": Soort.AMBTENAAR, "voertuig": Soort.VOERTUIG, "koffer": Soort.KOFFER}
        for field, kind in kinds.items():
            chosen = getattr(self, field, None)
            if chosen is not None and chosen.soort != kind:
                raise ValidationError({field: _("Kies een middel van de juiste soort.")})
        for field in ("vertrekt_van", "eindigt_bij"):
            place = getattr(self, field)
            if place is not None and (place.breedtegraad is None or place.lengtegraad is None):
                raise ValidationError({field: _("Deze plaats heeft nog geen punt op de kaart.")})
