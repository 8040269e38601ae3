"""Step 1: what, and for how many persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from afspraken import booking, keuzes
from afspraken.exceptions import BookingError, NotBookable
from afspraken.keuzes import Gevraagd
from afspraken.lokaal import local_day
from afspraken.offers import lacks_address, provider
from afspraken.portaal import sessie, vasthouden
from afspraken.portaal.views.stappen import place_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wat(request: HttpRequest) -> HttpResponse:
    """Show the choice; a button adds, removes, counts anew or goes on."""
    try:
        gevraagd = Gevraagd.parse(request.POST) if request.method == "POST" else _asked(request)
        if 0 in gevraagd.aantallen.values():
            fout = str(NotBookable())
            return _show(request, gevraagd, fouten=[fout], status=NotBookable.status)
        if request.method != "POST":
            return _show(request, gevraagd)
        if request.POST.get("erbij"):
            return _again(gevraagd.plus(request.POST["erbij"]))
        if request.POST.get("weg"):
            return _again(gevraagd.minus(request.POST["weg"]))
        if "bijwerken" in request.POST:
            return _again(gevraagd)
        return _go_on(request, gevraagd)
    except BookingError as error:
        return _show(request, Gevraagd({}), fouten=[str(error)], status=error.status)


def _asked(request: HttpRequest) -> Gevraagd:
    """What a link asks for, else the choice of this session."""
    if "product" in request.GET:
        return Gevraagd.parse(request.GET)
    boeking = sessie.load(request)
    return Gevraagd(boeking.aantallen, boeking.meer_tijd)


def _again(gevraagd: Gevraagd) -> HttpResponse:
    """The same page with another choice, by a link that may be reloaded and kept."""
    return redirect(f"{reverse('portaal:wat')}?{gevraagd.query}")


def _go_on(request: HttpRequest, gevraagd: Gevraagd) -> HttpResponse:
    """Keep a choice that can be booked; a time held for another choice is let go."""
    if not gevraagd.aantallen:
        fout = _("Kies eerst wat u wilt regelen.")
        return _show(request, gevraagd, fouten=[fout], status=400)
    boeking = sessie.load(request)
    changed = (boeking.aantallen, boeking.meer_tijd) != (gevraagd.aantallen, gevraagd.meer_tijd)
    boeking.aantallen, boeking.meer_tijd = gevraagd.aantallen, gevraagd.meer_tijd
    try:
        wens = boeking.wens()
    except BookingError as error:
        return _show(request, gevraagd, fouten=[str(error)], status=error.status)
    hold = vasthouden.current(boeking)
    if changed and hold is not None:
        booking.release(hold, now=timezone.now())
        boeking.code = ""
    sessie.save(request, boeking)
    return redirect("portaal:adres" if lacks_address(wens) else "portaal:wanneer")


def _show(
    request: HttpRequest, gevraagd: Gevraagd, *, fouten: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    products = keuzes.chosen(gevraagd)
    if len(products) < len(gevraagd.aantallen):
        fouten = [*fouten, _("Een van deze onderwerpen kunt u hier niet kiezen.")]
        status = 404 if status == 200 else status
    dag = local_day(timezone.now())
    is_bezoek = any(provider(product.aanbieder).bij_klant for product in products)
    context: dict[str, Any] = {
        **place_of("wat", is_bezoek=is_bezoek),
        "is_bezoek": is_bezoek,
        "heeft_fouten": bool(fouten),
        "fouten": list(dict.fromkeys(fouten)),
        "keuzes": keuzes.of_products(products, gevraagd.aantallen, dag=dag),
        "combineerbaar": keuzes.addable(products),
        "meer_tijd": gevraagd.meer_tijd,
        "samenvatting": None,
        "vastgehouden": None,
    }
    return render(request, "portaal/wat.html", context, status=status)
