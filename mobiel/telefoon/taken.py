"""READS what a colleague has to do about officials on the road: help, ask, look at a conflict.

Registered once, by `apps.py`. A constant number of queries, however many are out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from afspraken.models import Status
from afspraken.models.medewerkers import name_of
from afspraken.rechten import Recht
from afspraken.taken import Taak
from afspraken.templatetags.datums import tijd
from mobiel.models import Actiesoort, Reden, Uitkomst, Veldactie
from mobiel.telefoon import waken

LOOK_WITHIN = timedelta(hours=1)
"""So long a conflict may lie: the resident may be waiting at the door."""


def open_acts() -> QuerySet[Veldactie]:
    """What somebody still has to look at, first what was reported first."""
    return (
        Veldactie.objects.filter(afgehandeld_op__isnull=True)
        .exclude(reden="")
        .select_related("middel__veldwerker__noodcontact", "bezoek__afspraak__klant")
        .order_by("op", "pk")
    )


def as_tasks(now: datetime) -> Iterable[Taak]:
    """One task for each call for help, conflict, and official who should have been heard of."""
    acts = list(open_acts())
    last = last_stops(now) if any(one.reden == Reden.SPOED for one in acts) else {}
    for act in acts:
        if act.reden == Reden.SPOED:
            yield _task(_("SPOED"), _emergency(act, last.get(act.middel_id)), act.op)
        else:
            yield _task(_("onderweg"), _conflict(act), act.op + LOOK_WITHIN)
    for act, end in overdue(now):
        yield _task(_("veiligheid"), _silent(act), end + waken.ESCALATE)


def overdue(now: datetime) -> list[tuple[Veldactie, datetime]]:
    """Who arrived and was not heard of since, half an hour past the expected end; with that end."""
    busy = Veldactie.objects.filter(bezoek=OuterRef("bezoek"), soort=Actiesoort.NOG_BEZIG)
    rows = (
        Veldactie.objects.filter(
            soort=Actiesoort.AANGEKOMEN,
            uitkomst=Uitkomst.TOEGEPAST,
            gedaan_op__gt=now - waken.REMEMBERED,
            bezoek__afspraak__status=Status.IN_BEHANDELING,
        )
        .annotate(busy=Subquery(busy.order_by("-gedaan_op").values("gedaan_op")[:1]))
        .select_related("middel__veldwerker__noodcontact", "bezoek__afspraak")
    )
    ends = [(row, _end(row)) for row in rows]
    return [(row, end) for row, end in ends if now >= end + waken.ESCALATE]


def last_stops(now: datetime) -> dict[int, Veldactie]:
    """By official (id), the stop that they reported last; what is older than a day is nobody's."""
    rows = Veldactie.objects.filter(
        gedaan_op__gt=now - waken.REMEMBERED, uitkomst=Uitkomst.TOEGEPAST, bezoek__isnull=False
    )
    found = rows.select_related("bezoek__afspraak__locatie").order_by("gedaan_op", "pk")
    return {row.middel_id: row for row in found}


def _end(row: Any) -> datetime:
    duur = timedelta(minutes=row.bezoek.duur)
    return waken.expected_end(row.gedaan_op, duur, row.busy)


def _task(soort: str, titel: str, uiterlijk: datetime) -> Taak:
    url = reverse("telefoon:onderweg")
    return Taak(soort=soort, titel=titel, uiterlijk=uiterlijk, url=url, recht=Recht.BEZOEK_ZIEN)


def _conflict(act: Veldactie) -> str:
    return _("%(wie)s meldde om %(om)s: %(wat)s. Maar %(reden)s.") % {
        "wie": act.middel,
        "om": tijd(act.gedaan_op),
        "wat": act.get_soort_display(),
        "reden": act.get_reden_display(),
    }


def _emergency(act: Veldactie, last: Veldactie | None) -> str:
    where = last.bezoek.afspraak.adres if last and last.bezoek else _("onbekend")
    return _("%(wie)s vraagt hulp. Laatst gemeld bij: %(waar)s. %(voor)s") % {
        "wie": act.middel,
        "waar": where,
        "voor": _for(act),
    }


def _silent(act: Veldactie) -> str:
    return _("%(wie)s is sinds %(om)s op bezoek en laat niets horen. Bel. %(voor)s") % {
        "wie": act.middel,
        "om": tijd(act.gedaan_op),
        "voor": _for(act),
    }


def _for(act: Veldactie) -> str:
    """The colleague who was named for this official; without one the planner does it."""
    veldwerker = getattr(act.middel, "veldwerker", None)
    naam = name_of(veldwerker.noodcontact) if veldwerker else ""
    return _("Voor %(naam)s.") % {"naam": naam} if naam else _("Voor de planner.")
