"""The address of a screen, as it stands in the kiosk's browser or in a QR code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from afspraken.kiosk import melden, wachtscherm
from afspraken.kiosk.poort import of_screen
from afspraken.models import Scherm, Schermsoort


@require_http_methods(["GET", "HEAD", "POST"])
@of_screen(*Schermsoort)
def begin(request: HttpRequest, scherm: Scherm) -> HttpResponse:
    """The first page of a screen: reporting, or the numbers that are called."""
    if scherm.soort == Schermsoort.WACHTSCHERM:
        return wachtscherm.show(request, scherm)
    return melden.report(request, scherm)
