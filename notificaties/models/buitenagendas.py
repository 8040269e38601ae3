"""Calendars from outside that block the time of a resource, such as the one of an official.

Only the address and how fetching went are kept here; the busy times are absences of the core, with
`code` as their source. Workflow is not here: see `buitenagenda/`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from afspraken.models import Middel
from notificaties.buitenagenda.adres import LONGEST, masked
from notificaties.buitenagenda.fouten import Fout

VEROUDERD = timedelta(hours=24)
"""After so long without success the manager is warned; the busy times stay as they were."""

ZINNEN: dict[str, Promise] = {
    Fout.ADRES: _(
        "Wij kunnen dit webadres niet gebruiken. "
        "Het begint met https:// en er staat geen wachtwoord in."
    ),
    Fout.INTERN: _("Dit webadres hoort bij een intern netwerk. Alleen adressen op internet mogen."),
    Fout.NAAM: _("De server van deze agenda bestaat niet. Controleer het webadres."),
    Fout.VERBINDING: _("De server van deze agenda is niet bereikbaar, of brak de verbinding af."),
    Fout.BEVEILIGING: _("Het certificaat van de server van deze agenda klopt niet."),
    Fout.TIJD: _("De server van deze agenda gaf niet op tijd antwoord."),
    Fout.DOORVERWIJZING: _("De server verwijst door naar een adres dat wij niet kunnen ophalen."),
    Fout.VERDWENEN: _("Deze agenda wordt niet meer gedeeld. Vraag om een nieuw webadres."),
    Fout.STORING: _("De server van deze agenda heeft een storing."),
    Fout.TE_GROOT: _("Deze agenda is groter dan 10 MB. Deel een kortere periode."),
    Fout.GEEN_AGENDA: _("Op dit webadres staat geen agenda. Vaak is het dan een inlogpagina."),
    Fout.BESCHADIGD: _("Deze agenda is beschadigd of niet compleet."),
    Fout.HERHALING: _("In deze agenda herhaalt iets zich te vaak."),
    Fout.TE_VEEL: _("In deze agenda staat te veel om te lezen. Deel een kortere periode."),
}
"""What the manager reads of a failure."""


class Buitenagenda(models.Model):
    """One calendar of one resource, fetched on a schedule.

    `url` opens the calendar for whoever has it, so it is shown and logged masked. `gelezen_tot` is
    the first day that the last full reading did not reach: while it suffices, asking whether
    anything changed is enough, with `etag` and `last_modified` as the server gave them.
    """

    PREFIX = "buitenagenda-"

    middel = models.ForeignKey(
        Middel, models.CASCADE, related_name="buitenagendas", verbose_name=_("middel")
    )
    url = models.CharField(_("webadres"), max_length=LONGEST)
    is_actief = models.BooleanField(
        _("is actief"), default=True, help_text=_("Uit: deze agenda houdt geen tijd meer bezet.")
    )
    laatst_gelukt_op = models.DateTimeField(_("laatst gelukt"), null=True, blank=True)
    laatst_geprobeerd_op = models.DateTimeField(_("laatst geprobeerd"), null=True, blank=True)
    laatste_fout = models.CharField(_("laatste fout"), max_length=20, blank=True)
    onleesbaar = models.PositiveIntegerField(_("niet te lezen"), default=0)
    gelezen_tot = models.DateField(_("gelezen tot"), null=True, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    gewijzigd_op = models.DateTimeField(_("gewijzigd op"))

    class Meta:
        verbose_name = _("agenda van buiten")
        verbose_name_plural = _("agenda's van buiten")
        ordering = ("middel__naam", "pk")
        constraints = [
            # Two would close the same hours twice, and each would seem to be of no effect.
            models.UniqueConstraint(
                name="buitenagenda_een_per_adres",
                fields=["middel", "url"],
                violation_error_message=_("Deze agenda staat al bij dit middel."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.middel}: {self.adres}"

    @property
    def code(self) -> str:
        """By what its absences are known (`Afwezigheid.bron`)."""
        return f"{self.PREFIX}{self.pk}"

    @property
    def adres(self) -> str:
        """The address without its secret."""
        return masked(self.url)

    @property
    def fout(self) -> str:
        """What went wrong the last time, as a sentence; empty if nothing did."""
        return str(ZINNEN.get(self.laatste_fout, ""))

    def is_verouderd(self, now: datetime) -> bool:
        """True if it blocks time and was not fetched for a day, or not since it was given."""
        since = self.laatst_gelukt_op or self.gewijzigd_op
        return self.is_actief and since <= now - VEROUDERD
