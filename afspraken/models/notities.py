"""What employees write for each other about an appointment. Who reads it: `../notities.py`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from afspraken.models.afspraken import Afspraak
from afspraken.models.middelen import Afdeling


class Notitie(models.Model):
    """One note on one appointment, of a department; None: of the service point.

    It is about a customer, so the customer may read it and it goes with the appointment.
    """

    afspraak = models.ForeignKey(Afspraak, models.CASCADE, related_name="notities")
    afdeling = models.ForeignKey(
        Afdeling,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notities",
        verbose_name=_("afdeling"),
    )
    tekst = models.TextField(_("notitie"), max_length=1000)
    door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    op = models.DateTimeField(_("geschreven op"))

    class Meta:
        verbose_name = _("notitie")
        verbose_name_plural = _("notities")
        ordering = ("op", "pk")

    def __str__(self) -> str:
        return f"{self.afspraak} {self.op:%Y-%m-%d}"
