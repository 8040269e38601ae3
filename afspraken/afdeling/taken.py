"""What this employee has to do: own call-backs, those of groups and departments, and the rest."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from afspraken import taken, terugbelpagina
from afspraken.contact import lijsten
from afspraken.models import Groep, Terugbelverzoek
from afspraken.rechten import Recht, met_recht, toegang

MOST = 200
"""So many stand on the page; the most urgent ones."""

DEUR = "afdeling"


@require_safe
@met_recht(Recht.TERUGBELLEN_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """Four lists, each most urgent first; an open promise of the department is on one of them.

    Below them what no promise is: customers of the department whom no message reached.
    """
    now, who = timezone.now(), toegang(request.user)
    of_department = Q(afdeling__in=who.afdelingen)
    open_ones = lijsten.open_promises().filter(
        lijsten.within(who), lijsten.of_person(request.user) | of_department
    )
    rows = list(lijsten.shown(open_ones, now=now)[:MOST])
    context = {
        "deur": DEUR,
        "lijsten": _sorted_out(rows, request.user),
        "taken": taken.within_reach(taken.open_tasks(now=now, without="terugbelverzoeken"), who)[
            :MOST
        ],
        "aantal": len(rows),
        "is_vol": len(rows) == MOST,
        "mag_afhandelen": who.mag(Recht.TERUGBELLEN_AFHANDELEN),
        "nu": now,
    }
    return render(request, "afdeling/taken.html", context)


@require_safe
@met_recht(Recht.TERUGBELLEN_ZIEN)
def verzoek(request: HttpRequest, pk: int) -> HttpResponse:
    """One promise, with what can be done; see `terugbelpagina`."""
    return terugbelpagina.show(request, pk, deur=DEUR)


@require_POST
@met_recht(Recht.TERUGBELLEN_AFHANDELEN)
def stap(request: HttpRequest, pk: int, naam: str) -> HttpResponse:
    """One step of a promise."""
    return terugbelpagina.step(request, pk, naam, deur=DEUR)


def _sorted_out(rows: list[Terugbelverzoek], gebruiker: Any) -> dict[str, list[Terugbelverzoek]]:
    """The promises by whose they are: "mij", "groepen", "afdeling" (nobody's yet), "collegas"."""
    groups = set(Groep.objects.filter(leden=gebruiker).values_list("pk", flat=True))
    found: dict[str, list[Terugbelverzoek]] = {
        naam: [] for naam in ("mij", "groepen", "afdeling", "collegas")
    }
    for row in rows:
        if row.medewerker_id == gebruiker.pk:
            found["mij"].append(row)
        elif row.groep_id in groups:
            found["groepen"].append(row)
        elif row.medewerker_id is None and row.groep_id is None:
            found["afdeling"].append(row)
        else:
            found["collegas"].append(row)
    return found
