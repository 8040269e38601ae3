"""One counter at work: who is here, who is next and why, who waits, and what was just done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from afspraken import ophalen, wachtrij
from afspraken.exceptions import BookingError
from afspraken.htmx import is_part
from afspraken.lokaal import local_day
from afspraken.models import (
    ACTIEF,
    Locatie,
    Middel,
    Wachtende,
    Wachtstand,
)
from afspraken.rechten import Recht, met_recht, record_view
from afspraken.servicepunt.balie import plek, regels
from afspraken.servicepunt.balie.stappen import StapForm, found, sentence, take

MOST_DONE = 5
"""So many people of whom a counter can still take the last step back at a glance."""


@require_safe
@met_recht(Recht.BALIE_BEDIENEN)
def loket(request: HttpRequest, slug: str, middel: int) -> HttpResponse:
    """The counter; asked by the page itself every few seconds, only the queue."""
    locatie = plek.place(slug)
    plek.remember(request, locatie)
    return _page(request, locatie, plek.counter(locatie, middel))


@require_POST
@met_recht(Recht.BALIE_BEDIENEN)
def volgende(request: HttpRequest, slug: str, middel: int) -> HttpResponse:
    """Call who is next here."""
    locatie = plek.place(slug)
    balie = plek.counter(locatie, middel)
    try:
        called = wachtrij.call_next(locatie, balie, door=request.user, now=timezone.now())
    except BookingError as error:
        return _page(request, locatie, balie, fout=error.for_desk, status=409)
    if called is None:
        messages.info(request, _("Er wacht niemand die u kunt helpen."))
    return redirect("servicepunt:balie_loket", slug, middel)


@require_POST
@met_recht(Recht.BALIE_BEDIENEN)
def stap(request: HttpRequest, slug: str, middel: int, pk: int, naam: str) -> HttpResponse:
    """One step of one person, pressed at this counter. Who was overtaken sees by whom."""
    locatie = plek.place(slug)
    balie = plek.counter(locatie, middel)
    row = found(locatie, pk)
    form = StapForm(request.POST, naar=locatie if naam == "doorsturen" else None)
    if not form.is_valid():
        return _page(request, locatie, balie, form=form, naam=naam, status=400)
    try:
        done = take(request, naam, row, form.cleaned_data, loket=balie)
    except BookingError as error:
        return _page(request, locatie, balie, fout=error.for_desk, form=form, naam=naam, status=409)
    messages.success(request, sentence(naam, done))
    if naam == "klaar" and ophalen.asks(done):
        return redirect("servicepunt:balie_aanvraag", slug, done.pk)
    return redirect("servicepunt:balie_loket", slug, middel)


def _page(
    request: HttpRequest,
    locatie: Locatie,
    balie: Middel,
    *,
    fout: str = "",
    form: StapForm | None = None,
    naam: str = "",
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    rij = wachtrij.queue(locatie, now=now)
    at_counters = (*rij.opgeroepen, *rij.in_behandeling)
    context = {
        "locatie": locatie,
        "balie": balie,
        "rij": rij,
        "beurten": _turns(rij, wachtrij.order_for(locatie, balie, now=now), request.user),
        "geparkeerd": regels.of_waiting(rij.geparkeerd, request.user),
        "elders": [one for one in at_counters if one.middel_id != balie.pk],
        "nu": now,
    }
    if is_part(request):
        return render(request, "servicepunt/balie/_rij.html", context)
    here = [one for one in at_counters if one.middel_id == balie.pk]
    if here:
        _log(request, here[0])
    context |= {
        "hier": next(iter(regels.of_waiting(here, request.user, contacten=True)), None),
        "gedaan": [(one, ophalen.asks(one)) for one in _done(locatie, balie, now=now)],
        "parkeren": form if form and naam == "parkeer" else StapForm(auto_id="parkeer_%s"),
        "doorsturen": form
        if form and naam == "doorsturen"
        else StapForm(naar=locatie, auto_id="doorsturen_%s"),
        "foutform": form,
        "fout": fout,
        "foutstap": naam,
    }
    return render(request, "servicepunt/balie/loket.html", context, status=status)


@dataclass(frozen=True)
class Beurt:
    """Someone who waits, as the counter sees them. `is_voor_ons`: this counter can help."""

    regel: regels.Regel
    plaats: wachtrij.Plaats
    is_voor_ons: bool
    is_volgende: bool


def _turns(rij: wachtrij.Wachtrij, ours: Sequence[wachtrij.Plaats], gebruiker: Any) -> list[Beurt]:
    """Everyone who waits, who is next first, and whom of them this counter can help."""
    able = [one.wachtende.pk for one in ours]
    shown = regels.of_waiting((one.wachtende for one in rij.wacht), gebruiker)
    return [
        Beurt(regel, plaats, plaats.wachtende.pk in able, able[:1] == [plaats.wachtende.pk])
        for regel, plaats in zip(shown, rij.wacht, strict=True)
    ]


def _done(locatie: Locatie, balie: Middel, *, now: datetime) -> list[Wachtende]:
    """Whom this counter finished last today, so that it can be taken back."""
    rows = Wachtende.objects.filter(locatie=locatie, dag=local_day(now), middel=balie)
    ended = rows.exclude(stand__in=[*ACTIEF, Wachtstand.VERVALLEN])
    ended = ended.select_related("afspraak__klant").prefetch_related("producten__product")
    return list(ended.order_by("-stand_op")[:MOST_DONE])


def _log(request: HttpRequest, wachtende: Wachtende) -> None:
    """Who is at the counter is an opened customer: a line in the log."""
    if wachtende.afspraak is not None and wachtende.afspraak.klant_id:
        record_view(request, f"klant:{wachtende.afspraak.klant_id}", deur="balie")
