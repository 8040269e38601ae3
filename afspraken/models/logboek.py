"""Who saw or changed what. Append-only, and without names.

Lines are written in the transaction of the act they describe; if the line cannot be written,
the act fails. A chain of seals is laid over them afterwards, in `afspraken/logboek.py`, so
that bookings need not wait for each other. The database refuses to change a line, and on
PostgreSQL also to delete one; see migration 0002.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Partij(models.TextChoices):
    """Who acts."""

    INWONER = "INWONER", _("inwoner")
    MEDEWERKER = "MEDEWERKER", _("medewerker")
    SYSTEEM = "SYSTEEM", _("systeem")
    API = "API", _("ander systeem")


class Handeling(models.TextChoices):
    """What was done."""

    GEBOEKT = "GEBOEKT", _("geboekt")
    VERZET = "VERZET", _("verzet")
    GEWIJZIGD = "GEWIJZIGD", _("gewijzigd")
    GEANNULEERD = "GEANNULEERD", _("geannuleerd")
    STATUS = "STATUS", _("status veranderd")
    BEANTWOORD = "BEANTWOORD", _("geantwoord op een bericht")
    BEKEKEN = "BEKEKEN", _("bekeken")
    GEEXPORTEERD = "GEEXPORTEERD", _("geëxporteerd")
    GEWIST = "GEWIST", _("gewist")
    ROOSTER = "ROOSTER", _("rooster veranderd")
    BEHEER = "BEHEER", _("instelling veranderd")
    CONTACT = "CONTACT", _("klantcontact vastgelegd")
    TERUGBELLEN = "TERUGBELLEN", _("terugbelverzoek bijgewerkt")
    OPHALEN = "OPHALEN", _("document om op te halen bijgewerkt")
    SAMENGEVOEGD = "SAMENGEVOEGD", _("klanten samengevoegd")
    OVERBOEKT = "OVERBOEKT", _("overboekt")
    STORING = "STORING", _("storing bijgewerkt")
    GEWEIGERD = "GEWEIGERD", _("geweigerd")


class Logregels(models.QuerySet["Logregel"]):
    """Lines of the log: they can be read and added to. All that changes or deletes is refused."""

    def update(self, **kwargs: Any) -> int:
        """Refuse: what happened, happened."""
        raise TypeError("A line of the log is never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refuse, as `update` does."""
        raise TypeError("A line of the log is never changed.")

    def bulk_create(self, objs: Iterable[Logregel], *args: Any, **kwargs: Any) -> list[Logregel]:
        """Insert; lines that are there already are not overwritten."""
        if kwargs.get("update_conflicts"):
            raise TypeError("A line of the log is never changed.")
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: the log only grows."""
        raise TypeError("A line of the log is never deleted.")


class Logregel(models.Model):
    """One act: who, when, what, on which subject. Never updated, never a name in it."""

    op = models.DateTimeField(_("op"), db_index=True)
    partij = models.CharField(_("partij"), max_length=10, choices=Partij.choices)
    door = models.CharField(
        _("door"), max_length=64, blank=True, help_text=_("Nummer van de medewerker, geen naam.")
    )
    handeling = models.CharField(_("handeling"), max_length=15, choices=Handeling.choices)
    onderwerp = models.CharField(
        _("onderwerp"), max_length=80, help_text=_("Soort en code, bijvoorbeeld afspraak:CODE.")
    )
    gegevens = models.JSONField(_("gegevens"), default=dict, blank=True)

    objects = Logregels.as_manager()

    class Meta:
        verbose_name = _("logregel")
        verbose_name_plural = _("logregels")
        ordering = ("id",)
        indexes = [models.Index(fields=["onderwerp"], name="logregel_per_onderwerp")]

    def __str__(self) -> str:
        return f"{self.handeling} {self.onderwerp}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; an existing line is never written again."""
        if self.pk is not None:
            raise TypeError("A line of the log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: the log only grows."""
        raise TypeError("A line of the log is never deleted.")


class Zegel(models.Model):
    """The seal of one line: a hash over the line and the seal before it.

    `regel` is a plain number, so that a line that was deleted leaves a seal behind that tells.
    """

    volgnummer = models.BigIntegerField(primary_key=True)
    regel = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("zegel")
        verbose_name_plural = _("zegels")
        ordering = ("volgnummer",)

    def __str__(self) -> str:
        return str(self.volgnummer)
