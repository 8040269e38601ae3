"""Who has an appointment reports with the reference of it, typed or scanned."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from afspraken import wachtrij
from afspraken.exceptions import BookingError
from afspraken.kiosk import limieten
from afspraken.kiosk.nummer import to_number
from afspraken.kiosk.poort import BACK_AFTER, LONGER, page, via
from afspraken.models import Afspraak, Scherm
from afspraken.wachtrij import errors

_LOOKALIKES = str.maketrans("01OI", "QLQL")
"""No reference has these characters: who types one misread another."""


def report(request: HttpRequest, scherm: Scherm) -> HttpResponse:
    """Ask for the reference; with it the number, or why not and what to do."""
    if request.method != "POST":
        return page(request, scherm, "begin", {})
    if limieten.is_full(request, scherm, limieten.Soort.ONBEKEND):
        return ask_the_desk(request, scherm)
    typed = request.POST.get("referentie", "")
    afspraak = Afspraak.objects.filter(referentie=normalised(typed)).first()
    if afspraak is None:
        limieten.count(request, scherm, limieten.Soort.ONBEKEND)
        context = {"is_onbekend": True, "getypt": typed[:20]}
        return page(request, scherm, "begin", context, status=400, terug=LONGER)
    now = timezone.now()
    try:
        row = wachtrij.check_in(afspraak, locatie=scherm.locatie, via=via(scherm), now=now)
    except BookingError as error:
        context = {"zin": str(error), "raad": advice(error)}
        return page(
            request, scherm, "geweigerd", context, status=error.status, terug=2 * BACK_AFTER
        )
    return to_number(request, scherm, row)


def ask_the_desk(request: HttpRequest, scherm: Scherm) -> HttpResponse:
    """After too many tries on this screen."""
    context = {"zin": _("Dit lukt nu niet."), "raad": _("Vraag het aan de balie.")}
    return page(request, scherm, "geweigerd", context, status=429, terug=BACK_AFTER)


def normalised(text: str) -> str:
    """A reference as it is stored, out of what someone typed; empty if it cannot be one.

    >>> normalised(" k7m-4pi ")
    'K7M4PL'
    >>> normalised("K7M4P")
    ''
    """
    if len(text) > 40:
        return ""
    letters = "".join(one for one in text.upper() if one.isascii() and one.isalnum())
    return letters.translate(_LOOKALIKES) if len(letters) == 6 else ""


def advice(error: BookingError) -> str:
    """What to do now, where the sentence of the refusal does not say so itself."""
    match error:
        case errors.WrongPlace():
            return _("Haalt u dat niet op tijd? Vraag het aan de balie.")
        case errors.TooEarly():
            return _("Neem gerust plaats. Meld u daarna hier.")
        case errors.AlreadyReported():
            return _("Neem plaats. Wij roepen uw nummer op.")
        case errors.OtherDay():
            return _("Klopt dat niet? Ga naar de balie.")
        case errors.TooLateToReport() | errors.Cancelled() | errors.AlreadyOver():
            return ""
    return _("Vraag het aan de balie.")
