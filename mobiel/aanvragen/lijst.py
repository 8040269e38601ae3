"""All requests for a visit that an employee may judge, in groups by what has to be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from afspraken.gevoelig import may_name
from afspraken.lokaal import local_day
from afspraken.models import Afdeling
from afspraken.rechten import Recht, Toegang, met_recht, toegang
from afspraken.templatetags.datums import kort_moment, korte_dag, tijd
from afspraken.templatetags.wanneer import wanneer
from mobiel import triage
from mobiel.aanvragen.formulier import ZoekForm
from mobiel.models import Aanvraagstatus, Bezoekaanvraag

MOST_ROWS = 100
RECENT = timedelta(days=14)
"""So long what was closed stays on the page; after that it is found by searching."""


@dataclass(frozen=True)
class Regel:
    """One request as this employee may read it."""

    aanvraag: Bezoekaanvraag
    wat: str
    termijn: str
    is_laat: bool
    stand: str


@dataclass(frozen=True)
class Groep:
    """Requests with which the same has to be done. `meer`: how many are not shown."""

    naam: str
    kop: str
    termijnkop: str
    regels: list[Regel]
    meer: int = 0

    @property
    def aantal(self) -> int:
        """How many there are."""
        return len(self.regels) + self.meer


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.BEZOEK_TRIAGE)
def lijst(request: HttpRequest) -> HttpResponse:
    """The groups; a POST searches all requests, so that no name stands in an address."""
    now, who = timezone.now(), toegang(request.user)
    form = ZoekForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        found = triage.search(form.cleaned_data["zoek"]).filter(triage.within(who))
        context["gevonden"] = _group("gevonden", _("Gevonden"), _("Termijn"), found, who, now)
    elif not form.is_bound:
        context |= _groups(request.GET.get("voor", ""), who, now=now)
    status = 400 if form.errors else 200
    return render(request, "mobiel/aanvragen/lijst.html", context, status=status)


def _groups(voor: str, who: Toegang, *, now: datetime) -> dict[str, Any]:
    """What has to be done, the most urgent group first; an empty group is left out."""
    mine = triage.within(who)
    voor = voor if voor.isascii() and voor.isdigit() and len(voor) < 18 else ""
    here = mine & Q(product__afdeling=int(voor)) if voor else mine
    closed = triage.closed().filter(status_op__gt=now - RECENT)
    kinds = (
        ("bellen", _("Bellen: geen bericht kwam aan"), _("Bellen uiterlijk"), triage.to_call()),
        ("wacht", _("Te beoordelen"), _("Beslissen uiterlijk"), triage.to_judge(now=now)),
        (
            "gevraagd",
            _("Wacht op antwoord van de klant"),
            _("Antwoord voor"),
            triage.asked(now=now),
        ),
        ("klaar", _("Klaar in de laatste twee weken"), _("Sinds"), closed),
    )
    groups = [
        _group(naam, kop, term, rows.filter(here), who, now) for naam, kop, term, rows in kinds
    ]
    return {
        "groepen": [group for group in groups if group.regels],
        "is_leeg": not any(group.regels for group in groups[:3]),
        "voor": voor,
        "afdelingen": _departments(mine),
    }


def _departments(mine: Q) -> list[Afdeling]:
    """The departments of which something is open; none if there is nothing to choose."""
    pks = triage.open_requests().filter(mine).values("product__afdeling")
    found = list(Afdeling.objects.filter(pk__in=pks).order_by("naam"))
    return found if len(found) > 1 else []


def _group(
    naam: str,
    kop: str,
    termijnkop: str,
    rows: QuerySet[Bezoekaanvraag],
    who: Toegang,
    now: datetime,
) -> Groep:
    first = list(rows[: MOST_ROWS + 1])
    more = rows.count() - MOST_ROWS if len(first) > MOST_ROWS else 0
    return Groep(naam, kop, termijnkop, list(_lines(first[:MOST_ROWS], naam, who, now)), more)


def _lines(
    rows: Iterable[Bezoekaanvraag], group: str, who: Toegang, now: datetime
) -> Iterable[Regel]:
    for row in rows:
        stand = row.stand(now)
        term, is_late = _term(row, group, stand, now)
        yield Regel(
            aanvraag=row,
            wat=str(row.product) if may_name(row.product, who) else _("bezoek"),
            termijn=term,
            is_laat=is_late,
            stand=_where(row, stand),
        )


def _term(
    row: Bezoekaanvraag, group: str, stand: Aanvraagstatus, now: datetime
) -> tuple[str, bool]:
    """Until when, in words; and whether that is over."""
    if group == "bellen" and row.beldag is not None:
        return _day(row.beldag, now), row.bellen_voor is not None and row.bellen_voor <= now
    if stand is Aanvraagstatus.NIEUW:
        return _day(row.beslis_dag, now), row.beslis_voor <= now
    if stand is Aanvraagstatus.VOORGESTELD and row.antwoord_voor is not None:
        near = local_day(row.antwoord_voor) == local_day(now)
        at = tijd(row.antwoord_voor)
        return _("vandaag %(tijd)s") % {"tijd": at} if near else kort_moment(
            row.antwoord_voor
        ), False
    return korte_dag(row.status_op), False


def _day(dag: date, now: datetime) -> str:
    """The last day on which to do something, as one says it."""
    match (dag - local_day(now)).days:
        case 0:
            return _("vandaag")
        case 1:
            return _("morgen")
        case _:
            return korte_dag(dag)


def _where(row: Bezoekaanvraag, stand: Aanvraagstatus) -> str:
    """How it stands: with the window that was proposed or agreed."""
    if stand in (Aanvraagstatus.VOORGESTELD, Aanvraagstatus.AANVAARD) and row.afspraak is not None:
        return f"{stand.label}: {wanneer(row.afspraak)}"
    if stand is Aanvraagstatus.NIEUW and row.afspraak is not None:
        return _("een eerder voorstel paste niet")
    return str(stand.label)
