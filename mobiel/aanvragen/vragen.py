"""Residents ask for a visit, follow what becomes of it, and say yes or no to a window."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from afspraken.beheerlink import token_for as beheertoken
from afspraken.booking.steps import new_klant
from afspraken.exceptions import BookingError
from afspraken.models import Kanaal, Product
from afspraken.portaal import limieten
from mobiel import triage
from mobiel.aanvragen.formulier import AanvraagForm
from mobiel.models import Aanvraagproduct, Aanvraagstatus, Bezoekaanvraag


@require_safe
def producten(request: HttpRequest) -> HttpResponse:
    """What one can ask a visit for."""
    rows = Aanvraagproduct.objects.filter(product__is_actief=True).select_related("product")
    return render(request, "mobiel/aanvragen/producten.html", {"rijen": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def vragen(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; a POST stores the request and leads to the page on which to follow it."""
    rows = Product.objects.filter(is_actief=True, bezoekaanvraag__isnull=False)
    product = get_object_or_404(rows.select_related("bezoekaanvraag"), slug=slug)
    now = timezone.now()
    if request.method != "POST":
        return _form(request, product, AanvraagForm(now=now))
    try:
        limieten.count_look(request, now=now)
    except limieten.TooManyLooks as error:
        return render(request, "429.html", {"zin": str(error)}, status=429)
    form = AanvraagForm(request.POST, now=now)
    if not form.is_valid() or form.adres is None:
        return _form(request, product, form, status=400)
    with transaction.atomic():
        klant = new_klant(form.gegevens)
        aanvraag = triage.request(product, klant, form.adres, now=now, **form.rest)
    messages.success(request, _("Wij hebben uw aanvraag. Bewaar het adres van deze pagina."))
    return redirect("bezoekaanvragen:volgen", triage.token_for(aanvraag))


@require_safe
def kort(request: HttpRequest, token: str) -> HttpResponse:
    """The same page by an address that fits an SMS and can be typed from a letter."""
    return redirect("bezoekaanvragen:volgen", token)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def volgen(request: HttpRequest, token: str) -> HttpResponse:
    """How it stands; a POST says yes or no to the window, or takes the request back."""
    if limieten.is_locked_out(request):
        zin = _("U probeerde te veel links die niet kloppen. Wacht een kwartier.")
        return render(request, "429.html", {"zin": zin}, status=429)
    aanvraag = triage.open_link(token)
    if aanvraag is None:
        limieten.count_unknown_link(request)
        return render(request, "404.html", status=404)
    response = _answer(request, token, aanvraag) if request.method == "POST" else None
    if response is None:
        response = render(request, "mobiel/aanvragen/volgen.html", _shown(token, aanvraag))
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(request: HttpRequest, token: str, aanvraag: Bezoekaanvraag) -> HttpResponse:
    now, antwoord = timezone.now(), request.POST.get("antwoord", "")
    try:
        if antwoord == "ja":
            afspraak = triage.accept(aanvraag, now=now)
            return redirect("portaal:afspraak", beheertoken(afspraak))
        if antwoord == "nee":
            triage.decline(aanvraag, now=now)
            messages.success(request, _("Wij zoeken een andere tijd voor u."))
        elif antwoord == "stop":
            triage.withdraw(aanvraag, now=now)
            messages.success(request, _("Uw aanvraag is gestopt."))
        else:
            messages.error(request, _("Kies eerst een antwoord."))
    except BookingError as error:
        messages.error(request, str(error))
    return redirect("bezoekaanvragen:volgen", token)


def _shown(token: str, aanvraag: Bezoekaanvraag) -> dict[str, object]:
    stand = aanvraag.stand(timezone.now())
    agreed = stand is Aanvraagstatus.AANVAARD and aanvraag.afspraak is not None
    return {
        "token": token,
        "aanvraag": aanvraag,
        "stand": stand,
        "standen": Aanvraagstatus,
        "beheer": beheertoken(aanvraag.afspraak) if agreed else "",
    }


def _form(
    request: HttpRequest, product: Product, form: AanvraagForm, *, status: int = 200
) -> HttpResponse:
    is_online = Kanaal.WEB in product.kanalen
    context = {"product": product, "form": form, "is_online": is_online}
    return render(request, "mobiel/aanvragen/vragen.html", context, status=status)
