"""What came of a visit after which somebody has to come again. Read before: `veldacties.py`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from afspraken.models import Afspraak


class Opvolgreden(models.TextChoices):
    """Why a visit is on no list any more."""

    HERBOEKT = "HERBOEKT", _("Er is een nieuw bezoek")
    WIL_NIET = "WIL_NIET", _("De klant wil geen nieuw bezoek")
    KLANT_BELT = "KLANT_BELT", _("De klant neemt zelf contact op")
    NIET_BEREIKT = "NIET_BEREIKT", _("De klant is niet te bereiken")
    ANDERS = "ANDERS", _("Het is op een andere manier geregeld")


class Opvolging(models.Model):
    """How a visit was followed up that found nobody home, or asked for another: once.

    `nieuw` is the visit that came of it; without one the reason says why there is none. A choice
    and no text: what people say of each other belongs in a note, which has its readers.
    """

    afspraak: models.OneToOneField[Any, Any] = models.OneToOneField(
        Afspraak, models.CASCADE, related_name="opvolging", verbose_name=_("afspraak")
    )
    reden = models.CharField(_("reden"), max_length=12, choices=Opvolgreden.choices)
    nieuw = models.ForeignKey(
        Afspraak,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nieuw bezoek"),
    )
    op = models.DateTimeField(_("op"))
    door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("opvolging")
        verbose_name_plural = _("opvolgingen")
        ordering = ("-op",)

    def __str__(self) -> str:
        return f"{self.afspraak_id}: {self.reden}"
