"""Who may fetch which calendar, on which device; and what a cancelled appointment had occupied."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afspraken.models import Afspraak, Locatie, Middel


class Niveau(models.TextChoices):
    """How much a calendar tells. None holds a name, a telephone number or a sensitive product."""

    BEZET = "BEZET", _("Alleen bezet")  # when, and nothing else
    PLAATS = "PLAATS", _("Tijd en plaats")  # also where
    VOLLEDIG = "VOLLEDIG", _("Tijd, plaats en product")  # also what for, with the reference


class Seintje(models.IntegerChoices):
    """Minutes before the begin at which the device warns."""

    VIJF = 5, _("5 minuten vooraf")
    KWARTIER = 15, _("15 minuten vooraf")
    HALFUUR = 30, _("30 minuten vooraf")
    UUR = 60, _("1 uur vooraf")


class Agendalink(models.Model):
    """The secret address of one calendar for one device of one employee.

    Of the secret only a hash is stored, so the address is shown once. It opens nothing any more
    once it is withdrawn, or once `gebruiker` may not have it: see `agendas/agendalinks.py`.
    """

    middel = models.ForeignKey(
        Middel,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="agendalinks",
        verbose_name=_("middel"),
    )
    locatie = models.ForeignKey(
        Locatie,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="agendalinks",
        verbose_name=_("locatie"),
    )
    gebruiker: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="agendalinks",
        verbose_name=_("gebruiker"),
    )
    apparaat = models.CharField(_("apparaat"), max_length=60)
    niveau = models.CharField(
        _("wat de agenda toont"), max_length=10, choices=Niveau.choices, default=Niveau.PLAATS
    )
    seintje = models.PositiveSmallIntegerField(
        _("seintje"), choices=Seintje.choices, null=True, blank=True
    )
    token_hash = models.CharField(max_length=64, unique=True)
    aangemaakt_op = models.DateTimeField(_("aangemaakt op"))
    laatst_gebruikt_op = models.DateTimeField(_("laatst gebruikt op"), null=True, blank=True)
    ingetrokken_op = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    class Meta:
        verbose_name = _("agendalink")
        verbose_name_plural = _("agendalinks")
        ordering = ("-aangemaakt_op",)
        constraints = [
            models.CheckConstraint(
                name="agendalink_een_eigenaar",
                condition=Q(middel__isnull=False, locatie__isnull=True)
                | Q(middel__isnull=True, locatie__isnull=False),
                violation_error_message=_("Een agendalink hoort bij één middel of één locatie."),
            ),
            # One per device: a form that is sent twice makes one link. Two constraints, because
            # an empty field does not count as equal.
            models.UniqueConstraint(
                name="agendalink_een_per_apparaat_en_middel",
                fields=["middel", "gebruiker", "apparaat"],
                condition=Q(ingetrokken_op__isnull=True),
                violation_error_message=_("Voor dit apparaat is er al een link."),
            ),
            models.UniqueConstraint(
                name="agendalink_een_per_apparaat_en_locatie",
                fields=["locatie", "gebruiker", "apparaat"],
                condition=Q(ingetrokken_op__isnull=True),
                violation_error_message=_("Voor dit apparaat is er al een link."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.eigenaar}: {self.apparaat}"

    @property
    def eigenaar(self) -> Middel | Locatie:
        """Whose calendar it is."""
        owner = self.middel or self.locatie
        assert owner is not None, "the database refuses a link without an owner"
        return owner


class GeannuleerdeInzet(models.Model):
    """A resource that a cancelled appointment had: its calendar says for a while that it is off.

    The appointment itself has lost its spans by then. Rows go once no calendar shows them.
    """

    afspraak = models.ForeignKey(Afspraak, models.CASCADE, related_name="+")
    middel = models.ForeignKey(Middel, models.CASCADE, related_name="+", db_index=False)
    op = models.DateTimeField(_("op"), db_index=True)

    class Meta:
        verbose_name = _("geannuleerde inzet")
        verbose_name_plural = _("geannuleerde inzetten")
        constraints = [
            models.UniqueConstraint(
                name="geannuleerde_inzet_eenmaal",
                fields=["middel", "afspraak"],
                violation_error_message=_("Deze inzet is al geannuleerd."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.middel_id} {self.op:%Y-%m-%d %H:%M}"
