"""A day that goes wrong: someone ill, something out of use, a place closed; and who must go where.

A `Storing` says what is not there and until when; each `Verplaatsvoorstel` says what happens to one
appointment because of it. Workflow is not here: see `afspraken/storing/`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from afspraken.models.afspraken import Afspraak
from afspraken.models.middelen import Locatie, Middel
from afspraken.models.roosters import Afwezigheid, Sluiting


class Storing(models.Model):
    """One resource, one place, or every place (neither) not there from `begin` to `einde`.

    What closes it are an absence or closings, as any other; where the disruption made those itself
    (`is_eigen`), they go when it is ended. `versie` rises with everything that changes what an
    approval would do, so that of two who act on the same page one is told.
    """

    middel = models.ForeignKey(
        Middel,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="storingen",
        verbose_name=_("middel"),
    )
    locatie = models.ForeignKey(
        Locatie,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="storingen",
        verbose_name=_("locatie"),
    )
    begin = models.DateTimeField(_("begin"))
    einde = models.DateTimeField(_("einde"))
    reden = models.CharField(_("reden"), max_length=100, help_text=_("Geen medische gegevens."))
    afwezigheid = models.ForeignKey(
        Afwezigheid, models.SET_NULL, null=True, blank=True, related_name="storingen"
    )
    sluitingen = models.ManyToManyField(Sluiting, blank=True, related_name="storingen")
    is_eigen = models.BooleanField(_("heeft zelf afgesloten"), default=True)
    gemeld_op = models.DateTimeField(_("gemeld op"))
    gemeld_door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    beeindigd_op = models.DateTimeField(_("beëindigd op"), null=True, blank=True)
    beeindigd_door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("storing")
        verbose_name_plural = _("storingen")
        ordering = ("-gemeld_op", "-pk")
        indexes = [
            models.Index(
                fields=["einde"], name="storing_open", condition=Q(beeindigd_op__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="storing_begin_voor_einde",
                condition=Q(begin__lt=F("einde")),
                violation_error_message=_("Het begin moet voor het einde liggen."),
            ),
            models.CheckConstraint(
                name="storing_middel_of_locatie",
                condition=Q(middel__isnull=True) | Q(locatie__isnull=True),
                violation_error_message=_("Kies een middel of een locatie."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.middel or self.locatie or _("Alle locaties"))


class Oplossing(models.TextChoices):
    """What is to happen to an appointment."""

    VERPLAATS = "VERPLAATS", _("verplaatsen")  # to `locatie`, `begin`
    BEL = "BEL", _("eerst bellen")  # no time, or a person decided so
    ANNULEER = "ANNULEER", _("afzeggen")
    BLIJFT = "BLIJFT", _("blijft")  # it runs, the customer is inside, or a person decided so


class Uitkomst(models.TextChoices):
    """What became of it; empty while nothing has."""

    VERPLAATST = "VERPLAATST", _("verplaatst")
    AFGEZEGD = "AFGEZEGD", _("afgezegd")
    ZELF_VERZET = "ZELF_VERZET", _("de afspraak is intussen al veranderd")
    ZELF_AFGEZEGD = "ZELF_AFGEZEGD", _("de afspraak is intussen al afgezegd of afgesloten")
    BEGONNEN = "BEGONNEN", _("de afspraak was al begonnen")
    IS_ER = "IS_ER", _("de klant is er al: stuur door naar een collega")
    TIJD_WEG = "TIJD_WEG", _("de nieuwe tijd is intussen bezet")
    MAG_NIET = "MAG_NIET", _("de nieuwe tijd kan niet meer")
    VOORBIJ = "VOORBIJ", _("de storing is voorbij, de afspraak blijft")


class Verplaatsvoorstel(models.Model):
    """What a disruption means for one appointment: where it would go, and what became of that.

    `afspraak_versie` is the promise for which it was made: another one is left alone. `zetels` are
    the lanes it counts on and when: [middel, plek, first cell, last cell (not included)], in cells
    from 1970. Once approved only the outcome changes; `versie` rises with each change by hand.
    """

    storing = models.ForeignKey(Storing, models.CASCADE, related_name="voorstellen")
    afspraak = models.ForeignKey(Afspraak, models.CASCADE, related_name="verplaatsvoorstellen")
    afspraak_versie = models.PositiveIntegerField()
    was_begin = models.DateTimeField(_("was"))
    was_locatie = models.ForeignKey(Locatie, models.CASCADE, related_name="+")
    oplossing = models.CharField(_("oplossing"), max_length=9, choices=Oplossing.choices)
    locatie = models.ForeignKey(Locatie, models.CASCADE, null=True, blank=True, related_name="+")
    begin = models.DateTimeField(_("wordt"), null=True, blank=True)
    zetels = models.JSONField(default=list, blank=True)
    is_handmatig = models.BooleanField(_("door een mens gekozen"), default=False)
    goedgekeurd_op = models.DateTimeField(_("goedgekeurd op"), null=True, blank=True)
    goedgekeurd_door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uitkomst = models.CharField(
        _("uitkomst"), max_length=13, choices=Uitkomst.choices, blank=True, default=""
    )
    uitkomst_op = models.DateTimeField(_("uitkomst op"), null=True, blank=True)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("verplaatsvoorstel")
        verbose_name_plural = _("verplaatsvoorstellen")
        ordering = ("was_begin", "pk")
        indexes = [
            # What still has to be carried out is looked up every few seconds.
            models.Index(
                fields=["storing"],
                name="voorstel_nog_te_doen",
                condition=Q(uitkomst="", goedgekeurd_op__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="verplaatsvoorstel_een_per_afspraak",
                fields=["storing", "afspraak"],
                violation_error_message=_("Voor deze afspraak is er al een voorstel."),
            ),
            models.CheckConstraint(
                name="verplaatsvoorstel_met_tijd",
                condition=Q(oplossing="VERPLAATS", begin__isnull=False, locatie__isnull=False)
                | ~Q(oplossing="VERPLAATS") & Q(begin__isnull=True, locatie__isnull=True),
                violation_error_message=_("Alleen wie verplaatst wordt, krijgt een tijd."),
            ),
            models.CheckConstraint(
                name="verplaatsvoorstel_uitkomst_met_moment",
                condition=Q(uitkomst="", uitkomst_op__isnull=True)
                | ~Q(uitkomst="") & Q(uitkomst_op__isnull=False),
                violation_error_message=_("Een uitkomst heeft een moment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.afspraak_id}: {self.oplossing}"

    @property
    def is_goedgekeurd(self) -> bool:
        """True once it is being carried out, or was."""
        return self.goedgekeurd_op is not None
