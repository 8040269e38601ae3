"""The outbox: one row per message, written in the transaction of what it tells about.

The row comes first and sending later, so nothing is lost with a broker, and claiming is an update
that only one worker wins, so nothing goes out twice. Workflow is not here: see `outbox/`.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from afspraken.models import Afspraak, Berichtkanaal, Klant, Middel
from notificaties.models.sjablonen import Berichtsoort, Sjabloonversie
from notificaties.models.stapels import Stapel


class Berichtstatus(models.TextChoices):
    """Where a message stands. Forward only, except back to WACHT when it proved not accepted.

    WACHT → OPGEPAKT → WORDT_VERZONDEN → VERZONDEN → AFGELEVERD or NIET_AFGELEVERD
                                       ↘ MISLUKT or ONZEKER          (or VERVALLEN)
    """

    WACHT = "WACHT", _("wacht")  # until `niet_voor`
    OPGEPAKT = "OPGEPAKT", _("opgepakt")  # one worker has it, until `lease_tot`
    WORDT_VERZONDEN = "WORDT_VERZONDEN", _("wordt verzonden")  # may be with the provider already
    VERZONDEN = "VERZONDEN", _("verzonden")  # the provider took it
    AFGELEVERD = "AFGELEVERD", _("afgeleverd")  # it arrived
    NIET_AFGELEVERD = "NIET_AFGELEVERD", _("niet afgeleverd")  # taken, and did not arrive
    MISLUKT = "MISLUKT", _("mislukt")  # refused for good
    ONZEKER = "ONZEKER", _("onzeker")  # it may have gone out; never sent again blindly
    VERVALLEN = "VERVALLEN", _("vervallen")  # no longer true, or no longer of use


IN_HANDEN = (Berichtstatus.OPGEPAKT, Berichtstatus.WORDT_VERZONDEN)
"""A worker has it now."""

UITGEGAAN = (Berichtstatus.VERZONDEN, Berichtstatus.AFGELEVERD)
"""As far as we know it reached the customer, or is about to."""


LONGEST_SUBJECT = 200
"""Characters of a subject that are kept: longer than a text of an editor, as values fill it."""


class Bericht(models.Model):
    """One message to one recipient along one way.

    `onderwerp` says what it is about ("afspraak:CODE"); `versie` is the version of that promise,
    and a message of an older version is void. `aan`, `titel` and `tekst` are filled when it is
    sent: they show what was sent, and are blanked after the retention term.
    """

    onderwerp = models.CharField(_("onderwerp"), max_length=80)
    versie = models.PositiveIntegerField(_("versie"), default=1)
    soort = models.CharField(_("soort"), max_length=15, choices=Berichtsoort.choices)
    moment = models.CharField(
        _("moment"), max_length=20, blank=True, help_text=_("Leeg: meteen. Anders zoals -2d.")
    )
    ontvanger = models.CharField(
        _("ontvanger"), max_length=40, help_text=_("klant, of middel met zijn nummer.")
    )
    kanaal = models.CharField(_("kanaal"), max_length=10, choices=Berichtkanaal.choices)
    poging = models.PositiveSmallIntegerField(_("poging"), default=0)
    referentie = models.UUIDField(_("referentie"), default=uuid.uuid4, unique=True, editable=False)

    afspraak = models.ForeignKey(
        Afspraak, models.CASCADE, null=True, blank=True, related_name="berichten"
    )
    klant = models.ForeignKey(
        Klant, models.PROTECT, null=True, blank=True, related_name="berichten"
    )
    middel = models.ForeignKey(
        Middel, models.CASCADE, null=True, blank=True, related_name="berichten"
    )
    gegevens = models.JSONField(
        _("gegevens"), default=dict, blank=True, help_text=_("Wat een ander onderdeel meegaf.")
    )

    status = models.CharField(
        _("status"), max_length=15, choices=Berichtstatus.choices, default=Berichtstatus.WACHT
    )
    status_op = models.DateTimeField(_("status sinds"))
    niet_voor = models.DateTimeField(_("niet voor"))
    uitgesteld_sinds = models.DateTimeField(
        _("uitgesteld sinds"),
        null=True,
        blank=True,
        help_text=_("Wanneer het eerst had moeten gaan. Leeg: nooit uitgesteld."),
    )
    vervalt_op = models.DateTimeField(_("vervalt op"), null=True, blank=True)
    is_direct = models.BooleanField(
        _("gaat meteen"),
        default=False,
        help_text=_("Antwoord op wat iemand net deed: ook na acht uur 's avonds."),
    )
    claim = models.UUIDField(_("claim"), null=True, blank=True)
    lease_tot = models.DateTimeField(_("in handen tot"), null=True, blank=True)
    mislukt_aantal = models.PositiveSmallIntegerField(_("keer niet aanvaard"), default=0)
    afwezig_aantal = models.PositiveSmallIntegerField(_("keer niet gevonden"), default=0)
    opgezocht_op = models.DateTimeField(_("opgezocht op"), null=True, blank=True)

    sjabloonversie = models.ForeignKey(
        Sjabloonversie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Leeg: de tekst die bij het systeem hoort."),
    )
    aan = models.CharField(_("aan"), max_length=254, blank=True)
    titel = models.CharField(_("onderwerpregel"), max_length=LONGEST_SUBJECT, blank=True)
    tekst = models.TextField(_("tekst"), blank=True)
    stapel = models.ForeignKey(
        Stapel,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="brieven",
        verbose_name=_("stapel"),
        help_text=_("Alleen een brief ligt op een stapel."),
    )
    provider_id = models.CharField(_("nummer bij de verzender"), max_length=64, blank=True)
    beoordeeld_op = models.DateTimeField(
        _("beoordeeld op"),
        null=True,
        blank=True,
        help_text=_("Wanneer een medewerker zei wat er met een onzeker bericht moet."),
    )
    fout = models.CharField(_("fout"), max_length=60, blank=True)
    verzonden_op = models.DateTimeField(_("verzonden op"), null=True, blank=True)
    aangemaakt_op = models.DateTimeField(_("aangemaakt op"))

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ("-pk",)
        permissions = [
            ("resend_bericht", _("Kan zien wat verstuurd is, en het opnieuw versturen")),
        ]
        indexes = [
            # What is due: of millions of rows only few wait.
            models.Index(fields=["niet_voor"], name="bericht_wacht", condition=Q(status="WACHT")),
            models.Index(
                fields=["lease_tot"], name="bericht_in_handen", condition=Q(lease_tot__isnull=False)
            ),
            models.Index(
                fields=["status_op"], name="bericht_onzeker", condition=Q(status="ONZEKER")
            ),
            # How many SMS went to one number, and how many in the last hour: smslimiet.py.
            models.Index(
                fields=["aan"], name="bericht_sms_aan", condition=Q(kanaal="SMS", aan__gt="")
            ),
            models.Index(
                Coalesce("verzonden_op", "status_op"),
                name="bericht_sms_sinds",
                condition=Q(kanaal="SMS", aan__gt=""),
            ),
        ]
        constraints = [
            # The same news to the same person along the same way is told once.
            models.UniqueConstraint(
                name="bericht_eenmaal",
                fields=["onderwerp", "ontvanger", "versie", "soort", "moment", "kanaal", "poging"],
                violation_error_message=_("Dit bericht staat er al."),
            ),
            models.CheckConstraint(
                name="bericht_stapel_alleen_brief",
                condition=Q(stapel__isnull=True) | Q(kanaal="BRIEF"),
                violation_error_message=_("Alleen een brief ligt op een stapel."),
            ),
            # What is to go out is for somebody: the customer, who does the appointment, an address.
            models.CheckConstraint(
                name="bericht_is_voor_iemand",
                condition=Q(afspraak__isnull=False)
                | Q(klant__isnull=False)
                | ~Q(aan="")
                | ~Q(status__in=["WACHT", "OPGEPAKT", "WORDT_VERZONDEN"]),
                violation_error_message=_("Dit bericht is voor niemand."),
            ),
            # Whoever has it says until when; nobody else has an end.
            models.CheckConstraint(
                name="bericht_lease_alleen_in_handen",
                condition=Q(status__in=["OPGEPAKT", "WORDT_VERZONDEN"], lease_tot__isnull=False)
                | ~Q(status__in=["OPGEPAKT", "WORDT_VERZONDEN"]) & Q(lease_tot__isnull=True),
                violation_error_message=_("Alleen een opgepakt bericht is in handen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} ({self.get_kanaal_display()})"


class Kanaalstand(models.Model):
    """How a channel is doing: after failures in a row it rests until `gepauzeerd_tot`.

    One row per channel that ever failed. When the rest is over one message is tried first.
    """

    kanaal = models.CharField(
        _("kanaal"), max_length=10, choices=Berichtkanaal.choices, primary_key=True
    )
    fouten = models.PositiveIntegerField(_("fouten op rij"), default=0)
    gepauzeerd_tot = models.DateTimeField(_("gepauzeerd tot"), null=True, blank=True)
    laatste_fout = models.CharField(_("laatste fout"), max_length=60, blank=True)
    gemeld_op = models.DateTimeField(_("gemeld op"), null=True, blank=True)

    class Meta:
        verbose_name = _("stand van een kanaal")
        verbose_name_plural = _("stand van kanalen")

    def __str__(self) -> str:
        return self.get_kanaal_display()
