"""The number that someone got: where to wait and how long, and on a phone whether it is called."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from afspraken import wachtrij
from afspraken.htmx import is_part
from afspraken.kiosk import volgcode as codes
from afspraken.kiosk.poort import BACK_AFTER, LONGER, REPORTING, of_screen, page
from afspraken.models import ACTIEF, Scherm, Schermsoort, Soort, Wachtende, Wachtstand

UNCHANGED, STOP_POLLING = 204, 286
"""What htmx hears as: leave the page as it is; and: do not ask again."""


@require_safe
@of_screen(*REPORTING)
def nummer(request: HttpRequest, scherm: Scherm, volgcode: str) -> HttpResponse:
    """The number of one visit, of today and of this place. Raises: Http404."""
    now = timezone.now()
    row = codes.find(scherm.locatie, volgcode, now=now)
    if row is None:
        raise Http404
    wacht = wachtrij.wait_of(row, now=now) if row.stand == Wachtstand.WACHT else None
    context = {
        "wachtende": row,
        "wacht": wacht,
        "waarheen": whereto(row),
        "stempel": _stamp(row, wacht),
        "volgt": scherm.soort == Schermsoort.POSTER and row.stand in ACTIEF,
    }
    if is_part(request):
        if request.GET.get("gezien") == context["stempel"]:
            return HttpResponse(status=UNCHANGED)
        status = 200 if row.stand in ACTIEF else STOP_POLLING
        return page(request, scherm, "_nummer", context, status=status)
    terug = LONGER if "langer" in request.GET else BACK_AFTER
    return page(request, scherm, "nummer", context, terug=terug)


def to_number(request: HttpRequest, scherm: Scherm, row: Wachtende) -> HttpResponse:
    """To the page of a number, in the language of now: reading it again reports nobody twice."""
    address = reverse("kiosk:nummer", args=[scherm.code, codes.code_of(row.pk)])
    return redirect(f"{address}?taal={translation.get_language()}")


def _stamp(row: Wachtende, wacht: wachtrij.Wachttijd | None) -> str:
    """The same as long as the page would read the same: a screen reader says it once."""
    wait = (wacht.van, wacht.tot, wacht.voor_u) if wacht else ()
    return ".".join(map(str, (row.versie, *wait)))


def whereto(row: Wachtende) -> str:
    """Where someone is called to; empty if nowhere. An employee's own name is on no screen."""
    if row.middel is None:
        return ""
    return _("U wordt opgehaald") if row.middel.soort == Soort.AMBTENAAR else row.middel.naam
