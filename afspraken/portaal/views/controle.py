"""Step 4: all answers once more, and the confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from afspraken import booking
from afspraken.exceptions import BookingError, HoldExpired, LimitReached
from afspraken.invoer import bericht
from afspraken.invoer.gegevens import gegevens_from
from afspraken.models import Afspraak
from afspraken.portaal import concept, sessie, vasthouden
from afspraken.portaal.sessie import Boeking
from afspraken.portaal.views import vervolg
from afspraken.portaal.views.stappen import beside, step, too_late
from afspraken.wens import Wens


@require_http_methods(["GET", "HEAD", "POST"])
@step()
def controle(request: HttpRequest, boeking: Boeking, wens: Wens, now: datetime) -> HttpResponse:
    """Show everything; a POST confirms exactly what that page showed."""
    hold = vasthouden.current(boeking)
    if hold is None:
        concept.say_choose_again(request, boeking)
        return redirect("portaal:wanneer")
    if not boeking.gegevens:
        return redirect("portaal:gegevens")
    if request.method != "POST":
        return _show(request, boeking, wens, hold, now)
    if request.POST.get("sleutel") != hold.code:
        fout = _("U koos intussen een andere tijd. Controleer uw afspraak opnieuw.")
        return _show(request, boeking, wens, hold, now, fouten=[fout], status=409)
    try:
        return _confirm(request, boeking, hold, now)
    except LimitReached as error:
        return _show(request, boeking, wens, hold, now, fouten=[str(error)], status=error.status)
    except HoldExpired as error:
        return too_late(request, error, gevraagd=hold)
    except BookingError as error:
        return too_late(request, error)


def _confirm(request: HttpRequest, boeking: Boeking, hold: Afspraak, now: datetime) -> HttpResponse:
    with transaction.atomic() if boeking.vervolg_op else nullcontext():
        afspraak = booking.confirm(
            hold.code,
            gegevens_from(boeking.gegevens),
            sessie=sessie.holder(request),
            now=now,
            klant=vervolg.klant_of(boeking),
        )
        vervolg.join(boeking, afspraak, now=now)
    sessie.finish(request, afspraak)
    return redirect("portaal:klaar")


def _show(
    request: HttpRequest,
    boeking: Boeking,
    wens: Wens,
    hold: Afspraak,
    now: datetime,
    *,
    fouten: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    around = beside(wens, hold, stap="controle", now=now, terug=reverse("portaal:controle"))
    context = {
        **around,
        "heeft_fouten": bool(fouten),
        "fouten": fouten,
        "afspraak": hold,
        "keuzes": around["samenvatting"]["keuzes"],
        "duur": wens.minuten,
        "extra": wens.extra_tijd,
        "heeft_kosten": any(keuze.kosten for keuze in around["samenvatting"]["keuzes"]),
        "gegevens": boeking.gegevens,
        **bericht.told(boeking.gegevens, until=hold.begin, now=now),
        "sleutel": hold.code,
    }
    return render(request, "portaal/controle.html", context, status=status)
