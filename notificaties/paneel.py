"""The panel "Berichten" on the page of an appointment: what was sent, and what came of it.

It shows kind, way and state, never a text: that is a page of its own, for who may see it, and
looking is logged there. Registered once, by `apps.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from afspraken import panelen
from afspraken.gevoelig import hides
from afspraken.models import Afspraak
from notificaties.models import Beltaak, Bericht, Berichtstatus, SmsAntwoord
from notificaties.verloop import in_words, moment

KLASSE = {
    Berichtstatus.AFGELEVERD: "goed",
    Berichtstatus.VERZONDEN: "goed",
    Berichtstatus.NIET_AFGELEVERD: "fout",
    Berichtstatus.MISLUKT: "fout",
    Berichtstatus.ONZEKER: "let-op",
    Berichtstatus.VERVALLEN: "voorbij",
}
"""How a state looks; the words say the same."""


@dataclass(frozen=True)
class Regel:
    """One line: what, how it stands, and where its text is (empty: it has none)."""

    soort: str
    woorden: str
    klasse: str = ""
    url: str = ""
    aan: str = ""


def read(afspraak: Afspraak) -> dict[str, object]:
    """The lines of the panel, in three queries."""
    now, hide = timezone.now(), hides(afspraak)
    berichten = Bericht.objects.filter(afspraak=afspraak).select_related("middel").order_by("pk")
    return {
        "berichten": [line(row, now=now, hide=hide) for row in berichten],
        "antwoorden": [
            {"wat": row.get_betekenis_display().upper(), "woorden": _answer(row, now)}
            for row in SmsAntwoord.objects.filter(afspraak=afspraak).order_by("pk")
        ],
        "taken": [
            {
                "wat": capfirst(row.get_reden_display()),
                "woorden": _task(row, now),
                "klasse": "goed" if row.gedaan_op else "let-op",
            }
            for row in Beltaak.objects.filter(afspraak=afspraak).order_by("pk")
        ],
    }


def line(bericht: Bericht, *, now: datetime, hide: bool = False) -> Regel:
    """One message. `hide`: not to whom, because the name of an official tells what it is about."""
    has_page = bericht.tekst or bericht.status == Berichtstatus.MISLUKT
    middel = bericht.middel
    return Regel(
        soort=capfirst(bericht.get_soort_display()),
        woorden=in_words(bericht, now=now),
        klasse=KLASSE.get(Berichtstatus(bericht.status), ""),
        url=reverse("admin:notificaties_bericht_tekst", args=[bericht.pk]) if has_page else "",
        aan=str(middel.get_soort_display() if hide else middel) if middel else "",
    )


def _answer(row: SmsAntwoord, now: datetime) -> str:
    words = {"gevolg": row.get_gevolg_display(), "op": moment(row.op, now)}
    return _("%(gevolg)s (%(op)s)") % words


def _task(row: Beltaak, now: datetime) -> str:
    if row.gedaan_op is None:
        return _("nog te doen, voor %(op)s") % {"op": moment(row.uiterlijk, now)}
    words = {"op": moment(row.gedaan_op, now), "wie": row.gedaan_door}
    return _("gedaan %(op)s door %(wie)s") % words


panelen.register(
    panelen.Paneel(
        naam="berichten",
        template="admin/berichten/_paneel.html",
        read=read,
        recht="notificaties.view_bericht",
        css="beheer/berichten.css",
    )
)
