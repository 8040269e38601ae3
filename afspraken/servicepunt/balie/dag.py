"""The day of a place: who is expected, who has reported, who walked in; and the sheet for it."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from afspraken import booking, wachtrij
from afspraken.exceptions import BookingError
from afspraken.htmx import is_part
from afspraken.lokaal import day_after, local_day
from afspraken.models import Afspraak, Locatie, Meldwijze
from afspraken.rechten import Recht, employee, met_recht, record_view
from afspraken.servicepunt.balie import plek, regels
from afspraken.servicepunt.balie.stappen import StapForm, found, sentence, take
from afspraken.wachtrij.errors import TooEarly, TooLateToReport

LATE = timedelta(minutes=5)
"""After so long the list says of someone who has not reported that they are late."""


@require_safe
@met_recht(Recht.BALIE_BEDIENEN)
def dag(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of a day; today's can be worked with, another day's can be read."""
    locatie = plek.place(slug)
    plek.remember(request, locatie)
    return _page(request, locatie, _asked(request))


@require_safe
@met_recht(Recht.BALIE_BEDIENEN)
def voorbereiding(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet to prepare a day: what for, what to bring, notes, earlier contact. It is logged."""
    locatie, asked = plek.place(slug), _asked(request)
    record_view(request, f"locatie:{locatie.pk}", dag=asked.isoformat(), deur="balie")
    rows = wachtrij.day_list(locatie, asked)
    people = ((one.afspraak, one.wachtende) for one in rows)
    context = {
        "locatie": locatie,
        "dag": asked,
        "regels": regels.lines(people, request.user, contacten=True),
        "nu": timezone.now(),
    }
    return render(request, "servicepunt/balie/voorbereiding.html", context)


@require_POST
@met_recht(Recht.BALIE_BEDIENEN)
def melden(request: HttpRequest, slug: str) -> HttpResponse:
    """The customer of an appointment is at the desk. `toch`: past the limits of the clock."""
    locatie, now = plek.place(slug), timezone.now()
    afspraak = _appointment(request)
    if afspraak is None:
        return _page(request, locatie, local_day(now), fout=_gone())
    try:
        row = wachtrij.check_in(
            afspraak,
            locatie=locatie,
            via=Meldwijze.BALIE,
            now=now,
            door=request.user,
            toch=bool(request.POST.get("toch")),
        )
    except BookingError as error:
        toch = afspraak if isinstance(error, TooEarly | TooLateToReport) else None
        return _page(request, locatie, local_day(now), fout=error.for_desk, toch=toch)
    messages.success(
        request, _("Aangemeld. Het nummer is %(nummer)s.") % {"nummer": row.volgnummer}
    )
    return redirect("servicepunt:balie_dag", slug)


@require_POST
@met_recht(Recht.BALIE_BEDIENEN)
def afwezig(request: HttpRequest, slug: str) -> HttpResponse:
    """Nobody came for an appointment; with `terug`, they are expected after all."""
    locatie, afspraak, now = plek.place(slug), _appointment(request), timezone.now()
    door = employee(request)
    if afspraak is None:
        return _page(request, locatie, local_day(now), fout=_gone())
    try:
        if request.POST.get("terug"):
            booking.undo_no_show(afspraak, now=now, door=door)
            messages.success(request, _("De klant wordt weer verwacht."))
        else:
            booking.no_show(afspraak, now=now, door=door)
            messages.success(request, _("De klant is niet verschenen."))
    except BookingError as error:
        return _page(request, locatie, local_day(now), fout=error.for_desk)
    return redirect("servicepunt:balie_dag", slug)


@require_POST
@met_recht(Recht.BALIE_BEDIENEN)
def stap(request: HttpRequest, slug: str, pk: int, naam: str) -> HttpResponse:
    """A step of someone who has reported, pressed on the list: they leave, or it was a mistake."""
    locatie, now = plek.place(slug), timezone.now()
    row, form = found(locatie, pk), StapForm(request.POST)
    if naam not in ("vertrokken", "ongedaan"):
        raise Http404
    if not form.is_valid():
        return _page(
            request, locatie, local_day(now), fout=_("Dit lukte niet. Probeer het opnieuw.")
        )
    try:
        done = take(request, naam, row, form.cleaned_data)
    except BookingError as error:
        return _page(request, locatie, local_day(now), fout=error.for_desk)
    messages.success(request, sentence(naam, done))
    return redirect("servicepunt:balie_dag", slug)


def _page(
    request: HttpRequest,
    locatie: Locatie,
    asked: date,
    *,
    fout: str = "",
    toch: Afspraak | None = None,
) -> HttpResponse:
    now = timezone.now()
    rows = wachtrij.day_list(locatie, asked)
    people = regels.lines(
        ((one.afspraak, one.wachtende) for one in rows),
        request.user,
        weg=wachtrij.not_there(asked, now=now),
    )
    context = {
        "locatie": locatie,
        "dag": asked,
        "is_vandaag": asked == local_day(now),
        "vorige": asked - timedelta(days=1),
        "volgende": day_after(asked),
        "regels": people,
        "verwacht": sum(one.is_te_verwachten for one in people),
        "hier": sum(one.is_hier for one in people),
        "inloop": regels.of_waiting(wachtrij.walk_ins(locatie, asked), request.user),
        "te_laat_voor": now - LATE,
        "nu": now,
        "fout": fout,
        "toch": toch,
        "schermen": locatie.schermen.filter(is_actief=True) if settings.DEMO else (),
    }
    if is_part(request):
        return render(request, "servicepunt/balie/_dag.html", context)
    return render(request, "servicepunt/balie/dag.html", context, status=409 if fout else 200)


def _asked(request: HttpRequest) -> date:
    """The day of the address; today if it names none that exists."""
    try:
        return date.fromisoformat(request.GET.get("dag", ""))
    except ValueError:
        return local_day(timezone.now())


def _appointment(request: HttpRequest) -> Afspraak | None:
    """The appointment that was posted, of whatever place: `check_in` says what is wrong with it."""
    return Afspraak.objects.filter(code=request.POST.get("afspraak", "")).first()


def _gone() -> str:
    return _("Deze afspraak is er niet meer. Kijk op de lijst van nu.")
