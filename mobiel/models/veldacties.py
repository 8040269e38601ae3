"""What an official reports from the road, and the phones with which they do.

An act is stored once and never changed, but for who settled it. Where a visit stands follows from
its acts (`mobiel/telefoon/regels.py`), so what comes late or twice cannot bring it back.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afspraken.models import Afspraak, Middel
from mobiel.models.routes import Bezoek


class Actiesoort(models.TextChoices):
    """What can be reported. SPOED is of the official, all else of one visit."""

    ONDERWEG = "ONDERWEG", _("onderweg")
    AANGEKOMEN = "AANGEKOMEN", _("aangekomen")
    KLAAR = "KLAAR", _("klaar")
    NIET_THUIS = "NIET_THUIS", _("niet thuis")
    LOOPT_UIT = "LOOPT_UIT", _("loopt uit")  # warn the next resident
    NOG_BEZIG = "NOG_BEZIG", _("nog bezig")  # all is well, it takes longer
    SPOED = "SPOED", _("spoed")  # come and help


STEPS = (
    Actiesoort.ONDERWEG,
    Actiesoort.AANGEKOMEN,
    Actiesoort.KLAAR,
    Actiesoort.NIET_THUIS,
)
"""Acts that say where a visit stands."""


class Uitkomst(models.TextChoices):
    """What the server did with an act. After any of them the phone need not send it again."""

    TOEGEPAST = "TOEGEPAST", _("toegepast")
    DUBBEL = "DUBBEL", _("stond er al")
    CONFLICT = "CONFLICT", _("past niet")


class Reden(models.TextChoices):
    """Why the planner has to look at an act."""

    GEEN = "", "-"
    NIET_VAN_U = "NIET_VAN_U", _("het bezoek staat niet meer op deze route")
    AFGEZEGD = "AFGEZEGD", _("de afspraak was al afgezegd")
    VERPLAATST = "VERPLAATST", _("de afspraak was al verplaatst")
    TEGENSTRIJDIG = "TEGENSTRIJDIG", _("er was al iets anders gemeld")
    TE_VROEG = "TE_VROEG", _("het beloofde tijdvak was nog niet begonnen")
    KLOK = "KLOK", _("de klok van de telefoon loopt verkeerd")
    SPOED = "SPOED", _("spoed")


class Resultaat(models.TextChoices):
    """What came of a visit."""

    GELUKT = "GELUKT", _("Alles is gedaan")
    VERVOLG = "VERVOLG", _("Er is een vervolg nodig")
    NIET_GELUKT = "NIET_GELUKT", _("Het is niet gelukt")


class Toestel(models.Model):
    """One phone or browser on which an official opened the route, from its first login on.

    `sleutel_hash` is of the secret in its cookie; `sessie` is its login, ended when it is revoked.
    """

    gebruiker: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="toestellen"
    )
    sleutel_hash = models.CharField(max_length=64, unique=True)
    sessie = models.CharField(max_length=64, blank=True)
    naam = models.CharField(_("toestel"), max_length=60)
    sinds = models.DateTimeField(_("in gebruik sinds"))
    gezien_op = models.DateTimeField(_("laatst gezien"))
    ingetrokken_op = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    ingetrokken_door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("toestel")
        verbose_name_plural = _("toestellen")
        ordering = ("-gezien_op",)

    def __str__(self) -> str:
        return self.naam


class Veldactie(models.Model):
    """One thing that an official reported. `uuid` is of the phone: the same again is the same act.

    `versie` is that of the appointment as the phone saw it. `gedaan_op` is when it happened: the
    moment that the phone noted, as far as its clock can be put right (`op` is when we heard of it).
    """

    uuid = models.UUIDField(unique=True)
    middel = models.ForeignKey(Middel, models.CASCADE, related_name="veldacties")
    bezoek = models.ForeignKey(Bezoek, models.CASCADE, null=True, blank=True, related_name="acties")
    toestel = models.ForeignKey(Toestel, models.SET_NULL, null=True, blank=True, related_name="+")
    soort = models.CharField(_("soort"), max_length=10, choices=Actiesoort.choices)
    versie = models.PositiveIntegerField(_("versie"), default=0)
    gedaan_op = models.DateTimeField(_("gedaan op"))
    op = models.DateTimeField(_("ontvangen op"))
    uitkomst = models.CharField(_("uitkomst"), max_length=9, choices=Uitkomst.choices)
    reden = models.CharField(_("reden"), max_length=13, choices=Reden.choices, blank=True)
    resultaat = models.CharField(
        _("resultaat"), max_length=11, choices=Resultaat.choices, blank=True
    )
    notitie = models.CharField(_("notitie"), max_length=200, blank=True)
    legitimatie = models.BooleanField(
        _("legitimatie gezien"),
        default=False,
        help_text=_("Alleen dat het bewijs is gezien; geen nummer."),
    )
    afgehandeld_op = models.DateTimeField(_("afgehandeld op"), null=True, blank=True)
    afgehandeld_door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("melding van onderweg")
        verbose_name_plural = _("meldingen van onderweg")
        ordering = ("gedaan_op", "pk")
        indexes = [
            models.Index(fields=["middel", "gedaan_op"], name="veldactie_per_dag"),
            # What the planner still has to look at: never many.
            models.Index(
                fields=["op"],
                name="veldactie_open",
                condition=Q(afgehandeld_op__isnull=True) & ~Q(reden=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="veldactie_van_een_bezoek",
                condition=Q(soort="SPOED") | Q(uitkomst="CONFLICT") | Q(bezoek__isnull=False),
                violation_error_message=_("Zeg over welk bezoek dit gaat."),
            ),
            # Whatever phones repeat, each step of a visit counts once; of one that was promised
            # anew, anew.
            models.UniqueConstraint(
                name="veldactie_stap_eenmaal",
                fields=["bezoek", "versie", "soort"],
                condition=Q(
                    uitkomst="TOEGEPAST",
                    soort__in=["ONDERWEG", "AANGEKOMEN", "KLAAR", "NIET_THUIS"],
                ),
                violation_error_message=_("Dit is al gemeld."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.gedaan_op:%Y-%m-%d %H:%M}"


class Markering(models.Model):
    """What to know before one rings: about the customer of an appointment, until a day.

    Read by whoever visits that customer, and by planners; by nobody else, and in no list. It hangs
    on the appointment where it came up, so it follows its customer and goes with them.
    """

    afspraak = models.ForeignKey(Afspraak, models.CASCADE, related_name="+")
    toelichting = models.CharField(_("wat moet de medewerker weten"), max_length=200)
    met_twee = models.BooleanField(_("ga met twee"), default=False)
    tot = models.DateField(_("tot en met"))
    op = models.DateTimeField(_("op"))
    door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("markering")
        verbose_name_plural = _("markeringen")
        ordering = ("tot", "pk")

    def __str__(self) -> str:
        return f"{self.afspraak_id} {self.tot:%Y-%m-%d}"
