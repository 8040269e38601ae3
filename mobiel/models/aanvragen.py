"""Requests for a visit that need judgement first: who can come to us is not visited for this.

    NIEUW -- propose --> VOORGESTELD -- accept --> AANVAARD    the held window is the customer's
      ^                       |
      +---- decline, or no answer in time ----+                somebody looks again
    NIEUW, VOORGESTELD -- reject --> AFGEWEZEN                  by us, with a reason
                       -- withdraw --> INGETROKKEN              by the customer

The customer is told of each step but their own. Whom no message reaches is called (`bellen_voor`).

A proposal is an appointment with status VASTGEHOUDEN: it has a place on a route, and nobody else
gets that. Workflow is in `mobiel/triage/`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afspraken.bezoekadres import Adres
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Klant, Product, new_code


class Aanvraagproduct(models.Model):
    """A product for which a resident asks a visit, and somebody judges whether we come."""

    product: models.OneToOneField[Any, Any] = models.OneToOneField(
        Product, models.CASCADE, related_name="bezoekaanvraag", verbose_name=_("product")
    )
    beslisdagen = models.PositiveSmallIntegerField(
        _("beslissen binnen"), default=3, help_text=_("Werkdagen na de aanvraag.")
    )
    antwoorddagen = models.PositiveSmallIntegerField(
        _("antwoord binnen"), default=3, help_text=_("Dagen dat wij een voorstel vasthouden.")
    )

    class Meta:
        verbose_name = _("bezoek op aanvraag")
        verbose_name_plural = _("bezoeken op aanvraag")
        ordering = ("product__naam",)

    def __str__(self) -> str:
        return str(self.product)


class Aanvraagstatus(models.TextChoices):
    """Where a request stands."""

    NIEUW = "NIEUW", _("te beoordelen")
    VOORGESTELD = "VOORGESTELD", _("voorstel gedaan")  # until `antwoord_voor`; then NIEUW again
    AANVAARD = "AANVAARD", _("afgesproken")
    AFGEWEZEN = "AFGEWEZEN", _("afgewezen")
    INGETROKKEN = "INGETROKKEN", _("ingetrokken")


OPEN = (Aanvraagstatus.NIEUW, Aanvraagstatus.VOORGESTELD)
"""Somebody still has to do something."""


class Bezoekaanvraag(models.Model):
    """One request: who, what for, where and why. `token_hash` is of the secret link to follow it.

    `afspraak` is what was proposed or agreed last. `versie` rises with each step: of two employees
    who judge at once, the second is told.
    """

    code = models.CharField(_("code"), max_length=64, unique=True, default=new_code)
    klant = models.ForeignKey(Klant, models.PROTECT, related_name="bezoekaanvragen")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    adres: models.JSONField[Any, Any] = models.JSONField(_("adres"), default=dict, blank=True)
    reden = models.TextField(_("reden"), max_length=1000)
    voorkeur = models.CharField(_("wanneer het uitkomt"), max_length=200, blank=True)
    toegang = models.CharField(_("hoe komen wij binnen"), max_length=200, blank=True)
    begeleider = models.CharField(_("wie is er nog bij"), max_length=100, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Aanvraagstatus.choices, default=Aanvraagstatus.NIEUW
    )
    status_op = models.DateTimeField(_("status sinds"))
    ontvangen_op = models.DateTimeField(_("ontvangen op"))
    beslis_voor = models.DateTimeField(_("beslissen voor"))
    antwoord_voor = models.DateTimeField(_("antwoord voor"), null=True, blank=True)
    bellen_voor = models.DateTimeField(
        _("bellen voor"),
        null=True,
        blank=True,
        help_text=_("Leeg: een bericht kwam aan, of er is gebeld."),
    )
    besluit = models.TextField(_("reden van afwijzen"), max_length=500, blank=True)
    afspraak: models.OneToOneField[Any, Any] = models.OneToOneField(
        Afspraak, models.SET_NULL, null=True, blank=True, related_name="bezoekaanvraag"
    )
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)  # noqa: DJ001
    versie = models.PositiveIntegerField(_("versie"), default=1)

    class Meta:
        verbose_name = _("bezoekaanvraag")
        verbose_name_plural = _("bezoekaanvragen")
        ordering = ("beslis_voor", "pk")
        indexes = [
            models.Index(
                fields=["beslis_voor"],
                name="bezoekaanvraag_open",
                condition=Q(status__in=["NIEUW", "VOORGESTELD"]),
            ),
        ]
        constraints = [
            # Who is asked something knows until when, and what.
            models.CheckConstraint(
                name="bezoekaanvraag_voorstel_met_termijn",
                condition=~Q(status="VOORGESTELD")
                | Q(antwoord_voor__isnull=False, afspraak__isnull=False),
                violation_error_message=_("Een voorstel heeft een tijd en een termijn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} ({self.get_status_display()})"

    @property
    def klantadres(self) -> Adres | None:
        """Where the customer is to be visited; None once that was forgotten."""
        return Adres.of(self.adres)

    @property
    def beslis_dag(self) -> date:
        """The last day on which we decide in time."""
        return local_day(self.beslis_voor - timedelta(minutes=1))

    @property
    def beldag(self) -> date | None:
        """The last day on which somebody calls in time; None: nobody has to."""
        return local_day(self.bellen_voor - timedelta(minutes=1)) if self.bellen_voor else None

    @property
    def is_voorgesteld(self) -> bool:
        """True if a window was proposed last, whether its term has run out or not."""
        return self.status == Aanvraagstatus.VOORGESTELD

    def stand(self, now: datetime) -> Aanvraagstatus:
        """The status as it is at a moment: a proposal lapses by the clock alone."""
        has_lapsed = (
            self.status == Aanvraagstatus.VOORGESTELD
            and self.antwoord_voor is not None
            and self.antwoord_voor <= now
        )
        return Aanvraagstatus.NIEUW if has_lapsed else Aanvraagstatus(self.status)
