"""When resources are open: series, exceptions, closings, absence, and what follows from them.

`Openstand` is derived from the other tables by `afspraken/roosters/` and can be rebuilt at
any time. All other tables here are intentions of people and are never derived.
Read next: `afspraken.py`, what occupies the open time.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from afspraken.models.middelen import Locatie, Middel


def _both_or_neither(first: str, last: str) -> Q:
    """Both moments empty, or both given and in order. (A NULL alone would pass a CHECK.)"""
    neither = Q((f"{first}__isnull", True), (f"{last}__isnull", True))
    both = Q((f"{first}__isnull", False), (f"{last}__isnull", False), (f"{first}__lt", F(last)))
    return neither | both


class Rooster(models.Model):
    """Recurring hours of one resource at one place, or of the place itself.

    The weekly series are events of a django-scheduler calendar, one event per weekday; only
    `afspraken/roosters/` reads and writes them. The hours of a place bound those of its
    resources. Roster time for staff is offered to the web only `Locatie.vrijgave` hours before.
    """

    middel = models.ForeignKey(
        Middel,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="roosters",
        verbose_name=_("middel"),
        help_text=_("Leeg: de openingstijden van de locatie zelf."),
    )
    locatie = models.ForeignKey(
        Locatie, models.CASCADE, related_name="roosters", verbose_name=_("locatie")
    )
    alleen_personeel = models.BooleanField(
        _("alleen voor telefoon en balie"),
        default=False,
        help_text=_("De website biedt deze tijd pas kort van tevoren aan."),
    )
    kalender: models.OneToOneField[Any, Any] = models.OneToOneField(
        "schedule.Calendar", models.CASCADE, related_name="+", verbose_name=_("kalender")
    )

    class Meta:
        verbose_name = _("rooster")
        verbose_name_plural = _("roosters")
        constraints = [
            # One roster per purpose: a second one would double the hours unseen.
            # Two constraints, because not every database lets an empty field count as equal.
            models.UniqueConstraint(
                name="rooster_een_per_middel_en_locatie",
                fields=["middel", "locatie", "alleen_personeel"],
                violation_error_message=_("Dit rooster bestaat al."),
            ),
            models.UniqueConstraint(
                name="rooster_een_per_locatie",
                fields=["locatie"],
                condition=Q(middel__isnull=True),
                violation_error_message=_("Dit rooster bestaat al."),
            ),
            models.CheckConstraint(
                name="rooster_locatie_voor_iedereen",
                condition=Q(middel__isnull=False) | Q(alleen_personeel=False),
                violation_error_message=_("De openingstijden van een locatie zijn voor iedereen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.middel or self.locatie} ({self.locatie})"


class Wijziging(models.TextChoices):
    """What a single-day exception does to the hours of its day."""

    DICHT = "DICHT", _("gaat niet door")  # takes [oud_van, oud_tot) away; empty: the whole day
    VERPLAATST = "VERPLAATST", _("verplaatst")  # takes [oud_van, oud_tot), gives [van, tot)
    EXTRA = "EXTRA", _("extra open")  # gives [van, tot), also in the evening


class Uitzondering(models.Model):
    """One change of one local day, for a resource at a place or for the place itself.

    Times are wall clock in Europe/Amsterdam, half-open. Exceptions of a day apply in the order
    in which they were made. They belong to the day, so a change of the series keeps them.
    """

    middel = models.ForeignKey(
        Middel,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="uitzonderingen",
        verbose_name=_("middel"),
        help_text=_("Leeg: de openingstijden van de locatie zelf."),
    )
    locatie = models.ForeignKey(
        Locatie, models.CASCADE, related_name="uitzonderingen", verbose_name=_("locatie")
    )
    dag = models.DateField(_("dag"))
    soort = models.CharField(_("soort"), max_length=10, choices=Wijziging.choices)
    oud_van = models.TimeField(_("was van"), null=True, blank=True)
    oud_tot = models.TimeField(_("was tot"), null=True, blank=True)
    van = models.TimeField(_("van"), null=True, blank=True)
    tot = models.TimeField(_("tot"), null=True, blank=True)
    alleen_personeel = models.BooleanField(_("alleen voor telefoon en balie"), default=False)
    reden = models.CharField(_("reden"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("uitzondering")
        verbose_name_plural = _("uitzonderingen")
        ordering = ("dag", "id")
        indexes = [models.Index(fields=["locatie", "dag"], name="uitzondering_per_dag")]
        constraints = [
            models.CheckConstraint(
                name="uitzondering_van_voor_tot",
                condition=_both_or_neither("van", "tot"),
                violation_error_message=_("De begintijd moet voor de eindtijd liggen."),
            ),
            models.CheckConstraint(
                name="uitzondering_was_van_voor_tot",
                condition=_both_or_neither("oud_van", "oud_tot"),
                violation_error_message=_("De oude begintijd moet voor de oude eindtijd liggen."),
            ),
            # Each kind names exactly the hours it needs; a half-filled row would mean nothing.
            models.CheckConstraint(
                name="uitzondering_tijden_bij_soort",
                condition=Q(soort="DICHT", van__isnull=True)
                | Q(soort="EXTRA", van__isnull=False, oud_van__isnull=True)
                | Q(soort="VERPLAATST", van__isnull=False, oud_van__isnull=False),
                violation_error_message=_("Vul de tijden in die bij deze wijziging horen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.middel or self.locatie} {self.dag}: {self.get_soort_display()}"


class Sluiting(models.Model):
    """A place, or every place, closed on given local days; holidays are computed into here.

    A holiday that the town does work on is set inactive, not deleted: the next computation
    would bring it back.
    """

    locatie = models.ForeignKey(
        Locatie,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="sluitingen",
        verbose_name=_("locatie"),
        help_text=_("Leeg: alle locaties."),
    )
    eerste_dag = models.DateField(_("eerste dag"))
    laatste_dag = models.DateField(_("laatste dag"), help_text=_("Telt mee."))
    van = models.TimeField(_("van"), null=True, blank=True, help_text=_("Leeg: de hele dag."))
    tot = models.TimeField(_("tot"), null=True, blank=True)
    reden = models.CharField(_("reden"), max_length=100)
    is_feestdag = models.BooleanField(_("is berekende feestdag"), default=False)
    is_actief = models.BooleanField(_("is actief"), default=True)

    class Meta:
        verbose_name = _("sluiting")
        verbose_name_plural = _("sluitingen")
        ordering = ("eerste_dag",)
        constraints = [
            models.CheckConstraint(
                name="sluiting_eerste_voor_laatste",
                condition=Q(eerste_dag__lte=F("laatste_dag")),
                violation_error_message=_("De eerste dag moet voor de laatste dag liggen."),
            ),
            models.CheckConstraint(
                name="sluiting_van_voor_tot",
                condition=_both_or_neither("van", "tot"),
                violation_error_message=_("De begintijd moet voor de eindtijd liggen."),
            ),
            # The yearly computation may run at any time and twice; it adds each holiday once.
            models.UniqueConstraint(
                name="sluiting_feestdag_eenmaal",
                fields=["eerste_dag", "reden"],
                condition=Q(is_feestdag=True),
                violation_error_message=_("Deze feestdag staat er al."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reden} {self.eerste_dag}"


class Afwezigheid(models.Model):
    """One resource away from `begin` to `einde` (UTC, half-open): illness, leave, repair.

    It reduces what is open and is never refused; appointments inside it become conflicts.
    With a `bron` it came from an outside calendar and goes as it came: by `roosters.replace_busy`.
    """

    middel = models.ForeignKey(
        Middel, models.CASCADE, related_name="afwezigheden", verbose_name=_("middel")
    )
    bron = models.CharField(
        _("bron"),
        max_length=40,
        blank=True,
        default="",
        db_default="",  # code of before this field may still write while it is rolled out
        editable=False,
        help_text=_("Leeg: ingevuld door een medewerker. Anders de agenda waar het uit komt."),
    )
    begin = models.DateTimeField(_("begin"))
    einde = models.DateTimeField(_("einde"))
    reden = models.CharField(
        _("reden"), max_length=100, blank=True, help_text=_("Geen medische gegevens.")
    )

    class Meta:
        verbose_name = _("afwezigheid")
        verbose_name_plural = _("afwezigheden")
        ordering = ("begin",)
        indexes = [models.Index(fields=["middel", "einde"], name="afwezigheid_per_middel")]
        constraints = [
            models.CheckConstraint(
                name="afwezigheid_begin_voor_einde",
                condition=Q(begin__lt=F("einde")),
                violation_error_message=_("Het begin moet voor het einde liggen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.middel} {self.begin:%Y-%m-%d}"


class Openstand(models.Model):
    """What the roster opens of one resource at one place on one UTC day: 288 bits of 5 minutes.

    Derived; a missing row means closed. Bit 0 is 00:00 UTC. Masks are 36 bytes, see
    `engine/bitmap.py`. `open` is for staff channels, `open_web` for the web before the release
    of staff time; `open_web` never exceeds `open`.
    """

    middel = models.ForeignKey(Middel, models.CASCADE, related_name="openstanden")
    locatie = models.ForeignKey(Locatie, models.CASCADE, related_name="openstanden")
    dag = models.DateField()
    open = models.BinaryField(max_length=36)
    open_web = models.BinaryField(max_length=36)

    class Meta:
        verbose_name = _("openstand")
        verbose_name_plural = _("openstanden")
        constraints = [
            models.UniqueConstraint(
                name="openstand_een_per_dag",
                fields=["middel", "locatie", "dag"],
                violation_error_message=_("Deze dag is al berekend."),
            ),
        ]
        indexes = [models.Index(fields=["locatie", "dag"], name="openstand_per_locatie")]

    def __str__(self) -> str:
        return f"{self.middel_id}@{self.locatie_id} {self.dag}"
