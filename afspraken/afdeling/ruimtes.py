"""The consultation rooms of a place today: who is where now, and who comes later."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from afspraken import wachtrij
from afspraken.gevoelig import hides, products_text
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import (
    LONGEST_INZET,
    OCCUPYING,
    Afspraak,
    Afspraakproduct,
    Inzet,
    Locatie,
    Middel,
    Soort,
    Status,
)
from afspraken.rechten import Recht, Toegang, met_recht, toegang


@dataclass(frozen=True)
class Gebruik:
    """One use of a room. `code` opens the appointment; empty where it is not for this employee.

    `is_weg`: who would be there is ill, or away otherwise.
    """

    begin: datetime
    einde: datetime
    wie: str
    waarvoor: str
    code: str = ""
    is_weg: bool = False


@dataclass
class Ruimte:
    """One room with what is left of its day."""

    naam: str
    nu: list[Gebruik] = field(default_factory=list)
    straks: list[Gebruik] = field(default_factory=list)


@require_safe
@met_recht(Recht.AFSPRAAK_ZIEN)
def ruimtes(request: HttpRequest) -> HttpResponse:
    """All rooms of one place; no names of customers, they are for the page of the appointment."""
    now = timezone.now()
    places = list(
        Locatie.objects.filter(
            is_actief=True, middelen__soort=Soort.RUIMTE, middelen__is_actief=True
        ).distinct()
    )
    asked = request.GET.get("locatie", "")
    chosen = next((one for one in places if str(one.pk) == asked), None) or next(iter(places), None)
    context = {
        "locaties": places,
        "locatie": chosen,
        "ruimtes": rooms_of(chosen, toegang(request.user), now=now) if chosen else [],
        "nu": now,
    }
    return render(request, "afdeling/ruimtes.html", context)


def rooms_of(locatie: Locatie, who: Toegang, *, now: datetime) -> list[Ruimte]:
    """The rooms of a place with their use from now until tonight; eight queries, however many."""
    rooms = Middel.objects.filter(locatie=locatie, soort=Soort.RUIMTE, is_actief=True)
    found = {room.pk: Ruimte(room.naam) for room in rooms}
    missing = wachtrij.not_there(local_day(now), now=now)
    for use in _uses(found, who, now):
        room = found[use.middel_id]
        (room.nu if use.begin <= now else room.straks).append(_line(use, who, missing))
    return list(found.values())


def _uses(rooms: Collection[int], who: Toegang, now: datetime) -> QuerySet[Inzet]:
    """What still occupies these rooms today; `is_open`: this employee may open the appointment."""
    theirs = Afspraak.objects.filter(who.afspraken(Recht.EIGEN_AGENDA), pk=OuterRef("afspraak"))
    producten = Prefetch("afspraak__producten", Afspraakproduct.objects.select_related("product"))
    tonight = day_begin(day_after(local_day(now)))
    rows = Inzet.objects.filter(
        Q(blokkade__isnull=False)
        | Q(afspraak__status__in=OCCUPYING) & ~Q(afspraak__houdbaar_tot__lte=now),
        middel__in=rooms,
        einde__gt=now,
        begin__lt=tonight,
        begin__gt=now - LONGEST_INZET,
    )
    rows = rows.select_related("afspraak", "blokkade").annotate(is_open=Exists(theirs))
    return rows.prefetch_related(producten, "afspraak__inzetten__middel").order_by("begin", "pk")


def _line(use: Any, who: Toegang, missing: Mapping[int, Collection[str]]) -> Gebruik:
    """Who is there; of what may not be named only that it is in use: a name would tell."""
    afspraak = use.afspraak
    if afspraak is None:
        return Gebruik(use.begin, use.einde, use.blokkade.omschrijving, "")
    if afspraak.status == Status.VASTGEHOUDEN:
        return Gebruik(use.begin, use.einde, _("vastgehouden"), "")
    people = [one.middel for one in afspraak.inzetten.all() if one.middel.soort == Soort.AMBTENAAR]
    waarvoor, code = products_text(afspraak, who), afspraak.code if use.is_open else ""
    if hides(afspraak, who):
        return Gebruik(use.begin, use.einde, _("bezet"), waarvoor, code)
    wie = ", ".join(one.naam for one in people)
    is_weg = any(one.naam in missing.get(afspraak.pk, ()) for one in people)
    return Gebruik(use.begin, use.einde, wie, waarvoor, code, is_weg=is_weg)
