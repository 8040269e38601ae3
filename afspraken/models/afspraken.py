"""Appointments, and what they occupy.

The promise of the whole system stands here: `BezetteCel` is unique, so no lane of a resource
is ever occupied twice, whoever writes. Workflow is not here: see `afspraken/booking/`.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from afspraken.bezoekadres import Adres
from afspraken.models.catalogus import Kanaal, Product
from afspraken.models.klanten import Klant
from afspraken.models.middelen import Locatie, Middel
from afspraken.models.trajecten import Traject

LONGEST_INZET = timedelta(hours=24)
"""Readers of busy time look back this far, so nothing may last longer."""

_REFERENTIE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0/O and 1/I


def new_code() -> str:
    """A public id of 32 URL-safe characters (192 bits); it opens nothing."""
    return secrets.token_urlsafe(24)


def new_referentie() -> str:
    """Six characters that can be said on the telephone."""
    return "".join(_REFERENTIE_ALPHABET[byte % 32] for byte in secrets.token_bytes(6))


class Status(models.TextChoices):
    """Where an appointment stands. Which of them have what in common: see the lists below."""

    VASTGEHOUDEN = "VASTGEHOUDEN", _("vastgehouden")  # a hold, until `houdbaar_tot`
    GEPLAND = "GEPLAND", _("gepland")  # promised
    AANGEMELD = "AANGEMELD", _("aangemeld")  # the customer has checked in
    IN_BEHANDELING = "IN_BEHANDELING", _("in behandeling")  # being served
    AFGEROND = "AFGEROND", _("afgerond")  # served
    GEANNULEERD = "GEANNULEERD", _("geannuleerd")  # by customer or municipality; frees its cells
    NIET_VERSCHENEN = "NIET_VERSCHENEN", _("niet verschenen")  # the customer did not come
    VERLOPEN = "VERLOPEN", _("verlopen")  # a hold that nobody confirmed; frees its cells


RELEASED = (Status.GEANNULEERD, Status.VERLOPEN)
"""Statuses in which an appointment keeps its row and loses its spans and cells."""

EXPECTED = (Status.GEPLAND, Status.AANGEMELD)
"""Promised, and the customer is still to be served: what a change of the roster can harm."""

PROMISED = (*EXPECTED, Status.IN_BEHANDELING)
"""Promised to someone and not over yet: whoever erases that person has to end it first."""

OCCUPYING = (Status.VASTGEHOUDEN, *PROMISED)
"""A hold, or promised: must occupy something. What is over keeps its cells, but need not."""


class Afspraak(models.Model):
    """A customer, one or more products, a place and a time.

    `begin` (included) and `einde` (excluded) are what the customer was told, without buffer. Where
    we come to the customer they are a window, within which we begin.
    `code` stays the same when the appointment moves. `versie` rises only when time, place or
    cancellation changes, because only then an earlier message has become untrue.
    """

    code = models.CharField(_("code"), max_length=64, unique=True, default=new_code)
    referentie = models.CharField(
        _("referentie"), max_length=6, unique=True, default=new_referentie
    )
    status = models.CharField(_("status"), max_length=15, choices=Status.choices)
    status_op = models.DateTimeField(_("status sinds"))
    begin = models.DateTimeField(_("begin"))
    einde = models.DateTimeField(_("einde"))
    houdbaar_tot = models.DateTimeField(
        _("houdbaar tot"),
        null=True,
        blank=True,
        help_text=_("Alleen bij vastgehouden; op dit moment zelf is het verlopen."),
    )
    locatie = models.ForeignKey(
        Locatie, models.PROTECT, related_name="afspraken", verbose_name=_("locatie")
    )
    kanaal = models.CharField(_("kanaal"), max_length=10, choices=Kanaal.choices)
    aanbieder = models.CharField(_("aanbieder"), max_length=20, default="balie")
    klant = models.ForeignKey(
        Klant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="afspraken",
        verbose_name=_("klant"),
    )
    traject = models.ForeignKey(
        Traject,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stappen",
        verbose_name=_("traject"),
        help_text=_("Wat bij elkaar hoort: intake, tweede gesprek, ophalen."),
    )
    namens = models.CharField(
        _("voor wie"),
        max_length=150,
        blank=True,
        help_text=_("De persoon voor wie de klant regelt, bijvoorbeeld een kind."),
    )
    tolk = models.CharField(_("tolk"), max_length=60, blank=True, help_text=_("Welke taal."))
    rolstoel = models.BooleanField(_("komt met een rolstoel"), default=False)
    extra_tijd = models.PositiveSmallIntegerField(
        _("extra tijd"), default=0, help_text=_("Minuten meer dan de producten vragen.")
    )
    toelichting = models.TextField(_("toelichting"), max_length=1000, blank=True)
    bezoekadres: models.JSONField[Any, Any] = models.JSONField(
        _("bezoekadres"),
        default=dict,
        blank=True,
        help_text=_("Waar wij de klant bezoeken. Leeg: de klant komt bij ons."),
    )
    toegang = models.CharField(
        _("hoe komen wij binnen"),
        max_length=200,
        blank=True,
        help_text=_("Bij een bezoek: bel, code, sleutel, hond."),
    )
    begeleider = models.CharField(
        _("wie is er nog bij"),
        max_length=100,
        blank=True,
        help_text=_("Bij een bezoek: familie, buur of begeleider."),
    )
    versie = models.PositiveIntegerField(_("versie"), default=1)
    sessie = models.CharField(max_length=64, blank=True)
    beheer_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    aangemaakt_op = models.DateTimeField(_("aangemaakt op"))
    # Calendars compare it, so it moves only with what they show: time, place, products, status.
    gewijzigd_op = models.DateTimeField(_("gewijzigd op"))

    class Meta:
        verbose_name = _("afspraak")
        verbose_name_plural = _("afspraken")
        ordering = ("begin",)
        indexes = [
            models.Index(fields=["locatie", "begin"], name="afspraak_per_locatie"),
            # Expired holds are looked up at every offer; there are never many.
            models.Index(
                fields=["houdbaar_tot"],
                name="afspraak_vastgehouden",
                condition=Q(houdbaar_tot__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="afspraak_begin_voor_einde",
                condition=Q(begin__lt=F("einde")),
                violation_error_message=_("Het begin moet voor het einde liggen."),
            ),
            # A hold has an end, anything else has none: readers may look at one column.
            models.CheckConstraint(
                name="afspraak_houdbaar_alleen_bij_vastgehouden",
                condition=Q(status="VASTGEHOUDEN", houdbaar_tot__isnull=False)
                | ~Q(status="VASTGEHOUDEN") & Q(houdbaar_tot__isnull=True),
                violation_error_message=_("Alleen een vastgehouden tijd heeft een einde."),
            ),
            # What was promised was promised to someone.
            models.CheckConstraint(
                name="afspraak_met_klant",
                condition=Q(status__in=["VASTGEHOUDEN", "VERLOPEN"]) | Q(klant__isnull=False),
                violation_error_message=_("Een afspraak heeft een klant."),
            ),
            # One hold per session: the second takes the place of the first (hoarding).
            models.UniqueConstraint(
                name="afspraak_een_vastgehouden_per_sessie",
                fields=["sessie"],
                condition=Q(status="VASTGEHOUDEN") & ~Q(sessie=""),
                violation_error_message=_("Er wordt al een tijd voor u vastgehouden."),
            ),
        ]

    def __str__(self) -> str:
        return self.referentie

    @property
    def is_venster(self) -> bool:
        """True if we come to the customer, at some time within [begin, einde)."""
        return self.locatie.bij_klant

    @property
    def klantadres(self) -> Adres | None:
        """Where we visit the customer; None if the customer comes to us."""
        return Adres.of(self.bezoekadres)

    @property
    def adres(self) -> str:
        """Where it is, on one line: that of our place, or the one we visit; empty once erased."""
        visited = self.klantadres
        if visited is not None:
            return visited.regel
        return "" if self.is_venster else self.locatie.adres

    @property
    def minuten(self) -> int:
        """Minutes that we serve the customer, without the buffer. Prefetch `producten__product`."""
        if not self.is_venster:
            return (self.einde - self.begin) // timedelta(minutes=1)
        rows = self.producten.all()
        return self.extra_tijd + sum(row.product.minutes_for(row.aantal) for row in rows)

    @property
    def is_telefonisch(self) -> bool:
        """True if the customer is called and comes nowhere. Prefetch `producten__product`."""
        rows = self.producten.all()
        return bool(rows) and all(row.product.is_telefonisch for row in rows)


class Afspraakproduct(models.Model):
    """One product of an appointment, for `aantal` persons."""

    afspraak = models.ForeignKey(Afspraak, models.CASCADE, related_name="producten")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    aantal = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("product van een afspraak")
        verbose_name_plural = _("producten van een afspraak")
        constraints = [
            # More of the same is a number, not a row: persons are counted per product.
            models.UniqueConstraint(
                name="afspraakproduct_eenmaal",
                fields=["afspraak", "product"],
                violation_error_message=_("Dit product staat al in de afspraak."),
            ),
            models.CheckConstraint(
                name="afspraakproduct_minstens_een",
                condition=Q(aantal__gte=1),
                violation_error_message=_("Er komt ten minste één persoon."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} × {self.aantal}"


class Blokkade(models.Model):
    """Occupies resources without an appointment: a visit shift, a session, maintenance."""

    omschrijving = models.CharField(_("omschrijving"), max_length=150)

    class Meta:
        verbose_name = _("blokkade")
        verbose_name_plural = _("blokkades")

    def __str__(self) -> str:
        return self.omschrijving


class Inzet(models.Model):
    """One lane of one resource in use from `begin` to `einde` (half-open, buffer included).

    The only truth about busy time. It belongs to an appointment or to a blokkade. `overboekt_door`
    is the number of the employee who took a lane too many, on purpose, and why.
    """

    afspraak = models.ForeignKey(
        Afspraak, models.CASCADE, null=True, blank=True, related_name="inzetten"
    )
    blokkade = models.ForeignKey(
        Blokkade, models.CASCADE, null=True, blank=True, related_name="inzetten"
    )
    middel = models.ForeignKey(Middel, models.PROTECT, related_name="inzetten", db_index=False)
    plek = models.PositiveSmallIntegerField(_("plek"), default=0)
    begin = models.DateTimeField(_("begin"))
    einde = models.DateTimeField(_("einde"))
    overboekt_door = models.CharField(_("overboekt door"), max_length=150, blank=True)
    overboekt_reden = models.CharField(_("reden van overboeken"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("inzet")
        verbose_name_plural = _("inzetten")
        indexes = [
            # Busy time is read from this index alone.
            models.Index(
                fields=["middel", "begin", "plek", "einde", "afspraak"], name="inzet_bezette_tijd"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="inzet_een_eigenaar",
                condition=Q(afspraak__isnull=False, blokkade__isnull=True)
                | Q(afspraak__isnull=True, blokkade__isnull=False),
                violation_error_message=_("Inzet hoort bij één afspraak of één blokkade."),
            ),
            models.CheckConstraint(
                name="inzet_hoogstens_een_dag",
                condition=Q(begin__lt=F("einde")) & Q(einde__lte=F("begin") + LONGEST_INZET),
                violation_error_message=_("Inzet duurt langer dan nul en hoogstens 24 uur."),
            ),
            models.CheckConstraint(
                name="inzet_overboekt_met_reden",
                condition=Q(overboekt_door="", overboekt_reden="")
                | ~Q(overboekt_door="") & ~Q(overboekt_reden=""),
                violation_error_message=_("Zeg wie overboekt en waarom."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.middel_id}/{self.plek} {self.begin:%Y-%m-%d %H:%M}"


class BezetteCel(models.Model):
    """One occupied cell of five minutes; `cel` is the UTC epoch // 300.

    The primary key *is* the promise that no lane is ever occupied twice. It holds against
    every writer. Rows are inserted in the order of the key, which is the lock order
    (docs/locking.md).
    """

    pk = models.CompositePrimaryKey("middel_id", "plek", "cel")
    middel = models.ForeignKey(Middel, models.PROTECT, related_name="+", db_index=False)
    plek = models.PositiveSmallIntegerField()
    cel = models.IntegerField()
    inzet = models.ForeignKey(Inzet, models.CASCADE, related_name="cellen")

    class Meta:
        verbose_name = _("bezette cel")
        verbose_name_plural = _("bezette cellen")

    def __str__(self) -> str:
        return f"{self.middel_id}/{self.plek}@{self.cel}"


class Verzoek(models.Model):
    """One request with an idempotency key, remembered for 24 hours.

    The same key with the same body gets the same appointment; with another body it is refused.
    """

    client = models.CharField(max_length=64)
    sleutel = models.CharField(max_length=64)
    body_hash = models.CharField(max_length=64)
    afspraak = models.ForeignKey(Afspraak, models.CASCADE, related_name="+")
    op = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("verzoek")
        verbose_name_plural = _("verzoeken")
        constraints = [
            # Of twenty equal requests at once, one makes the appointment.
            models.UniqueConstraint(
                name="verzoek_eenmaal",
                fields=["client", "sleutel"],
                violation_error_message=_("Dit verzoek is al verwerkt."),
            ),
        ]

    def __str__(self) -> str:
        return self.sleutel


class Contactplek(models.Model):
    """Place number `nummer` of one contact for one product: a maximum that holds in a race.

    `contact_hash` is a keyed hash of a normalised e-mail address or telephone number. A web
    booking takes the lowest free number; there is no number above the maximum.
    """

    contact_hash = models.CharField(max_length=64)
    product = models.ForeignKey(Product, models.CASCADE, related_name="+")
    nummer = models.PositiveSmallIntegerField()
    afspraak = models.ForeignKey(Afspraak, models.CASCADE, related_name="contactplekken")

    class Meta:
        verbose_name = _("contactplek")
        verbose_name_plural = _("contactplekken")
        constraints = [
            models.UniqueConstraint(
                name="contactplek_eenmaal",
                fields=["contact_hash", "product", "nummer"],
                violation_error_message=_("U hebt al genoeg afspraken voor dit product."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}#{self.nummer}"
