"""An employee plans a care-home day: who, where and what first, then a time from the offers.

One page and one form. What was typed is sent along with the times, so nothing of it waits anywhere.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from afspraken import agenda
from afspraken.exceptions import BookingError
from afspraken.lokaal import local_day
from afspraken.offers import Offer, from_token
from afspraken.rechten import Recht, employee, met_recht
from afspraken.templatetags.datums import lange_datum
from mobiel import zitting as zittingen
from mobiel.models import Zitting, Zittingproduct
from mobiel.zitting import Voorstel
from mobiel.zittingpagina.formulieren import ZittingForm

MOST_SHOWN = 12
"""Of all half days, those that cost least travel."""


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.ZITTING_REGELEN)
def nieuw(request: HttpRequest) -> HttpResponse:
    """The form; a POST shows times for it, and with a time plans the day or the series.

    ?als=<number>: filled in as another care-home day.
    """
    now = timezone.now()
    if request.method != "POST":
        form = _form(None, now=now, initial=_as_another(request.GET.get("als", "")))
        return _page(request, form, now=now)
    form = _form(request.POST, now=now)
    if not form.is_valid() or form.adres is None:
        return _page(request, form, now=now, status=400)
    if not request.POST.get("aanbod_tijd"):
        fouten = [_("Kies eerst een tijd.")] if "plannen" in request.POST else []
        return _page(request, form, now=now, fouten=fouten, status=400 if fouten else 200)
    try:
        return _plan(request, form, now=now)
    except BookingError as error:
        return _page(request, form, now=now, fouten=[error.for_desk], status=error.status)


def _plan(request: HttpRequest, form: ZittingForm, *, now: datetime) -> HttpResponse:
    """Plan what was asked, and lead to the first day of it."""
    voorstel, door = form.voorstel, employee(request)
    offer = from_token(request.POST["aanbod_tijd"], voorstel.wens())
    weken = form.cleaned_data["herhaal"]
    if not weken:
        planned = zittingen.plan(voorstel, offer, door=door, now=now)
        messages.success(request, _("De zitting is gepland. De contactpersoon krijgt de link."))
        return redirect("zittingen:zitting", planned.pk)
    reeks = zittingen.repeat(
        voorstel, offer, weken=weken, aantal=form.cleaned_data["keren"], door=door, now=now
    )
    zin = _("Er zijn %(aantal)d zittingen gepland. De contactpersoon krijgt van elke een link.")
    messages.success(request, zin % {"aantal": len(reeks.zittingen)})
    if reeks.gemist:
        dagen = ", ".join(lange_datum(dag) for dag in reeks.gemist)
        messages.error(request, _("Op deze dagen was geen plaats: %(dagen)s.") % {"dagen": dagen})
    return redirect("zittingen:zitting", reeks.zittingen[0].pk)


def _page(
    request: HttpRequest,
    form: ZittingForm,
    *,
    now: datetime,
    fouten: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form, and the times as soon as all of it is known."""
    fouten, tijden = list(fouten or ()), None
    if form.is_bound and form.is_valid() and form.adres is not None:
        try:
            tijden = _times(form.voorstel, form, now=now)
        except BookingError as error:
            fouten, status = [*fouten, error.for_desk], max(status, error.status)
    context = {
        "form": form,
        "fouten": fouten,
        "tijden": tijden,
        "gekozen": request.POST.get("aanbod_tijd", ""),
        "is_leeg": not form.fields["aanbod"].queryset.exists(),  # type: ignore[attr-defined]
    }
    return render(request, "zittingen/nieuw.html", context, status=status)


def _times(voorstel: Voorstel, form: ZittingForm, *, now: datetime) -> list[Offer]:
    """The windows that cost least travel and leave time to announce, in order of time."""
    found = agenda.search(voorstel.wens(), now=now, van=form.cleaned_data["vanaf"])
    in_time = [one for one in found.cheapest(4 * MOST_SHOWN) if voorstel.sluit_op(one.begin) > now]
    return sorted(in_time[:MOST_SHOWN], key=lambda one: (one.begin, one.einde))


def _form(data: Any, *, now: datetime, initial: dict[str, Any] | None = None) -> ZittingForm:
    rows = Zittingproduct.objects.filter(product__is_actief=True, bezoek__is_actief=True)
    return ZittingForm(data, now=now, initial=initial, aanbod=rows.select_related("product"))


def _as_another(number: str) -> dict[str, Any]:
    """What the form shows for one more day like this one; nothing if there is none such."""
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        return {}
    rows = Zitting.objects.select_related("afspraak__klant", "product__zittingproduct")
    zitting = rows.filter(pk=int(number)).first()
    if zitting is None or zitting.afspraak.klant is None:
        return {}
    klant, adres = zitting.klant, zitting.afspraak.klantadres
    return {
        "organisatie": klant.organisatie,
        "postcode": adres.postcode if adres else klant.postcode,
        "huisnummer": adres.huisnummer if adres else klant.huisnummer,
        "contactnaam": klant.naam,
        "contactemail": klant.email,
        "contacttelefoon": str(klant.telefoon),
        "toegang": zitting.afspraak.toegang,
        "stilte": zitting.rusttijden,
        "aanbod": getattr(zitting.product, "zittingproduct", None),
        "plaatsen": zitting.plaatsen,
        "vanaf": local_day(zitting.afspraak.begin),
    }
