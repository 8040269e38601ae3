"""Changing an appointment behind its secret link: time and place, persons, contact data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from afspraken import booking, keuzes, kiezer, wens
from afspraken.exceptions import BookingError, InvalidOffer, NotOffered, SlotTaken
from afspraken.invoer.adres import AdresForm, initial_of
from afspraken.invoer.gegevens import GegevensForm, answers_of, form_for, gegevens_from
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Kanaal, Partij
from afspraken.offers import Offer, from_token, offer_of
from afspraken.portaal import limieten, sessie
from afspraken.portaal.views.geheim import ASKS, around, is_open, secret
from afspraken.portaal.views.stappen import too_late
from afspraken.wens import Wens


@require_http_methods(["GET", "HEAD", "POST"])
@secret(referrer=ASKS)
def wijzig_tijd(request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse:
    """Choose another time or place; the next page shows old and new. Nothing moves here."""
    if not is_open(afspraak):
        return redirect("portaal:afspraak", token)
    now = timezone.now()
    try:
        wish = _wish(request, afspraak, request.GET)
        if request.method == "POST" and request.POST.get("aanbod"):
            return redirect(_check_url(token, afspraak, wish, request.POST["aanbod"]))
        if request.method == "POST":
            fout = _("Kies eerst een tijd.")
            return _choose(request, token, afspraak, wish, now, params=request.POST, fout=fout)
        return _choose(request, token, afspraak, wish, now, params=request.GET)
    except BookingError as error:
        return _refused(request, token, afspraak, error)


@require_http_methods(["GET", "HEAD", "POST"])
@secret(referrer=ASKS)
def wijzig_tijd_controle(request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse:
    """Show old and new time; a POST moves. The offer in the address is signed, not personal."""
    if not is_open(afspraak):
        return redirect("portaal:afspraak", token)
    now = timezone.now()
    try:
        wish = _wish(request, afspraak, request.GET)
        try:
            offer = from_token(request.GET.get("aanbod", ""), wish)
        except InvalidOffer as error:
            fout = str(error)
            return _choose(request, token, afspraak, wish, now, params=request.GET, fout=fout)
        if request.method == "POST":
            return _move(request, token, afspraak, wish, offer, now)
        return _compare(request, token, afspraak, wish, offer)
    except BookingError as error:
        return _refused(request, token, afspraak, error)


@require_http_methods(["GET", "HEAD", "POST"])
@secret(referrer=ASKS)
def wijzig_personen(request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse:
    """Another number of persons, at the same time if it fits, else at a time that does."""
    if not is_open(afspraak):
        return redirect("portaal:afspraak", token)
    context = around(token, afspraak)
    if request.method != "POST":
        return render(request, "portaal/wijzig_personen.html", context)
    now = timezone.now()
    try:
        wish = _wish(request, afspraak, request.POST)
        context["keuzes"] = keuzes.of_wens(wish, dag=local_day(afspraak.begin))  # as typed
        offer = offer_of(wish, afspraak)
        return _move(request, token, afspraak, wish, offer, now)
    except BookingError as error:
        context["fouten"] = [str(error)]
        return render(request, "portaal/wijzig_personen.html", context, status=error.status)


@require_http_methods(["GET", "HEAD", "POST"])
@secret(referrer=ASKS)
def wijzig_adres(request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse:
    """Another address for a visit; what is free there is on the next page. Nothing moves here."""
    if not is_open(afspraak) or not afspraak.is_venster:
        return redirect("portaal:afspraak", token)
    now, status = timezone.now(), 200
    form = AdresForm(initial=initial_of(afspraak.bezoekadres), now=now)
    if request.method == "POST":
        try:
            limieten.count_look(request, now=now)
        except limieten.TooManyLooks as error:
            return too_late(request, error)
        form = AdresForm(request.POST, now=now)
        if form.is_valid():
            sessie.keep_new_address(request, afspraak, form.answers())
            return redirect("portaal:wijzig_tijd", token)
        status = 400
    context = {**around(token, afspraak), "form": form, "heeft_fouten": bool(form.errors)}
    return render(request, "portaal/wijzig_adres.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@secret(referrer=ASKS)
def wijzig_gegevens(request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse:
    """Correct contact data and needs."""
    if not is_open(afspraak):
        return redirect("portaal:afspraak", token)
    wish, now = wens.wens_of(afspraak), timezone.now()
    if request.method != "POST":
        form = form_for(wish, answers=answers_of(afspraak), until=afspraak.begin, now=now)
        return _form(request, token, form, status=200)
    form = form_for(wish, request.POST, until=afspraak.begin, now=now)
    if not form.is_valid():
        return _form(request, token, form, status=400)
    try:
        booking.update_contact(
            afspraak,
            gegevens_from(form.answers(), afspraak.klant),
            partij=Partij.INWONER,
            now=now,
        )
    except BookingError as error:
        form.add_error(None, str(error))
        return _form(request, token, form, status=error.status)
    messages.success(request, _("Uw gegevens zijn gewijzigd."))
    return redirect("portaal:afspraak", token)


def _wish(request: HttpRequest, afspraak: Afspraak, params: MultiValueDict[str, str]) -> Wens:
    """What the appointment is for, with other numbers of persons where `params` has them.

    And at the address that this visitor filled in for it, if any, or else where it was.

    It is asked for through the web, whoever booked it: a resident sees only what the web offers.
    Raises: NotBookable when the web does not offer it (any more).
    """
    aantallen = {}
    for row in afspraak.producten.all():
        asked = params.get(f"aantal-{row.product.slug}")
        aantallen[row.product.slug] = keuzes.number(asked) if asked else row.aantal
    return wens.load(
        aantallen,
        kanaal=Kanaal.WEB,
        extra_tijd=afspraak.extra_tijd,
        adres=sessie.new_address(request, afspraak) or afspraak.klantadres,
    )


def _time_url(token: str, afspraak: Afspraak, wish: Wens) -> str:
    """The page with free times; it keeps numbers of persons that are not the booked ones."""
    url = reverse("portaal:wijzig_tijd", args=[token])
    extra = _other_numbers(afspraak, wish)
    return f"{url}?{urlencode(extra)}" if extra else url


def _check_url(token: str, afspraak: Afspraak, wish: Wens, aanbod: str) -> str:
    """The page that shows old and new, for one offer."""
    url = reverse("portaal:wijzig_tijd_controle", args=[token])
    return f"{url}?{urlencode({**_other_numbers(afspraak, wish), 'aanbod': aanbod})}"


def _other_numbers(afspraak: Afspraak, wish: Wens) -> dict[str, str]:
    booked = {row.product_id: row.aantal for row in afspraak.producten.all()}
    return {
        f"aantal-{regel.product.slug}": str(regel.aantal)
        for regel in wish.regels
        if booked.get(regel.product.pk) != regel.aantal
    }


def _choose(
    request: HttpRequest,
    token: str,
    afspraak: Afspraak,
    wish: Wens,
    now: datetime,
    *,
    params: MultiValueDict[str, str],
    fout: str = "",
) -> HttpResponse:
    try:
        limieten.count_look(request, now=now)
    except limieten.TooManyLooks as error:
        return too_late(request, error)
    part = kiezer.build(
        wish,
        kiezer.Zicht.parse(params, now=now, horizon=wish.horizon),
        url=reverse("portaal:wijzig_tijd", args=[token]),
        now=now,
        extra=_other_numbers(afspraak, wish),
        behalve=afspraak,
    )
    context = {**around(token, afspraak), **part.context}
    new_address = sessie.new_address(request, afspraak)
    context["nieuw_adres"] = new_address.regel if new_address else ""
    context["fouten"] = [fout] if fout else part.context["fouten"]
    status = 400 if fout else part.status
    return render(request, "portaal/wijzig_tijd.html", context, status=status)


def _compare(
    request: HttpRequest, token: str, afspraak: Afspraak, wish: Wens, offer: Offer
) -> HttpResponse:
    context: dict[str, Any] = {
        **around(token, afspraak),
        "nieuw": offer,
        "nieuwe_keuzes": keuzes.of_wens(wish, dag=local_day(offer.begin)),
        "nieuwe_minuten": wish.minuten,
        "nieuw_adres": wish.adres.regel if wish.adres else "",
        "controle_url": _check_url(token, afspraak, wish, offer.token),
        "kiezer_url": _time_url(token, afspraak, wish),
    }
    return render(request, "portaal/wijzig_tijd_controle.html", context)


def _move(
    request: HttpRequest,
    token: str,
    afspraak: Afspraak,
    wish: Wens,
    offer: Offer,
    now: datetime,
) -> HttpResponse:
    """Move to the offer; who is too late keeps the old time and sees the nearest ones."""
    url = _time_url(token, afspraak, wish)
    try:
        booking.move(afspraak, wish, offer, partij=Partij.INWONER, now=now)
    except (SlotTaken, NotOffered) as error:
        if _is_longer_in_place(afspraak, wish, offer):
            return _too_short(request, token, afspraak, wish, error, url)
        return too_late(
            request,
            error,
            gevraagd=offer,
            kiezer_url=url,
            overzicht_url=url,
            afspraak=afspraak,
        )
    sessie.forget_new_address(request)
    messages.success(request, _("Uw afspraak is gewijzigd."))
    return redirect("portaal:afspraak", token)


def _is_longer_in_place(afspraak: Afspraak, wish: Wens, offer: Offer) -> bool:
    """True where the own time was asked for and only its length does not fit."""
    there = (offer.begin, offer.locatie.pk) == (afspraak.begin, afspraak.locatie_id)
    return there and wish.minuten > afspraak.minuten


def _too_short(
    request: HttpRequest,
    token: str,
    afspraak: Afspraak,
    wish: Wens,
    error: SlotTaken | NotOffered,
    url: str,
) -> HttpResponse:
    """Nobody was first: the visit gets too long for its place in the day."""
    context: dict[str, Any] = {
        **around(token, afspraak),
        "minuten": wish.minuten,
        "personen": wish.regels[0].aantal if len(wish.regels) == 1 else None,
        "alternatieven": getattr(error, "alternatives", ()),
        "kiezer_url": url,
        "overzicht_url": url,
    }
    return render(request, "portaal/te_kort.html", context, status=error.status)


def _refused(
    request: HttpRequest, token: str, afspraak: Afspraak, error: BookingError
) -> HttpResponse:
    """The appointment as it stays, with the sentence that says why it cannot be changed here."""
    context = {**around(token, afspraak), "fouten": [str(error)]}
    context |= {"staat": "gepland", "mag_wijzigen": False, "gegevens": answers_of(afspraak)}
    return render(request, "portaal/afspraak.html", context, status=error.status)


def _form(request: HttpRequest, token: str, form: GegevensForm, *, status: int) -> HttpResponse:
    context = {"token": token, "form": form}
    return render(request, "portaal/wijzig_gegevens.html", context, status=status)
