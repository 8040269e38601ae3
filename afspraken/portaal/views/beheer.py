"""The manage page behind the secret link: show, put in a calendar, cancel."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from afspraken import booking, ical, tijdvoorstellen
from afspraken.agendapunt import agendapunt, organizer
from afspraken.exceptions import BookingError
from afspraken.invoer import bericht
from afspraken.invoer.gegevens import answers_of
from afspraken.models import RELEASED, Afspraak, Partij, Status
from afspraken.portaal import sessie
from afspraken.portaal.views.geheim import ASKS, SHOWS, around, is_open, secret
from afspraken.portaal.views.vervolg import steps, together


@require_safe
def kort(request: HttpRequest, token: str) -> HttpResponse:
    """The same page by an address that fits an SMS and can be typed from a letter."""
    return redirect("portaal:afspraak", token)


@require_safe
@secret(referrer=SHOWS)
def afspraak(request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse:
    """Show the appointment; nothing changes by looking."""
    sessie.forget_new_address(request)
    gegevens, now = answers_of(afspraak), timezone.now()
    context = {
        **around(token, afspraak),
        **bericht.told(gegevens, until=afspraak.begin, now=now),
        "staat": _state(afspraak),
        "mag_wijzigen": is_open(afspraak),
        "gegevens": gegevens,
        **together(afspraak, now=now),
        "voorstel": tijdvoorstellen.open_for(afspraak, now=now),
        "melding": " ".join(str(message) for message in messages.get_messages(request)),
    }
    return render(request, "portaal/afspraak.html", context)


@require_safe
@secret(referrer=SHOWS)
def afspraak_ics(request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse:
    """The appointment as a file for the calendar of a phone or computer."""
    content = ical.calendar(
        [agendapunt(afspraak)], method=ical.Method.PUBLISH, organizer=organizer()
    )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="afspraak.ics"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@secret(referrer=ASKS)
def annuleren(request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse:
    """Ask whether it is meant; a POST cancels. Cancelling twice is no error."""
    if afspraak.status == Status.GEANNULEERD:
        return redirect("portaal:geannuleerd", token)
    if not is_open(afspraak) and request.method != "POST":
        return redirect("portaal:afspraak", token)
    context = {**around(token, afspraak), **steps(afspraak)}
    if request.method == "POST":
        try:
            booking.cancel(afspraak, partij=Partij.INWONER, now=timezone.now())
        except BookingError as error:
            context["fouten"] = [str(error)]
            return render(request, "portaal/annuleren.html", context, status=error.status)
        return redirect("portaal:geannuleerd", token)
    return render(request, "portaal/annuleren.html", context)


@require_safe
@secret(referrer=SHOWS)
def geannuleerd(request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse:
    """Say that the appointment is off."""
    if afspraak.status != Status.GEANNULEERD:
        return redirect("portaal:afspraak", token)
    gegevens, now = answers_of(afspraak), timezone.now()
    context = {
        **around(token, afspraak),
        **bericht.told(gegevens, until=afspraak.begin, now=now),
    }
    return render(request, "portaal/geannuleerd.html", context)


def _state(afspraak: Afspraak) -> str:
    """Which of the three faces the page has."""
    if afspraak.status in RELEASED:
        return "geannuleerd"
    served = afspraak.status in (Status.AFGEROND, Status.NIET_VERSCHENEN)
    return "voorbij" if served or afspraak.einde <= timezone.now() else "gepland"
