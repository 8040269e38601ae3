"""The answer to our question for another time: take one of ours, or keep the old one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from afspraken import tijdvoorstellen
from afspraken.exceptions import BookingError
from afspraken.models import Afspraak, Tijdvoorstel
from afspraken.portaal.views.geheim import ASKS, around, secret

OUDE_TIJD = "oud"
"""What a form says of who keeps the time that was promised."""


@require_http_methods(["GET", "HEAD", "POST"])
@secret(referrer=ASKS)
def voorstel(request: HttpRequest, token: str, afspraak: Afspraak) -> HttpResponse:
    """Show old and new times; a POST answers. What lapsed leads to the appointment as it is."""
    now = timezone.now()
    asked = tijdvoorstellen.open_for(afspraak, now=now)
    if asked is None:
        messages.info(request, str(tijdvoorstellen.Answered()))
        return redirect("portaal:afspraak", token)
    if request.method != "POST":
        return _page(request, token, asked)
    keuze = request.POST.get("keuze", "")
    tijd = next((one for one in asked.tijden.all() if str(one.pk) == keuze), None)
    if tijd is None and keuze != OUDE_TIJD:
        return _page(request, token, asked, fout=_("Kies eerst een tijd."), status=400)
    try:
        if tijd is None:
            tijdvoorstellen.decline(asked, now=now)
            messages.success(request, _("Uw afspraak blijft zoals hij was."))
        else:
            tijdvoorstellen.accept(tijd, now=now)
            messages.success(request, _("Uw afspraak is gewijzigd."))
    except BookingError as error:
        messages.error(request, str(error))
    return redirect("portaal:afspraak", token)


def _page(
    request: HttpRequest, token: str, asked: Tijdvoorstel, *, fout: str = "", status: int = 200
) -> HttpResponse:
    context = {**around(token, asked.afspraak), "voorstel": asked, "fouten": [fout] if fout else []}
    return render(request, "portaal/voorstel.html", context, status=status)
