"""An employee looks after care-home days: who comes, who has a link, closing, calling off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from afspraken.exceptions import BookingError
from afspraken.gevoelig import may_name
from afspraken.lokaal import day_begin, local_day
from afspraken.rechten import Recht, employee, met_recht, record_view, toegang
from mobiel import zitting as zittingen
from mobiel.models import Aanmelder, Zitting, Zittingstatus, Zittingtoegang
from mobiel.zittingpagina import beeld, schikken
from mobiel.zittingpagina.formulieren import BewonerForm, RedenForm

MOST_SHOWN = 100
BACK = timedelta(days=28)
"""So long a care-home day stays on the list after it."""

GET_POST = require_http_methods(["GET", "HEAD", "POST"])
gate = met_recht(Recht.ZITTING_REGELEN)


@require_safe
@gate
def lijst(request: HttpRequest) -> HttpResponse:
    """What is to come, soonest first, then what was."""
    now = timezone.now()
    today = day_begin(local_day(now))
    rows = beeld.with_counts()
    coming = rows.filter(afspraak__einde__gte=today).order_by("afspraak__begin", "pk")
    past = rows.filter(afspraak__einde__lt=today, afspraak__einde__gte=today - BACK)
    context = {
        "komend": beeld.lines(coming[:MOST_SHOWN], now=now),
        "voorbij": beeld.lines(past.order_by("-afspraak__begin", "pk")[:MOST_SHOWN], now=now),
    }
    return render(request, "zittingen/lijst.html", context)


@require_safe
@gate
def zitting(request: HttpRequest, pk: int) -> HttpResponse:
    """One care-home day: the residents in order, the links, and what can be done."""
    return _page(request, found(pk))


@GET_POST
@gate
def aanmelden(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce a resident on behalf of the home; after the closing where there is time left."""
    row, now = found(pk), timezone.now()
    is_open = zittingen.is_open(row, now=now)
    form, fouten, status = BewonerForm(request.POST or None), [], 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            act = zittingen.announce if is_open else zittingen.walk_in
            try:
                told, wie = form.aanmelding(), employee(request)
                bewoner = act(row, told, door=Aanmelder.SERVICEPUNT, wie=wie, now=now)
                messages.success(request, _("%(wie)s is aangemeld.") % {"wie": bewoner.naam})
                again = "nog" in request.POST
                return redirect(f"zittingen:{'aanmelden' if again else 'zitting'}", pk)
            except BookingError as error:
                fouten, status = [error.for_desk], error.status
    context = {"zitting": row, "form": form, "fouten": fouten, "open": is_open}
    return render(request, "zittingen/aanmelden.html", context, status=status)


@GET_POST
@gate
def afmelden(request: HttpRequest, pk: int, bewoner: int) -> HttpResponse:
    """Ask whether it is meant, then take the resident off."""
    row = found(pk)
    who = get_object_or_404(zittingen.taking_part(row).select_related("zitting"), pk=bewoner)
    fouten, status = [], 200
    if request.method == "POST":
        try:
            door, now = Aanmelder.SERVICEPUNT, timezone.now()
            zittingen.withdraw(who, door=door, wie=employee(request), now=now)
            messages.success(request, _("%(wie)s is afgemeld.") % {"wie": who.naam})
            return redirect("zittingen:zitting", pk)
        except BookingError as error:
            fouten, status = [error.for_desk], error.status
    context = {"zitting": row, "bewoner": who, "fouten": fouten}
    return render(request, "zittingen/afmelden.html", context, status=status)


@require_POST
@gate
def volgorde(request: HttpRequest, pk: int) -> HttpResponse:
    """Another order, by a button or by dragging."""
    row, asked = found(pk), schikken.asked(request.POST)
    if asked is None:
        return _page(request, row, [_("Deze volgorde is niet te lezen.")], status=400)
    seen = schikken.number(request.POST.get("versie", "")) or 0

    def act() -> None:
        door, wie, now = Aanmelder.SERVICEPUNT, employee(request), timezone.now()
        zittingen.reorder(row, asked, versie=seen, door=door, wie=wie, now=now)

    return _done(request, row, act, "", schikken.anchor(request.POST))


