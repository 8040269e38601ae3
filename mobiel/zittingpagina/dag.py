"""The list of a care-home day on the phone: who is next, helped or not, and who came along.

Plain forms, one act each: in a home one stands still, and each act is about one person. Without a
network the list stays readable, and what was typed stays where it is until it can be sent.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from afspraken.exceptions import BookingError
from afspraken.gevoelig import may_name
from afspraken.lokaal import local_day
from afspraken.rechten import Recht, refuse, toegang
from mobiel import zitting as zittingen
from mobiel.models import Bewoner, Bewonerstatus, NietGezien, Stop, Zitting, Zittingstatus
from mobiel.telefoon.dag import RUN_OUT
from mobiel.telefoon.melden import Melder
from mobiel.telefoon.poort import eigen_route
from mobiel.zittingpagina import schikken
from mobiel.zittingpagina.formulieren import InloopForm


@require_safe
@gzip_page
@eigen_route
def lijst(request: HttpRequest, pk: int, melder: Melder) -> HttpResponse:
    """The residents in order, the next one open, and room for who was not announced."""
    return _page(request, _mine(request, pk, melder, now=timezone.now()), InloopForm())


@require_POST
@eigen_route
def melding(request: HttpRequest, pk: int, melder: Melder) -> HttpResponse:
    """Helped, not seen and why, or neither after all; pressed twice it is the same."""
    stop = _mine(request, pk, melder, now=timezone.now())
    zitting: Zitting = stop.bezoek.afspraak.zitting
    who = schikken.number(request.POST.get("bewoner", ""))
    bewoner = zitting.bewoners.select_related("zitting").filter(pk=who).first() if who else None
    if bewoner is None:
        messages.error(request, _("Deze bewoner staat niet op de lijst. Kijk wie er nu staat."))
        return redirect("zittingdag:lijst", pk)
    try:
        messages.success(request, _act(request, bewoner, str(melder.gebruiker.pk)))
    except BookingError as error:
        messages.error(request, error.for_desk)
    return redirect(f"{reverse('zittingdag:lijst', args=[pk])}#nu")


@require_POST
@eigen_route
def inloop(request: HttpRequest, pk: int, melder: Melder) -> HttpResponse:
    """Somebody from the ward, in the time that is left."""
    now = timezone.now()
    stop = _mine(request, pk, melder, now=now)
    form = InloopForm(request.POST)
    if not form.is_valid():
        return _page(request, stop, form, status=400)
    zitting = stop.bezoek.afspraak.zitting
    try:
        wie = str(melder.gebruiker.pk)
        bewoner = zittingen.walk_in(zitting, form.aanmelding(), wie=wie, now=now)
    except BookingError as error:
        form.add_error("naam", error.for_desk)
        return _page(request, stop, form, status=error.status)
    messages.success(request, _("%(wie)s staat erbij.") % {"wie": bewoner.naam})
    return redirect(f"{reverse('zittingdag:lijst', args=[pk])}#bewoner-{bewoner.pk}")


def _act(request: HttpRequest, bewoner: Bewoner, door: str) -> str:
    """Do what was pressed; what it was, in a sentence. Raises: BookingError."""
    now, wat = timezone.now(), request.POST.get("wat", "")
    if wat == "geholpen":
        zittingen.serve(bewoner, door=door, now=now)
        return _("%(wie)s is geholpen.") % {"wie": bewoner.naam}
    if wat == "ongedaan":
        zittingen.undo(bewoner, door=door, now=now)
        return _("%(wie)s staat weer op de lijst.") % {"wie": bewoner.naam}
    reden = request.POST.get("reden", "")
    if wat != "niet_gezien" or reden not in NietGezien.values:
        raise NoReason
    zittingen.not_seen(bewoner, NietGezien(reden), door=door, now=now)
    return _("%(wie)s is niet gezien.") % {"wie": bewoner.naam}


class NoReason(BookingError):
    """Somebody was not seen, and it was not said why."""

    sentence = _("Kies waarom de bewoner niet is gezien.")
    status = 400


def _mine(request: HttpRequest, pk: int, melder: Melder, *, now: datetime) -> Stop:
    """The stop of this care-home day on the own route of today. Raises: Http404."""
    rows = Stop.objects.filter(
        route__middel=melder.middel, route__dag=local_day(now), bezoek__afspraak__zitting=pk
    )
    found = rows.select_related(
        "route", "bezoek__afspraak__klant", "bezoek__afspraak__zitting__product"
    ).first()
    if found is None:
        refuse(request, Recht.EIGEN_AGENDA, f"zitting:{pk}")
    return found


def _page(request: HttpRequest, stop: Stop, form: InloopForm, *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    afspraak = stop.bezoek.afspraak
    zitting: Zitting = afspraak.zitting
    zitting.afspraak = afspraak
    rijen = zittingen.times(zitting)
    todo = [one for one in rijen if one.bewoner.status == Bewonerstatus.AANGEMELD]
    is_closed = zitting.status == Zittingstatus.GESLOTEN
    context = {
        "zitting": zitting,
        "wat": zitting.product if may_name(zitting.product, toegang(request.user)) else "",
        "rijen": rijen,
        "nu_aan": todo[0].bewoner.pk if todo and is_closed else None,
        "gedaan": len(rijen) - len(todo),
        "dicht": is_closed,
        "ruimte": zittingen.room_left(zitting, now=now) if is_closed else 0,
        "weg_om": stop.einde,
        "redenen": NietGezien.choices,
        "geldig_tot": stop.route.einde + RUN_OUT,
        "form": form,
        "nu": now,
    }
    return render(request, "telefoon/zitting.html", context, status=status)
