"""The customer, and which rows of customers a person has joined.

Read next: `contacten.py`, what was said; `terugbellen.py`, what was promised.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from afspraken.zoeknaam import search_given, search_name, search_second, search_words


class Taal(models.TextChoices):
    """The languages in which the customer is addressed."""

    NL = "nl", _("Nederlands")
    EN = "en", _("Engels")


class Berichtkanaal(models.TextChoices):
    """The ways by which a customer hears from us."""

    EMAIL = "EMAIL", _("e-mail")
    SMS = "SMS", _("sms")
    BRIEF = "BRIEF", _("brief")


_AS_SEARCHED = {
    ("naam", ""): search_name,
    ("naam", "tweede"): search_second,
    ("naam", "roepnaam"): search_given,
    ("organisatie", ""): search_words,
    ("email", ""): str.casefold,
}


class Zoekveld(models.CharField[str, str]):
    """Follows another field, as one searches it, whenever the row is written as a whole.

    `deel` is the part of a name that comes first: "tweede" surname, or "roepnaam".

    Compared sign by sign: by the alphabet of a language a space would count for nothing, and the
    beginning of a name would not be one stretch of the index.
    """

    def __init__(self, *args: Any, van: str = "", deel: str = "", **kwargs: Any) -> None:
        self.van, self.deel = van, deel
        kwargs |= {"max_length": 254, "blank": True, "editable": False, "db_default": ""}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """As a migration writes it down."""
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "blank", "editable", "db_default"):
            kwargs.pop(key, None)
        return (
            name,
            path,
            args,
            kwargs | {"van": self.van} | ({"deel": self.deel} if self.deel else {}),
        )

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """What is stored."""
        value = _AS_SEARCHED[self.van, self.deel](getattr(model_instance, self.van))
        setattr(model_instance, self.attname, value)
        return value

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """The collation that compares bytes, which each database calls by its own name."""
        collation = "BINARY" if connection.vendor == "sqlite" else "C"
        return super().db_parameters(connection) | {"collation": collation}


class Klant(models.Model):
    """A resident, business or institution in the role of customer.

    Each online booking makes its own row; rows are joined only by a person who says so. A row that
    was joined with another (`opgegaan_in`) keeps its data, so that it can be undone, and nothing
    refers to it any more: what refers to a customer refers to the one that stayed.
    Everything here is personal data and is blanked after the retention term (`privacy/`).
    """

    naam = models.CharField(_("naam"), max_length=150, blank=True)
    organisatie = models.CharField(_("organisatie"), max_length=150, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    telefoon = PhoneNumberField(_("telefoonnummer"), blank=True, region="NL")
    postcode = models.CharField(
        _("postcode"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^[1-9]\d{3} [A-Z]{2}$", _("Bijvoorbeeld 1191 AA."))],
    )
    huisnummer = models.CharField(_("huisnummer"), max_length=12, blank=True)
    geboortedatum = models.DateField(
        _("geboortedatum"),
        null=True,
        blank=True,
        help_text=_("Alleen om iemand te herkennen die belt. De website vraagt dit niet."),
    )
    taal = models.CharField(_("taal"), max_length=2, choices=Taal.choices, default=Taal.NL)
    voorkeur = models.CharField(
        _("wil bericht per"),
        max_length=10,
        choices=Berichtkanaal.choices,
        blank=True,
        help_text=_("Leeg: e-mail, anders sms, anders een brief."),
    )
    zoeknaam = Zoekveld(van="naam")
    zoeknaam_tweede = Zoekveld(van="naam", deel="tweede")
    zoeknaam_roepnaam = Zoekveld(van="naam", deel="roepnaam")
    zoekorganisatie = Zoekveld(van="organisatie")
    zoekemail = Zoekveld(van="email")
    opgegaan_in = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="opgegaan", editable=False
    )
    gewist_op = models.DateTimeField(_("gewist op"), null=True, blank=True)

    class Meta:
        verbose_name = _("klant")
        verbose_name_plural = _("klanten")
        # One per question of `klanten.search`; each is asked of a city of a million rows.
        indexes = [
            models.Index(fields=["zoekemail"], name="klant_op_email"),
            models.Index(fields=["zoeknaam"], name="klant_op_naam"),
            models.Index(fields=["zoeknaam_tweede"], name="klant_op_tweede_naam"),
            models.Index(fields=["zoeknaam_roepnaam"], name="klant_op_roepnaam"),
            models.Index(fields=["zoekorganisatie"], name="klant_op_organisatie"),
            models.Index(fields=["telefoon"], name="klant_op_telefoon"),
            models.Index(fields=["postcode", "huisnummer"], name="klant_op_adres"),
            models.Index(
                fields=["geboortedatum", "zoeknaam"],
                name="klant_op_geboortedatum",
                condition=Q(geboortedatum__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="klant_niet_opgegaan_in_zichzelf",
                condition=Q(opgegaan_in__isnull=True) | ~Q(opgegaan_in=F("id")),
                violation_error_message=_("Kies twee verschillende klanten."),
            ),
        ]

    def __str__(self) -> str:
        return self.organisatie or self.naam or str(_("gewist"))


class Samenvoeging(models.Model):
    """One row of a customer joined with another, by a person who saw that they are the same.

    `verplaatst` holds the numbers of the rows that moved, per table, so that undoing moves exactly
    those back; `aangevuld` the fields that the one that stayed took over because it had none.
    """

    blijft = models.ForeignKey(Klant, models.PROTECT, related_name="samenvoegingen")
    vervalt = models.ForeignKey(Klant, models.PROTECT, related_name="+")
    op = models.DateTimeField(_("op"))
    door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    verplaatst = models.JSONField(default=dict)
    aangevuld = models.JSONField(default=list)
    ongedaan_op = models.DateTimeField(_("ongedaan op"), null=True, blank=True)
    ongedaan_door: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("samenvoeging")
        verbose_name_plural = _("samenvoegingen")
        ordering = ("-op", "-id")
        constraints = [
            # Of two who join the same customer at once, one does.
            models.UniqueConstraint(
                name="samenvoeging_eenmaal",
                fields=["vervalt"],
                condition=Q(ongedaan_op__isnull=True),
                violation_error_message=_("Deze klant is al samengevoegd."),
            ),
            models.CheckConstraint(
                name="samenvoeging_van_twee",
                condition=~Q(blijft=F("vervalt")),
                violation_error_message=_("Kies twee verschillende klanten."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vervalt_id} → {self.blijft_id}"
