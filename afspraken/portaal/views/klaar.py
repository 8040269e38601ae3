"""Step 5: done, and what happens next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from afspraken import beheerlink, keuzes
from afspraken.invoer import bericht
from afspraken.invoer.gegevens import answers_of
from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Status
from afspraken.portaal import sessie
from afspraken.portaal.views.stappen import place_of


@never_cache
@require_safe
def klaar(request: HttpRequest) -> HttpResponse:
    """Show the appointment that this session made; elsewhere its secret link shows it."""
    afspraak = _finished(sessie.finished_code(request))
    if afspraak is None or afspraak.klant is None:
        messages.info(request, _("Gebruik de link van uw afspraak om de afspraak te bekijken."))
        return redirect("portaal:start")
    token = beheerlink.token_for(afspraak)
    if afspraak.status != Status.GEPLAND:
        return redirect("portaal:afspraak", token)
    gegevens = answers_of(afspraak)
    context = {
        **place_of("klaar", is_bezoek=afspraak.is_venster),
        "afspraak": afspraak,
        "keuzes": keuzes.of_afspraak(afspraak, dag=local_day(afspraak.begin)),
        "minuten": afspraak.minuten,
        "gegevens": gegevens,
        **bericht.told(gegevens, until=afspraak.begin, now=timezone.now()),
        "beheer_url": reverse("portaal:afspraak", args=[token]),
        "beheer_adres": beheerlink.address(token),
        "ics_url": reverse("portaal:afspraak_ics", args=[token]),
    }
    return render(request, "portaal/klaar.html", context)


def _finished(code: str) -> Afspraak | None:
    """The promised appointment with this code, with what the page shows of it."""
    rows = Afspraak.objects.select_related("klant", "locatie")
    return (
        rows.prefetch_related("producten__product__kosten")
        .filter(code=code, klant__isnull=False)
        .first()
    )
