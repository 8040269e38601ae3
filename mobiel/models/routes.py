"""The route of one official on one day, and the visits on it.

`Afspraak.begin/einde` is the promise: the window in which a visit begins. A `Stop` says when it is
planned, and moves as often as the order of the day does; the promise moves only through `booking`.
Rows are written by `mobiel/planning/` alone, with the route locked. Read next: docs/bezoeken.md.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from afspraken.models import Afspraak, Blokkade, Locatie, Middel
from mobiel.models.velddienst import Vervoer


def _empty_or_in_order(first: str, last: str) -> Q:
    neither = Q((f"{first}__isnull", True), (f"{last}__isnull", True))
    both = Q((f"{first}__isnull", False), (f"{last}__isnull", False), (f"{first}__lt", F(last)))
    return neither | both


class Bezoek(models.Model):
    """What planning must know of one appointment at the customer's address.

    `eisen` are competences (ids), `KOFFER` and `VOERTUIG` where the products ask those, and
    `PERSOON` + the number of the official if it must be that one. The window first promised is kept
    (`belofte_van`, `belofte_tot`); since `afgekondigd_op` the appointment holds a narrower one, of
    which the customer was told.

    Several officials at once: `mede` is what each of the others needs, and all begin at `samen_op`.
    `met_twee`: a planner wished a second one, whatever the products ask.
    """

    KOFFER = -1
    VOERTUIG = -2
    PERSOON = 1_000_000_000

    afspraak: models.OneToOneField[Any, Any] = models.OneToOneField(
        Afspraak, models.CASCADE, related_name="bezoek", verbose_name=_("afspraak")
    )
    duur = models.PositiveSmallIntegerField(_("duur"), help_text=_("Minuten bij de klant."))
    breedtegraad = models.FloatField(_("breedtegraad"), null=True)
    lengtegraad = models.FloatField(_("lengtegraad"), null=True)
    eisen = models.JSONField(_("eisen"), default=list, blank=True)
    mede = models.JSONField(_("eisen aan wie meegaat"), default=list, blank=True)
    samen_op = models.DateTimeField(_("samen om"), null=True, blank=True)
    met_twee = models.BooleanField(_("ga met twee"), default=False)
    belofte_van = models.DateTimeField(_("beloofd van"))
    belofte_tot = models.DateTimeField(_("beloofd tot"))
    afgekondigd_op = models.DateTimeField(_("afgekondigd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("bezoek")
        verbose_name_plural = _("bezoeken")
        constraints = [
            models.CheckConstraint(
                name="bezoek_duurt_iets",
                condition=Q(duur__gte=5),
                violation_error_message=_("Een bezoek duurt ten minste vijf minuten."),
            ),
            models.CheckConstraint(
                name="bezoek_belofte_in_volgorde",
                condition=Q(belofte_van__lt=F("belofte_tot")),
                violation_error_message=_("De belofte begint voor zij eindigt."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.afspraak)

    @property
    def delen(self) -> list[list[int]]:
        """What each official needs who does a part of it; one, unless several go at once."""
        return [self.eisen, *self.mede]


class Route(models.Model):
    """The shift of one official on one local day, and what they take along.

    Created with the first visit; the blokkade then occupies official, vehicle and kit from `begin`
    to `einde`, and goes when the last visit leaves. `versie` rises with every change of order: who
    saw another one is told. The lunch may begin from `lunch_van` on, after a visit that is left at
    `lunch_tot` or sooner; it is planned from `lunch_begin` to `lunch_einde`. Moments are UTC.
    """

    middel = models.ForeignKey(
        Middel, models.PROTECT, related_name="routes", verbose_name=_("medewerker")
    )
    dag = models.DateField(_("dag"))
    locatie = models.ForeignKey(
        Locatie, models.PROTECT, related_name="routes", verbose_name=_("plaats")
    )
    begin = models.DateTimeField(_("begin"))
    einde = models.DateTimeField(_("einde"))
    versie = models.PositiveIntegerField(_("versie"), default=1)
    blokkade: models.OneToOneField[Any, Any] = models.OneToOneField(
        Blokkade, models.SET_NULL, null=True, blank=True, related_name="route"
    )
    vervoer = models.CharField(_("vervoer"), max_length=5, choices=Vervoer.choices)
    voertuig = models.ForeignKey(
        Middel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("voertuig")
    )
    koffer = models.ForeignKey(
        Middel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("koffer")
    )
    vertrekt_van = models.ForeignKey(
        Locatie, models.PROTECT, related_name="+", verbose_name=_("vertrekt van")
    )
    eindigt_bij = models.ForeignKey(
        Locatie, models.PROTECT, related_name="+", verbose_name=_("eindigt bij")
    )
    lunch_van = models.DateTimeField(_("lunch vanaf"), null=True, blank=True)
    lunch_tot = models.DateTimeField(_("lunch begint uiterlijk"), null=True, blank=True)
    lunch_duur = models.PositiveSmallIntegerField(
        _("duur van de lunch"), default=0, help_text=_("Minuten. 0: geen lunch.")
    )
    lunch_begin = models.DateTimeField(_("lunch begint"), null=True, blank=True)
    lunch_einde = models.DateTimeField(_("lunch eindigt"), null=True, blank=True)
    rit_terug = models.PositiveIntegerField(
        _("rit terug"), default=0, help_text=_("Seconden van het laatste bezoek naar het eindpunt.")
    )
    is_geschat = models.BooleanField(
        _("reistijd geschat"),
        default=False,
        help_text=_("De reistijden zijn hemelsbreed geschat, omdat de dienst niet antwoordde."),
    )

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        ordering = ("dag", "middel")
        constraints = [
            # Whoever plans a day locks this one row; a second would be a second truth.
            models.UniqueConstraint(
                name="route_een_per_medewerker_en_dag",
                fields=["middel", "dag"],
                violation_error_message=_("Deze medewerker heeft die dag al een route."),
            ),
            models.CheckConstraint(
                name="route_begin_voor_einde",
                condition=Q(begin__lt=F("einde")),
                violation_error_message=_("De dienst begint voor zij eindigt."),
            ),
            models.CheckConstraint(
                name="route_lunch_in_volgorde",
                condition=_empty_or_in_order("lunch_begin", "lunch_einde"),
                violation_error_message=_("De lunch begint voor zij eindigt."),
            ),
        ]
        indexes = [models.Index(fields=["dag"], name="route_per_dag")]

    def __str__(self) -> str:
        return f"{self.middel} {self.dag:%Y-%m-%d}"


class Stop(models.Model):
    """One visit on a route as it is planned now: on the road for `rit` seconds, there, begun, left.

    Two visits at one address after another have no road between them: for the official one stop.
    A visit of several officials at once has a stop on the route of each; `deel` says which part.
    """

    route = models.ForeignKey(Route, models.CASCADE, related_name="stops")
    bezoek = models.ForeignKey(Bezoek, models.CASCADE, related_name="stops")
    deel = models.PositiveSmallIntegerField(_("deel"), default=0)
    volgorde = models.PositiveSmallIntegerField(_("volgorde"))
    rit = models.PositiveIntegerField(_("rit"), help_text=_("Seconden op weg ernaartoe."))
    aankomst = models.DateTimeField(_("aankomst"))
    begin = models.DateTimeField(_("begin"))
    einde = models.DateTimeField(_("einde"))

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        ordering = ("route", "volgorde")
        constraints = [
            models.UniqueConstraint(
                name="stop_volgorde_eenmaal",
                fields=["route", "volgorde"],
                violation_error_message=_("Op deze plek in de route staat al een bezoek."),
            ),
            models.UniqueConstraint(
                name="stop_bezoek_eenmaal",
                fields=["route", "bezoek"],
                violation_error_message=_("Dit bezoek staat al in deze route."),
            ),
            models.CheckConstraint(
                name="stop_in_volgorde_van_tijd",
                condition=Q(aankomst__lte=F("begin")) & Q(begin__lte=F("einde")),
                violation_error_message=_("Aankomst, begin en einde komen na elkaar."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volgorde}. {self.bezoek}"
