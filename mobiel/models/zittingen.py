"""A care-home day (Zitting): we come to an institution, and its residents are seen in order.

    OPEN -- close, at `sluit_op` or by hand --> GESLOTEN      begin and times are fixed
    OPEN, GESLOTEN -- cancel --> GEANNULEERD

For planning it is one visit (`afspraak`, of the institution) that takes as long as all places do.
Until it closes residents are places in an order; from then on each has an appointment of their own,
with cells on the own `middel` of the zitting. Workflow is in `mobiel/zitting/`.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, StepValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from afspraken.models import Afspraak, Klant, Middel, Product, new_code

MOST_PLACES = 40


class Zittingproduct(models.Model):
    """What residents can get on a care-home day, and as which visit planning sees such a day.

    `bezoek` is a product of visits: it says which official may do it and what comes along.
    """

    product: models.OneToOneField[Any, Any] = models.OneToOneField(
        Product, models.CASCADE, related_name="zittingproduct", verbose_name=_("product")
    )
    bezoek = models.ForeignKey(
        Product,
        models.PROTECT,
        related_name="+",
        verbose_name=_("bezoek"),
        limit_choices_to={"aanbieder": "bezoek"},
        help_text=_("Als welk bezoek de hele zitting op de route staat."),
    )
    minuten = models.PositiveSmallIntegerField(
        _("minuten per bewoner"),
        default=15,
        validators=[MinValueValidator(5), MaxValueValidator(120), StepValueValidator(5)],
    )
    opzet_minuten = models.PositiveSmallIntegerField(
        _("minuten om klaar te zetten"),
        default=15,
        validators=[MaxValueValidator(120), StepValueValidator(5)],
    )

    class Meta:
        verbose_name = _("product op een zitting")
        verbose_name_plural = _("producten op een zitting")
        ordering = ("product__naam",)

    def __str__(self) -> str:
        return str(self.product)


class Zittingstatus(models.TextChoices):
    """Where a care-home day stands."""

    OPEN = "OPEN", _("open voor aanmelden")
    GESLOTEN = "GESLOTEN", _("gesloten")  # the institution knows who is seen when
    GEANNULEERD = "GEANNULEERD", _("geannuleerd")


class Zitting(models.Model):
    """One care-home day. `afspraak` says when and where, and its customer is the contact person.

    `product` is what each resident gets, `plaatsminuten` how long that takes here. `stilte` are the
    quiet hours of the home: pairs of local times, ["12:00", "13:00"]. `reeks` is the same for days
    that were planned together. `versie` rises with each change of who comes and in which order.
    """

    afspraak: models.OneToOneField[Any, Any] = models.OneToOneField(
        Afspraak, models.CASCADE, related_name="zitting", verbose_name=_("afspraak")
    )
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="+", verbose_name=_("product voor elke bewoner")
    )
    middel: models.OneToOneField[Any, Any] = models.OneToOneField(
        Middel, models.PROTECT, related_name="zitting", verbose_name=_("middel")
    )
    plaatsen = models.PositiveSmallIntegerField(
        _("plaatsen"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    plaatsminuten = models.PositiveSmallIntegerField(_("minuten per bewoner"))
    opzet_minuten = models.PositiveSmallIntegerField(
        _("minuten om klaar te zetten"), default=15, validators=[MaxValueValidator(120)]
    )
    stilte: models.JSONField[Any, Any] = models.JSONField(_("rusttijden"), default=list, blank=True)
    sluit_op = models.DateTimeField(_("aanmelden kan tot"))
    gesloten_op = models.DateTimeField(_("gesloten op"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=11, choices=Zittingstatus.choices, default=Zittingstatus.OPEN
    )
    reeks = models.UUIDField(_("reeks"), null=True, blank=True, db_index=True)
    aangemaakt_op = models.DateTimeField(_("aangemaakt op"))
    versie = models.PositiveIntegerField(_("versie"), default=1)

    class Meta:
        verbose_name = _("zitting")
        verbose_name_plural = _("zittingen")
        ordering = ("afspraak__begin", "pk")
        indexes = [
            # What has to close: never many.
            models.Index(fields=["sluit_op"], name="zitting_open", condition=Q(status="OPEN")),
        ]
        constraints = [
            models.CheckConstraint(
                name="zitting_heeft_plaatsen",
                condition=Q(plaatsen__gte=1) & Q(plaatsminuten__gte=5),
                violation_error_message=_("Een zitting heeft plaatsen van vijf minuten of meer."),
            ),
            models.CheckConstraint(
                name="zitting_gesloten_met_moment",
                condition=Q(status="OPEN", gesloten_op__isnull=True)
                | Q(status="GESLOTEN", gesloten_op__isnull=False)
                | Q(status="GEANNULEERD"),
                violation_error_message=_("Van een gesloten zitting is bekend wanneer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instelling} {self.afspraak.begin:%Y-%m-%d}"

    @property
    def klant(self) -> Klant:
        """The institution, with its contact person."""
        klant: Klant = self.afspraak.klant
        return klant

    @property
    def instelling(self) -> str:
        """The name of the home."""
        return self.klant.organisatie

    @property
    def rusttijden(self) -> list[tuple[time, time]]:
        """The quiet hours as local times, in order."""
        return sorted(
            (time.fromisoformat(van), time.fromisoformat(tot)) for van, tot in self.stilte
        )


class Toegangsoort(models.TextChoices):
    """Whose link it is, and so what it shows."""

    CONTACT = "CONTACT", _("contactpersoon")  # the whole list
    FAMILIE = "FAMILIE", _("familie of vertegenwoordiger")  # one resident: their own


class Zittingtoegang(models.Model):
    """A link to one zitting for somebody without an account, and the one-time code behind it.

    Here only hashes of link and code are stored; in clear they stand in the message that took them,
    until its term (docs/zittingen.md). The link alone shows no name and takes no resident: that
    needs a code, sent to `email` and to nowhere else.
    """

    zitting = models.ForeignKey(Zitting, models.CASCADE, related_name="toegangen")
    soort = models.CharField(_("soort"), max_length=8, choices=Toegangsoort.choices)
    email = models.EmailField(_("e-mailadres"))
    code = models.CharField(max_length=64, unique=True, default=new_code)
    token_hash = models.CharField(max_length=64, unique=True)
    aangemaakt_op = models.DateTimeField(_("aangemaakt op"))
    ingetrokken_op = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_tot = models.DateTimeField(_("code geldt tot"), null=True, blank=True)
    pogingen = models.PositiveSmallIntegerField(_("pogingen met deze code"), default=0)
    gevraagd_op = models.DateTimeField(_("code gevraagd op"), null=True, blank=True)
    gevraagd = models.PositiveSmallIntegerField(_("codes in dit uur"), default=0)
    gevraagd_sinds = models.DateTimeField(_("uur begon op"), null=True, blank=True)
    gestuurd_op = models.DateTimeField(_("link gestuurd op"), null=True, blank=True)
    gestuurd = models.PositiveSmallIntegerField(_("keer gestuurd in dit uur"), default=0)
    gestuurd_sinds = models.DateTimeField(_("uur van sturen begon op"), null=True, blank=True)

    class Meta:
        verbose_name = _("toegang tot een zitting")
        verbose_name_plural = _("toegangen tot zittingen")
        ordering = ("pk",)
        constraints = [
            # One that works per address: who asks again gets the same.
            models.UniqueConstraint(
                name="zittingtoegang_een_per_adres",
                fields=["zitting", "soort", "email"],
                condition=Q(ingetrokken_op__isnull=True),
                violation_error_message=_("Dit e-mailadres heeft al een link."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.zitting_id}"


class Bewonerstatus(models.TextChoices):
    """Where a resident stands on a zitting."""

    AANGEMELD = "AANGEMELD", _("aangemeld")
    AFGEMELD = "AFGEMELD", _("afgemeld")  # the only one without a place
    GEHOLPEN = "GEHOLPEN", _("geholpen")
    NIET_GEZIEN = "NIET_GEZIEN", _("niet gezien")


class Aanmelder(models.TextChoices):
    """Who announced a resident."""

    CONTACT = "CONTACT", _("contactpersoon")
    FAMILIE = "FAMILIE", _("familie of vertegenwoordiger")
    SERVICEPUNT = "SERVICEPUNT", _("servicepunt")
    AFDELING = "AFDELING", _("op de afdeling")  # on the day itself


class NietGezien(models.TextChoices):
    """Why a resident was not seen."""

    AFWEZIG = "AFWEZIG", _("niet aanwezig")
    ZIEK = "ZIEK", _("te ziek")
    WIL_NIET = "WIL_NIET", _("wil niet")
    PAPIEREN = "PAPIEREN", _("papieren of pasfoto ontbreken")
    GEEN_TIJD = "GEEN_TIJD", _("er was geen tijd meer")


class Bewoner(models.Model):
    """One resident on a zitting, in their place in the order.

    `begin`, `einde` and `afspraak` come at the closing. What says who it is, is blanked the day
    after; their appointment keeps the term of any appointment. `toegang` is the link of the family
    by which they were announced.
    """

    zitting = models.ForeignKey(Zitting, models.CASCADE, related_name="bewoners")
    volgorde = models.PositiveSmallIntegerField(_("volgorde"))
    naam = models.CharField(_("naam"), max_length=150, blank=True)
    kamer = models.CharField(_("kamer"), max_length=20, blank=True)
    vertegenwoordiger = models.CharField(_("vertegenwoordiger"), max_length=150, blank=True)
    email = models.EmailField(_("e-mailadres van de vertegenwoordiger"), blank=True)
    telefoon = PhoneNumberField(
        _("telefoonnummer van de vertegenwoordiger"), blank=True, region="NL"
    )
    bijzonderheden = models.CharField(_("bijzonderheden"), max_length=200, blank=True)
    door = models.CharField(_("aangemeld door"), max_length=11, choices=Aanmelder.choices)
    toegang = models.ForeignKey(
        Zittingtoegang, models.SET_NULL, null=True, blank=True, related_name="bewoners"
    )
    inloop = models.BooleanField(_("kwam erbij"), default=False)
    status = models.CharField(
        _("status"),
        max_length=11,
        choices=Bewonerstatus.choices,
        default=Bewonerstatus.AANGEMELD,
    )
    status_op = models.DateTimeField(_("status sinds"))
    reden = models.CharField(
        _("waarom niet gezien"), max_length=9, choices=NietGezien.choices, blank=True
    )
    aangemeld_op = models.DateTimeField(_("aangemeld op"))
    begin = models.DateTimeField(_("begin"), null=True, blank=True)
    einde = models.DateTimeField(_("einde"), null=True, blank=True)
    afspraak: models.OneToOneField[Any, Any] = models.OneToOneField(
        Afspraak, models.SET_NULL, null=True, blank=True, related_name="bewoner"
    )

    class Meta:
        verbose_name = _("bewoner")
        verbose_name_plural = _("bewoners")
        ordering = ("zitting", "volgorde", "pk")
        constraints = [
            # Of two who are announced at once for one place, one gets it.
            models.UniqueConstraint(
                name="bewoner_plaats_eenmaal",
                fields=["zitting", "volgorde"],
                condition=~Q(status="AFGEMELD"),
                violation_error_message=_("Deze plaats is al vergeven."),
            ),
            models.CheckConstraint(
                name="bewoner_tijd_in_volgorde",
                condition=Q(begin__isnull=True, einde__isnull=True) | Q(begin__lt=F("einde")),
                violation_error_message=_("Het begin moet voor het einde liggen."),
            ),
            models.CheckConstraint(
                name="bewoner_niet_gezien_met_reden",
                condition=Q(status="NIET_GEZIEN") & ~Q(reden="")
                | ~Q(status="NIET_GEZIEN") & Q(reden=""),
                violation_error_message=_("Zeg waarom de bewoner niet is gezien."),
            ),
        ]

    def __str__(self) -> str:
        return self.naam or str(_("gewist"))
