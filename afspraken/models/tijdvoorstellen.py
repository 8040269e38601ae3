"""Another time that we offer a customer for an appointment, kept until they have answered.

The time that was promised stays promised until the customer chooses. Each offered time is an
appointment of its own with status VASTGEHOUDEN, so it occupies cells as any other and nobody else
gets it. Workflow is in `afspraken/tijdvoorstellen.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afspraken.models.afspraken import Afspraak


class Voorstelstatus(models.TextChoices):
    """What became of a proposal."""

    OPEN = "OPEN", _("wacht op antwoord")  # until `uiterlijk`; exactly then it has lapsed
    AANVAARD = "AANVAARD", _("andere tijd gekozen")
    AFGEWEZEN = "AFGEWEZEN", _("oude tijd gehouden")
    INGETROKKEN = "INGETROKKEN", _("ingetrokken")  # by us, or because the appointment changed
    VERLOPEN = "VERLOPEN", _("niet op tijd beantwoord")


class Tijdvoorstel(models.Model):
    """One or two other times for one appointment, to be answered before `uiterlijk` (UTC)."""

    afspraak = models.ForeignKey(Afspraak, models.CASCADE, related_name="tijdvoorstellen")
    status = models.CharField(
        _("status"), max_length=12, choices=Voorstelstatus.choices, default=Voorstelstatus.OPEN
    )
    status_op = models.DateTimeField(_("status sinds"))
    uiterlijk = models.DateTimeField(_("uiterlijk"))
    door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="tijdvoorstellen"
    )
    aangemaakt_op = models.DateTimeField(_("voorgesteld op"))

    class Meta:
        verbose_name = _("tijdvoorstel")
        verbose_name_plural = _("tijdvoorstellen")
        ordering = ("-aangemaakt_op", "-pk")
        constraints = [
            # A customer who is asked two things at once cannot know which answer counts.
            models.UniqueConstraint(
                name="tijdvoorstel_een_open_per_afspraak",
                fields=["afspraak"],
                condition=Q(status="OPEN"),
                violation_error_message=_("Voor deze afspraak loopt al een voorstel."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.afspraak} ({self.get_status_display()})"

    def stand(self, now: datetime) -> Voorstelstatus:
        """The status as it is at a moment: an open one lapses by the clock alone."""
        has_lapsed = self.status == Voorstelstatus.OPEN and self.uiterlijk <= now
        return Voorstelstatus.VERLOPEN if has_lapsed else Voorstelstatus(self.status)


class Voorsteltijd(models.Model):
    """One time of a proposal: the appointment that keeps it, with place, begin and end."""

    voorstel = models.ForeignKey(Tijdvoorstel, models.CASCADE, related_name="tijden")
    vastgehouden: models.OneToOneField[Any, Any] = models.OneToOneField(
        Afspraak, models.CASCADE, related_name="voorsteltijd"
    )

    class Meta:
        verbose_name = _("tijd van een voorstel")
        verbose_name_plural = _("tijden van een voorstel")
        ordering = ("vastgehouden__begin", "pk")

    def __str__(self) -> str:
        return f"{self.vastgehouden.begin:%Y-%m-%d %H:%M}"
