"""Today's route, and its acts one at a time: what works without JavaScript."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from afspraken.lokaal import local_day
from afspraken.rechten import Recht, met_recht, toegang
from mobiel.models import Actiesoort, Resultaat, Uitkomst
from mobiel.telefoon import dag, melden, schets, waken
from mobiel.telefoon.acties import Actie, Unreadable
from mobiel.telefoon.melden import Melder
from mobiel.telefoon.poort import eigen_route
from mobiel.telefoon.sync import sentence

logger = logging.getLogger(__name__)

_WORKER = "bundle/telefoonwerker.js"


@require_safe
@gzip_page  # a slow network; the token in it is masked anew each time, and nothing is reflected
@eigen_route
def route(request: HttpRequest, melder: Melder) -> HttpResponse:
    """Today's route: the stop to act on, then all stops in order, then the sketch."""
    now = timezone.now()
    found = dag.today(melder.middel, local_day(now), who=toegang(request.user), now=now)
    return render(request, "telefoon/route.html", _context(found, melder, now=now))


@require_POST
@eigen_route
def melding(request: HttpRequest, melder: Melder) -> HttpResponse:
    """One act, sent by a form; pressed twice it is the same one."""
    try:
        actie = Actie.read(request.POST)
    except Unreadable as error:
        messages.error(request, str(error))
        return redirect("telefoon:route")
    try:
        [answer] = melden.report([actie], melder, now=timezone.now())
    except DatabaseError:
        if actie.soort != Actiesoort.SPOED:
            raise
        logger.critical("spoed of official %s could not be stored", melder.middel.pk)
        return render(request, "telefoon/spoed.html", {"melder": melder}, status=503)
    if answer.uitkomst == Uitkomst.CONFLICT:
        messages.error(request, sentence(answer.reden))
    elif answer.uitkomst == Uitkomst.TOEGEPAST:
        messages.success(request, _said(actie.soort))
    return redirect(f"{reverse('telefoon:route')}#nu")


@require_safe
@met_recht(Recht.EIGEN_AGENDA)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the route among its apps."""
    icons = [
        {"src": static(f"telefoon/route-{size}.png"), "sizes": f"{size}x{size}"}
        for size in (192, 512)
    ]
    return JsonResponse(
        {
            "name": _("Mijn route"),
            "short_name": _("Route"),
            "lang": "nl",
            "start_url": reverse("telefoon:route"),
            "scope": reverse("telefoon:route"),
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#223c61",
            "icons": [{**one, "type": "image/png", "purpose": "any"} for one in icons],
        },
        content_type="application/manifest+json",
    )


@require_safe
@met_recht(Recht.EIGEN_AGENDA)
def werker(request: HttpRequest) -> HttpResponse:
    """The script that keeps a copy; under this address it answers for the route alone."""
    script = Path(str(finders.find(_WORKER))).read_bytes()
    return HttpResponse(script, content_type="text/javascript")


def _context(found: dag.Dagroute | None, melder: Melder, *, now: Any) -> dict[str, Any]:
    """What the page shows. Each form has the uuid of its act: of a copy of the page, the same."""
    kaarten = found.kaarten if found else ()
    return {
        "dagroute": found,
        "nu": now,
        "schets": schets.draw(found) if found else None,
        "resultaten": Resultaat.choices,
        "meldingen": [(one, sentence(one.reden)) for one in found.meldingen] if found else [],
        "kaarten": [(one, {soort.value: uuid4() for soort in Actiesoort}) for one in kaarten],
        "melder": melder,
        "spoed": uuid4(),
        "herinner": now - waken.REMIND,
    }


def _said(soort: Actiesoort) -> str:
    return {
        Actiesoort.ONDERWEG: _("U bent onderweg."),
        Actiesoort.AANGEKOMEN: _("U bent aangekomen."),
        Actiesoort.KLAAR: _("Dit bezoek is klaar."),
        Actiesoort.NIET_THUIS: _("Er was niemand thuis. Dat is gemeld."),
        Actiesoort.LOOPT_UIT: _("De volgende inwoner krijgt bericht."),
        Actiesoort.NOG_BEZIG: _("Goed om te weten. U hebt een half uur langer."),
        Actiesoort.SPOED: _("Uw melding is gedaan. Bel ook 112 bij gevaar."),
    }[soort]
