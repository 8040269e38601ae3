"""Who has reported at a place today, with an appointment or as a walk-in, and what happened.

`Wachtende` is where someone stands now; `Wachtstap` is how they came there. The row follows from
its steps (`afspraken/wachtrij/toestand.py`), so the last step can be taken back, and times are
read from the steps. Workflow is in `afspraken/wachtrij/`. Read next: docs/balie.md.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afspraken.models.afspraken import Afspraak
from afspraken.models.catalogus import Product
from afspraken.models.klanten import Taal
from afspraken.models.middelen import Bevoegdheid, Locatie, Middel


class Nummerreeks(models.TextChoices):
    """The two series of numbers of a day: a visitor sees by the letter who has an appointment."""

    AFSPRAAK = "A", _("afspraak")
    INLOOP = "B", _("inloop")


class Meldwijze(models.TextChoices):
    """How someone reported."""

    BALIE = "BALIE", _("aan de balie")
    ZUIL = "ZUIL", _("op de aanmeldzuil")
    QR = "QR", _("met de eigen telefoon")


class Wachtstand(models.TextChoices):
    """Where someone who has reported stands. Which of them have what in common: see below."""

    WACHT = "WACHT", _("wacht")
    OPGEROEPEN = "OPGEROEPEN", _("opgeroepen")  # on the screen, on the way to a counter
    IN_BEHANDELING = "IN_BEHANDELING", _("aan het loket")
    GEPARKEERD = "GEPARKEERD", _("geparkeerd")  # is off to do something first; called by nobody
    KLAAR = "KLAAR", _("klaar")
    NIET_VERSCHENEN = "NIET_VERSCHENEN", _("niet verschenen")  # was called, and not there
    VERTROKKEN = "VERTROKKEN", _("vertrokken")  # said so, and left without being served
    VERVALLEN = "VERVALLEN", _("melding ingetrokken")  # reported by mistake; counts for nothing
    NIET_AFGEMELD = "NIET_AFGEMELD", _("niet afgemeld")  # the day ended; nobody told what happened


ACTIEF = (
    *(Wachtstand.WACHT, Wachtstand.OPGEROEPEN),
    *(Wachtstand.IN_BEHANDELING, Wachtstand.GEPARKEERD),
)
"""Here, and not served to the end yet."""

AAN_LOKET = (Wachtstand.OPGEROEPEN, Wachtstand.IN_BEHANDELING)
"""A counter is theirs: no other may be called there."""


class Wachtende(models.Model):
    """One visit that was reported: its number, its place in the queue, its counter.

    `dag` is the local day. Products are those of the appointment, else its own `producten`.
    `voor_middel` and `voor_bevoegdheid` tell to which counter or competence they were handed on.
    `voorrang_op` is since when they go first; None: they do not. `versie` is the number of the
    last step: of two who act on the same page one is told.
    """

    locatie = models.ForeignKey(Locatie, models.PROTECT, related_name="wachtenden")
    dag = models.DateField(_("dag"))
    reeks = models.CharField(max_length=1, choices=Nummerreeks.choices)
    nummer = models.PositiveSmallIntegerField()
    afspraak = models.ForeignKey(
        Afspraak, models.PROTECT, null=True, blank=True, related_name="wachtenden"
    )
    personen = models.PositiveSmallIntegerField(
        _("aantal personen"), default=1, validators=[MinValueValidator(1)]
    )
    taal = models.CharField(_("taal"), max_length=2, choices=Taal.choices, default=Taal.NL)
    notitie = models.CharField(
        _("notitie"), max_length=200, blank=True, help_text=_("Geen BSN, geen medische gegevens.")
    )
    via = models.CharField(_("gemeld"), max_length=5, choices=Meldwijze.choices)
    gemeld_op = models.DateTimeField(_("gemeld op"))

    stand = models.CharField(_("stand"), max_length=15, choices=Wachtstand.choices)
    stand_op = models.DateTimeField(_("stand sinds"))
    middel = models.ForeignKey(
        Middel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="wachtenden",
        verbose_name=_("loket"),
    )
    medewerker: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opgeroepen_op = models.DateTimeField(_("het laatst opgeroepen op"), null=True, blank=True)
    voor_middel = models.ForeignKey(Middel, models.PROTECT, null=True, blank=True, related_name="+")
    voor_bevoegdheid = models.ForeignKey(
        Bevoegdheid, models.PROTECT, null=True, blank=True, related_name="+"
    )
    voorrang_op = models.DateTimeField(_("gaat voor sinds"), null=True, blank=True)
    reden = models.CharField(_("reden"), max_length=200, blank=True)
    versie = models.PositiveSmallIntegerField(default=1)

    # What a walk-in applied for, once it was written down for whom (`ophalen/inloop.py`).
    aanvraag = models.ForeignKey(
        Afspraak, models.SET_NULL, null=True, blank=True, related_name="inlopers"
    )

    class Meta:
        verbose_name = _("wachtende")
        verbose_name_plural = _("wachtenden")
        ordering = ("gemeld_op", "pk")
        indexes = [
            models.Index(fields=["locatie", "dag", "gemeld_op"], name="wachtende_van_de_dag"),
            # The queue is asked for all the time and is short; those who were served are many.
            models.Index(
                fields=["locatie", "dag"],
                name="wachtende_actief",
                condition=Q(stand__in=["WACHT", "OPGEROEPEN", "IN_BEHANDELING", "GEPARKEERD"]),
            ),
        ]
        constraints = [
            # A number that is called is of one person.
            models.UniqueConstraint(
                name="wachtende_volgnummer_eenmaal",
                fields=["locatie", "dag", "reeks", "nummer"],
                violation_error_message=_("Dit volgnummer is al gegeven."),
            ),
            # Who checks in at desk and kiosk at once stands in the queue once.
            models.UniqueConstraint(
                name="wachtende_een_per_afspraak",
                fields=["afspraak"],
                condition=Q(stand__in=["WACHT", "OPGEROEPEN", "IN_BEHANDELING", "GEPARKEERD"]),
                violation_error_message=_("Deze afspraak is al aangemeld."),
            ),
            # A counter serves one person at a time.
            models.UniqueConstraint(
                name="wachtende_een_per_loket",
                fields=["middel"],
                condition=Q(stand__in=["OPGEROEPEN", "IN_BEHANDELING"]),
                violation_error_message=_("Aan dit loket is al iemand."),
            ),
            models.CheckConstraint(
                name="wachtende_aan_een_loket",
                condition=~Q(stand__in=["OPGEROEPEN", "IN_BEHANDELING"])
                | Q(middel__isnull=False, opgeroepen_op__isnull=False),
                violation_error_message=_("Wie is opgeroepen, is dat door een loket."),
            ),
            models.CheckConstraint(
                name="wachtende_reeks_zegt_afspraak",
                condition=Q(reeks="A", afspraak__isnull=False)
                | Q(reeks="B", afspraak__isnull=True),
                violation_error_message=_("Alleen bij een afspraak hoort een nummer met een A."),
            ),
            models.CheckConstraint(
                name="wachtende_minstens_een_persoon",
                condition=Q(personen__gte=1, nummer__gte=1),
                violation_error_message=_("Er komt ten minste één persoon."),
            ),
        ]

    def __str__(self) -> str:
        return self.volgnummer

    @property
    def volgnummer(self) -> str:
        """The number as it is called: "A12" with an appointment, "B07" for a walk-in."""
        return f"{self.reeks}{self.nummer:02}"


class Wachtproduct(models.Model):
    """What a walk-in comes for, for `aantal` persons; with an appointment it tells."""

    wachtende = models.ForeignKey(Wachtende, models.CASCADE, related_name="producten")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    aantal = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("product van een inloper")
        verbose_name_plural = _("producten van een inloper")
        constraints = [
            models.UniqueConstraint(
                name="wachtproduct_eenmaal",
                fields=["wachtende", "product"],
                violation_error_message=_("Dit product staat er al bij."),
            ),
            models.CheckConstraint(
                name="wachtproduct_minstens_een",
                condition=Q(aantal__gte=1),
                violation_error_message=_("Er komt ten minste één persoon."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} × {self.aantal}"


class Wachtactie(models.TextChoices):
    """What happened to someone in the queue."""

    GEMELD = "GEMELD", _("gemeld")
    OPGEROEPEN = "OPGEROEPEN", _("opgeroepen")
    NOG_EENS = "NOG_EENS", _("nog eens opgeroepen")
    BEGONNEN = "BEGONNEN", _("begonnen")
    GEPARKEERD = "GEPARKEERD", _("geparkeerd")
    TERUG = "TERUG", _("terug in de rij")
    DOORGESTUURD = "DOORGESTUURD", _("doorgestuurd")  # to a counter, or to who has a competence
    KLAAR = "KLAAR", _("klaar")
    NIET_VERSCHENEN = "NIET_VERSCHENEN", _("niet verschenen")
    VERTROKKEN = "VERTROKKEN", _("vertrokken")
    AFGESLOTEN = "AFGESLOTEN", _("afgesloten aan het eind van de dag")  # by the nightly task
    ONGEDAAN = "ONGEDAAN", _("ongedaan gemaakt")  # takes the last step back that still counts


class Wachtstap(models.Model):
    """One step: who, when, what. Never changed, so that times and undo can be read from it.

    `nummer` is the `versie` that it gave the row. `middel` is the counter that acts, of a
    handing-on the counter to which; `bevoegdheid` the competence to which.
    """

    wachtende = models.ForeignKey(Wachtende, models.CASCADE, related_name="stappen")
    nummer = models.PositiveSmallIntegerField()
    actie = models.CharField(max_length=15, choices=Wachtactie.choices)
    op = models.DateTimeField()
    door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    middel = models.ForeignKey(Middel, models.PROTECT, null=True, related_name="+")
    bevoegdheid = models.ForeignKey(Bevoegdheid, models.PROTECT, null=True, related_name="+")
    toelichting = models.CharField(_("toelichting"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("stap in de wachtrij")
        verbose_name_plural = _("stappen in de wachtrij")
        ordering = ("wachtende", "nummer")
        constraints = [
            # The history of one visit is one line, whoever acts at the same moment.
            models.UniqueConstraint(
                name="wachtstap_op_volgorde",
                fields=["wachtende", "nummer"],
                violation_error_message=_("Een collega was u voor."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_actie_display()