@require_POST
@gate
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the contact person the link again."""
    row = found(pk)
    aan = {"aan": row.klant.email}
    said = _("De link gaat naar %(aan)s.") % aan
    door = employee(request)
    return _done(
        request, row, lambda: zittingen.send_link(row, door=door, now=timezone.now()), said
    )


@require_POST
@gate
def intrekken(request: HttpRequest, pk: int, toegang: int) -> HttpResponse:
    """A link works no more."""
    row = found(pk)
    link = get_object_or_404(Zittingtoegang, pk=toegang, zitting=row)
    said = _("De link van %(van)s werkt niet meer.") % {"van": link.email}
    door = employee(request)
    return _done(request, row, lambda: zittingen.revoke(link, door=door, now=timezone.now()), said)


@require_POST
@gate
def sluiten(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix order and times now, and tell everyone."""
    row = found(pk)
    said = _("De lijst is gesloten. Iedereen krijgt bericht.")
    door = employee(request)
    return _done(request, row, lambda: zittingen.close(row, door=door, now=timezone.now()), said)


@GET_POST
@gate
def afgelasten(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it off, and say why."""
    row = found(pk)
    form = RedenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"reden": form.cleaned_data["reden"], "door": employee(request)}
        said = _("De zitting gaat niet door. Iedereen krijgt bericht.")
        return _done(request, row, lambda: zittingen.cancel(row, now=timezone.now(), **given), said)
    status = 400 if request.method == "POST" else 200
    context = {"zitting": row, "form": form, "aantal": zittingen.taking_part(row).count()}
    return render(request, "zittingen/afgelasten.html", context, status=status)


@require_safe
@gate
def blad(request: HttpRequest, pk: int) -> HttpResponse:
    """The list to print for the ward: who is seen when."""
    row = found(pk)
    record_view(request, f"zitting:{pk}", deur="zittingblad")
    context = {
        "zitting": row,
        "rijen": beeld.rows(row),
        "staan_vast": row.status == Zittingstatus.GESLOTEN,
        "nu": timezone.now(),
    }
    return render(request, "zittingen/blad.html", context)


def found(pk: int) -> Zitting:
    """A care-home day with what its pages show. Raises: Http404."""
    rows = Zitting.objects.select_related("afspraak__klant", "afspraak__locatie", "product")
    row: Zitting = get_object_or_404(rows, pk=pk)
    return row


def _done(
    request: HttpRequest, row: Zitting, act: Callable[[], Any], said: str, anchor: str = ""
) -> HttpResponse:
    """Do it and lead back to the page; what is refused is said on the page itself."""
    try:
        act()
    except BookingError as error:
        return _page(request, found(row.pk), [error.for_desk], status=error.status)
    if said:
        messages.success(request, said)
    return redirect(f"{reverse('zittingen:zitting', args=[row.pk])}{anchor}")


def _page(
    request: HttpRequest, row: Zitting, fouten: list[str] | None = None, *, status: int = 200
) -> HttpResponse:
    record_view(request, f"zitting:{row.pk}", deur="zitting")
    now = timezone.now()
    stand = beeld.stand_of(row, now=now)
    rijen = beeld.rows(row, expected=stand in (beeld.Stand.OPEN, beeld.Stand.DICHT))
    is_closed = row.status == Zittingstatus.GESLOTEN
    context = {
        "zitting": row,
        "wat": row.product if may_name(row.product, toegang(request.user)) else _("afspraak"),
        "stand": stand,
        "rijen": rijen,
        "open": stand == beeld.Stand.OPEN,
        "staan_vast": is_closed,
        "ruimte": zittingen.room_left(row, now=now) if is_closed else row.plaatsen - len(rijen),
        "naderhand": zittingen.can_be_told(row, now=now),
        "links": row.toegangen.filter(ingetrokken_op=None),
        "reeks": beeld.series(row),
        "fouten": fouten or [],
    }
    return render(request, "zittingen/zitting.html", context, status=status)
